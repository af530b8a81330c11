"""How simulated people take part: slowly, differently, kindly. They see only what their own screens show."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from facilitator.rehearsing.phone import Phone, Refused
from facilitator.rehearsing.taking_part import ways

Lines = Mapping[str, tuple[str, ...]]
"""language -> what people say in it."""


class Person(threading.Thread):
    """One simulated participant, the `number`th of the circle. `pace` 1.0 is about as slow as a real one; tests go faster."""

    def __init__(
        self, phone: Phone, link: str, chance: random.Random, pace: float, language: str = "en", number: int = 0
    ) -> None:
        super().__init__(daemon=True)
        self.phone, self.chance, self.language, self.number = phone, chance, language, number
        self._link, self._pace = link, pace
        self._quiet = chance.random() < 0.2
        self._times: Counter[tuple[str, str]] = Counter()
        self.refused: list[str] = []
        """The codes of every no this person heard."""
        self.stopped = threading.Event()

    def run(self) -> None:
        """Joins and takes part until the session is over."""
        try:
            self.linger(0.2, 6)
            comfort = "listening" if self._quiet else self.chance.choice(("may_share", "may_share", "glad_to_share"))
            self._come_in(comfort)
            while not self.stopped.is_set() and self.phone.bye is None and self.phone.socket.connected:
                self.linger(0.6, 2.5)
                self._act()
        except (Refused, OSError, TimeoutError):
            pass
        except Exception as e:
            if type(e).__module__.split(".")[0] not in ("socketio", "engineio", "requests"):
                raise
        finally:
            self.phone.close()

    def _come_in(self, comfort: str) -> None:
        """Whoever was quicker with the same suggested handle keeps it: the door is asked for another then."""
        for left in reversed(range(5)):
            try:
                self.phone.join(self._link, comfort=comfort)
                break
            except Refused as no:
                if "422" not in str(no) or not left:
                    raise
        self.phone.connect()

    def _act(self) -> None:
        """Takes part in the way there is for this kind of round; where there is none, people just listen."""
        act = ways().get(self.phone.round.get("kind", ""))
        try:
            if act:
                act(self)
        except Refused as no:
            self.refused.append(str(no))  # the group moved on: a real person would look up and go on too

    # What people of every kind of round need

    def linger(self, least: float, most: float) -> None:
        """Takes this many seconds, more or less: to think, to type, to look up."""
        self.stopped.wait(self.chance.uniform(least, most) * self._pace)

    def may(self, command: str) -> bool:
        """Whether this person's own screen offers this just now."""
        return not self.phone.round.get("over") and command in self.phone.mine.get("can", [])

    def after(self, least: float, most: float, command: str) -> bool:
        """Takes its time over something; gives whether the same round still offers it then."""
        here = self._round
        self.linger(least, most)
        return self._round == here and self.may(command)

    def perhaps(self, likelihood: float) -> bool:
        """Sometimes yes, sometimes no; another time it may be the other."""
        return self.chance.random() < likelihood

    def inclined(self, to: str, likelihood: float) -> bool:
        """Whether this is for this person, all through the round. Spread evenly: of a whole circle always some are, some not."""
        shift = random.Random(f"{self._round} {to}").random()  # noqa: S311 - people, not secrets
        return (shift + self.number * 0.618) % 1 < likelihood

    def once(self, what: str, most: int = 1) -> bool:
        """Whether this is still to be done in this round, so many times at the most; asking counts as doing."""
        self._times[self._round, what] += 1
        return self._times[self._round, what] <= most

    def say(self, lines: Lines) -> str:
        """A line in this person's language that nobody on their screen has said; another than their neighbour's."""
        known = lines.get(self.language, lines["en"])
        said = _texts(self.phone.round) | _texts(self.phone.own)
        fresh = [line for line in known if line not in said] or known
        return fresh[self.number % len(fresh)]

    @property
    def _round(self) -> str:
        return str(self.phone.round.get("id", ""))


def _texts(view: Any) -> set[str]:
    """Every text that a view shows."""
    if not isinstance(view, dict):
        return set()
    own = {view["text"]} if isinstance(view.get("text"), str) else set()
    return own.union(*(_texts(part) for part in view.values()))


def circle(url: str, link: str, people: int, pace: float = 1.0, seed: int = 1, language: str = "en") -> list[Person]:
    """Starts a simulated circle and gives its people."""
    started = []
    for n in range(people):
        phone = Phone(url)
        phone.web.headers["Accept-Language"] = language
        chance = random.Random(seed * 1000 + n)  # noqa: S311 - people, not secrets
        person = Person(phone, link, chance, pace, language, n)
        person.start()
        started.append(person)
    return started


def until_over(people: list[Person], seconds: float, still_wanted: Callable[[], bool]) -> None:
    """Waits until everyone has gone, the time is up, or nobody wants them any more; then sends them home."""
    deadline = time.monotonic() + seconds
    while any(p.is_alive() for p in people) and time.monotonic() < deadline and still_wanted():
        people[0].stopped.wait(1)
    for person in people:
        person.stopped.set()
    for person in people:
        person.join(5)
