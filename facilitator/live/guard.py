"""Below the handlers: how much one socket may say, and which names no client may use. Decides nothing about meetings."""

import time

PER_SECOND = 10.0
BURST = 40.0
RESERVED_NAMES = frozenset({"connect", "disconnect", "connect_error"})
"""A client can send events by these names, and the handlers would run."""
FIRST_WORD_WITHIN = 5.0
"""Seconds in which a socket must say who it is."""
LARGEST_FRAME = 16 * 1024


class Bucket:
    """How many messages a socket has left. Refills with time, by the monotonic clock."""

    def __init__(self) -> None:
        self._left, self._at = BURST, time.monotonic()

    def take(self) -> bool:
        """Whether one more message is all right."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._at) * PER_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
