"""What can happen about attendance. Steps of five minutes, never a finer time; never which voucher."""

from facilitator.meeting.events.base import Event
from facilitator.meeting.state import SeatId


class PresenceMarked(Event, frozen=True, kw_only=True, tag="presence.marked"):
    step: int
    seats: tuple[SeatId, ...]


class PresenceShown(Event, frozen=True, kw_only=True, tag="presence.shown"):
    seat: SeatId


class CreditGiven(Event, frozen=True, kw_only=True, tag="credit.given"):
    seat: SeatId
    vouchers: int


class ProofGiven(Event, frozen=True, kw_only=True, tag="proof.given"):
    seat: SeatId
