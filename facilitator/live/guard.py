"""Below the handlers: how much one socket may say, how fast, how oddly, and by when. Decides nothing about meetings."""

import time

PER_SECOND, BURST = 10.0, 40.0
"""Messages one socket may send; what is above gets a refusal, and the socket stays."""
FLOOD_PER_SECOND, FLOOD_BURST = 60.0, 240.0
"""Packets of any sort. No page of ours, however impatient its reader, comes near: whoever does is cut off."""
TEXT_EVERY = 5.0
"""Seconds between two long texts of one seat."""
MOST_ODD = 3
"""The third packet that cannot be read ends the connection."""
WITHIN = 5.0
"""Seconds in which a socket must say who it is."""
LARGEST_FRAME = 16 * 1024
MOST_WAITING = 200
"""Packets that wait for a socket which does not read. It is cut off then, and asks for everything when it returns."""
RESERVED_NAMES = frozenset({"connect", "disconnect", "connect_error", "*"})
"""A client can send events by these names, and handlers of the library would run."""


class Bucket:
    """How many are left. Refills with time, by the monotonic clock: nobody's idea of the hour matters."""

    __slots__ = ("_at", "_burst", "_left", "_per_second")

    def __init__(self, per_second: float = PER_SECOND, burst: float = BURST) -> None:
        self._per_second, self._burst = per_second, burst
        self._left, self._at = burst, time.monotonic()

    def take(self) -> bool:
        """Whether one more is all right."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def give_back(self) -> None:
        """What was taken was not used after all."""
        self._left = min(self._burst, self._left + 1)


class Watch:
    """What one connection has been up to."""

    __slots__ = ("_odd", "address", "messages", "packets", "until")

    def __init__(self, address: str) -> None:
        self.address = address
        self.packets = Bucket(FLOOD_PER_SECOND, FLOOD_BURST)
        self.messages = Bucket()
        self.until: float | None = None
        self._odd = 0
        self.must_speak()

    def must_speak(self) -> None:
        """From now on it has five seconds to say who it is."""
        self.until = time.monotonic() + WITHIN

    def is_late(self) -> bool:
        """Whether it has had its five seconds."""
        return self.until is not None and time.monotonic() > self.until

    def odd(self) -> bool:
        """One more packet that cannot be read. Whether that was one too many."""
        self._odd += 1
        return self._odd >= MOST_ODD
