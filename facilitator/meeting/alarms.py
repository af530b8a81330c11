"""When time alone should change something. Any process may act on an alarm; the rules refuse the second."""

from facilitator.meeting.commands import Close, Command
from facilitator.meeting.state import Meeting


def next_alarm(meeting: Meeting) -> tuple[int, Command] | None:
    """The next moment (milliseconds since 1970) at which something is due, and what: a meeting left open closes."""
    return None if meeting.phase == "closed" else (meeting.open_until, Close())
