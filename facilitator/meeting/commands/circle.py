"""What may be asked of the circle: seats, looks, comfort, signals."""

from facilitator.meeting.commands.base import Command, Handle
from facilitator.meeting.state import Comfort, SeatId, SignalKind


class TakeSeat(Command, frozen=True, kw_only=True, tag="seat.take"):
    """A newcomer sits down; asked by the door, never over a socket."""

    seat: SeatId
    handle: Handle
    colour: str
    pattern: str
    comfort: Comfort = "may_share"
    remote: bool = False


class AddSeat(Command, frozen=True, kw_only=True, tag="circle.add"):
    """The facilitator adds a seat for a person without a phone."""

    handle: Handle
    colour: str
    pattern: str


class RemoveSeat(Command, frozen=True, kw_only=True, tag="circle.remove"):
    """The facilitator removes a seat without a phone: the person left, or it was added by mistake."""

    seat: SeatId


class JoinCircle(Command, frozen=True, kw_only=True, tag="circle.join"):
    """The facilitator takes a seat like anyone."""

    handle: Handle
    colour: str
    pattern: str
    comfort: Comfort = "may_share"


class ChangeLook(Command, frozen=True, kw_only=True, tag="seat.look"):
    """Another handle or another patch."""

    handle: Handle
    colour: str
    pattern: str


class SetComfort(Command, frozen=True, kw_only=True, tag="seat.comfort"):
    """How this seat takes part just now."""

    comfort: Comfort


class SetReceiving(Command, frozen=True, kw_only=True, tag="seat.receiving"):
    """Whether shout-outs may reach this seat at all."""

    on: bool


class LeaveSeat(Command, frozen=True, kw_only=True, tag="seat.leave"):
    """This person goes; with `words`, everything they wrote goes with them."""

    words: bool = False


class PutPhoneDown(Command, frozen=True, kw_only=True, tag="seat.put_phone_down"):
    """Somebody else takes over this phone; the person stays in the circle without one."""


class SendSignal(Command, frozen=True, kw_only=True, tag="signal.send"):
    """A private word to the facilitator."""

    what: SignalKind


class WithdrawSignal(Command, frozen=True, kw_only=True, tag="signal.withdraw"):
    """The sender takes their signal back, or it has been seen to."""


class SeeSignal(Command, frozen=True, kw_only=True, tag="signal.see"):
    """The facilitator has seen a signal; its sender is told so."""

    seat: SeatId
