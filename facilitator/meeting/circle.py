"""The rules of the circle: sitting down, looks, comfort, signals, leaving."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.door import full
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import FORMAT, GONE, LOCKED, SEAT_ALREADY, SHUT, TAKEN, WITHOUT_PHONE, Refusal
from facilitator.meeting.rounds import Decision
from facilitator.meeting.sharing import all_taken_back, all_taken_down
from facilitator.meeting.state import COLOURS, PATTERNS, Meeting, Seat, Signal, fresh_id, put, with_seat, without


def _own(meeting: Meeting, actor: Actor) -> Seat:
    seat = seat_of(meeting, actor)
    assert seat is not None, "permissions let only seats ask this"  # noqa: S101
    return seat


def _refuse_look(meeting: Meeting, handle: ask.Handle, colour: str, pattern: str, but: str = "") -> Refusal | None:
    if colour not in COLOURS or pattern not in PATTERNS:
        return FORMAT
    if any(s.handle_key == handle.key and s.id != but for s in meeting.present()):
        return TAKEN
    if any(k.handle_key == handle.key for k in meeting.knocking.values()):
        return TAKEN
    return None


def _refuse_newcomer(meeting: Meeting, handle: ask.Handle, colour: str, pattern: str) -> Refusal | None:
    if full(meeting):
        return LOCKED
    return _refuse_look(meeting, handle, colour, pattern)


def take_seat(meeting: Meeting, _: Actor, c: ask.TakeSeat, now: int) -> Decision:
    """A newcomer sits down. Lateness alone never refuses anyone: any phase but closed will do. The same seat asked for
    twice (a form sent again) is one seat."""
    if c.seat in meeting.seats or c.seat in meeting.knocking:
        return []
    if meeting.locked:
        return SHUT
    refused = _refuse_newcomer(meeting, c.handle, c.colour, c.pattern)
    if not refused and meeting.waiting_room:
        return [did.Knocked(seat=c.seat, handle=c.handle.id, handle_key=c.handle.key, colour=c.colour,
                            pattern=c.pattern, comfort=c.comfort, remote=c.remote)]  # fmt: skip
    return refused or [
        did.SeatTaken(seat=c.seat, handle=c.handle.id, handle_key=c.handle.key, colour=c.colour, pattern=c.pattern,
                      comfort=c.comfort, remote=c.remote)
    ]  # fmt: skip


def add_seat(meeting: Meeting, _: Actor, c: ask.AddSeat, now: int) -> Decision:
    """A seat for a person without a phone."""
    return _refuse_newcomer(meeting, c.handle, c.colour, c.pattern) or [
        did.SeatTaken(seat=fresh_id(meeting), handle=c.handle.id, handle_key=c.handle.key, colour=c.colour,
                      pattern=c.pattern, comfort="may_share", phone=False)
    ]  # fmt: skip


def join_circle(meeting: Meeting, actor: Actor, c: ask.JoinCircle, now: int) -> Decision:
    """The facilitator sits down like anyone."""
    if meeting.seat_of_member(actor.member):
        return SEAT_ALREADY
    return _refuse_newcomer(meeting, c.handle, c.colour, c.pattern) or [
        did.SeatTaken(seat=fresh_id(meeting), handle=c.handle.id, handle_key=c.handle.key, colour=c.colour,
                      pattern=c.pattern, comfort=c.comfort, member=actor.member)
    ]  # fmt: skip


def remove_seat(meeting: Meeting, _: Actor, c: ask.RemoveSeat, now: int) -> Decision:
    """Only a seat without a phone: whoever has one leaves by themself."""
    seat = meeting.seats.get(c.seat)
    if not seat or seat.left:
        return GONE
    return [did.SeatLeft(seat=seat.id)] if not seat.phone else WITHOUT_PHONE


def change_look(meeting: Meeting, actor: Actor, c: ask.ChangeLook, now: int) -> Decision:
    """Another handle or patch; the old handle's row goes."""
    seat = _own(meeting, actor)
    return _refuse_look(meeting, c.handle, c.colour, c.pattern, but=seat.id) or [
        did.LookChanged(seat=seat.id, handle=c.handle.id, handle_key=c.handle.key, colour=c.colour, pattern=c.pattern,
                        erases=(seat.handle,))
    ]  # fmt: skip


def set_comfort(meeting: Meeting, actor: Actor, c: ask.SetComfort, now: int) -> Decision:
    """Any time, at once. The running round reacts to it (invariant 8)."""
    seat = _own(meeting, actor)
    return [did.ComfortSet(seat=seat.id, comfort=c.comfort)] if c.comfort != seat.comfort else []


