"""The rooms it happens in: several meetings of two organizations in the real program with its real store, and everybody
who might want something from them."""

import random
from typing import Any, NamedTuple

from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.house import House
from facilitator.live import wire
from facilitator.live.receipts import Receipt
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, SYSTEM, Actor
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds import kinds
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.state import COLOURS, PATTERNS, Meeting
from tests.hostile.forging import Message, Pool, message

CHOICE = "What next?\nA walk\nTea\nStories"


class Person(NamedTuple):
    """Somebody with a ticket, and which meeting it is for."""

    name: str
    meeting: str
    actor: Actor


class Room:
    """One meeting with people in it: Ana, Ben and Cy with phones, Rose without; Gus was removed, Hal has left, Ivy has put
    her phone down."""

    def __init__(self, home: House, organization: str, group: str, host: str, deputy: str | None) -> None:
        self.home = home
        self.id = circles.open_meeting(home, circles.group_of(home.store, organization, group), host)
        self.people: dict[str, Actor] = {host: Actor("facilitator", member=host), "screen": Actor("screen")}
        self.host = self.people[host]
        for name in ("Ana", "Ben", "Cy", "Gus", "Hal", "Ivy"):
            self._sit(name)
        look = {"colour": COLOURS[0], "pattern": PATTERNS[0]}
        self.must(self.host, ask.AddSeat(handle=ask.Handle(new_id(), "Rose", "rose"), **look))
        self.must(self.host, ask.RemovePerson(seat=str(self.people["Gus"].seat)))
        self.must(self.people["Hal"], ask.LeaveSeat())
        self.must(self.people["Ivy"], ask.PutPhoneDown())
        if deputy:
            self.people[deputy] = Actor("facilitator", member=deputy)
            self.must(self.host, ask.NameDeputy(member=deputy, name=ask.Line(new_id(), "Dot")))

    def _sit(self, name: str) -> None:
        seat = new_id()
        self.people[name] = Actor("seat", seat=seat)
        look = {"colour": COLOURS[1], "pattern": PATTERNS[1]}
        self.must(DOORKEEPER, ask.TakeSeat(seat=seat, handle=ask.Handle(new_id(), name, name), **look))

    @property
    def state(self) -> Meeting | None:
        """How it stands; None once it is over."""
        live = self.home.desk.read(self.id)
        return live.meeting if live else None

    def must(self, actor: Actor, command: ask.Command) -> None:
        """Something that has to work."""
        assert self.home.desk.perform(self.id, actor, command) is None, command

    def send(self, actor: Actor, said: Message) -> Refusal | None:
        """What the gateway does with a message: strictly a command, or refused; then through the one door."""
        id, live = wire.command_id(said), self.home.desk.read(self.id)
        if id is None or live is None:
            return Refusal("E_FORMAT" if id is None else "E_GONE", "")
        try:
            command = wire.command(said, new_id, live.meeting.salt)
        except wire.Refused as e:
            return e.refusal
        return self.home.desk.perform(self.id, actor, command, Receipt(id, wire.said(said)))

    def begin(self, kind: str, dice: random.Random, pool: Pool, busy: bool = True) -> None:
        """A round of this kind runs, and people have taken part in it; `busy`: in every way there is."""
        prompt = ask.Prompt(new_id(), CHOICE)
        settings = {"story": {"order": "queue", "cross_talk": "open"}}.get(kind, {})
        self.must(self.host, ask.PlanRound(round_kind=kind, settings=settings, prompt=prompt, next=True))
        planned = next(r.id for r in self.state.rounds if r.state is None)
        self.must(self.host, ask.StartRound(round=planned))
        by_seat = [n for n, roles in kinds()[kind].permissions.items() if "seat" in roles]
        if kind == "story":
            self.must(self.people["Ana"], story.RaiseHand())
            self.must(self.host, story.Send())
            self.must(self.people["Ana"], story.Accept(turn=1))
            self.must(
                self.people["Ana"], story.Tell(text=ask.StoryText(new_id(), "A story."), named=True, answers=True)
            )
        for name in ("Ana", "Ben", "Cy") if busy else ():
            for _ in range(3):
                if by_seat:
                    self.send(self.people[name], message(dice.choice(by_seat), dice, pool))
            self.send(self.people[name], message("signal.send", dice, pool))


class Town:
    """Fay's meeting with Dot as her deputy, Dot's own, Olu's in another organization, and one that has ended."""

    def __init__(self, home: House, ids: dict[str, str], dice: random.Random, kind: str) -> None:
        self.home, self.ids, self.dice = home, ids, dice
        group, theirs = ids["group"], ids["their group"]
        self.rooms = [
            Room(home, ids["Riverside"], group, ids["Fay"], ids["Dot"]),
            Room(home, ids["Riverside"], group, ids["Dot"], None),
            Room(home, ids["Elsewhere"], theirs, ids["Olu"], None),
        ]
        self.over = Room(home, ids["Riverside"], group, ids["Fay"], None)
        self.over.must(self.over.host, ask.Close())
        self.pool = Pool()
        for room in self.rooms:
            self.pool.learn(room.state)
        for room in self.rooms:
            room.begin(kind, dice, self.pool)
            self.pool.learn(room.state)

    def everybody(self) -> list[Person]:
        """Everybody with a ticket of some kind, those of other rooms and of none included."""
        found = [Person(n, r.id, a) for r in (*self.rooms, self.over) for n, a in r.people.items()]
        members = [
            Person(n, "", Actor("facilitator", member=self.ids[n])) for n in ("Fay", "Dot", "Cora", "Ada", "Olu")
        ]
        odd = [
            Person("nobody", "", Actor("seat", seat="xnobody")), Person("no seat", "", Actor("seat")),
            Person("no member", "", Actor("facilitator")), Person("Rose", "", Actor("seat", seat=self._rose())),
            Person("a phone's seat as a member", "", Actor("facilitator", member=self.rooms[0].people["Ana"].seat)),
            Person("a member as a seat", "", Actor("seat", seat=self.ids["Fay"])),
        ]  # fmt: skip
        return [*found, *members, *odd]

    def _rose(self) -> str:
        meeting: Any = self.rooms[0].state
        return next(s.id for s in meeting.seats.values() if not s.phone and s.member is None)

    def states(self) -> dict[str, Meeting | None]:
        """Every meeting as it stands."""
        return {room.id: room.state for room in (*self.rooms, self.over)}

    def leave(self) -> None:
        """Ends what is still open, so that the next town has the place to itself."""
        for room in self.rooms:
            if room.state:
                self.home.desk.perform(room.id, SYSTEM, ask.Close())


__all__ = ["Person", "Room", "Town"]
