"""Pace that bends: how much time each open turn has, so that what is planned after it still fits.

A screen divides what is left by the open turns as its clock goes; nothing here ticks.
"""

from facilitator.meeting.rounds import View, of
from facilitator.meeting.state import Meeting

MINUTE = 60_000
SHORTEST_TURN = 45
"""Seconds. Below this a turn is no turn, and skipping a later round is kinder (PRODUCT.md)."""


def pace(meeting: Meeting) -> View:
    """For the console: when the session should end, the least time the later rounds need, the turns still open.

    `skip` names the later round that would free most time. Times in milliseconds, `shortest` in seconds.
    """
    if not meeting.begun_at:
        return {}
    later = [r for r in meeting.rounds if r.state is None and not r.skipped]
    least = {r.id: min(of(r).least, r.minutes) for r in later}
    running = meeting.running
    turns = of(running).turns(meeting, running) if running and not running.over else 0
    middle = later[:-1]
    longest = max(middle, key=lambda r: least[r.id], default=None)
    return {
        "pace": {
            "ends_at": meeting.begun_at + meeting.length * MINUTE,
            "later": sum(least.values()) * MINUTE,
            "turns": turns,
            "shortest": SHORTEST_TURN,
            **({"skip": longest.id} if longest else {}),
        }
    }
