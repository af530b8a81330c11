"""Pause: breathing or a break, together. Nothing to answer, nothing to do.

Nothing ends by itself: when the time is up the screens say so gently, and the facilitator goes on when the room is there.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import LEAD, Actor
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, N_
from facilitator.meeting.rounds import Decision, Kind, View
from facilitator.meeting.state import Meeting, Round, Seat, SeatId

MINUTE = 60_000
LONGEST = 60
"""Minutes. However often more is asked for, a pause never promises a time further off than this."""

Minutes = Annotated[int, Meta(ge=1, le=30)]


class Settings(Struct, frozen=True):
    how: Literal["breathe", "break"] = "breathe"
    minutes: Minutes = 3


class State(Struct, frozen=True):
    until: int | None = None
    """Only once more time was given; before that it follows from when the round began, which is not known yet when
    its state is made."""


class More(Command, frozen=True, kw_only=True, tag="pause.more"):
    """A little longer."""

    minutes: Minutes = 2


class Extended(Event, frozen=True, kw_only=True, tag="pause.extended"):
    until: int


def until(round: Round) -> int:
    """When this pause is meant to be over."""
    given: int | None = round.state.until
    return given or (round.started_at or 0) + round.settings.minutes * MINUTE


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """More time counts from the end that was promised, or from now where that has passed."""
    if not isinstance(c, More):
        return GONE
    then = min(max(until(round), now) + c.minutes * MINUTE, now + LONGEST * MINUTE)
    return [Extended(until=then)] if then > until(round) else []


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    return State(until=event.until) if isinstance(event, Extended) else round.state


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId]:
    """Nobody's own view: everyone sees the same."""
    return set()


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What every screen sees."""
    return {"how": round.settings.how, "until": until(round)}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """There is nothing to do."""
    return {"can": []}


KIND = Kind(
    name="pause",
    title=N_("Pause"),
    about=N_("Breathing or a break, together. There is nothing to answer."),
    minutes=3,
    least=1,
    settings=Settings,
    state=State,
    commands=(More,),
    events=(Extended,),
    permissions={"pause.more": LEAD},
    lead=((More, N_("Two more minutes")),),
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    touches=touches,
    phones=shared,
    own=own,
    console=shared,
    screen=shared,
)
