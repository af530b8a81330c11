"""The thread that writes: how it is started, what it is handed writes through, and how whoever waits for one hears that it is
done.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol


class Signal(Protocol):
    """Something that one thread waits for and another says, once."""

    def set(self) -> Any:
        """Says it."""

    def wait(self, timeout: float | None = None) -> Any:
        """Waits until it has been said, or for so many seconds."""


class Line(Protocol):
    """What waits for the thread, first come, first served."""

    def put(self, item: Any) -> None:
        """Adds to the end, at once."""

    def get(self) -> Any:
        """Takes from the front; waits where there is nothing."""

    def empty(self) -> bool:
        """Whether nothing waits."""

    def qsize(self) -> int:
        """How many wait."""


@dataclass(frozen=True)
class Worker:
    """How one such thread is made."""

    start: Callable[[Callable[[], None]], None]
    """Runs a function beside everything else, until it returns."""
    queue: Callable[[], Line]
    signal: Callable[[], Signal]
    """Made by whoever waits, set by the thread."""


def _start(run: Callable[[], None]) -> None:
    threading.Thread(target=run, name="store writer", daemon=True).start()


THREAD = Worker(start=_start, queue=queue.Queue, signal=threading.Event)
"""Whatever a thread is here: where the standard library has been made cooperative, a green one."""
