"""Side by side: make or do something together. Nothing has to be put in; whoever likes shares a line about it.

A line without a handle waits until it is laid out with the others that wait, so that its moment does not name its author.
Nobody is shown how many shared a line, or that somebody did not.
"""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from facilitator.meeting.commands import Command, Line
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import LEAD, SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader, may_read
from facilitator.meeting.refusals import GONE, N_
from facilitator.meeting.rounds import Decision, Kind, View
from facilitator.meeting.sharing import lay_out, share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id

MINUTE = 60_000
MOST_ON_SCREEN = 9
"""The big screen stays quiet: the prompt first, and beneath it the latest few lines."""


class Settings(Struct, frozen=True):
    minutes: Annotated[int, Meta(ge=0, le=60)] = 0
    """About how long; 0 for as long as it takes. Only the facilitator is shown until when."""


class State(Struct, frozen=True):
    lines: tuple[ItemId, ...] = ()


class Share(Command, frozen=True, kw_only=True, tag="side_by_side.share"):
    """A line about what I made or did."""

    text: Line
    named: bool


class LayOut(Command, frozen=True, kw_only=True, tag="side_by_side.lay_out"):
    """Shows what waits, together. The end of the round does it too."""


class Shared(Event, frozen=True, kw_only=True, tag="side_by_side.shared"):
    item: ItemId


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Sharing a line, and laying out those that wait."""
    if isinstance(c, LayOut):
        return lay_out(meeting, round.state.lines)
    seat = seat_of(meeting, actor)
    if not seat or not isinstance(c, Share):
        return GONE
    item = fresh_id(meeting)
    shared = share(
        meeting, item=item, author=seat.id, reach="everyone", named=c.named, text=c.text.id, waiting=not c.named
    )
    return [shared, Shared(item=item)]


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    return replace(state, lines=(*state.lines, event.item)) if isinstance(event, Shared) else state


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId]:
    """Whoever wrote it."""
    words = meeting.words.get(getattr(event, "item", ""))
    return {words.author} if words else set()


def phones(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The lines shared so far."""
    return reader.cards(round.state.lines)


def screen(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The latest few that were let through."""
    words = meeting.words
    through = [i for i in round.state.lines if i in words and may_read(meeting, words[i], reader.audience)]
    return reader.cards(through[-MOST_ON_SCREEN:])


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """How many lines wait, and until when it goes on. The lines themselves stand with all words, to be let through."""
    waiting = sum(i in meeting.words and meeting.words[i].waiting for i in round.state.lines)
    minutes = round.settings.minutes
    until = {"until": round.started_at + minutes * MINUTE} if minutes and round.started_at else {}
    return {"waiting": waiting, **until}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """Nothing is asked of anybody; everybody may."""
    return {"can": ["side_by_side.share"]}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """The lines a seat shared."""
    mine: View = {}
    for item in round.state.lines:
        words = meeting.words.get(item)
        if words and words.author == seat.id:
            waits = {"waiting": True} if words.waiting else {}
            mine[item] = {
                **(reader.words(item) or {}), "what": "line", "named": words.named, "reach": words.reach, **waits,
            }  # fmt: skip
    return {"mine": mine}


KIND = Kind(
    name="side_by_side",
    title=N_("Side by side"),
    about=N_("Make or do something together, each in their own way. Nothing has to be shared."),
    minutes=15,
    least=5,
    settings=Settings,
    state=State,
    commands=(Share, LayOut),
    events=(Shared,),
    permissions={"side_by_side.share": SEAT, "side_by_side.lay_out": LEAD},
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    touches=touches,
    phones=phones,
    own=own,
    console=console,
    screen=screen,
    belongings=belongings,
    lead=((LayOut, N_("Lay out what waits")),),
)
