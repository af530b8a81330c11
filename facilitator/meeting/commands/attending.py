"""What may be asked about attendance: marks of who is here, vouchers for a credit signature, slips for a proof."""

from typing import Annotated

from msgspec import Meta

from facilitator.meeting.commands.base import Command
from facilitator.meeting.state import SeatId


class MarkPresence(Command, frozen=True, kw_only=True, tag="presence.mark"):
    """Every five minutes: the seats that have a phone open. Asked by the program itself, never over a socket."""

    seats: tuple[SeatId, ...]


class ShowPresence(Command, frozen=True, kw_only=True, tag="presence.show"):
    """Somebody types the number on the big screen: they are in the room."""

    code: Annotated[str, Meta(max_length=20)]


class AskCredit(Command, frozen=True, kw_only=True, tag="credit.ask"):
    """Vouchers for this seat: who holds one may sign for credit, on a page that knows of no seat."""

    vouchers: Annotated[int, Meta(ge=1, le=2)] = 1


class AskCreditFor(Command, frozen=True, kw_only=True, tag="credit.ask_for"):
    """A voucher for somebody without a phone, who signs on the facilitator's tablet."""

    seat: SeatId


class AskProof(Command, frozen=True, kw_only=True, tag="proof.ask"):
    """A slip that says how long this seat was there: a proof of attendance can be made from it."""


class AskProofFor(Command, frozen=True, kw_only=True, tag="proof.ask_for"):
    """The same for somebody without a phone; the facilitator prints it with the name left blank."""

    seat: SeatId
