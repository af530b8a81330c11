"""An evening of ninety minutes with every kind of round: ten simulated people with phones, two without, a facilitator in
a real browser, a big screen, and one more phone to look at. Made to be looked at, by people and by axe."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from facilitator.rehearsing.people import circle
from facilitator.rehearsing.phone import Refused
from tests.browser.stage import Device
from tests.browser.tour import Stop
from tests.places import Server

MINUTES = {
    "welcome": 5, "checkin": 6, "icebreaker": 6, "story": 20, "pause": 4, "reflection": 10, "goals": 9, "side_by_side": 7,
    "shoutouts": 9, "celebration": 5, "choice": 4, "closing": 5,
}  # fmt: skip
"""Ninety in all."""
SETTINGS: dict[str, dict[str, Any]] = {
    "closing": {"ruler": True},
    "welcome": {"ruler": True},
}
PROMPTS = {
    "en": {"choice": "What shall we do next time?\nA walk\nMusic\nStories", "": "What helped you this week?"},
    "es": {"choice": "¿Qué hacemos la próxima vez?\nCaminar\nMúsica\nHistorias", "": "¿Qué te ayudó esta semana?"},
}
UNCOVERS = ("uncover", "lay_out", "close")


ENOUGH = {
    "welcome": ("accepted", 3), "checkin": ("answered", 5), "icebreaker": ("answered", 3), "story": ("heard", 1),
    "reflection": ("written", 2), "choice": ("voted", 4), "closing": ("waiting", 2),
}  # fmt: skip
"""What a round's console counts, and how far it counts before its screens are worth a look."""


def took_part(kind: str, already: int) -> Callable[[Any], Any]:
    """Whether enough has happened in a round for its screens to show something. `already`: pieces of words before it."""
    if kind in ENOUGH:
        what, many = ENOUGH[kind]
        return lambda s: s.round.get(what, 0) >= many
    if kind == "shoutouts":
        return lambda s: s.view["quilt"]["sewn"] >= 2
    return lambda s: kind == "pause" or len(s.view["words"]) >= already + 1


class EveryRound:
    """Plays the evening and stops at every screen of every round."""

    def __init__(self, server: Server, browser: Any, language: str) -> None:
        self.language = language
        self.session = server.open(language=language)
        self.devices = {n: Device(browser, n, language) for n in ("laptop", "projector", "phone")}
        link = self.session.link
        for name in ("Rose", "Sam"):
            self.session.console.do("circle.add", handle=name, colour="teal", pattern="dots")
        self.session.phone("Ana")
        self.people = circle(server.url, link, 10, pace=0.02, seed=7, language=language)
        laptop, projector, phone = self.devices.values()
        cookies = [{"name": c.name, "value": c.value, "url": server.url} for c in self.session.console.web.cookies]
        laptop.context.add_cookies(cookies)
        laptop.page.goto(f"{server.url}/console/{self.session.id}")
        projector.page.goto(server.url + self.session.screen_path)
        phone.page.goto(f"{server.url}/j/{link}")
        phone.page.locator(".go button").click()
        self.session.console.wait(lambda s: len(s.view["seats"]) >= 14, 30)

    def stops(self) -> Iterator[Stop]:
        """The console, a phone and the big screen, in every round, once people have taken part and it is uncovered."""
        console = self.session.console
        for kind, minutes in MINUTES.items():
            prompts = PROMPTS[self.language]
            console.do("round.plan", round_kind=kind, settings=SETTINGS.get(kind, {}), minutes=minutes,
                       prompt=prompts.get(kind, prompts[""]))  # fmt: skip
        for kind in MINUTES:
            already = len(console.view["words"])
            self._start(kind)
            try:
                console.wait(took_part(kind, already), 70)
            except TimeoutError:
                raise AssertionError(f"{kind}: {console.round} {len(console.view['words'])}") from None
            for name, _ in console.boot["kinds"][kind].get("lead", []):
                if name.rpartition(".")[2] in UNCOVERS:
                    with contextlib.suppress(Refused):  # nothing waits: everybody put their handle to it
                        console.do(name)
            self._let_through(console)
            if kind == "closing":
                console.do("ruler.show", least=3)
            for name, device in self.devices.items():
                device.page.locator(f"[data-kind='{kind}']").first.wait_for()
                yield Stop(f"round-{kind}-{name}", device.page)

    @staticmethod
    def _let_through(console: Any) -> None:
        """What has been uncovered goes on to the big screen."""
        for item, piece in console.view["words"].items():
            if not piece["on_screen"]:
                console.do("words.screen", item=item, on=True)

    def _start(self, kind: str) -> None:
        """The facilitator's next step, by key, until this round runs."""
        page = self.devices["laptop"].page
        view = self.session.console.view
        planned = next(i for i in reversed(view["order"]) if view["plan"][i]["kind"] == kind)
        running = self.session.console.round
        if running and not running.get("over"):
            page.keyboard.press("e")
            self.session.console.wait(lambda s: s.round.get("over"))
        self.session.console.do("round.start", round=planned)
        self.session.console.wait(lambda s: s.round.get("id") == planned)
        if kind == "story":
            self.session.console.do("story.send")

    def close(self) -> None:
        """Everybody goes home."""
        for person in self.people:
            person.stopped.set()
        for device in self.devices.values():
            device.close()
        for person in self.people:
            person.join(10)
        self.session.close()
