"""Who hears, and who does not: a circle of screens, and what each was sent because of one act."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from facilitator.rehearsing.phone import Screen
from tests.places import Session

_marks = itertools.count()


class Circle:
    """Ana, Ben and Cy with phones, the console and the big screen, all connected and quiet."""

    def __init__(self, session: Session, kind: str, **settings: Any) -> None:
        self.session = session
        self.screens: dict[str, Screen] = {n: session.phone(n) for n in ("Ana", "Ben", "Cy")}
        self.screens |= {"console": session.console, "screen": session.screen()}
        session.begin(kind, **settings)
        self.mark()

    def __getitem__(self, name: str) -> Screen:
        return self.screens[name]

    def seat(self, name: str) -> str:
        seat: str = self[name].own["seat"]
        return seat

    def mark(self) -> str:
        """Changes the prompt, which everyone hears: whatever was sent before it has arrived once it has."""
        prompt = f"mark {next(_marks)}"
        console = self["console"]
        console.do("round.change", round=console.round["id"], prompt=prompt)
        for screen in self.screens.values():
            screen.wait(lambda s: s.round.get("prompt") == prompt)
        return prompt

    def hears(self, act: Callable[[], Any], expected: Iterable[str]) -> dict[str, list]:
        """What each screen was sent because of an act, presence apart. `expected` are waited for."""
        start = {name: len(s.heard) for name, s in self.screens.items()}

        def heard(name: str) -> list:
            return [(e, d) for e, d in self[name].heard[start[name] :] if e != "here"]

        act()
        for name in expected:
            self[name].wait(lambda _, name=name: heard(name))
        prompt = self.mark()
        told = {name: [(e, d) for e, d in heard(name) if prompt not in str(d)] for name in self.screens}
        return {name: messages for name, messages in told.items() if messages}
