"""A real thread that writes to the disk while green threads go on, and wakes those who wait for it.

The library's own pool of threads does the same for whatever blocks now and then. For each command of each meeting it is a
third of what it costs: a second queue on the way back, and a green thread that goes to sleep and wakes for it.
"""

import contextlib
import logging
import os
from collections import deque
from collections.abc import Callable
from typing import Any

import eventlet
from eventlet import hubs
from eventlet.patcher import original
from greenlet import getcurrent

from facilitator.store.worker import Worker

log = logging.getLogger(__name__)

_threading, _queue = original("threading"), original("queue")


class _Ear:
    """Hears from the real thread: what it says lies in a row, and a byte in a pipe makes the hub look there."""

    def __init__(self) -> None:
        self._said: deque[_Signal] = deque()
        read, self._pipe = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(self._pipe, False)
        self._hub = hubs.get_hub()
        self._hub.add(self._hub.READ, read, self._hear, lambda *_: None, lambda: None)

    def tell(self, signal: "_Signal") -> None:
        """Called by the real thread."""
        self._said.append(signal)
        self._ring()

    def _ring(self) -> None:
        with contextlib.suppress(BlockingIOError):  # so full that the hub looks in any case
            os.write(self._pipe, b"!")

    def _hear(self, pipe: int) -> None:
        with contextlib.suppress(BlockingIOError):
            os.read(pipe, 4096)
        try:
            while self._said:
                self._wake(self._said.popleft())
        finally:
            if self._said:  # the program is told to end while it is here
                self._ring()

    def _wake(self, signal: "_Signal") -> None:
        """What a green thread lets out ends that one alone: the hub would never look into the pipe again."""
        try:
            signal.heard()
        except self._hub.SYSTEM_EXCEPTIONS:
            raise
        except BaseException as e:
            log.error("fault in whoever waited for the disk: %s", type(e).__name__)


class _Signal:
    """Something that one green thread waits for and the real one says."""

    __slots__ = ("_said", "_waiter")

    def __init__(self) -> None:
        self._said, self._waiter = False, None

    def set(self) -> None:
        """Says it. Called by the real thread."""
        _ear[0].tell(self)

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until it has been said, or for so many seconds. Gives whether it has."""
        if not self._said:
            self._waiter = getcurrent()
            try:
                with eventlet.Timeout(timeout, False):
                    while not self._said:
                        hubs.get_hub().switch()
            finally:
                self._waiter = None
        return self._said

    def heard(self) -> None:
        """Called by the hub: whoever waits goes on at once, and comes back here when they wait again."""
        self._said = True
        if self._waiter:
            self._waiter.switch()


_ear: list[_Ear] = []


def _signal() -> Any:
    if not _ear:
        _ear.append(_Ear())
    return _Signal()


def _start(run: Callable[[], None]) -> None:
    _threading.Thread(target=run, name="store writer", daemon=True).start()


WRITER = Worker(start=_start, queue=_queue.SimpleQueue, signal=_signal)
