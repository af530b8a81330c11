"""How simulated people take part: slowly, differently, kindly. They see only what their own screens show."""

import random
import threading
import time
from collections.abc import Callable

from facilitator.rehearsing.phone import Phone, Refused

STORIES = {
    "en": (
        "I nearly stayed home tonight. I am glad I came.",
        "Walking the dog at six in the morning is the one thing I have kept up. It holds the day together.",
        "I asked my brother for help with the forms. It took me three weeks to ask and five minutes to do.",
        "It was a hard week. I slept, I ate, I called one person. That is what I have.",
        "I used to think I had to have it all worked out before I could talk about it.",
        "Someone here told me last time to keep a list of small things. I am at forty.",
    ),
    "es": (
        "Casi me quedo en casa esta noche. Me alegro de haber venido.",
        "Sacar al perro a las seis de la mañana es lo único que he mantenido. Sostiene el día.",
        "Le pedí ayuda a mi hermano con los papeles. Tardé tres semanas en pedirla y cinco minutos en hacerlo.",
        "Fue una semana dura. Dormí, comí, llamé a una persona. Eso es lo que tengo.",
        "Antes creía que tenía que tenerlo todo resuelto para poder hablar.",
        "Alguien aquí me dijo la otra vez que hiciera una lista de cosas pequeñas. Ya llevo cuarenta.",
    ),
}
THANKS = {
    "en": (
        "You made it easy to sit here.",
        "What you said stayed with me.",
        "You kept going.",
        "You made us laugh.",
        "",
    ),
    "es": (
        "Hiciste fácil estar aquí.",
        "Lo que dijiste se quedó conmigo.",
        "Seguiste adelante.",
        "Nos hiciste reír.",
        "",
    ),
}


class Person(threading.Thread):
    """One simulated participant. `pace` 1.0 is about as slow as a real one; tests go faster."""

    def __init__(self, phone: Phone, link: str, chance: random.Random, pace: float, language: str = "en") -> None:
        super().__init__(daemon=True)
        self.phone, self._link, self._chance, self._pace, self._language = phone, link, chance, pace, language
        self._quiet = chance.random() < 0.2
        self._thanked = 0
        self.stopped = threading.Event()

    def run(self) -> None:
        """Joins and takes part until the session is over."""
        try:
            self._linger(0.2, 6)
            comfort = "listening" if self._quiet else self._chance.choice(("may_share", "may_share", "glad_to_share"))
            self.phone.join(self._link, comfort=comfort)
            self.phone.connect()
            while not self.stopped.is_set() and self.phone.bye is None and self.phone.socket.connected:
                self._linger(0.6, 2.5)
                self._act()
        except (Refused, OSError, TimeoutError):
            pass
        except Exception as e:
            if type(e).__module__.split(".")[0] not in ("socketio", "engineio", "requests"):
                raise
        finally:
            self.phone.close()

    def _linger(self, least: float, most: float) -> None:
        self.stopped.wait(self._chance.uniform(least, most) * self._pace)

    def _act(self) -> None:
        kind = self.phone.round.get("kind")
        can = self.phone.mine.get("can", [])
        try:
            if kind == "story":
                self._in_story(can)
            elif kind == "shoutouts":
                self._in_shoutouts(can)
        except Refused:
            pass  # the group moved on: a real person would look up and go on too

    def _in_story(self, can: list[str]) -> None:
        mine = self.phone.mine
        if "offer" in mine:
            self._linger(1, 3)
            answer = self._chance.choice(("accept", "accept", "accept", "pass", "later"))
            if f"story.{answer}" in self.phone.mine.get("can", []):
                self.phone.do(f"story.{answer}", turn=mine["offer"]["turn"])
        elif "holding" in mine:
            self._hold(can)
        elif "story.raise_hand" in can and self._chance.random() < 0.12:
            self.phone.do("story.raise_hand")
        elif "story.resonate" in can and self._chance.random() < 0.15:
            self.phone.do("story.resonate", what=self._chance.choice(("me_too", "with_you", "strength", "thank_you")))

    def _hold(self, can: list[str]) -> None:
        if self._chance.random() < 0.2:
            self.phone.do("story.set_notes", notes=[self._chance.choice(("loss", "money", "illness"))])
        self._linger(4, 10)
        if "story.tell" in can and self._chance.random() < 0.7:
            told = self._chance.choice(STORIES[self._language])
            self.phone.do("story.tell", text=told, named=self._chance.random() < 0.7)
            self._linger(2, 4)
        if "story.done" in self.phone.mine.get("can", []):
            self.phone.do("story.done", **self._to_whom())

    def _to_whom(self) -> dict[str, str]:
        if self.phone.round.get("order") != "popcorn":
            return {}
        people = self.phone.look("story.people").get("page", {}).get("people", [])
        return {"to": self._chance.choice(people)["seat"]} if people else {}

    def _in_shoutouts(self, can: list[str]) -> None:
        waiting = [i for i, r in self.phone.own.get("received", {}).items() if r["can_allow"] and not r["allowed"]]
        if waiting and self._chance.random() < 0.5:
            self.phone.do("words.allow", item=waiting[0], on=True)
        elif "shoutouts.give" in can and self._thanked < 3 and self._chance.random() < 0.2:
            self._thanked += 1
            people = self.phone.look("shoutouts.people").get("page", {}).get("people", [])
            strengths = [key for key, _ in self.phone.boot["kinds"]["shoutouts"]["strengths"]]
            to = people[0]["seat"] if people and self._chance.random() < 0.8 else None
            text = self._chance.choice(THANKS[self._language]) or None
            self.phone.do("shoutouts.give", to=to, strength=self._chance.choice(strengths), text=text, keep=True)


def circle(url: str, link: str, people: int, pace: float = 1.0, seed: int = 1, language: str = "en") -> list[Person]:
    """Starts a simulated circle and gives its people."""
    started = []
    for n in range(people):
        phone = Phone(url)
        phone.web.headers["Accept-Language"] = language
        person = Person(phone, link, random.Random(seed * 1000 + n), pace, language)  # noqa: S311 - people, not secrets
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
