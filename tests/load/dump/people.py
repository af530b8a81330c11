"""Simulated people on a real server: one session of a group, in which the eager come first, speak first and sign first.

Written the worst way that is still real: the same order in everything, with a little chance.
"""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

import requests

from facilitator.rehearsing.phone import Phone, Screen
from tests.places import Server

LITTLE_CHANCE = 0.02


class Played(NamedTuple):
    """What the one who plays knows, to score by: who sat on which seat and went by which handle."""

    meeting: str
    seats: dict[str, str]
    looks: dict[str, tuple[str, ...]]


def play(
    server: Server,
    group: str,
    people: Sequence[str],
    dice: random.Random,
    look: Callable[[str, str, dict[str, str]], None],
) -> Played:
    """One session from opening to close. `look` is called with "written" once everybody has joined and written, and with
    "signed" once they have signed, right before the close; and with meeting and seats."""
    console = _opened(server, group)
    eager = {person: dice.random() for person in people}

    def next_round() -> list[str]:
        return sorted(people, key=lambda p: eager[p] + dice.gauss(0, LITTLE_CHANCE))

    link = console.boot["links"]["join"].rsplit("/", 1)[1]
    phones = {person: Phone(server.url).join(link) for person in next_round()}
    for phone in phones.values():
        phone.connect()
    console.do("round.plan", round_kind="shoutouts", settings={}, prompt="What did you see?")
    id = console.wait(lambda s: s.view["order"]).pop()
    console.do("round.start", round=id)
    for person in next_round():
        phones[person].wait(lambda s: s.round.get("id") == id)
        phones[person].do("shoutouts.give", to=None, strength=None, text=f"words of {person}", keep=False)
    meeting = console.boot["links"]["qr"].split("/")[2]
    seats = {person: phone.own["seat"] for person, phone in phones.items()}
    look("written", meeting, seats)
    console.do("meeting.begin_closing")
    for person in next_round():
        sign(server, phones[person], person)
    looks = {p: (phone.own["handle"], phone.own["colour"], phone.own["pattern"]) for p, phone in phones.items()}
    look("signed", meeting, seats)
    console.do("meeting.close")
    for screen in (console, *phones.values()):
        screen.close()
    return Played(meeting, seats, looks)


def _opened(server: Server, group: str) -> Screen:
    web = server.web("Fay")
    fields = Screen(server.url, web).page(f"/groups/{group}").fields
    opened = web.post(f"{server.url}/groups/{group}/open", data={"csrf_token": fields["csrf_token"], "plan": "without"})
    console = Screen(server.url, web)
    console.load(opened.url.removeprefix(server.url))
    console.connect()
    return console


def sign(server: Server, phone: Phone, name: str) -> None:
    """Asks for a voucher and signs on the page that knows of no seat."""
    answer = phone.ask("credit.ask", vouchers=1)
    said = requests.post(
        f"{server.url}/credit", json={"voucher": answer["vouchers"][0], "name": name}, timeout=30
    ).json()
    assert said == {"outcome": "kept"}, said
