"""Handing over the lead of a round: offered to one seat, accepted or not, ended by either with one tap.

Nobody sees that an offer was declined: to the facilitator it stays an offer until they withdraw it.
"""

from collections.abc import Callable

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import Actor, roles_of, seat_of
from facilitator.meeting.refusals import GONE, LEADING_ALREADY, NO_ROUND, WITHOUT_PHONE, Refusal
from facilitator.meeting.rounds import Decision, View, of
from facilitator.meeting.state import Lead, Meeting, SeatId


def offer_lead(meeting: Meeting, _: Actor, c: ask.OfferLead, now: int) -> Decision:
    """To a seat with a phone, while a round runs that has something to lead."""
    seat, running = meeting.seats.get(c.seat), meeting.running
    if not running or running.over or meeting.phase != "running" or not of(running).lead:
        return NO_ROUND
    if not seat or seat.left:
        return GONE
    if not seat.phone:
        return WITHOUT_PHONE
    if meeting.lead:
        return LEADING_ALREADY if meeting.lead.seat != c.seat else []
    return [did.LeadOffered(seat=c.seat)]


def answer_lead(meeting: Meeting, actor: Actor, c: ask.AnswerLead, now: int) -> Decision:
    """Only the seat it is offered to, and only while it is."""
    seat, lead = seat_of(meeting, actor), meeting.lead
    if not seat or not lead or lead.seat != seat.id or lead.stage != "offered":
        return GONE
    return [did.LeadAnswered(accept=c.accept)]


def end_lead(meeting: Meeting, actor: Actor, c: ask.EndLead, now: int) -> Decision:
    """The facilitator takes it back, or whoever leads gives it back."""
    lead, seat = meeting.lead, seat_of(meeting, actor)
    if not lead:
        return []
    leads = bool(seat and seat.id == lead.seat and lead.stage == "leading")
    return [did.LeadEnded()] if leads or "facilitator" in roles_of(meeting, actor) else GONE


def follow(meeting: Meeting, event: did.Event) -> list[did.Event]:
    """The lead ends with its round, and when whoever has it goes."""
    lead = meeting.lead
    if not lead:
        return []
    gone = isinstance(event, did.SeatLeft | did.PhonePutDown) and event.seat == lead.seat
    return [did.LeadEnded()] if gone or isinstance(event, did.RoundEnded) else []


RULES: dict[type, Callable[..., Decision | Refusal]] = {
    ask.OfferLead: offer_lead,
    ask.AnswerLead: answer_lead,
    ask.EndLead: end_lead,
}


def _answered(meeting: Meeting, e: did.LeadAnswered) -> Meeting:
    assert meeting.lead is not None  # noqa: S101 - the journal holds only what was decided
    return replace(meeting, lead=replace(meeting.lead, stage="leading" if e.accept else "declined"))


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.LeadOffered: lambda m, e: replace(m, lead=Lead(seat=e.seat)),
    did.LeadAnswered: _answered,
    did.LeadEnded: lambda m, e: replace(m, lead=None),
}


def shared(meeting: Meeting) -> View:
    """What everyone sees: who leads, once they have accepted."""
    lead = meeting.lead
    return {"lead": lead.seat} if lead and lead.stage == "leading" else {}


def console(meeting: Meeting) -> View:
    """What the facilitator sees besides: whom it is offered to. A declined offer looks like one not answered yet."""
    lead = meeting.lead
    return {"lead_offered": lead.seat} if lead and lead.stage != "leading" else {}


def own(meeting: Meeting, seat: SeatId) -> View:
    """What one seat sees: an offer made to it, or that it leads."""
    lead = meeting.lead
    return {"lead": lead.stage} if lead and lead.seat == seat and lead.stage != "declined" else {}
