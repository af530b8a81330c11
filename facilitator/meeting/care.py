"""The rules of care: a calm room, an agreement brought back, slow going, quiet, removing, resources. All can be undone."""

from collections.abc import Callable

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import GONE, TAKEN, YOUR_OWN, Refusal
from facilitator.meeting.rounds import Decision, View
from facilitator.meeting.state import Meeting, Offered, Seat, SeatId, put, with_seat

BETWEEN_TEXTS = 60_000
"""Milliseconds between two texts of one seat while the room goes slowly."""


def step_out(meeting: Meeting, actor: Actor, c: ask.StepOut, now: int) -> Decision:
    """For a moment, without explaining. Rounds pass this seat over as they do somebody who listens."""
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    return [did.SteppedOut(seat=seat.id, on=c.on)] if c.on != seat.out else []


def keep_calm(meeting: Meeting, _: Actor, c: ask.KeepCalm, now: int) -> Decision:
    """Every screen rests. Nothing is lost: the piece, the words, the order stay as they were."""
    return [did.CalmSet(on=c.on)] if c.on != meeting.calm else []


def recall_agreement(meeting: Meeting, _: Actor, c: ask.RecallAgreement, now: int) -> Decision:
    """For everybody; there is no way to say whom it is meant for."""
    return [did.AgreementRecalled(number=c.number)] if c.number != meeting.agreement else []


def slow_down(meeting: Meeting, _: Actor, c: ask.SlowDown, now: int) -> Decision:
    """One text a seat a minute."""
    return [did.SlowSet(on=c.on)] if c.on != meeting.slow else []


def _with_phone(meeting: Meeting, actor: Actor, id: SeatId) -> Seat | Refusal:
    seat = meeting.seats.get(id)
    if not seat or seat.left:
        return GONE
    return YOUR_OWN if seat.member and seat.member == actor.member else seat


def quiet_seat(meeting: Meeting, actor: Actor, c: ask.QuietSeat, now: int) -> Decision:
    """From this phone only what faces its owner: comfort, signals, taking back, leaving."""
    seat = _with_phone(meeting, actor, c.seat)
    if isinstance(seat, Refusal):
        return seat
    return [did.SeatQuieted(seat=seat.id, on=c.on)] if c.on != seat.quiet else []


def remove_person(meeting: Meeting, actor: Actor, c: ask.RemovePerson, now: int) -> Decision:
    """That seat and its screens are done; they read a neutral sentence and where to turn."""
    seat = _with_phone(meeting, actor, c.seat)
    if isinstance(seat, Refusal):
        return seat
    return [did.SeatLeft(seat=seat.id, removed=True)]


def bring_back(meeting: Meeting, _: Actor, c: ask.BringBack, now: int) -> Decision:
    """Only who was removed; whoever left by themself comes in by the door."""
    seat = meeting.seats.get(c.seat)
    if not seat or not seat.removed:
        return GONE
    if any(s.handle_key == seat.handle_key for s in meeting.present()):
        return TAKEN
    return [did.SeatBack(seat=seat.id)]


def offer_resource(meeting: Meeting, _: Actor, c: ask.OfferResource, now: int) -> Decision:
    """A line of the organization's list, on one phone or on all. No record of it outlives the meeting."""
    seat = meeting.seats.get(c.seat or "")
    if c.seat and (not seat or seat.left):
        return GONE
    if (Offered(c.resource, c.seat) in meeting.offered) == c.on:
        return []
    return [did.ResourceOffered(resource=c.resource, seat=c.seat, on=c.on)]


RULES: dict[type, Callable[..., Decision]] = {
    ask.StepOut: step_out,
    ask.KeepCalm: keep_calm,
    ask.RecallAgreement: recall_agreement,
    ask.SlowDown: slow_down,
    ask.QuietSeat: quiet_seat,
    ask.RemovePerson: remove_person,
    ask.BringBack: bring_back,
    ask.OfferResource: offer_resource,
}


def _offered(meeting: Meeting, e: did.ResourceOffered) -> Meeting:
    others = tuple(o for o in meeting.offered if o != Offered(e.resource, e.seat))
    return replace(meeting, offered=(*others, Offered(e.resource, e.seat)) if e.on else others)


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.SteppedOut: lambda m, e: with_seat(m, e.seat, out=e.on),
    did.CalmSet: lambda m, e: replace(m, calm=e.on),
    did.AgreementRecalled: lambda m, e: replace(m, agreement=e.number),
    did.SlowSet: lambda m, e: replace(m, slow=e.on, paced={}),
    did.TextPaced: lambda m, e: replace(m, paced=put(m.paced, e.seat, e.at)),
    did.SeatQuieted: lambda m, e: with_seat(m, e.seat, quiet=e.on),
    did.SeatBack: lambda m, e: with_seat(m, e.seat, left=False, removed=False),
    did.ResourceOffered: _offered,
}


def shared(meeting: Meeting) -> View:
    """What all screens see."""
    return {
        **({"calm": True} if meeting.calm else {}),
        **({"agreement": meeting.agreement} if meeting.agreement is not None else {}),
    }


def phones(meeting: Meeting) -> View:
    """What every phone sees besides: resources offered to all, and that the room goes slowly."""
    to_all = [o.resource for o in meeting.offered if not o.seat]
    return {**({"offered": to_all} if to_all else {}), **({"slow": True} if meeting.slow else {})}


def own(meeting: Meeting, seat: Seat) -> View:
    """What one seat sees of its own."""
    offered = [o.resource for o in meeting.offered if o.seat == seat.id]
    return {
        **({"out": True} if seat.out else {}),
        **({"quiet": True} if seat.quiet else {}),
        **({"offered": offered} if offered else {}),
    }


def console(meeting: Meeting) -> View:
    """What the facilitator sees: what they have set, and who was removed."""
    removed = [s.id for s in meeting.seats.values() if s.removed]
    return {
        "slow": meeting.slow,
        "offered": [{"resource": o.resource, **({"seat": o.seat} if o.seat else {})} for o in meeting.offered],
        **({"removed": removed} if removed else {}),
    }
