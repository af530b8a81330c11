"""Two meetings that differ only in a silent act: everyone else is sent the same, byte for byte.

Both run in this process with the same clock, the same ids and the same keys, and their screens hang on real sockets.
"""

import dataclasses
import json
import logging
import threading
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from facilitator import create_app
from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER
from facilitator.rehearsing.phone import Screen
from tests.places import config, with_the_cast

NOON = 1_800_000_000_000
PEOPLE = ("Ana", "Ben", "Cy", "Dee")


class Room:
    """One meeting with fixed ids, on a real port."""

    def __init__(self, folder: Path) -> None:
        (folder / "keys").mkdir(parents=True)
        (folder / "keys" / "server.key").write_bytes(b"k" * 32)
        app = create_app(dataclasses.replace(config(folder), build="x"), now=lambda: NOON)
        self.home = app.extensions["facilitator"]
        with_the_cast(self.home)
        self.home.desk.open(
            ask.Open(id="xmeeting", salt="one salt for both", group="xgroup", facilitator="xfay", code="CDFHJK",
                     link="link", screen="screen", open_for=10**9), "xorganization",
        )  # fmt: skip
        for n, name in enumerate(PEOPLE):
            handle = ask.Handle(f"xhandle{n}", name, name)
            take = ask.TakeSeat(seat=f"xseat{n}", handle=handle, colour="teal", pattern="dots")
            assert self.home.desk.perform("xmeeting", DOORKEEPER, take) is None
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        self.web = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=self.web.serve_forever, daemon=True).start()
        self.screens = {
            name: self.screen(Ticket("xmeeting", "phone", seat=f"xseat{n}")) for n, name in enumerate(PEOPLE)
        }
        self.screens["console"] = self.screen(Ticket("xmeeting", "console", member="xfay"))
        self.screens["screen"] = self.screen(Ticket("xmeeting", "screen"))

    def screen(self, ticket: Ticket) -> Screen:
        screen = Screen(f"http://127.0.0.1:{self.web.port}")
        screen.boot = {"ticket": self.home.tickets.sign(ticket)}
        screen.connect()
        screen.wait(lambda s: s.view)
        return screen

    def do(self, name: str, kind: str, **fields) -> None:
        self.screens[name].do(kind, **fields)

    def settle(self, mark: str) -> None:
        """Everyone has been sent whatever was to be sent."""
        console = self.screens["console"]
        console.do("round.change", round=console.round["id"], prompt=mark)
        for screen in self.screens.values():
            screen.wait(lambda s: s.round.get("prompt") == mark)

    def begin(self, order: str) -> None:
        console = self.screens["console"]
        console.do("round.plan", round_kind="story", settings={"order": order}, prompt="Begin")
        console.do("round.start", round=console.wait(lambda s: next(iter(s.view["order"]), None)))
        for screen in self.screens.values():
            screen.wait(lambda s: s.round.get("kind") == "story")
        console.do("story.send")
        self.settle("sent")

    def asked(self) -> str:
        return next(n for n in PEOPLE if "offer" in self.screens[n].mine)

    def sent(self, name: str) -> bytes:
        """Everything a screen was sent from the act on, as it crossed the wire."""
        return json.dumps([m for m in self.screens[name].heard[self.start[name] :] if m[0] != "here"]).encode()

    def act(self, name: str, *acts: tuple[str, dict]) -> None:
        self.start = {n: len(s.heard) for n, s in self.screens.items()}
        for kind, fields in acts:
            self.do(name, kind, **fields)
        self.settle("after the act")

    def close(self) -> None:
        for screen in self.screens.values():
            screen.cut()
        self.web.shutdown()
        self.home.store.close()


@pytest.fixture
def rooms(tmp_path):
    made = []

    def make(order: str) -> Room:
        room = Room(tmp_path / f"room{len(made)}")
        made.append(room)
        room.begin(order)
        return room

    yield make
    for room in made:
        room.close()


def offer(room: Room) -> dict:
    return {"turn": room.screens[room.asked()].mine["offer"]["turn"]}


