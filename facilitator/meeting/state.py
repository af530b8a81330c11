"""The meeting and everything in it, as frozen values. Says what exists, never how it may change (see rules.py)."""

import hashlib
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

MeetingId = str
SeatId = str
RoundId = str
MemberId = str
ItemId = str
"""Names one thing somebody shared. Appears on screens."""
TextId = str
"""Names one row of the store's words. Never appears on any screen."""

Comfort = Literal["listening", "may_share", "glad_to_share"]
Setting = Literal["in_person", "virtual", "hybrid"]
Phase = Literal["lobby", "running", "closing", "closed"]
SignalKind = Literal["a_word_later", "too_fast", "cannot_hear", "not_ok"]
Reach = Literal["me", "receiver", "facilitator", "everyone"]

COLOURS = ("madder", "rose", "clay", "ochre", "moss", "sage", "teal", "indigo", "plum", "slate")
PATTERNS = ("stripes", "dots", "gingham", "chevron", "star", "cabin", "pinwheel", "leaves", "waves", "crosses")

K = TypeVar("K")
V = TypeVar("V")


class Signal(Struct, frozen=True, kw_only=True):
    """A private word from one seat to the facilitator."""

    what: SignalKind
    at: int
    seen: bool = False


class Seat(Struct, frozen=True, kw_only=True):
    """One anonymous place in this meeting. Knows nothing of any other meeting."""

    id: SeatId
    place: int
    """Where in the circle, counted from 1 in order of arrival."""
    handle: TextId
    handle_key: str
    """A keyed hash of the handle's skeleton: equal for handles that look alike, tells nothing else."""
    colour: str
    pattern: str
    comfort: Comfort = "may_share"
    phone: bool = True
    """False for a person in the room without a phone: the facilitator speaks for them."""
    member: MemberId | None = None
    """The facilitator's own seat names its member, so that the console may act for it. Shown to nobody."""
    receives: bool = True
    """False: shout-outs given to this seat reach nobody."""
    signal: Signal | None = None
    out: bool = False
    """Stepped out for a moment. Shown to nobody else."""
    quiet: bool = False
    """Only what faces its owner may be asked from this seat. Its owner is told."""
    left: bool = False
    removed: bool = False
    """Left because the facilitator said so."""
    remote: bool = False
    """Joined from somewhere else than the room."""
    came: int | None = None
    seen: int | None = None
    """The first and the last five minutes in which somebody was found here. Shown to nobody."""
    shown: bool = False
    """Typed the number on the big screen: was in the room."""
    vouchers: int = 0
    slips: int = 0
    """How many this seat has had; which ones is nowhere written."""


class Knock(Struct, frozen=True, kw_only=True):
    """A newcomer in the waiting room."""

    handle: TextId
    handle_key: str
    colour: str
    pattern: str
    comfort: Comfort
    remote: bool = False


class Offered(Struct, frozen=True):
    """A resource on everybody's phone, or on one."""

    resource: str
    seat: SeatId | None = None


class Step(Struct, frozen=True):
    """The last step that can be taken back."""

    id: str
    what: str
    back: bytes
    keeps: TextId | None = None


class Words(Struct, frozen=True, kw_only=True):
    """Something a seat shared: whom it may reach, never its text. The text lies in the store under `text`."""

    author: SeatId
    reach: Reach
    named: bool
    text: TextId | None = None
    to: SeatId | None = None
    through_facilitator: bool = False
    """The receiver has no phone, and the author was told that the facilitator will read it to them."""
    allowed: bool = True
    """Whether the receiver lets it show. Words to one seat start out not allowed."""
    waiting: bool = False
    """Covered until its round lays out everything that waits, together."""
    covered: bool = False
    """The facilitator covered it."""
    on_screen: bool = False
    """Let through to the big screen, where words can be held first."""
    author_keeps: bool = False
    receiver_keeps: bool = False
    beneath: ItemId | None = None
    """The words these answer. They show only while those are there."""


class Round(Struct, frozen=True, kw_only=True):
    """One activity: planned while `state` is None, then running, then over."""

    id: RoundId
    kind: str
    settings: Any
    prompt: TextId | None = None
    lines: int = 0
    """How many lines of the prompt say something: a kind may read it line by line, as options to choose from."""
    state: Any = None
    started_at: int | None = None
    ended_at: int | None = None
    over: bool = False
    minutes: int = 10
    """As planned."""
    skipped: bool = False
    """Left out of the plan; can be taken in again."""


class Lead(Struct, frozen=True, kw_only=True):
    """Somebody in the circle leads the running round, or is asked to."""

    seat: SeatId
    stage: Literal["offered", "declined", "leading"] = "offered"


