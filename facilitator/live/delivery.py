"""Socket.IO's rooms, and how a message reaches the sockets in one: encoded and framed once, then written straight to each
socket that can take it. What cannot (full, still upgrading, polling) gets it through its queue, in order, and is let go
when too much waits there: it asks for everything when it comes back.

Knows nothing of meetings, and of eventlet only that some sockets have a `write`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import socketio
from engineio.packet import MESSAGE
from engineio.packet import Packet as Enclosed
from socketio.packet import EVENT

from facilitator.serving import Outlet
from facilitator.serving.framing import text_frame

MOST_WAITING = 200
"""Packets in one socket's queue; whoever reads more slowly than that is cut off."""


class Delivery(socketio.Manager):  # type: ignore[misc] # the library has no types
    """The rooms of this process."""

    def __init__(self) -> None:
        super().__init__()
        self._outlets: Mapping[str, Outlet] = {}
        self._rooms_of: dict[str, set[Any]] = defaultdict(set)

    def write_to(self, outlets: Mapping[str, Outlet]) -> None:
        """The sockets that can be written to, by what Engine.IO calls them. Changes as they come and go."""
        self._outlets = outlets

    def emit(self, event: str, data: Any, namespace: str, room: Any = None, to: Any = None, **_: Any) -> None:
        """Sends one event to everybody in a room. No callbacks, nobody is skipped."""
        packet = self.server.packet_class(EVENT, namespace=namespace, data=[event, data])
        self._deliver(str(packet.encode()), self._sockets(namespace, to or room))

    def _sockets(self, namespace: str, room: Any) -> Iterable[str]:
        inside = self.rooms.get(namespace, {}).get(room)
        return list(inside.values()) if inside else ()

    def _deliver(self, message: str, sockets: Iterable[str]) -> None:
        frame, outlets, cannot = text_frame(f"{MESSAGE}{message}"), self._outlets, []
        for socket in sockets:
            outlet = outlets.get(socket)
            if outlet is None or not outlet.write(frame):
                cannot.append(socket)
        packet = Enclosed(MESSAGE, message)
        for socket in cannot:
            self._queue(socket, packet)

    def _queue(self, socket: str, packet: Enclosed) -> None:
        """The library's own way: a green thread or a poll takes it from there."""
        known = self.server.eio.sockets.get(socket)
        if known is None or known.closed:
            return
        if known.queue.qsize() < MOST_WAITING:
            self.server._send_eio_packet(socket, packet)
        elif (outlet := self._outlets.get(socket)) is not None:
            outlet.cut()
        else:
            self.server.start_background_task(known.close, wait=False, abort=True)

    # Rooms: the library looks through those of everybody when one socket goes

    def basic_enter_room(self, sid: str, namespace: str, room: Any, eio_sid: str | None = None) -> None:
        """Puts a socket into a room."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        self._rooms_of[sid].add(room)

    def basic_leave_room(self, sid: str, namespace: str, room: Any) -> None:
        """Takes a socket out of a room."""
        super().basic_leave_room(sid, namespace, room)
        self._rooms_of[sid].discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """A socket is gone: out of every room it was in."""
        for room in self._rooms_of.pop(sid, set()):
            super().basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]