@pytest.mark.parametrize("order", ["ring", "popcorn"])
def test_a_pass_a_later_a_skip_and_a_change_to_listening_send_everyone_else_the_same(rooms, order):
    made = {way: rooms(order) for way in ("nothing", "pass", "later", "skip", "listening")}
    who = made["nothing"].asked()
    acts = {
        "nothing": [],
        "pass": [("story.pass", offer(made["pass"]))],
        "later": [("story.later", offer(made["later"]))],
        "skip": [("story.skip_me", {"on": True})],
        "listening": [("seat.comfort", {"comfort": "listening"})],
    }
    for way, room in made.items():
        assert room.asked() == who
        room.act(who, *acts[way])
    following = made["pass"].asked()
    assert following != who
    for name in {*PEOPLE, "console", "screen"} - {who, following}:
        assert len({room.sent(name) for room in made.values()}) == 1, name
    silent = [room for way, room in made.items() if way != "nothing"]
    assert len({room.sent(following) for room in silent}) == 1, "also whoever is asked next cannot tell which it was"


def test_the_last_pass_of_all_sends_everyone_else_nothing(rooms):
    waiting, passed = rooms("ring"), rooms("ring")
    for room in (waiting, passed):
        for _ in range(3):
            name = room.asked()
            room.do(name, "story.pass", **offer(room))
            room.settle(f"{name} passed")
    who = waiting.asked()
    assert passed.asked() == who
    waiting.act(who)
    passed.act(who, ("story.pass", offer(passed)))
    for name in {*PEOPLE, "console", "screen"} - {who}:
        assert waiting.sent(name) == passed.sent(name)


def test_in_a_queue_a_pass_sends_only_whoever_is_asked_next_anything(rooms):
    waiting, passed = rooms("queue"), rooms("queue")
    for room in (waiting, passed):
        room.do("Ana", "story.raise_hand")
        room.do("Ben", "story.raise_hand")
        room.settle("two hands")
    waiting.act("Ana")
    passed.act("Ana", ("story.pass", offer(passed)))
    for name in ("Cy", "Dee", "console", "screen"):
        assert waiting.sent(name) == passed.sent(name), name
    assert passed.asked() == "Ben"


def test_in_a_queue_listening_looks_like_a_hand_that_comes_down(rooms):
    made = {way: rooms("queue") for way in ("lower", "listening")}
    for room in made.values():
        room.do("Ana", "story.raise_hand")
        room.do("Ben", "story.raise_hand")
        room.settle("two hands")
    made["lower"].act("Ana", ("story.lower_hand", {}))
    made["listening"].act("Ana", ("seat.comfort", {"comfort": "listening"}))
    for name in ("Ben", "Cy", "Dee", "console", "screen"):
        assert len({room.sent(name) for room in made.values()}) == 1, name


def test_a_change_to_listening_by_somebody_nobody_asked_sends_everyone_else_nothing(rooms):
    still, changed = rooms("ring"), rooms("ring")
    who = next(n for n in PEOPLE if n != still.asked())
    still.act(who)
    changed.act(who, ("seat.comfort", {"comfort": "listening"}))
    for name in {*PEOPLE, "console", "screen"} - {who}:
        assert still.sent(name) == changed.sent(name)


def test_stopping_and_passing_and_listening_while_holding_look_alike(rooms):
    made = {way: rooms("ring") for way in ("done", "pass", "listening")}
    for room in made.values():
        room.do(room.asked(), "story.accept", **offer(room))
        room.settle("accepted")
    who = next(n for n in PEOPLE if "holding" in made["done"].screens[n].mine)
    made["done"].act(who, ("story.done", {}))
    made["pass"].act(who, ("story.pass", {"turn": 1}))
    made["listening"].act(who, ("seat.comfort", {"comfort": "listening"}))
    for name in {*PEOPLE, "console", "screen"} - {who}:
        assert len({room.sent(name) for room in made.values()}) == 1, name
