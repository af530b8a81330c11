"""What can happen in the circle."""

from facilitator.meeting.events.base import Event
from facilitator.meeting.state import Comfort, MemberId, SeatId, SignalKind, TextId


class SeatTaken(Event, frozen=True, kw_only=True, tag="seat.taken"):
    seat: SeatId
    handle: TextId
    handle_key: str
    colour: str
    pattern: str
    comfort: Comfort
    phone: bool = True
    member: MemberId | None = None
    remote: bool = False


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
    removed: bool = False
    """By the facilitator, not by themself."""


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
