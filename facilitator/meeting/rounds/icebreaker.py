"""Icebreaker: a light question, answered on a card or by one tap. Answers stay covered until all are uncovered at once.

Every card lies face down, with a handle or without, so that nobody's answer steers another's. Who comes late is welcome:
a card with a handle is laid out at once then, one without waits for the next uncovering or for the end of the round.
Taps are counted once and forgotten with it, so that no later one can be worked out from a difference.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from facilitator.meeting import events as did
from facilitator.meeting.answers import Least, counted
from facilitator.meeting.commands import Command, Line
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import LEAD, SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import ANSWERED_ALREADY, FORMAT, GONE, N_, NOTHING_TO_SHOW, SHOWN_ALREADY
from facilitator.meeting.rounds import EVERYONE, Decision, Kind, View
from facilitator.meeting.sharing import lay_out, share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id, put, without

Side = Literal["a", "b"]
SIDES = ("a", "b")
Pair = Literal[
    "mountains_sea", "morning_evening", "tea_coffee", "sweet_salty", "summer_winter", "town_country", "book_film",
    "sun_rain", "cats_dogs", "music_quiet", "plan_surprise", "slippers_barefoot",
]  # fmt: skip
PAIRS: dict[Pair, tuple[tuple[Side, str], tuple[Side, str]]] = {
    "mountains_sea": (("a", N_("Mountains")), ("b", N_("The sea"))),
    "morning_evening": (("a", N_("Mornings")), ("b", N_("Evenings"))),
    "tea_coffee": (("a", N_("Tea")), ("b", N_("Coffee"))),
    "sweet_salty": (("a", N_("Sweet")), ("b", N_("Salty"))),
    "summer_winter": (("a", N_("Summer")), ("b", N_("Winter"))),
    "town_country": (("a", N_("The city")), ("b", N_("The countryside"))),
    "book_film": (("a", N_("A book")), ("b", N_("A movie"))),
    "sun_rain": (("a", N_("Sunshine")), ("b", N_("The sound of rain"))),
    "cats_dogs": (("a", N_("Cats")), ("b", N_("Dogs"))),
    "music_quiet": (("a", N_("Music")), ("b", N_("Quiet"))),
    "plan_surprise": (("a", N_("A plan")), ("b", N_("A surprise"))),
    "slippers_barefoot": (("a", N_("Slippers")), ("b", N_("Bare feet"))),
}


class Settings(Struct, frozen=True):
    """`pair` and `least` count for taps: what to choose between, and how many must have tapped before numbers show."""

    answer: Literal["words", "tap"] = "words"
    pair: Pair = "mountains_sea"
    least: Least = 5


class State(Struct, frozen=True):
    cards: dict[SeatId, ItemId] = {}
    """The last card of each seat; it may have been taken back since."""
    taps: dict[SeatId, Side] = {}
    """Own answers, only until they are counted."""
    uncovered: bool = False
    counted: dict[str, int] = {}


class Answer(Command, frozen=True, kw_only=True, tag="icebreaker.answer"):
    """One card a seat."""

    text: Line
    named: bool


class Tap(Command, frozen=True, kw_only=True, tag="icebreaker.tap"):
    """One side of the pair; it can be changed, or taken away with None, until it is counted."""

    side: Side | None = None


class Uncover(Command, frozen=True, kw_only=True, tag="icebreaker.uncover"):
    """Everything that lies face down is turned over, together."""


class Answered(Event, frozen=True, kw_only=True, tag="icebreaker.answered"):
    item: ItemId
    seat: SeatId


class Tapped(Event, frozen=True, kw_only=True, tag="icebreaker.tapped"):
    seat: SeatId
    side: Side | None = None


class Uncovered(Event, frozen=True, kw_only=True, tag="icebreaker.uncovered"):
    counted: dict[str, int] = {}


def _card(meeting: Meeting, round: Round, seat: SeatId) -> ItemId | None:
    """The card of a seat that lies on the table."""
    item = round.state.cards.get(seat)
    return item if item in meeting.words else None


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Answering, and turning over."""
    state: State = round.state
    if isinstance(c, Uncover):
        return _uncover(meeting, round)
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    match c:
        case Answer(text=text, named=named) if round.settings.answer == "words":
            if _card(meeting, round, seat.id):
                return ANSWERED_ALREADY
            item = fresh_id(meeting)
            waits = not (state.uncovered and named)
            shared = share(
                meeting, item=item, author=seat.id, reach="everyone", named=named, text=text.id, waiting=waits
            )
            return [shared, Answered(item=item, seat=seat.id)]
        case Tap(side=side) if round.settings.answer == "tap":
            if state.uncovered:
                return SHOWN_ALREADY
            return [Tapped(seat=seat.id, side=side)] if state.taps.get(seat.id) != side else []
    return FORMAT


