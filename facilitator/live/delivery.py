"""Socket.IO's rooms, and how a message reaches the sockets in one: encoded and framed once, then written straight to each
socket that can take it. What cannot (full, still upgrading, polling) gets it through its queue, in order, and is let go
when too much waits there: it asks for everything when it comes back.

Knows nothing of meetings, and of eventlet only that some sockets have a `write`.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import socketio
from engineio.packet import MESSAGE
from engineio.packet import Packet as Enclosed
from socketio.packet import EVENT

from facilitator.serving import Lane, Outlet, Send
from facilitator.serving.framing import text_frame

CROWD = 8
"""People in a room from which on it is worth while to keep who can be written to."""
MOST_WAITING = 200
"""Packets in one socket's queue; whoever reads more slowly than that is cut off."""


class Delivery(socketio.Manager):  # type: ignore[misc] # the library has no types
    """The rooms of this process."""

    def __init__(self) -> None:
        super().__init__()
        self._outlets: Mapping[str, Outlet] = {}
        self._rooms_of: dict[str, set[Any]] = defaultdict(set)
        self._lanes: dict[Any, Lane] = {}
        """Of each crowded room, those who can be written to just now. Never anybody who is not in it."""

    def write_to(self, outlets: Mapping[str, Outlet]) -> None:
        """The sockets that can be written to, by what Engine.IO calls them. Changes as they come and go."""
        self._outlets = outlets

    def emit(self, event: str, data: Any, namespace: str, room: Any = None, to: Any = None, **_: Any) -> None:
        """Sends one event to everybody in a room. No callbacks, nobody is skipped."""
        packet = self.server.packet_class(EVENT, namespace=namespace, data=[event, data])
        self._deliver(str(packet.encode()), namespace, to or room)

    def _deliver(self, message: str, namespace: str, room: Any) -> None:
        inside = self.rooms.get(namespace, {}).get(room)
        if not inside:
            return
        frame, crowd = text_frame(f"{MESSAGE}{message}"), len(inside) >= CROWD
        lane = self._lanes.setdefault(room, Lane()) if crowd else Lane()
        others = [s for s in list(inside.values()) if s not in lane] if len(lane) != len(inside) else []
        others += self._along(lane, frame)
        for socket in others:
            outlet = self._outlets.get(socket)
            if outlet is None or not outlet.write(frame):
                self._queue(socket, Enclosed(MESSAGE, message))
            elif crowd:
                outlet.keep_in(lane)

    def _along(self, lane: Lane, frame: bytes) -> list[str]:
        """Writes to everybody in a lane: next to nothing is looked at but what sends, since what a thousand sockets are made
        of is in no processor's cache. Gives those that took nothing."""
        size = len(frame)
        short: list[tuple[Send, int]] = []
        for send in lane.row():
            try:
                if (sent := send(frame)) != size:
                    short.append((send, sent))
            except OSError:  # full, or gone
                short.append((send, 0))
        names = {send: name for name, send in lane.items()} if short else {}
        for send, sent in short:
            outlet = self._outlets.get(names[send])
            if outlet is None:
                lane.leave(names[send])
            else:
                outlet.stand_back(frame[sent:] if sent else b"")
        return [names[send] for send, sent in short if not sent]

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
        self._leave(sid, namespace, room)
        self._rooms_of[sid].discard(room)

    def basic_disconnect(self, sid: str, namespace: str, **_: Any) -> None:
        """A socket is gone: out of every room it was in."""
        for room in self._rooms_of.pop(sid, set()):
            self._leave(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]

    def _leave(self, sid: str, namespace: str, room: Any) -> None:
        inside = self.rooms.get(namespace, {}).get(room, {})
        if room in self._lanes:
            self._lanes[room].leave(inside.get(sid))
        super().basic_leave_room(sid, namespace, room)
        if room not in self.rooms.get(namespace, {}):
            self._lanes.pop(room, None)
