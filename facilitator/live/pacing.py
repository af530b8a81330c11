"""When a large room may be told the next thing: at once, as long as little happens; in a burst, a few times a second, so that
what came meanwhile goes out together. Small rooms never wait."""

import time

LARGE = 60
"""With more screens than this a room is large."""
AT_ONCE = 4.0
"""So many bursts in a row are told at once."""
PER_SECOND = 12.0
REFRESH_EVERY = 0.1
"""Seconds. The console and the big screen of a large room are brought up to date at most so often."""


class Pace:
    """Of one room."""

    def __init__(self) -> None:
        self._left, self._at = AT_ONCE, time.monotonic()

    def rest(self, news: int) -> float:
        """Seconds to wait before the next telling, after one with so much news in it."""
        now = time.monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._at) * PER_SECOND)
        self._at = now
        if news < 2:
            return 0.0
        self._left -= 1
        return max(0.0, -self._left / PER_SECOND)
