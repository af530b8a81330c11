"""Which screens belong to a meeting, as whose, and the rooms they hear."""

from typing import Any

from facilitator.live.presence import Screen
from facilitator.meeting.reading import Audience
from facilitator.meeting.refusals import N_
from facilitator.meeting.state import Meeting, MeetingId, SeatId

LEFT = N_("You have left this session.")
UNNAMED = N_("You are no longer a deputy in this session.")
REMOVED = N_(
    "You are not part of this session any more. If you would like to talk about it, your facilitator will be there "
    "afterwards."
)


def seat_behind(meeting: Meeting, screen: Screen) -> SeatId | None:
    """The seat a screen shows as its own."""
    if screen.ticket.role == "console":
        mine = meeting.seat_of_member(screen.ticket.member)
        return mine.id if mine else None
    return screen.ticket.seat


def belongs(meeting: Meeting, screen: Screen) -> bool:
    """Whether a screen may show this meeting, now: a phone while it has its seat, a console while its member is the
    facilitator or a deputy."""
    ticket = screen.ticket
    if ticket.role == "console":
        return ticket.member == meeting.facilitator or ticket.member in meeting.deputies
    here = meeting.seats.get(ticket.seat or "")
    return ticket.role == "screen" or bool(here and not here.left and here.phone)


def why_not(meeting: Meeting, screen: Screen) -> tuple[str, str]:
    """The code and the sentence for a screen that does not."""
    gone = meeting.seats.get(screen.ticket.seat or "")
    if screen.ticket.role == "console":
        return "unnamed", UNNAMED
    return ("removed", REMOVED) if gone and gone.removed else ("left", LEFT)


def room(meeting: MeetingId, audience: Audience) -> str:
    """The Socket.IO room of an audience."""
    return f"{meeting}/{audience.who}/{audience.seat or ''}"


def room_of_role(meeting: MeetingId, role: Any) -> str:
    """The Socket.IO room of everyone with the same kind of screen."""
    return f"{meeting}/{'phones' if role == 'phone' else role}/"
