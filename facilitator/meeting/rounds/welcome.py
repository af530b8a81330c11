"""Welcome: the group's agreements, and everyone's own yes to them.

The agreements themselves belong to the group's page and stand on the screens already; the round's prompt carries what is
added for today. Only how many can live with them is known, to the facilitator alone. Somebody who cannot, or not yet,
asks privately for a word: that is a signal like any other (circle.py).
"""

from msgspec import Struct
from msgspec.structs import replace

from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, N_
from facilitator.meeting.rounds import Decision, Kind, View
from facilitator.meeting.state import Meeting, Round, Seat, SeatId


class Settings(Struct, frozen=True):
    ruler: bool = True
    """Asks the confidence ruler, for the first time."""


class State(Struct, frozen=True):
    """Whoever leaves after a yes is counted still: a number that falls as somebody goes would tell what they chose."""

    accepted: frozenset[SeatId] = frozenset()
    many: int = 0
    """How many had accepted when the round ended."""


class Accept(Command, frozen=True, kw_only=True, tag="welcome.accept"):
    """«I can live with these», or not any more."""

    on: bool


class Accepted(Event, frozen=True, kw_only=True, tag="welcome.accepted"):
    seat: SeatId
    on: bool


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Everyone for themself, as often as they change their mind."""
    seat = seat_of(meeting, actor)
    if not seat or not isinstance(c, Accept):
        return GONE
    return [Accepted(seat=seat.id, on=c.on)] if (seat.id in round.state.accepted) != c.on else []


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    if isinstance(event, Accepted):
        return replace(state, accepted=state.accepted | {event.seat} if event.on else state.accepted - {event.seat})
    return state


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """Every phone: nothing of what anybody chose, their number included."""
    return {"ruler": True} if round.settings.ruler else {}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """How many can live with the agreements; never who, nor who has not said so."""
    return {"accepted": len(round.state.accepted) or round.state.many}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """One's own yes."""
    return {"can": ["welcome.accept"], **({"accepted": True} if seat.id in round.state.accepted else {})}


KIND = Kind(
    name="welcome",
    title=N_("Welcome round"),
    about=N_("The group's agreements. Everyone says for themself whether they can live with them."),
    minutes=5,
    least=2,
    settings=Settings,
    state=State,
    commands=(Accept,),
    events=(Accepted,),
    permissions={"welcome.accept": SEAT},
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    forget=lambda state: State(many=len(state.accepted)),
    touches=lambda meeting, round, event: {event.seat} if isinstance(event, Accepted) else set(),
    phones=shared,
    own=own,
    console=console,
    screen=lambda meeting, round, reader: {},
)