def _uncover(meeting: Meeting, round: Round) -> Decision:
    """Cards as often as new ones wait; taps once."""
    state: State = round.state
    if round.settings.answer == "tap":
        if state.uncovered:
            return []
        taps = state.taps.values()
        return [Uncovered(counted=counted(taps, round.settings.least, SIDES))] if taps else NOTHING_TO_SHOW
    laid_out = lay_out(meeting, state.cards.values())
    if state.uncovered:
        return laid_out
    return [*laid_out, Uncovered()] if laid_out else NOTHING_TO_SHOW


def react(meeting: Meeting, round: Round, event: Event, now: int) -> list[Event]:
    """Who leaves and takes everything along takes their tap along too."""
    if isinstance(event, did.SeatLeft) and event.erases and event.seat in round.state.taps:
        return [Tapped(seat=event.seat)]
    return []


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    match event:
        case Answered(item=item, seat=seat):
            return replace(state, cards=put(state.cards, seat, item))
        case Tapped(seat=seat, side=side):
            return replace(state, taps=put(state.taps, seat, side) if side else without(state.taps, seat))
        case Uncovered(counted=found):
            return replace(state, uncovered=True, counted=found, taps={})
    return state


def forget(state: State) -> State:
    """What was tapped and never uncovered is nobody's to see."""
    return replace(state, taps={})


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId] | None:
    """Whoever answered; uncovering changes what everyone can do."""
    return {event.seat} if isinstance(event, Answered | Tapped) else EVERYONE


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones and the big screen see: nothing of any answer until it is uncovered, not even that there is one."""
    state: State = round.state
    shown = {"answer": round.settings.answer, **({"uncovered": True} if state.uncovered else {})}
    if round.settings.answer == "tap":
        return {**shown, "pair": round.settings.pair, **({"counted": state.counted} if state.uncovered else {})}
    return {**shown, **reader.cards(state.cards.values())}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What everyone sees, how many have answered, and how many cards lie face down."""
    state: State = round.state
    shown = shared(meeting, round, reader)
    if round.settings.answer == "tap":
        return shown if state.uncovered else {**shown, "answered": len(state.taps), "least": round.settings.least}
    cards = [meeting.words[item] for item in state.cards.values() if item in meeting.words]
    return {**shown, "answered": len(cards), "waiting": sum(words.waiting for words in cards)}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """My card or my tap, and what I can do about it."""
    state: State = round.state
    if round.settings.answer == "tap":
        mine = {"tap": state.taps[seat.id]} if seat.id in state.taps else {}
        return {**mine, "can": [] if state.uncovered else ["icebreaker.tap"]}
    card = _card(meeting, round, seat.id)
    return {"card": card, "can": []} if card else {"can": ["icebreaker.answer"]}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """The card a seat wrote, for as long as the meeting lasts."""
    item = _card(meeting, round, seat.id)
    if not item:
        return {}
    words = meeting.words[item]
    waits = {"waiting": True} if words.waiting else {}
    return {"mine": {item: {**(reader.words(item) or {}), "what": "icebreaker", "named": words.named, **waits}}}


KIND = Kind(
    name="icebreaker",
    title=N_("Icebreaker"),
    about=N_("A light question. Answers stay covered until all are uncovered at once."),
    minutes=5,
    least=3,
    lead=((Uncover, N_("Uncover the answers")),),
    settings=Settings,
    state=State,
    commands=(Answer, Tap, Uncover),
    events=(Answered, Tapped, Uncovered),
    permissions={"icebreaker.answer": SEAT, "icebreaker.tap": SEAT, "icebreaker.uncover": LEAD},
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    react=react,
    forget=forget,
    touches=touches,
    phones=shared,
    own=own,
    console=console,
    screen=shared,
    belongings=belongings,
    furniture={"pairs": PAIRS},
)
