"""Who has a screen open: read from the sockets that are really there. Shown, never decides."""

import threading
from collections import defaultdict

from msgspec import Struct

from facilitator.live.near import Near
from facilitator.live.tickets import Ticket
from facilitator.meeting.state import MeetingId, SeatId

MOST_SCREENS = 3
"""Of one seat. A fourth replaces the oldest."""


class Screen(Struct, frozen=True):
    """One open socket."""

    sid: str
    ticket: Ticket


class Presence:
    """The screens of this process, by meeting. A seat is present while any of its screens is: an old socket's late
    disconnect never removes the new one."""

    def __init__(self) -> None:
        self._screens: dict[str, Screen] = {}
        self._of_meeting: dict[MeetingId, dict[str, Screen]] = defaultdict(dict)
        self.near = Near()
        """The same screens by what they show."""
        self._lock = threading.Lock()

    def enter(self, screen: Screen) -> Screen | None:
        """A screen opened. Gives the one it replaces, if its seat has too many."""
        with self._lock:
            here = self._of_meeting[screen.ticket.meeting]
            same = self.near.of_seats([screen.ticket.seat]) if screen.ticket.seat else []
            self.near.add(screen)
            self._screens[screen.sid] = here[screen.sid] = screen
            return same[0] if len(same) >= MOST_SCREENS else None

    def leave(self, sid: str) -> Screen | None:
        """A screen closed, however that came about."""
        with self._lock:
            screen = self._screens.pop(sid, None)
            if screen:
                self.near.remove(screen)
                here = self._of_meeting[screen.ticket.meeting]
                here.pop(sid, None)
                if not here:
                    del self._of_meeting[screen.ticket.meeting]
            return screen

    def screen(self, sid: str) -> Screen | None:
        """The screen behind a socket; None if it has closed or was refused."""
        return self._screens.get(sid)

    def screens(self, meeting: MeetingId | None = None) -> list[Screen]:
        """Every open screen, of one meeting or of all."""
        with self._lock:
            if meeting is None:
                return list(self._screens.values())
            return list(self._of_meeting.get(meeting, {}).values())

    def seats(self, meeting: MeetingId) -> set[SeatId]:
        """The seats that have a phone open."""
        return {s.ticket.seat for s in self.screens(meeting) if s.ticket.seat}
