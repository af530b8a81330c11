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
CUTS, CUTS_PER_SECOND = 5, 0.5
"""So often a seat is let back in at once after its sockets were cut off; then once in two seconds."""
MOST_REMEMBERED = 1000
"""Seats that were cut off; beyond that, those who have waited long enough are forgotten."""
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
        if self.is_empty():
            return False
        self._left -= 1
        return True

    def is_empty(self) -> bool:
        """Whether there is none to take just now."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        return self._left < 1

    def is_nearly_empty(self) -> bool:
        """Whether most of it was taken a moment ago."""
        return self.is_empty() or self._left < self._burst / 4

    def is_full(self) -> bool:
        """Whether it is as if nothing had ever been taken."""
        return not self.is_empty() and self._left >= self._burst

    def give_back(self) -> None:
        """What was taken was not used after all."""
        self._left = min(self._burst, self._left + 1)


class Watch:
    """What one connection has been up to."""

    __slots__ = ("_odd", "address", "messages", "misbehaved", "packets", "until")

    def __init__(self, address: str) -> None:
        self.address = address
        self.packets = Bucket(FLOOD_PER_SECOND, FLOOD_BURST)
        self.messages = Bucket()
        self.until: float | None = None
        self._odd = 0
        self.misbehaved = False
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


class Cuts:
    """Whose sockets were cut off for what they sent. Whoever comes back each time to do it again waits before they are let
    in, so that the others need not."""

    def __init__(self) -> None:
        self._of: dict[str, Bucket] = {}

    def note(self, whose: str) -> None:
        """A socket of theirs was cut off."""
        if len(self._of) > MOST_REMEMBERED:
            self._of = {other: bucket for other, bucket in self._of.items() if not bucket.is_full()}
        self._of.setdefault(whose, Bucket(CUTS_PER_SECOND, CUTS)).take()

    def must_wait(self, whose: str) -> bool:
        """Whether they were cut off so often that it is too soon for one more."""
        bucket = self._of.get(whose)
        return bucket is not None and bucket.is_empty()
