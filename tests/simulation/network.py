"""The network below Engine.IO: each connection is two lanes in which messages arrive in order, late, or never."""

import random
from collections.abc import Callable
from typing import Any

import eventlet
from engineio.packet import MESSAGE

from tests.simulation.chance import world

PINGS_MISSED = 6.0


class Line:
    """One connection between a phone and a machine. Cut, nothing more arrives on either side; who finds out when is
    another matter."""

    def __init__(self, id: str, slowness: float) -> None:
        self.id, self.slowness = id, slowness
        self._dice = random.Random(f"{world.seed} {id}")
        """Its own: in which order screens of one room are sent to is no part of the seed."""
        self.up = True
        self.hear: Callable[[str], None] = lambda text: None
        self.finds_out: Callable[[], None] = lambda: None
        """The phone's side learns that the line is dead: no ping has come for so long."""
        self._due = {"to phone": 0.0, "to machine": 0.0}

    def carry(self, way: str, arrive: Callable[[Any], None], what: Any) -> None:
        """Something on its way, behind everything that went the same way before."""
        due = max(self._due[way], world.at + self._dice.random() * self.slowness)
        self._due[way] = due + 1e-6
        eventlet.hubs.get_hub().schedule_call_global(due - world.at, self._arrive, arrive, what)

    def _arrive(self, arrive: Callable[[Any], None], what: Any) -> None:
        if self.up:
            arrive(what)

    def cut(self) -> None:
        """The network between the two is gone. The phone notices at once, or when it misses the next pings."""
        if self.up:
            self.up = False
            notices = self._dice.choice((0.05, 1.0)) * self._dice.random() * PINGS_MISSED
            eventlet.hubs.get_hub().schedule_call_global(notices, self.finds_out)


class NothingWaits:
    """A line takes whatever it is given."""

    def qsize(self) -> int:
        return 0


class Pipe:
    """What the machine's Engine.IO has for a socket: its other end is a line."""

    def __init__(self, eio: Any, sid: str, line: Line) -> None:
        self._eio, self.sid, self._line = eio, sid, line
        self.closed = self.closing = False
        self.connected = self.upgraded = True
        self.queue = NothingWaits()
        self.session: dict = {}
        self.environ: dict = {}

    def send(self, packet: Any) -> None:
        """Engine.IO sends something."""
        if not self.closed and packet.packet_type == MESSAGE:
            self._line.carry("to phone", self._line.hear, packet.data)

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        """Either side closes it, or the machine has given it up."""
        if self.closed or self.closing:
            return
        self.closing = True
        self._eio._trigger_event("disconnect", self.sid, reason or "server disconnect", run_async=False)
        self.closed = True
        self._eio.sockets.pop(self.sid, None)
        self._line.carry("to phone", self._line.hear, "")
