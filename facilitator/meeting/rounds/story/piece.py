"""The talking piece: where it is, who is open to it, and whom it is offered to next."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, opaque

Resonance = Literal["me_too", "with_you", "strength", "thank_you"]
Note = Literal["loss", "violence", "self_harm", "substances", "abuse", "illness", "treatment", "money"]
SECOND = 1_000
MINUTE = 60_000


class Settings(Struct, frozen=True):
    order: Literal["ring", "popcorn", "queue"] = "queue"
    voice: Literal["either", "spoken", "written"] = "either"
    minutes: Annotated[int, Meta(ge=1, le=30)] = 3
    cue: bool = False
    """Whether the holder's phone says softly that the time is nearly over. Only if the group chose it."""
    cross_talk: Literal["none", "after", "open"] = "none"
    """Whether people may answer each other: never; once the last turn is over; any time. Always only where the teller
    lets them."""


class Resting(Struct, frozen=True, tag="resting"):
    """In the middle, with nobody."""


class Travelling(Struct, frozen=True, tag="travelling"):
    """On its way. `to` is the seat asked just now; None while there is nobody left to ask."""

    to: SeatId | None = None


class Held(Struct, frozen=True, tag="held"):
    """With whoever accepted it."""

    seat: SeatId
    since: int
    until: int


class Story(Struct, frozen=True):
    turn: int
    notes: tuple[Note, ...] = ()
    answers: bool = False
    """Whether the teller lets others answer it."""


class State(Struct, frozen=True, kw_only=True):
    ring: tuple[SeatId, ...]
    """The circle in the order the piece goes round; newcomers come after it."""
    piece: Resting | Travelling | Held = Resting()
    asked: SeatId | None = None
    """Who was asked last, where the ring goes on from."""
    asked_times: dict[SeatId, int] = {}
    turns: tuple[SeatId, ...] = ()
    """Who has held the piece, in order. Everybody saw it."""
    hands: tuple[SeatId, ...] = ()
    """Raised, in the order they are asked in."""
    left_up: tuple[SeatId, ...] = ()
    """Passed with their hand up. It still shows, since a hand that came down just when it was asked would tell; its
    owner takes it down when they like. Forgotten when the round ends."""
    passed: tuple[SeatId, ...] = ()
    """Not asked any more in this round. Forgotten when it ends."""
    last: tuple[SeatId, ...] = ()
    """Asked after everyone else. Forgotten when the round ends."""
    deferred: tuple[SeatId, ...] = ()
    """Took a later turn once already. Forgotten when the round ends."""
    notes: tuple[Note, ...] = ()
    lights: dict[SeatId, tuple[Resonance, ...]] = {}
    stories: dict[ItemId, Story] = {}
    replies: dict[ItemId, ItemId] = {}
    """Answers: which story each is beneath."""
    spoken: tuple[int, ...] = ()
    """How long each finished turn took, in seconds, shortest first, so that nobody's own can be told."""


def offered_to(state: State) -> SeatId | None:
    """The seat the piece is offered to just now."""
    return state.piece.to if isinstance(state.piece, Travelling) else None


def holder(state: State) -> SeatId | None:
    """The seat that holds the piece."""
    return state.piece.seat if isinstance(state.piece, Held) else None


def begin(meeting: Meeting, round: Round) -> State:
    """The circle starts somewhere else in every round, so that it is not always the same person who goes first."""
    ring = [s.id for s in sorted(meeting.present(), key=lambda s: s.place)]
    turned = int(opaque(meeting, f"first {round.id}")[1:], 16) % len(ring) if ring else 0
    return State(ring=(*ring[turned:], *ring[:turned]))


def forget(state: State) -> State:
    """Who passed, who wanted to be last, who was asked: kept only until the round ends."""
    return State(ring=(), turns=state.turns, stories=state.stories, replies=state.replies, spoken=state.spoken)


def shown_hands(meeting: Meeting, state: State) -> list[SeatId]:
    """The hands everybody sees, in circle order: the order they are asked in would tell who passed."""
    up = {*state.hands, *state.left_up} & meeting.seats.keys()
    return list(up) if len(up) < 2 else [seat for seat in meeting.seats if seat in up]


def is_open(state: State, seat: Seat) -> bool:
    """Whether the piece may ask this seat by itself. Comfort steers it silently; a raised hand asks for another turn."""
    if seat.left or seat.out or seat.quiet or not seat.phone or seat.comfort == "listening" or seat.id in state.passed:
        return False
    return seat.id not in state.turns or seat.id in state.hands


def next_to_ask(meeting: Meeting, round: Round, prefer: SeatId | None = None) -> SeatId | None:
    """Whom the piece is offered to next; None when nobody is left to ask.

    `prefer` is whom a popcorn holder named: asked if they are open, passed over silently if not.
    """
    state = round.state
    candidates = _in_order(meeting, round)
    if prefer:
        candidates = [prefer, *candidates]
    able = [s for s in candidates if s in meeting.seats and is_open(state, meeting.seats[s])]
    before_last = [s for s in able if s not in state.last or s == prefer]
    return next(iter(before_last + [s for s in state.last if s in able]), None)


def _in_order(meeting: Meeting, round: Round) -> list[SeatId]:
    state = round.state
    if round.settings.order == "queue":
        return list(state.hands)
    if round.settings.order == "popcorn":
        return [*state.hands, *_willing(meeting, round)]
    return ring_from(meeting, state)


def _willing(meeting: Meeting, round: Round) -> list[SeatId]:
    """Those glad to share before those who may, otherwise in no order anybody could read something from."""
    seats = sorted(meeting.present(), key=lambda s: (s.comfort != "glad_to_share", opaque(meeting, round.id + s.id)))
    return [s.id for s in seats]


def ring_from(meeting: Meeting, state: State) -> list[SeatId]:
    """The whole circle, starting after whoever was asked last. Who came late sits at its end."""
    ring = [*state.ring, *(s for s in meeting.seats if s not in state.ring)]
    at = ring.index(state.asked) + 1 if state.asked in ring else 0
    return [*ring[at:], *ring[:at]]
