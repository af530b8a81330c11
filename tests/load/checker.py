"""An independent checker: what each person was told, held against what every screen shows. It knows no rule and no table.

What was acknowledged is there once, and once only; what was taken back is nowhere; nothing is there that nobody said; all
phones show the same. Whoever was told nothing yet counts for neither side, but twice is too often for anybody.
"""

import random
import secrets
import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import requests
from socketio.exceptions import SocketIOError

from facilitator.rehearsing.phone import Phone, Refused, Screen
from tests.places import Server, wait_until

GONE = (Refused, TimeoutError, SocketIOError, requests.RequestException, OSError)
TAKES_BACK = 0.25
PATIENCE = 3
"""Seconds without an answer, after which a phone comes back anew, as the pages do."""


class Said:
    """One thing somebody wrote, and what they were told of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken = self.asked_back = self.taken_back = False


class Verdict(NamedTuple):
    """What is wrong, and how much was looked at."""

    lost: int
    doubled: int
    still_there: int
    never_said: int
    uneven: int
    answers: int
    words: int

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not any(self[:5])


class Person:
    """Somebody with a phone who writes, takes back, and comes back by themself: the same command again, until answered."""

    def __init__(self, server: Server, phone: Phone, dice: random.Random) -> None:
        self.server, self.phone, self._dice = server, phone, dice
        self.said: list[Said] = []
        self.answers = 0
        self._pause = threading.Event()
        phone.patience = PATIENCE

    def go_on(self, over: threading.Event) -> None:
        """Until told that it is over."""
        while not over.is_set():
            left = [one for one in self.said if one.taken and not one.asked_back]
            if left and self._dice.random() < TAKES_BACK:
                self._take_back(self._dice.choice(left))
            else:
                self._say()

    def _say(self) -> None:
        one = Said(f"words {secrets.token_hex(6)}")
        self.said.append(one)
        one.taken = self._until_answered("shoutouts.give", text=one.text)["ok"]

    def _take_back(self, one: Said) -> None:
        mine = self.phone.own.get("mine", {})
        item = next((id for id, piece in mine.items() if piece["text"] == one.text), None)
        if item:
            one.asked_back = True
            one.taken_back = self._until_answered("words.take_back", item=item)["ok"]

    def _until_answered(self, kind: str, **fields: Any) -> dict[str, Any]:
        id = secrets.token_hex(16)
        while True:
            try:
                answer: dict[str, Any] = self.phone.ask(kind, id=id, **fields)
            except GONE:
                self.come_back()
                continue
            if not answer.get("retry"):
                self.answers += 1
                return answer

    def come_back(self) -> None:
        """The same page with the same cookies, as often as it takes."""
        while True:
            again = Phone(self.server.url, self.phone.web)
            again.patience = PATIENCE
            try:
                again.load("/here")
                again.connect()
            except GONE:
                self._pause.wait(0.1)
                continue
            self.phone.close()
            self.phone = again
            return


def judge(people: Sequence[Person], console: Screen) -> Verdict:
    """Everybody looks at the whole once more, and then it is counted."""
    for screen in (console, *(p.phone for p in people)):
        screen.sync()
    said = [one for person in people for one in person.said]
    shown = Counter(piece["text"] for piece in console.view["words"].values())
    own = sum((Counter(piece["text"] for piece in p.phone.own["mine"].values()) for p in people), Counter())
    wait_until(lambda: len({person.phone.v for person in people}) == 1)
    first = people[0].phone.view
    return Verdict(
        lost=sum(one.taken and not one.asked_back and not shown[one.text] for one in said),
        doubled=sum(shown[one.text] > 1 for one in said),
        still_there=sum(one.taken_back and shown[one.text] > 0 for one in said),
        never_said=len(set(shown) - {one.text for one in said}),
        uneven=sum(person.phone.view != first for person in people) + (own != shown),
        answers=sum(person.answers for person in people),
        words=sum(shown.values()),
    )