def set_receiving(meeting: Meeting, actor: Actor, c: ask.SetReceiving, now: int) -> Decision:
    """Whether shout-outs reach this seat at all."""
    seat = _own(meeting, actor)
    if c.on == seat.receives:
        return []
    return [*([] if c.on else _no_longer_allowed(meeting, seat)), did.ReceivingSet(seat=seat.id, on=c.on)]


def _no_longer_allowed(meeting: Meeting, seat: Seat) -> list[did.Event]:
    """What this seat let show comes down again (invariant 5)."""
    mine = [item for item, w in meeting.words.items() if w.to == seat.id and w.allowed]
    return [did.WordsAllowed(item=item, on=False) for item in mine]


def leave_seat(meeting: Meeting, actor: Actor, c: ask.LeaveSeat, now: int) -> Decision:
    """Anyone may go at any moment without explaining; what they wrote goes too if they say so, and with it that the
    group may keep what they were given: this phone forgets by what that could be taken back later."""
    seat = _own(meeting, actor)
    if not c.words:
        return [did.SeatLeft(seat=seat.id)]
    return [
        *all_taken_down(meeting, seat.id),
        *all_taken_back(meeting, seat.id),
        did.SeatLeft(seat=seat.id, erases=(seat.handle,)),
    ]


def put_phone_down(meeting: Meeting, actor: Actor, c: ask.PutPhoneDown, now: int) -> Decision:
    """The phone goes to somebody else; the person stays, and the facilitator speaks for them from now on."""
    seat = _own(meeting, actor)
    return [did.PhonePutDown(seat=seat.id)] if seat.phone else []


def send_signal(meeting: Meeting, actor: Actor, c: ask.SendSignal, now: int) -> Decision:
    """Reaches the facilitator and nobody else."""
    return [did.SignalSent(seat=_own(meeting, actor).id, what=c.what, at=now)]


def withdraw_signal(meeting: Meeting, actor: Actor, c: ask.WithdrawSignal, now: int) -> Decision:
    """Takes the signal off the console."""
    seat = _own(meeting, actor)
    return [did.SignalWithdrawn(seat=seat.id)] if seat.signal else []


def see_signal(meeting: Meeting, _: Actor, c: ask.SeeSignal, now: int) -> Decision:
    """Tells the sender, and only the sender, that it was seen."""
    seat = meeting.seats.get(c.seat)
    if not seat or not seat.signal:
        return GONE
    return [did.SignalSeen(seat=seat.id)] if not seat.signal.seen else []


RULES: dict[type, Callable[..., Decision]] = {
    ask.TakeSeat: take_seat,
    ask.AddSeat: add_seat,
    ask.JoinCircle: join_circle,
    ask.RemoveSeat: remove_seat,
    ask.ChangeLook: change_look,
    ask.SetComfort: set_comfort,
    ask.SetReceiving: set_receiving,
    ask.LeaveSeat: leave_seat,
    ask.PutPhoneDown: put_phone_down,
    ask.SendSignal: send_signal,
    ask.WithdrawSignal: withdraw_signal,
    ask.SeeSignal: see_signal,
}


def _seat_taken(meeting: Meeting, e: did.SeatTaken) -> Meeting:
    seat = Seat(id=e.seat, place=len(meeting.seats) + 1, handle=e.handle, handle_key=e.handle_key, colour=e.colour,
                pattern=e.pattern, comfort=e.comfort, phone=e.phone, member=e.member, remote=e.remote)  # fmt: skip
    knocking = without(meeting.knocking, e.seat)
    return replace(meeting, seats=put(meeting.seats, e.seat, seat), knocking=knocking, made=meeting.made + 1)


def _left(meeting: Meeting, e: did.SeatLeft) -> Meeting:
    changes: dict[str, Any] = {"handle": ""} if e.erases else {}
    return with_seat(meeting, e.seat, left=True, removed=e.removed, signal=None, **changes)


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.SeatTaken: _seat_taken,
    did.LookChanged: lambda m, e: with_seat(
        m, e.seat, handle=e.handle, handle_key=e.handle_key, colour=e.colour, pattern=e.pattern
    ),
    did.ComfortSet: lambda m, e: with_seat(m, e.seat, comfort=e.comfort),
    did.ReceivingSet: lambda m, e: with_seat(m, e.seat, receives=e.on),
    did.SeatLeft: _left,
    did.PhonePutDown: lambda m, e: with_seat(m, e.seat, phone=False),
    did.SignalSent: lambda m, e: with_seat(m, e.seat, signal=Signal(what=e.what, at=e.at)),
    did.SignalWithdrawn: lambda m, e: with_seat(m, e.seat, signal=None),
    did.SignalSeen: lambda m, e: with_seat(m, e.seat, signal=replace(m.seats[e.seat].signal, seen=True)),
}
