"""A meeting in memory for the tests of the rules: given these people, when somebody asks, then these events."""

import itertools
from typing import Any

import msgspec

from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, SYSTEM, Actor
from facilitator.meeting.reading import CONSOLE, PHONES, SCREEN, own
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rules import decide, evolve, open_meeting, start, texts_in
from facilitator.meeting.state import COLOURS, PATTERNS, Meeting
from facilitator.meeting.views import view

NOON = 1_800_000_000_000
HOUR = 3_600_000


class Room:
    """Keeps the state and the texts as the desk and the store would, and checks that nothing else is kept."""

    def __init__(self, *people: str, without_phone: tuple[str, ...] = (), capacity: int = 1200) -> None:
        opened = open_meeting(
            ask.Open(id="xmeeting", salt="salt of this meeting", group="xgroup", facilitator="xfay", code="CDFHJK",
                     link="link", screen="screen", open_for=6 * HOUR, capacity=capacity), NOON,
        )  # fmt: skip
        self.meeting: Meeting = start(opened)
        self.texts: dict[str, str] = {}
        self.now = NOON
        self.ids = (f"xtext{n}" for n in itertools.count())
        self.seats: dict[str, str] = {}
        self.last: tuple = ()
        for name in people:
            self.sit(name)
        for name in without_phone:
            self.add(name)

    def who(self, name: str) -> Actor:
        """An actor by name: Fay, Dot who may step in for her, the door, the clock, or whoever has a seat."""
        if name == "Fay":
            return Actor("facilitator", member="xfay")
        if name == "Dot":
            return Actor("facilitator", member="xdot")
        return {"the door": DOORKEEPER, "the clock": SYSTEM}.get(name) or Actor("seat", seat=self.seats[name])

    def text(self, shape: type, text: str, **more: str) -> Any:
        """Text on its way in."""
        return shape(next(self.ids), text, **more)

    def handle(self, name: str) -> ask.Handle:
        return self.text(ask.Handle, name, key=f"key of {name.lower()}")

    def sit(self, name: str, comfort: str = "may_share") -> str:
        n = len(self.seats)
        self.seats[name] = f"xseat{n}"
        self.do("the door", ask.TakeSeat(seat=f"xseat{n}", handle=self.handle(name), colour=COLOURS[n % 10],
                                         pattern=PATTERNS[n % 10], comfort=comfort))  # fmt: skip
        return self.seats[name]

    def add(self, name: str) -> str:
        events = self.do("Fay", ask.AddSeat(handle=self.handle(name), colour="teal", pattern="dots"))
        self.seats[name] = events[0].seat
        return self.seats[name]

    def attempt(self, name: str, command: ask.Command) -> tuple | Refusal:
        """Asks, and takes the answer, whichever it is."""
        decided = decide(self.meeting, self.who(name), command, self.now)
        if not isinstance(decided, Refusal):
            drafts = [v for v in msgspec.structs.asdict(command).values() if isinstance(v, ask.Draft)]
            if decided:
                self.texts |= {d.id: d.text for d in drafts}
            for event in decided:
                self.meeting = evolve(self.meeting, event)
                for row in event.erases:
                    self.texts.pop(row, None)
            assert texts_in(self.meeting) == set(self.texts), "the store holds what the state refers to, nothing else"
        return decided

    def do(self, name: str, command: ask.Command) -> tuple:
        """Asks, and expects a yes."""
        decided = self.attempt(name, command)
        assert not isinstance(decided, Refusal), decided
        self.last = decided
        return decided

    def refused(self, name: str, command: ask.Command) -> Refusal:
        """Asks, and expects a no."""
        decided = self.attempt(name, command)
        assert isinstance(decided, Refusal), decided
        return decided

    def begin(self, kind: str, prompt: str | None = None, **settings: Any) -> str:
        """Plans a round and starts it."""
        text = self.text(ask.Prompt, prompt) if prompt else None
        planned = self.do("Fay", ask.PlanRound(round_kind=kind, settings=settings, prompt=text))
        self.do("Fay", ask.StartRound(round=planned[0].round))
        return planned[0].round

    def view(self, name: str) -> dict:
        """What an audience sees: "phones", "console", "screen", or a person's own."""
        audience = {"phones": PHONES, "console": CONSOLE, "screen": SCREEN}.get(name) or own(self.seats[name])
        return view(self.meeting, self.texts, audience)

    def bytes(self, name: str) -> bytes:
        """The same as it would cross the wire."""
        return msgspec.json.encode(self.view(name))

    def everyone(self) -> dict[str, bytes]:
        """Every audience there is, as it would cross the wire."""
        here = [n for n, s in self.seats.items() if s in self.meeting.seats and not self.meeting.seats[s].left]
        return {n: self.bytes(n) for n in ("phones", "console", "screen", *here)}

    def named(self, seat: str | None) -> str | None:
        """The person in a seat."""
        return next((n for n, s in self.seats.items() if s == seat), None)

    def copy(self) -> "Room":
        """The same room once more, to see what would have happened otherwise."""
        twin = Room.__new__(Room)
        twin.__dict__ = {**self.__dict__, "texts": dict(self.texts), "seats": dict(self.seats)}
        twin.ids = (f"xtwin{n}" for n in itertools.count(len(self.texts)))
        return twin