class Ruler(Struct, frozen=True, kw_only=True):
    """Confidence, 0 to 10, at the start and the end. Own answers only until the group's are shown."""

    start: dict[SeatId, int] = {}
    end: dict[SeatId, int] = {}
    shown: bool = False
    group_start: float | None = None
    group_end: float | None = None


class Meeting(Struct, frozen=True, kw_only=True):
    """One occurrence of a group."""

    id: MeetingId
    salt: str
    """Random. Public ids and receipts are derived from it, so that they cannot be worked out from outside."""
    group: str
    facilitator: MemberId
    code: str
    link: str
    screen: str
    opened_at: int
    open_until: int
    capacity: int = 1200
    rehearsal: bool = False
    setting: Setting = "in_person"
    """Where the group meets."""
    counted: int | None = None
    """How many came, as the facilitator says."""
    phase: Phase = "lobby"
    closed_at: int | None = None
    seats: dict[SeatId, Seat] = {}
    words: dict[ItemId, Words] = {}
    rounds: tuple[Round, ...] = ()
    current: RoundId | None = None
    hold_for_screen: bool = True
    length: int = 60
    """Minutes the session should take, from `begun_at`."""
    begun_at: int | None = None
    lead: Lead | None = None
    calm: bool = False
    """Every screen rests."""
    agreement: int | None = None
    """The agreement brought back for everybody, by its number in the group's list."""
    slow: bool = False
    paced: dict[SeatId, int] = {}
    """While the room goes slowly: when each seat last sent a text. Forgotten with it."""
    offered: tuple[Offered, ...] = ()
    locked: bool = False
    waiting_room: bool = False
    knocking: dict[SeatId, Knock] = {}
    deputies: dict[MemberId, TextId] = {}
    """Who may step in, and the name the room was told."""
    acting: MemberId | None = None
    """The deputy who has stepped in."""
    step: Step | None = None
    ruler: Ruler = Ruler()
    made: int = 0
    """How many ids this meeting has given out."""
    taken_back: tuple[str, ...] = ()
    """Keyed hashes of words that are gone and of whose they were: asked for once more, that is no mistake."""

    def round(self, id: RoundId | None) -> Round | None:
        """The round of that id, planned, running or over."""
        return next((r for r in self.rounds if r.id == id), None)

    @property
    def running(self) -> Round | None:
        """The round on everybody's screen, also after it is over and until the next one starts."""
        return self.round(self.current)

    def present(self) -> list[Seat]:
        """Everyone in the circle who has not left, in circle order."""
        return [s for s in self.seats.values() if not s.left]

    def seat_of_member(self, member: MemberId | None) -> Seat | None:
        """The seat a facilitator took in their own meeting."""
        return next((s for s in self.seats.values() if member and s.member == member and not s.left), None)


def fresh_id(meeting: Meeting, offset: int = 0) -> str:
    """The next id this meeting will give out. Opaque: neither order nor gaps can be read from it."""
    return opaque(meeting, f"id {meeting.made + offset}")


def opaque(meeting: Meeting, text: str) -> str:
    """A short keyed hash of `text`, the same for everyone who holds this meeting's state and for nobody else."""
    return "i" + hashlib.blake2b(text.encode(), key=meeting.salt.encode()[:64], digest_size=6).hexdigest()


def stands(meeting: Meeting, words: Words) -> bool:
    """Whether words may show at all: their receiver lets them, and what they answer has not been taken back."""
    return words.allowed and (words.beneath is None or words.beneath in meeting.words)


def put(mapping: dict[K, V], key: K, value: V) -> dict[K, V]:
    """A copy of `mapping` with one entry set."""
    return {**mapping, key: value}


def without(mapping: dict[K, V], key: K) -> dict[K, V]:
    """A copy of `mapping` without one entry."""
    return {k: v for k, v in mapping.items() if k != key}


def with_seat(meeting: Meeting, seat: SeatId, **changes: Any) -> Meeting:
    """The meeting with one seat changed."""
    changed = msgspec.structs.replace(meeting.seats[seat], **changes)
    return msgspec.structs.replace(meeting, seats=put(meeting.seats, seat, changed))


def with_words(meeting: Meeting, item: ItemId, **changes: Any) -> Meeting:
    """The meeting with one piece of words changed."""
    changed = msgspec.structs.replace(meeting.words[item], **changes)
    return msgspec.structs.replace(meeting, words=put(meeting.words, item, changed))


def with_round(meeting: Meeting, id: RoundId, **changes: Any) -> Meeting:
    """The meeting with one round changed."""
    rounds = tuple(msgspec.structs.replace(r, **changes) if r.id == id else r for r in meeting.rounds)
    return msgspec.structs.replace(meeting, rounds=rounds)
