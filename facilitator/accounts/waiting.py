"""A growing delay for whoever guesses passwords or codes, and never a lock: each try waits for its turn, which comes.

Tries are counted as they were typed, whether there is such an account or not, so that waiting tells nobody which accounts
there are. Three things are counted: the tries of one address at one account, all tries at an account, all tries of an
address. A browser its owner has signed in from before has a count of its own, and no stranger's tries make it wait.
In memory, keyed, for an hour; kept nowhere.
"""

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

HOUR = 3600.0
LONGEST_WAIT = 900.0
MOST_KEPT = 50_000


@dataclass
class _Lane:
    misses: int = 0
    free: float = 0.0
    """When the next turn can be."""
    last: float = 0.0


@dataclass(frozen=True)
class Pause:
    """How long each further try waits."""

    free: int
    """So many tries do not wait at all."""
    longest: float
    """Seconds. It doubles from one second up to this."""

    def after(self, misses: int) -> float:
        """Seconds after so many."""
        over = misses - self.free
        return 0.0 if over < 0 else min(self.longest, 2.0 ** min(over, 30))


OWN, ACCOUNT, ADDRESS = Pause(4, 60), Pause(10, 60), Pause(20, 10)
OF_DIGITS = Pause(10, 600)
"""For all tries at the second step of one account: six digits are few."""


class Waiting:
    """Who waits how long, in this process."""

    def __init__(self, account: Pause = ACCOUNT, now: Callable[[], float] = time.monotonic) -> None:
        self._account, self._now, self._key = account, now, secrets.token_bytes(32)
        self._lanes: OrderedDict[bytes, _Lane] = OrderedDict()
        self._turns: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    def turn(self, account: str, address: str, device: str | None = None) -> float:
        """Seconds until this try may be looked at; 0 for now. Who has to wait has a place, and finds it when they ask again.
        Counts as a miss until `right` says otherwise."""
        own, pauses = self._pauses(account, address, device)
        with self._lock:
            now = self._now()
            turn = self._turns.get(own)
            if turn is None:
                lanes = [(self._lane(key, now), pause) for key, pause in pauses.items()]
                turn = min(max(now, *(lane.free for lane, _ in lanes)), now + LONGEST_WAIT)
                for lane, pause in lanes:
                    lane.misses, lane.last = lane.misses + 1, now
                    lane.free = max(lane.free, now) + pause.after(lane.misses)
            if turn <= now:
                self._turns.pop(own, None)
                return 0.0
            self._turns[own] = turn
            _at_most(self._turns)
            return turn - now

    def right(self, account: str, address: str, device: str | None = None) -> None:
        """It was the right one: no miss after all."""
        own, pauses = self._pauses(account, address, device)
        with self._lock:
            now = self._now()
            for key in pauses:
                lane = self._lane(key, now)
                lane.misses = max(0, lane.misses - 1)
            self._lanes.pop(own, None)

    def _pauses(self, account: str, address: str, device: str | None) -> tuple[bytes, dict[bytes, Pause]]:
        account = account.strip().lower()
        if device:
            own = self._hashed(f"device {device} {account}")
            return own, {own: OWN}
        own = self._hashed(f"own {address} {account}")
        return own, {
            own: OWN,
            self._hashed(f"account {account}"): self._account,
            self._hashed(f"from {address}"): ADDRESS,
        }

    def _lane(self, key: bytes, now: float) -> _Lane:
        lane = self._lanes.setdefault(key, _Lane())
        if now - lane.last > HOUR:
            lane.misses = 0
        self._lanes.move_to_end(key)
        _at_most(self._lanes)
        return lane

    def _hashed(self, what: str) -> bytes:
        return hashlib.blake2b(what.encode(), key=self._key, digest_size=16).digest()


def _at_most(kept: "OrderedDict[bytes, _Lane] | OrderedDict[bytes, float]") -> None:
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
