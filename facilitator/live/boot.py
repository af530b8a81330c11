"""What a screen's page carries, so that its first picture needs no socket."""

import zlib

from facilitator.clock import Now
from facilitator.live.belonging import belongs, seat_behind
from facilitator.live.desk import Desk
from facilitator.live.presence import Screen
from facilitator.live.tickets import Ticket, Tickets
from facilitator.live.wire import Json, tag
from facilitator.meeting.reading import own
from facilitator.meeting.state import MeetingId
from facilitator.meeting.views import view


def home_of(meeting: MeetingId, processes: int) -> int:
    """Which of so many processes best serves the sockets of a meeting. Any of them may (serving/handover.py)."""
    return zlib.crc32(meeting.encode()) % processes


def boot(desk: Desk, tickets: Tickets, now: Now, ticket: Ticket, processes: int = 1) -> Json | None:
    """`{ticket, v, view, ov?, own?, now, at?}` for a screen; None if its meeting is over, or it has no place there any more.
    `processes`: how many serve together; `at` says which of them is home to this meeting."""
    live = desk.read(ticket.meeting)
    if live is None:
        return None
    screen = Screen("", ticket)
    if not belongs(live.meeting, screen):
        return None
    seat = seat_behind(live.meeting, screen)
    seen = view(live.meeting, live.texts, ticket.audience)
    page = {"ticket": tickets.sign(ticket), "now": now(), "v": tag(seen, live.meeting.salt), "view": seen}
    if processes > 1:
        page["at"] = home_of(ticket.meeting, processes)
    if seat:
        mine = view(live.meeting, live.texts, own(seat))
        page |= {"ov": tag(mine, live.meeting.salt), "own": mine}
    return page
