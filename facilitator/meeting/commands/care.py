"""What may be asked to look after people: calm, an agreement, quiet, removing, resources; the door; deputies; undo."""

from typing import Annotated

from msgspec import Meta

from facilitator.meeting.commands.base import Command, Line
from facilitator.meeting.state import SeatId

Known = Annotated[str, Meta(min_length=1, max_length=60)]
"""An id that was made outside the meeting: a member's, a resource's, a code."""


class StepOut(Command, frozen=True, kw_only=True, tag="seat.step_out"):
    """This person steps out for a moment, or is back. Nobody else is told."""

    on: bool


class KeepCalm(Command, frozen=True, kw_only=True, tag="care.calm"):
    """Every screen goes calm, or goes on."""

    on: bool


class RecallAgreement(Command, frozen=True, kw_only=True, tag="care.agreement"):
    """Brings one of the group's agreements back for everybody, never at one person; None puts it away again."""

    number: Annotated[int, Meta(ge=0, le=60)] | None = None


class SlowDown(Command, frozen=True, kw_only=True, tag="care.slow"):
    """One text a seat a minute, or as usual."""

    on: bool


class QuietSeat(Command, frozen=True, kw_only=True, tag="care.quiet"):
    """From one phone only what faces its owner, or everything again. Its owner is told."""

    seat: SeatId
    on: bool


class RemovePerson(Command, frozen=True, kw_only=True, tag="care.remove"):
    """Somebody with a phone may not stay."""

    seat: SeatId


class BringBack(Command, frozen=True, kw_only=True, tag="care.bring_back"):
    """Somebody who was removed may come back to their seat."""

    seat: SeatId


class OfferResource(Command, frozen=True, kw_only=True, tag="care.offer"):
    """Shows one line of the organization's list on one phone, or on all; never a text of one's own (invariant 6)."""

    resource: Known
    seat: SeatId | None = None
    on: bool = True


class LockDoor(Command, frozen=True, kw_only=True, tag="door.lock"):
    """Nobody new comes in, or people may again."""

    on: bool


class UseWaitingRoom(Command, frozen=True, kw_only=True, tag="door.waiting_room"):
    """Newcomers wait until they are let in, or walk in."""

    on: bool


class MakeRoom(Command, frozen=True, kw_only=True, tag="door.make_room"):
    """The room is full, and some more may come in than was planned."""


class LetIn(Command, frozen=True, kw_only=True, tag="door.let_in"):
    """Somebody who waits comes in."""

    seat: SeatId


class TurnAway(Command, frozen=True, kw_only=True, tag="door.turn_away"):
    """Somebody who waits does not come in."""

    seat: SeatId


class ChangeDoor(Command, frozen=True, kw_only=True, tag="door.change"):
    """Another code and another link; who is in stays in. Made by the server, never asked over a socket."""

    code: Known
    link: Known


class NameDeputy(Command, frozen=True, kw_only=True, tag="deputy.name"):
    """Somebody of the organization may step in for the facilitator. Everyone in the room is told who."""

    member: Known
    name: Line


class UnnameDeputy(Command, frozen=True, kw_only=True, tag="deputy.unname"):
    """They may no longer."""

    member: Known


class StepIn(Command, frozen=True, kw_only=True, tag="deputy.step_in"):
    """A deputy takes over while the facilitator is gone."""


class HandBack(Command, frozen=True, kw_only=True, tag="deputy.hand_back"):
    """The facilitator leads again."""


class Undo(Command, frozen=True, kw_only=True, tag="undo.step"):
    """Takes the last step back, if nobody has built on it. `step` names it, so that a late press undoes no other."""

    step: str
