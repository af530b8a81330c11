"""What was committed, in order, and whether it was right: the truth that every screen and every answer is held against.

The consent invariants are those of tests/meeting/consent.py, kept by its own oracle of what authors and receivers chose.
"""

import itertools
import traceback
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from greenlet import getcurrent
from msgspec.structs import asdict

from facilitator.live.desk import Desk
from facilitator.live.journal import Batch
from facilitator.live.wire import tag
from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting import rules
from facilitator.meeting.commands import name_of
from facilitator.meeting.permissions import Actor
from facilitator.meeting.reading import Audience
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.state import Meeting
from facilitator.meeting.views import view
from facilitator.text import name_key
from tests.meeting.consent import Walk
from tests.meeting.room import HOUR, NOON, Room
from tests.simulation.chance import world

_decide = rules.decide
_decided: dict[Any, list["Decided"]] = defaultdict(list)


class Decided(NamedTuple):
    """One command and what the rules made of it."""

    actor: Actor
    command: ask.Command
    events: tuple[did.Event, ...]


class Step(NamedTuple):
    """One step of the journal, as it was handed over to be stored."""

    seq: int
    before: Meeting
    after: Meeting | None
    batch: Batch | None
    decided: list[Decided]


def _watched(meeting: Meeting, actor: Actor, command: ask.Command, now: int) -> Any:
    """The rules, overheard: what a step consists of is known by who decided it."""
    decided = _decide(meeting, actor, command, now)
    if not isinstance(decided, Refusal):
        _decided[getcurrent()].append(Decided(actor, command, decided))
    return decided


rules.decide = _watched


def _afresh(desk: Desk, live: Any, batch: Any) -> Any:
    """The desk begins to decide on a batch: also once more, where another machine may have taken one of these already. What
    was decided before counts no more."""
    _decided.pop(getcurrent(), None)
    return _decide_and_store(desk, live, batch)


_decide_and_store = Desk._decide_and_store
Desk._decide_and_store = _afresh  # type: ignore[method-assign]


class Truth(Walk):
    """The meeting as the journal has it, and the oracle of who may read what."""

    def __init__(self, opened: did.MeetingOpened) -> None:
        self.room = Room()
        self.room.meeting = rules.start(opened)
        self.room.handle = lambda name: self.room.text(
            ask.Handle, name, key=name_key(opened.salt, name)
        )  # as its phone's
        self.choose = world.dice.choice
        self.marks = itertools.count()
        self.marked, self.prompts, self.held = {}, set(), True
        self.happened = Counter()

    def named(self, actor: Actor) -> str:
        """Who that is."""
        if actor.role == "facilitator":
            return "Fay" if actor.member == "xfay" else "Dot"
        return {"door": "the door", "system": "the clock"}.get(actor.role) or self.room.named(actor.seat) or "?"

    def follow(self, step: Decided) -> None:
        """One command that was stored has happened."""
        room, before = self.room, self.room.meeting
        if step.events:
            room.texts |= {d.id: d.text for d in asdict(step.command).values() if isinstance(d, ask.Draft)}
        for event in step.events:
            room.meeting = rules.evolve(room.meeting, event)
            for row in event.erases:
                room.texts.pop(row, None)
        if isinstance(step.command, ask.AddSeat | ask.JoinCircle) and step.events:
            room.seats[step.command.handle.text] = step.events[0].seat
        self.happened.update(name_of(e) for e in step.events)
        self.note(step.command, step.events)
        self.only_the_holder_accepted(before, self.named(step.actor), step.command)


class History:
    """Everything that is known of one run."""

    def __init__(self, seed: str, opened: did.MeetingOpened) -> None:
        self.seed = seed
        self.told: list[str] = []
        self.truth = Truth(opened)
        self.seq = 1
        self.states: list[tuple[Meeting, dict[str, str]]] = [self._state()]
        self.receipts: Counter[bytes] = Counter()
        self.last_words: list[Decided] = []
        """What was decided in the step that closed the meeting: its receipts went with everything else."""
        self.closed = False
        self.turns_begun: list[str] = []
        self.steps_of_time = 0
        self.wrong: list[str] = []
        """Promises that a step on disk has broken."""
        self._ids = itertools.count()
        self._tags: dict[tuple[Audience, int], str] = {}
        _decided.clear()

    def now(self) -> int:
        """The program's clock. It may be set while the program runs."""
        return NOON + int(world.at * 1000) + self.steps_of_time

    def new_id(self) -> str:
        """A fresh id, the same in every run of this seed."""
        return f"n{next(self._ids)}"

    def note(self, what: str) -> None:
        """A line of the history."""
        self.told.append(f"{world.at:9.3f}  {what}")

    def decided(self) -> list[Decided]:
        """What whoever asks has decided since they last asked."""
        return _decided.pop(getcurrent(), [])

    def _state(self) -> tuple[Meeting, dict[str, str]]:
        return self.truth.room.meeting, dict(self.truth.room.texts)

    def watch(self, step: Step) -> None:
        """A step is on disk. What is wrong with it is kept until the end: the program would take it for a fault of the disk."""
        try:
            self.committed(step)
        except AssertionError as e:
            self.wrong.append(str(e) or traceback.format_exc())

    def committed(self, step: Step) -> None:
        """A step is on disk: it follows on the one before, and everything that must always hold does."""
        truth, room = self.truth, self.truth.room
        assert not self.closed, "a closed meeting goes on"
        assert step.seq == self.seq + 1, f"two steps in one place: {step.seq} after {self.seq}"
        assert step.before == room.meeting, "decided on a state that is not the one before"
        if step.batch:
            events = tuple(e for d in step.decided for e in d.events)
            assert step.batch.events == events, "what is stored is what was decided"
            self.receipts.update(step.batch.receipts.keys())
        for decided in step.decided:
            truth.follow(decided)
            self.turns_begun += [e.seat for e in decided.events if isinstance(e, story.TurnBegun)]
            said = " ".join(name_of(e) for e in decided.events) or "nothing"
            self.note(f"  {step.seq}: {truth.named(decided.actor)} {name_of(decided.command)} -> {said}")
        self.seq = step.seq
        if step.after is None:
            self.closed, self.last_words = True, step.decided
            assert room.meeting.phase == "closed"
            return
        assert step.after == room.meeting
        assert rules.texts_in(room.meeting) == set(room.texts)
        self.states.append(self._state())
        if world.dice.random() < 0.25:
            self.consent()

    def consent(self) -> None:
        """The invariants of consent, on what is true now."""
        self.truth.words_reach_whom_their_author_chose()
        self.truth.listening_is_out_of_the_order()
        self.truth.the_console_knows_only_what_it_says()

    def tag(self, audience: Audience, at: int) -> str | None:
        """The version that an audience's view had in one of the states there have been."""
        if (audience, at) not in self._tags:
            meeting, texts = self.states[at]
            if audience.seat and audience.seat not in meeting.seats:
                return None
            self._tags[audience, at] = tag(view(meeting, texts, audience), meeting.salt)
        return self._tags[audience, at]

    def when(self, audience: Audience, version: str, since: int) -> int | None:
        """The first state, from `since` on, in which an audience's view had this version; None if it never had."""
        return next((at for at in range(since, len(self.states)) if self.tag(audience, at) == version), None)


def opened(seed: str) -> did.MeetingOpened:
    """How every run begins."""
    asked = ask.Open(id="simulated", salt=f"salt {seed}", group="xgroup", facilitator="xfay", code="CDFHJK", link="link",
                     screen="screen", open_for=6 * HOUR)  # fmt: skip
    return rules.open_meeting(asked, NOON)
