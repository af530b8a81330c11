"""A real thread that writes to the disk while green threads go on, and wakes those who wait for it.

The library's own pool of threads does the same for whatever blocks now and then. For each command of each meeting it is a
quarter of what storing one costs: a second queue on the way back, and a green thread that goes to sleep and wakes for it.
"""

import contextlib
import os
from collections import deque
from collections.abc import Callable
from typing import Any

from eventlet import hubs
from eventlet.event import Event
from eventlet.patcher import original

from facilitator.store.worker import Worker

_threading, _queue = original("threading"), original("queue")


class _Ear:
    """Hears from the real thread: what it says lies in a row, and a byte in a pipe makes the hub look there."""

    def __init__(self) -> None:
        self._said: deque[Event] = deque()
        read, self._pipe = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(self._pipe, False)
        hub = hubs.get_hub()
        hub.add(hub.READ, read, self._hear, lambda *_: None, lambda: None)

    def tell(self, signal: Event) -> None:
        """Called by the real thread."""
        self._said.append(signal)
        with contextlib.suppress(BlockingIOError):  # so full that the hub looks in any case
            os.write(self._pipe, b"!")

    def _hear(self, pipe: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(pipe, 4096)
        while self._said:
            self._said.popleft().send()


_ear: list[_Ear] = []


class _Signal(Event):  # type: ignore[misc] # the library has no types
    """Green threads wait for it; the real one sets it."""

    def set(self) -> None:
        """Says it."""
        _ear[0].tell(self)


def _signal() -> Any:
    if not _ear:
        _ear.append(_Ear())
    return _Signal()


def _start(run: Callable[[], None]) -> None:
    _threading.Thread(target=run, name="store writer", daemon=True).start()


WRITER = Worker(start=_start, queue=_queue.SimpleQueue, signal=_signal)
