"""Everything that can happen in a meeting itself, in the past tense. What happens inside a round stands in its kind's file.

Events carry ids and choices, never words, handles or names. `erases` lists the rows of words that go with the event,
in the same transaction.
"""

from typing import Any, Literal

from msgspec import Struct

from facilitator.meeting.state import Comfort, ItemId, MeetingId, MemberId, Reach, RoundId, SeatId, SignalKind, TextId


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened."""

    erases: tuple[TextId, ...] = ()


class MeetingOpened(Event, frozen=True, kw_only=True, tag="meeting.opened"):
    meeting: MeetingId
    salt: str
    group: str
    facilitator: MemberId
    code: str
    link: str
    screen: str
    at: int
    until: int
    capacity: int
    rehearsal: bool = False


class SeatTaken(Event, frozen=True, kw_only=True, tag="seat.taken"):
    seat: SeatId
    handle: TextId
    handle_key: str
    colour: str
    pattern: str
    comfort: Comfort
    phone: bool = True
    member: MemberId | None = None


class LookChanged(Event, frozen=True, kw_only=True, tag="seat.look_changed"):
    seat: SeatId
    handle: TextId
    handle_key: str
    colour: str
    pattern: str


class ComfortSet(Event, frozen=True, kw_only=True, tag="seat.comfort_set"):
    seat: SeatId
    comfort: Comfort


class ReceivingSet(Event, frozen=True, kw_only=True, tag="seat.receiving_set"):
    seat: SeatId
    on: bool


class SeatLeft(Event, frozen=True, kw_only=True, tag="seat.left"):
    seat: SeatId


class PhonePutDown(Event, frozen=True, kw_only=True, tag="seat.phone_put_down"):
    seat: SeatId


class SignalSent(Event, frozen=True, kw_only=True, tag="signal.sent"):
    seat: SeatId
    what: SignalKind
    at: int


class SignalWithdrawn(Event, frozen=True, kw_only=True, tag="signal.withdrawn"):
    seat: SeatId


class SignalSeen(Event, frozen=True, kw_only=True, tag="signal.seen"):
    seat: SeatId


class WordsShared(Event, frozen=True, kw_only=True, tag="words.shared"):
    item: ItemId
    author: SeatId
    reach: Reach
    named: bool
    text: TextId | None = None
    to: SeatId | None = None
    through_facilitator: bool = False
    waiting: bool = False
    on_screen: bool = False
    author_keeps: bool = False


class WordsTakenBack(Event, frozen=True, kw_only=True, tag="words.taken_back"):
    item: ItemId


class WordsAllowed(Event, frozen=True, kw_only=True, tag="words.allowed"):
    item: ItemId
    on: bool


class KeepingLet(Event, frozen=True, kw_only=True, tag="words.keeping_let"):
    item: ItemId
    by: Literal["author", "receiver"]
    on: bool


class WordsCovered(Event, frozen=True, kw_only=True, tag="words.covered"):
    item: ItemId
    on: bool


class WordsPutOnScreen(Event, frozen=True, kw_only=True, tag="words.put_on_screen"):
    item: ItemId
    on: bool


class WordsLaidOut(Event, frozen=True, kw_only=True, tag="words.laid_out"):
    """Everything that waited in a round shows, together."""

    items: tuple[ItemId, ...]


class HoldSet(Event, frozen=True, kw_only=True, tag="words.hold_set"):
    on: bool


class RoundPlanned(Event, frozen=True, kw_only=True, tag="round.planned"):
    round: RoundId
    round_kind: str
    settings: dict[str, Any]
    prompt: TextId | None = None


class RoundChanged(Event, frozen=True, kw_only=True, tag="round.changed"):
    round: RoundId
    settings: dict[str, Any]
    prompt: TextId | None = None


class RoundDropped(Event, frozen=True, kw_only=True, tag="round.dropped"):
    round: RoundId


class RoundMoved(Event, frozen=True, kw_only=True, tag="round.moved"):
    round: RoundId
    to: int


class RoundStarted(Event, frozen=True, kw_only=True, tag="round.started"):
    round: RoundId
    at: int


class RoundEnded(Event, frozen=True, kw_only=True, tag="round.ended"):
    round: RoundId
    at: int


class ClosingBegun(Event, frozen=True, kw_only=True, tag="meeting.closing_begun"):
    pass


class Reopened(Event, frozen=True, kw_only=True, tag="meeting.reopened"):
    pass


class MeetingClosed(Event, frozen=True, kw_only=True, tag="meeting.closed"):
    at: int
