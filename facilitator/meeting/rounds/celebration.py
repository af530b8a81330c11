"""Celebration: name a win, however small, and the room celebrates it.

Wins with a handle go up at once; those without wait and go up together, so that their moment does not name their author.
Cheering is for anyone, for any win, one's own too: a win glows a little, and neither how many cheered nor who shows
anywhere.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from facilitator.meeting.commands import Command, Line
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import LEAD, SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, N_
from facilitator.meeting.rounds import Decision, Kind, View
from facilitator.meeting.sharing import lay_out, share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id, put

MOST_LIGHTS = 3
"""A win glows with at most this many lights: warmth, never a count to compete for."""


class Settings(Struct, frozen=True):
    """Nothing to set."""


class State(Struct, frozen=True):
    wins: dict[SeatId, tuple[ItemId, ...]] = {}
    """By author; some may have been taken back since."""
    cheered: dict[SeatId, tuple[ItemId, ...]] = {}
    """What each seat cheers, so that it can stop; only while the round runs."""
    cheers: dict[ItemId, int] = {}


class Name(Command, frozen=True, kw_only=True, tag="celebration.name"):
    """A win of one's own; as many as one likes."""

    text: Line
    named: bool


class Cheer(Command, frozen=True, kw_only=True, tag="celebration.cheer"):
    item: ItemId
    on: bool = True


class Uncover(Command, frozen=True, kw_only=True, tag="celebration.uncover"):
    """The wins that wait go up, together."""


class Named(Event, frozen=True, kw_only=True, tag="celebration.named"):
    item: ItemId
    seat: SeatId


class Cheered(Event, frozen=True, kw_only=True, tag="celebration.cheered"):
    item: ItemId
    seat: SeatId
    on: bool


def _all(state: State) -> Iterable[ItemId]:
    return (item for wins in state.wins.values() for item in wins)


def _is_up(meeting: Meeting, round: Round, item: ItemId) -> bool:
    """Whether this is a win of this round that everyone can see."""
    words = meeting.words.get(item)
    return bool(words and not words.waiting and not words.covered and item in round.state.wins.get(words.author, ()))


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Naming, cheering, and putting up what waits."""
    state: State = round.state
    if isinstance(c, Uncover):
        return lay_out(meeting, _all(state))
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    match c:
        case Name(text=text, named=named):
            item = fresh_id(meeting)
            shared = share(
                meeting, item=item, author=seat.id, reach="everyone", named=named, text=text.id, waiting=not named
            )
            return [shared, Named(item=item, seat=seat.id)]
        case Cheer(item=item, on=on) if _is_up(meeting, round, item):
            return [Cheered(item=item, seat=seat.id, on=on)] if on != (item in state.cheered.get(seat.id, ())) else []
    return GONE


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    match event:
        case Named(item=item, seat=seat):
            return replace(state, wins=put(state.wins, seat, (*state.wins.get(seat, ()), item)))
        case Cheered(item=item, seat=seat, on=on):
            others = tuple(i for i in state.cheered.get(seat, ()) if i != item)
            return replace(
                state, cheered=put(state.cheered, seat, (*others, item) if on else others),
                cheers=put(state.cheers, item, state.cheers.get(item, 0) + (1 if on else -1)),
            )  # fmt: skip
    return state


def forget(state: State) -> State:
    """What goes on glowing, without who lit it or how many did."""
    return replace(state, cheered={}, cheers={item: min(n, MOST_LIGHTS) for item, n in state.cheers.items()})


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId]:
    """Whoever named or cheered."""
    return {event.seat} if isinstance(event, Named | Cheered) else set()


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones and the big screen see: the wins that are up, and how warmly they glow."""
    state: State = round.state
    shown = reader.cards(_all(state))
    for item, win in shown["cards"].items():
        lights = min(state.cheers.get(item, 0), MOST_LIGHTS)
        win |= {"lights": lights} if lights else {}
    return shown


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What everyone sees, and how many wins wait."""
    waiting = sum(i in meeting.words and meeting.words[i].waiting for i in _all(round.state))
    return {**shared(meeting, round, reader), "waiting": waiting}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What I cheer. Anybody may name and cheer, at any time."""
    return {"cheered": sorted(round.state.cheered.get(seat.id, ())), "can": ["celebration.name", "celebration.cheer"]}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """The wins a seat named, for as long as the meeting lasts."""
    mine = {}
    for item in round.state.wins.get(seat.id, ()):
        words = meeting.words.get(item)
        if words:
            waits = {"waiting": True} if words.waiting else {}
            mine[item] = {**(reader.words(item) or {}), "what": "win", "named": words.named, **waits}
    return {"mine": mine}


KIND = Kind(
    name="celebration",
    title=N_("Celebration"),
    about=N_("Name a win, however small. The room celebrates it."),
    minutes=10,
    least=5,
    lead=((Uncover, N_("Put up the wins that wait")),),
    settings=Settings,
    state=State,
    commands=(Name, Cheer, Uncover),
    events=(Named, Cheered),
    permissions={"celebration.name": SEAT, "celebration.cheer": SEAT, "celebration.uncover": LEAD},
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    forget=forget,
    touches=touches,
    phones=shared,
    own=own,
    console=console,
    screen=shared,
    belongings=belongings,
)
