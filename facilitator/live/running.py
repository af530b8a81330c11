"""What runs beside the requests: reading on what others wrote, alarms, re-checks. Started once by whoever serves."""

import logging
from collections.abc import Callable

from facilitator.clock import Now
from facilitator.live.desk import Desk
from facilitator.live.doorbell import Doorbell
from facilitator.live.elsewhere import Elsewhere
from facilitator.live.ended_early import EndedEarly, end_unreadable
from facilitator.live.erasure import Eraser
from facilitator.live.fanout import Fanout
from facilitator.live.gateway import Gateway
from facilitator.live.journal import Journal
from facilitator.meeting.alarms import next_alarm
from facilitator.meeting.attending import step_at
from facilitator.meeting.commands import MarkPresence
from facilitator.meeting.permissions import SYSTEM
from facilitator.serving import Serving

log = logging.getLogger(__name__)

READ_ON_EVERY = 0.4
CHECK_EVERY = 1.0
LOOK_AT_ALL_EVERY = 60.0


def beside_the_requests(
    desk: Desk,
    gateway: Gateway,
    fanout: Fanout,
    doorbell: Doorbell,
    elsewhere: Elsewhere,
    eraser: Eraser,
    journal: Journal,
    now: Now,
    serving: Serving,
    open_: Callable[[], bool] = lambda: True,
    one_clock: Callable[[], None] = lambda: None,
    short_of_room: Callable[[], bool] = lambda: False,
    ended_early: EndedEarly = lambda session, row: None,
) -> Callable[[], None]:
    """Gives the function that starts it all. `open_`: whether the store is; once it closes, everything here ends.
    `one_clock` goes by the clock that all servers share. `short_of_room`: whether the disk is full; looks for new room on
    the way. `ended_early`: writes down that a meeting ended because its key was lost."""

    def again(every: float, work: Callable[[], None]) -> None:
        while open_():
            serving.sleep(every)
            try:
                work()
            except Exception as e:
                if not open_():
                    return
                log.error("fault in %s: %s", work.__name__, type(e).__name__)

    def alarms() -> None:
        """Any process may act when the time comes; the second is refused."""
        for meeting in desk.shelf.open_here():
            alarm = next_alarm(meeting)
            if alarm and alarm[0] <= now():
                desk.perform(meeting.id, SYSTEM, alarm[1])

    marked: dict[str, int] = {}

    def presence() -> None:
        """Every five minutes, who is here (attending.py). Each process marks whom it sees."""
        for meeting in desk.shelf.open_here():
            step = step_at(meeting, now())
            if step and marked.get(meeting.id) != step:
                seats = tuple(sorted(gateway.presence.seats(meeting.id)))
                refusal = desk.perform(meeting.id, SYSTEM, MarkPresence(seats=seats))
                if not (refusal and refusal.retry):  # a mark that could not be stored is tried again in a second
                    marked[meeting.id] = step
        for gone in marked.keys() - {meeting.id for meeting in desk.shelf.open_here()}:
            del marked[gone]

    def others() -> None:
        """Who is here on other processes, and who is here twice too often."""
        elsewhere.exchange(fanout.presence_changed, gateway.replace)

    told: set[str] = set()

    def disk() -> None:
        """Consoles hear when the disk is full, and when it no longer is."""
        short = short_of_room()
        consoles = {s.sid for s in gateway.presence.screens() if s.ticket.role == "console"}
        for sid in consoles - told if short else consoles & told:
            gateway.emit("disk", {"full": short}, sid)
        told.intersection_update(consoles)
        told.update(consoles) if short else told.clear()

    def wake_sleeping_meetings() -> None:
        """Meetings that nobody looks at, here or elsewhere, have alarms too. Those that others lead are let go."""
        desk.shelf.let_go()
        held = {meeting.id for meeting in desk.shelf.open_here()}
        asleep = {row.id for row in journal.open_meetings()} - held
        for id in asleep - elsewhere.watched(asleep):
            desk.read(id)

    def close_unreadable_meetings() -> None:
        end_unreadable(desk, journal, serving, ended_early)

    def start() -> None:
        """Whatever fails here once keeps nothing below from running."""
        for work in (eraser.resume, one_clock, close_unreadable_meetings, wake_sleeping_meetings):
            try:
                work()
            except Exception as e:
                log.error("fault in %s at the start, left for the next: %s", work.__name__, type(e).__name__)
        doorbell.listen(desk.shelf.heard, open_)
        serving.spawn(again, READ_ON_EVERY, desk.shelf.catch_up)
        serving.spawn(again, CHECK_EVERY, others)
        serving.spawn(again, CHECK_EVERY, gateway.recheck)
        serving.spawn(again, CHECK_EVERY, alarms)
        serving.spawn(again, CHECK_EVERY, presence)
        serving.spawn(again, CHECK_EVERY, disk)
        serving.spawn(again, LOOK_AT_ALL_EVERY, one_clock)
        serving.spawn(again, LOOK_AT_ALL_EVERY, wake_sleeping_meetings)

    return start
