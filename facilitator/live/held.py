"""A meeting as a process holds it, and what is said when it has become another."""

from msgspec import Struct

from facilitator.live.steps import Past
from facilitator.meeting import events as did
from facilitator.meeting import rules
from facilitator.meeting.state import Meeting, MeetingId, SeatId, TextId
from facilitator.meeting.touched import touched


class Live(Struct, frozen=True, kw_only=True):
    """A meeting as this process holds it. Replaced whole, never changed, so whoever reads one reads one moment."""

    past: Past
    texts: dict[TextId, str]
    receipts: dict[bytes, bytes]
    """Grows in place: the one thing here that only the desk looks at."""
    lacks: bool = False
    """Other processes have taken commands whose receipts are not among these."""

    @property
    def meeting(self) -> Meeting:
        """The state."""
        return self.past.meeting


class Change(Struct, frozen=True):
    """Says that a meeting is another now. `seats`: whose own view may differ; None when anyone's may."""

    meeting: MeetingId
    seats: frozenset[SeatId] | None
    erased: bool = False
    """Something is no longer in the state whose key still exists."""


def seats_touched(meeting: Meeting, events: tuple[did.Event, ...]) -> frozenset[SeatId] | None:
    """Whose own view these events may change."""
    seats: set[SeatId] = set()
    for n, event in enumerate(events):
        if n:
            meeting = rules.evolve(meeting, events[n - 1])
        near = touched(meeting, event)
        if near is None:
            return None
        seats |= near
    return frozenset(seats)
