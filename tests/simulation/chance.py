"""Takes over clock, chance and order, before anything else is imported. After this nothing in the process differs
between two runs of one seed."""

import itertools
import os
import random
import time

os.environ["EVENTLET_NO_GREENDNS"] = "yes"

import warnings

warnings.simplefilter("ignore")

import eventlet  # noqa: E402
from eventlet import hubs  # noqa: E402
from eventlet.hubs.hub import BaseHub  # noqa: E402

EPOCH = 1_800_000_000.0

real_time = time.perf_counter


class Stuck(Exception):
    """Everybody waits and nothing is left that could happen."""


class World(BaseHub):
    """Eventlet's hub with a clock that jumps to the next thing due. Of things due together, the seed says which is first."""

    @staticmethod
    def is_available() -> bool:
        """Everywhere: it asks nothing of the system."""
        return True

    def __init__(self, clock=None) -> None:
        self.at, self.seed = 0.0, ""
        self.dice = random.Random(0)
        self.queued = 0
        self.numbers = itertools.count()
        super().__init__(lambda: self.at)

    def begin(self, seed: str) -> None:
        """A new world: nothing is left of the one before."""
        self.seed, self.dice = seed, random.Random(seed)
        random.seed(f"{seed} of the program")
        _bytes.seed(f"{seed} of the program's secrets")
        self.at, self.queued, self.numbers = 0.0, 0, itertools.count()
        self.timers.clear()
        self.next_timers.clear()

    def prepare_timers(self) -> None:
        # The heap compares what comes second when two are due together: chance, and never an address in memory.
        for when, timer in self.next_timers:
            if not timer.called:
                self.queued += 1
                self.timers.append((when, self.dice.random(), self.queued, timer))
        self.next_timers.clear()
        self.timers.sort()

    def fire_timers(self, when: float) -> None:
        while self.timers and self.timers[0][0] <= when:
            timer = self.timers.pop(0)[-1]
            if not timer.called:
                timer()

    def wait(self, seconds: float | None = None) -> None:
        if not self.timers:
            raise Stuck
        self.at += max(0.0, seconds or 0.0)


hubs.use_hub(World)
eventlet.monkey_patch()
world: World = hubs.get_hub()  # type: ignore[assignment]

_bytes = random.Random(0)


def _no_chance(n: int) -> bytes:
    return _bytes.randbytes(n)


os.urandom = _no_chance
random._urandom = _no_chance  # type: ignore[attr-defined] # where `secrets` takes its bytes from
time.monotonic = lambda: 1_000.0 + world.at
time.time = lambda: EPOCH + world.at
