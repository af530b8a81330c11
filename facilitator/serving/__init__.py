"""What differs between one way of serving and another: where blocking work runs, how work is started, how one waits.

Everything above is handed a `Serving` and knows neither eventlet nor threads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from facilitator.store.worker import THREAD, Worker

Spawn = Callable[..., Any]
"""Starts a function beside the caller: spawn(fn, *args)."""
Offload = Callable[[Callable[[], Any]], Any]
"""Runs a function that blocks (a file, password hashing) and gives its result; everyone else goes on meanwhile."""


Send = Callable[[bytes], int]
"""Sends to one socket at once, and gives how much it took, as `socket.send` does."""


class Lane(dict[str, Send]):
    """Sockets of one room that nothing waits in, by what Engine.IO calls each."""

    _row: list[Send] | None = None

    def row(self) -> list[Send]:
        """What sends to each of them, ready to be gone through: a dictionary costs twice the memory to look at, which is in
        no processor's cache when a thousand sockets have been sent to since the last time."""
        if self._row is None:
            self._row = list(self.values())
        return self._row

    def enter(self, name: str, send: Send) -> None:
        """A socket that can be written to."""
        self[name], self._row = send, None

    def leave(self, name: str | None) -> None:
        """One that cannot any more, if it is here."""
        if name is not None and name in self:
            del self[name]
            self._row = None


class Outlet(Protocol):
    """A socket that bytes can be written to without waiting."""

    def write(self, frame: bytes) -> bool:
        """Takes a whole frame, at once; False, and nothing of it, where it cannot or something is before it."""

    def keep_in(self, lane: Lane) -> None:
        """Stays in a lane from now until something must wait for it; not at all where something does."""

    def stand_back(self, rest: bytes = b"") -> None:
        """Leaves every lane. `rest`: what it could not take of a frame it has begun; that goes out before anything else."""

    def cut(self) -> None:
        """Ends the connection, whatever waits."""


class PortTaken(Exception):
    """Another program listens there already; the message says what to do."""


@dataclass(frozen=True)
class Serving:
    """One way of serving."""

    mode: str
    """What Socket.IO calls it."""
    offload: Offload
    spawn: Spawn
    sleep: Callable[[float], None]
    later: Callable[..., Callable[[], None]] | None
    """Calls a function that never waits, after so many seconds: later(seconds, fn, *args) gives what calls it off. None: no
    cheaper than a thread."""
    outlets: Callable[[Any], Mapping[str, Outlet]]
    """Prepares an Engine.IO server; gives those of its sockets that can be written to, as they come and go."""
    writer: Worker = THREAD
    """The thread that writes to the disk."""


def serving(mode: str) -> Serving:
    """The way of serving that goes by this name: "eventlet" or "threading"."""
    if mode == "eventlet":
        from facilitator.serving.green import GREEN

        return GREEN
    from facilitator.serving.threads import THREADS

    return THREADS
