"""The open screens by what they show: a change in a large room costs what it touches, not what is there."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from facilitator.meeting.reading import CONSOLE, Audience
from facilitator.meeting.state import MeetingId, SeatId

if TYPE_CHECKING:
    from facilitator.live.presence import Screen


class Near:
    """Kept by presence, under its lock."""

    def __init__(self) -> None:
        self._of: dict[MeetingId, dict[Audience, dict[str, Screen]]] = {}
        self._of_seat: dict[SeatId, dict[str, Screen]] = {}

    def add(self, screen: "Screen") -> None:
        """A screen opened."""
        audiences = self._of.setdefault(screen.ticket.meeting, {})
        audiences.setdefault(screen.ticket.audience, {})[screen.sid] = screen
        if screen.ticket.seat:
            self._of_seat.setdefault(screen.ticket.seat, {})[screen.sid] = screen

    def remove(self, screen: "Screen") -> None:
        """A screen closed."""
        _take(self._of.get(screen.ticket.meeting, {}), screen.ticket.audience, screen.sid)
        if not self._of.get(screen.ticket.meeting, True):
            del self._of[screen.ticket.meeting]
        if screen.ticket.seat:
            _take(self._of_seat, screen.ticket.seat, screen.sid)

    def many(self, meeting: MeetingId) -> int:
        """How many screens a meeting has here."""
        return sum(len(screens) for screens in list(self._of.get(meeting, {}).values()))

    def audiences(self, meeting: MeetingId) -> list[Audience]:
        """The audiences that have a screen here, but for seats alone."""
        return list(self._of.get(meeting, {}))

    def consoles(self, meeting: MeetingId) -> list["Screen"]:
        """The consoles of a meeting."""
        return list(self._of.get(meeting, {}).get(CONSOLE, {}).values())

    def of_seats(self, seats: Iterable[SeatId]) -> list["Screen"]:
        """The phones of these seats, the longest open first."""
        return [screen for seat in seats for screen in list(self._of_seat.get(seat, {}).values())]


def _take(held: "dict[Any, dict[str, Screen]]", key: Any, sid: str) -> None:
    inside = held.get(key, {})
    inside.pop(sid, None)
    if not inside:
        held.pop(key, None)
