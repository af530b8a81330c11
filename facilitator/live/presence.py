"""Who has a screen open: read from the sockets that are really there, here, and from what other processes say of
theirs. Shown, never decides."""

import threading
from collections import Counter, defaultdict

from msgspec import Struct

from facilitator.live.near import Near
from facilitator.live.tickets import Ticket
from facilitator.meeting.state import MeetingId, MemberId, SeatId

MOST_SCREENS = 3
"""Of one seat. A fourth replaces the oldest."""


class Screen(Struct, frozen=True):
    """One open socket."""

    sid: str
    ticket: Ticket
    opened: int = 0
    """By the clock that all processes share, which only tells older from newer."""


class Others(Struct, frozen=True):
    """What other processes say of a meeting: the seats of open phones and when each opened, and whose consoles are."""

    phones: tuple[tuple[SeatId, int], ...] = ()
    members: frozenset[MemberId] = frozenset()

    @property
    def who(self) -> tuple[frozenset[SeatId], frozenset[MemberId]]:
        """Who is there, whatever they hold in their hands."""
        return frozenset(seat for seat, _ in self.phones), self.members


ALONE = Others()


class Presence:
    """The screens of this process, by meeting. A seat is present while any of its screens is: an old socket's late
    disconnect never removes the new one."""

    def __init__(self) -> None:
        self._screens: dict[str, Screen] = {}
        self._of_meeting: dict[MeetingId, dict[str, Screen]] = defaultdict(dict)
        self._others: dict[MeetingId, Others] = {}
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
                    self._others.pop(screen.ticket.meeting, None)
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
        """The seats that have a phone open, here."""
        return {s.ticket.seat for s in self.screens(meeting) if s.ticket.seat}

    def meetings(self) -> list[MeetingId]:
        """The meetings that have a screen open here."""
        with self._lock:
            return list(self._of_meeting)

    def sids(self, meeting: MeetingId) -> set[str]:
        """The sockets of a meeting's screens here."""
        return {s.sid for s in self.screens(meeting)}

    # Other processes

    def hear_of_others(self, meeting: MeetingId, others: Others) -> None:
        """What other processes say now."""
        with self._lock:
            if meeting in self._of_meeting:
                self._others[meeting] = others

    def others(self, meeting: MeetingId) -> Others:
        """What other processes have said."""
        return self._others.get(meeting, ALONE)

    def seats_anywhere(self, meeting: MeetingId) -> set[SeatId]:
        """The seats that have a phone open, on whatever process."""
        return self.seats(meeting) | self.others(meeting).who[0]

    def members_anywhere(self, meeting: MeetingId) -> set[MemberId]:
        """The members who have a console open, on whatever process."""
        here = {s.ticket.member for s in self.screens(meeting) if s.ticket.role == "console" and s.ticket.member}
        return here | self.others(meeting).members

    def too_many(self, meeting: MeetingId) -> list[Screen]:
        """The screens here whose seat has as many as it may that are newer, wherever those are."""
        others = self.others(meeting).phones
        if not others:
            return []
        here = [s for s in self.screens(meeting) if s.ticket.seat]
        elsewhere = Counter(seat for seat, _ in others)
        crowded = [s for s in here if elsewhere[s.ticket.seat or ""] and s.ticket.seat]
        opened = [(s.ticket.seat, s.opened) for s in crowded] + list(others)
        return [
            s for s in crowded if sum(seat == s.ticket.seat and at > s.opened for seat, at in opened) >= MOST_SCREENS
        ]
