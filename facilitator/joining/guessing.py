"""Slows down whoever guesses codes, and nobody else. Addresses are counted in memory, for a minute, and kept nowhere.

A typed code has to wait for its turn: not at all as a rule; a second a try after ten misses a minute from one address (a
whole room may be behind one); and in one queue for everybody while there are more misses than five a second, wherever they
come from. Whether the code is right plays no part in it, so that waiting says nothing. Links and QR codes never wait.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

A_SECOND = 5
"""Misses that are answered at once, in all."""
AT_ONCE = 25
"""So many more in a burst."""
FREE = 10
"""Misses a minute from one address before its tries wait."""
MINUTE = 60.0
PAUSE = 1.0
"""Seconds between the tries of an address with more."""
LONGEST_WAIT = 600.0
"""The queue is no longer than this; beyond, nobody is given a turn, and asks again."""
MOST_ADDRESSES = 50_000


class Guessing:
    """Who waits how long, in this process. `processes`: how many share the work; each answers its part of the misses."""

    def __init__(self, processes: int = 1, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._rate, self._most = now, A_SECOND / processes, AT_ONCE / processes
        self._left, self._at = self._most, now()
        self._queue_free = 0.0
        self._misses: OrderedDict[str, deque[float]] = OrderedDict()
        self._lanes: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def turn(self, address: str) -> float | None:
        """Seconds until a code typed at this address may be looked up; 0 for at once. None: the queue is full."""
        with self._lock:
            now = self._now()
            self._refill(now)
            wait = self._queue(now)
            if wait is None or len(self._recent(address, now)) < FREE:
                return wait
            free = max(now + wait, self._lanes.get(address, 0.0)) + PAUSE
            if free - now > LONGEST_WAIT:
                return None
            self._lanes[address] = free
            self._lanes.move_to_end(address)
            _at_most(self._lanes)
            return free - now

    def looks_up(self, address: str) -> None:
        """A code typed at this address is looked up now. Counts as a miss until it proves right, so that many at once
        gain nothing."""
        with self._lock:
            now = self._now()
            self._refill(now)
            self._left -= 1
            self._recent(address, now).append(now)
            self._misses.move_to_end(address)
            _at_most(self._misses)

    def was_right(self, address: str) -> None:
        """It opened a room: no miss after all."""
        with self._lock:
            self._refill(self._now())
            self._left = min(self._most, self._left + 1)
            if misses := self._misses.get(address):
                misses.pop()

    def _refill(self, now: float) -> None:
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now

    def _queue(self, now: float) -> float | None:
        """Everybody's wait. Who comes while others wait goes behind them."""
        if self._left >= 1 and self._queue_free <= now:
            return 0.0
        missing = max(0.0, 1 - self._left) / self._rate
        turn = max(now + missing, self._queue_free)
        if turn - now > LONGEST_WAIT:
            return None
        self._queue_free = turn + 1 / self._rate
        return turn - now

    def _recent(self, address: str, now: float) -> "deque[float]":
        found = self._misses.setdefault(address, deque(maxlen=FREE))
        while found and found[0] <= now - MINUTE:
            found.popleft()
        return found


def _at_most(kept: "OrderedDict[str, Any]") -> None:
    while len(kept) > MOST_ADDRESSES:
        kept.popitem(last=False)
