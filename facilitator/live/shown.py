"""What the screens of one meeting have been sent, and what is still to be sent to them. Decides nothing."""

import threading

from facilitator.live.pacing import Pace
from facilitator.live.wire import Json
from facilitator.meeting.reading import Audience
from facilitator.meeting.state import SeatId


class Shown:
    """What the screens of one meeting have been sent, here. Held under its lock while anything is sent, so that a
    screen which connects meanwhile neither misses a patch nor gets one twice."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.views: dict[Audience, tuple[str, Json]] = {}
        self.here: dict[str, Json] = {}
        self.here_said = 0.0
        self.refreshed: dict[Audience, float] = {}
        self.owed = False
        self.pace = Pace()
        self.news = 0
        self.changed: set[SeatId] = set()
        self.all_changed = False
        self.busy = False
        self.again = False
        self.presence_due = False
        self.revived = 0.0
        self.failed = 0
        """How many times in a row."""
