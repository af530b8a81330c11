"""What can happen in looking after people, at the door, with deputies; and a step taken back."""

from facilitator.meeting.events.base import Event
from facilitator.meeting.state import Comfort, MemberId, RoundId, SeatId, TextId


class SteppedOut(Event, frozen=True, kw_only=True, tag="seat.stepped_out"):
    seat: SeatId
    on: bool


class CalmSet(Event, frozen=True, kw_only=True, tag="care.calm_set"):
    on: bool


class AgreementRecalled(Event, frozen=True, kw_only=True, tag="care.agreement_recalled"):
    number: int | None = None


class SlowSet(Event, frozen=True, kw_only=True, tag="care.slow_set"):
    on: bool


class TextPaced(Event, frozen=True, kw_only=True, tag="care.text_paced"):
    """A seat sent a text while the room goes slowly."""

    seat: SeatId
    at: int


class SeatQuieted(Event, frozen=True, kw_only=True, tag="care.quieted"):
    seat: SeatId
    on: bool


class SeatBack(Event, frozen=True, kw_only=True, tag="care.seat_back"):
    """Somebody who was removed, or a seat without a phone that was, is in the circle again."""

    seat: SeatId


class ResourceOffered(Event, frozen=True, kw_only=True, tag="care.resource_offered"):
    resource: str
    seat: SeatId | None = None
    on: bool


class DoorLocked(Event, frozen=True, kw_only=True, tag="door.locked"):
    on: bool


class RoomMade(Event, frozen=True, kw_only=True, tag="door.room_made"):
    capacity: int


class WaitingRoomSet(Event, frozen=True, kw_only=True, tag="door.waiting_room_set"):
    on: bool


class Knocked(Event, frozen=True, kw_only=True, tag="door.knocked"):
    """A newcomer waits to be let in. Not in the circle yet: counted nowhere, seen by the console alone."""

    seat: SeatId
    handle: TextId
    handle_key: str
    colour: str
    pattern: str
    comfort: Comfort
    remote: bool = False


class TurnedAway(Event, frozen=True, kw_only=True, tag="door.turned_away"):
    seat: SeatId


class DoorChanged(Event, frozen=True, kw_only=True, tag="door.changed"):
    code: str
    link: str


class DeputyNamed(Event, frozen=True, kw_only=True, tag="deputy.named"):
    member: MemberId
    called: TextId


class DeputyUnnamed(Event, frozen=True, kw_only=True, tag="deputy.unnamed"):
    member: MemberId


class SteppedIn(Event, frozen=True, kw_only=True, tag="deputy.stepped_in"):
    member: MemberId


class HandedBack(Event, frozen=True, kw_only=True, tag="deputy.handed_back"):
    pass


class StepTaken(Event, frozen=True, kw_only=True, tag="undo.step_taken"):
    """The facilitator's last step, and what would take it back (see undo.py)."""

    step: str
    what: str
    back: bytes
    keeps: TextId | None = None


class StepUndone(Event, frozen=True, kw_only=True, tag="undo.step_undone"):
    pass


class RoundUnplanned(Event, frozen=True, kw_only=True, tag="round.unplanned"):
    round: RoundId


class RoundUnstarted(Event, frozen=True, kw_only=True, tag="round.unstarted"):
    """It is planned again; what ran before it is on the screens, over."""

    round: RoundId
    before: RoundId | None = None
    lobby: bool = False


class RoundResumed(Event, frozen=True, kw_only=True, tag="round.resumed"):
    """It runs again. What was forgotten when it ended stays forgotten; what was laid out stays laid out."""

    round: RoundId
