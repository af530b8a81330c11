"""Engine.IO with a door-keeper: every packet is counted and looked at as it arrives, before anything in it is read.

A packet that cannot be read is dropped and counted, without a line in the log; the third ends the connection, as a flood
does, as a socket that says nothing for five seconds, and as one that never reads what it is sent.
"""

import contextlib
import io
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import engineio
from engineio.exceptions import SocketIsClosedError
from engineio.packet import PING, Packet
from engineio.payload import Payload
from engineio.socket import Socket

from facilitator.live.guard import LARGEST_FRAME, MOST_WAITING, Watch
from facilitator.live.packets import MOST_IN_A_POST, SEPARATOR, is_readable

Environ = dict[str, Any]
TOGETHER = 40
"""Into so many turns pings are gathered while the first of them waits for its next."""
SOON = 0.1
"""Seconds after its last packet within which a socket lets the others go first."""


Later = Callable[..., Callable[[], None]]
"""Does something after so many seconds: (seconds, what, with what). Gives what calls it off."""


class Arriving:
    """A WebSocket as Engine.IO sees it: only what may be read arrives."""

    def __init__(self, ws: Any, engine: "GuardedEngine", sid: str, upgrading: bool) -> None:
        self._ws, self._engine, self._sid = ws, engine, sid
        self._handshake = {"2probe", "5"} if upgrading else set()
        self._heard = 0.0
        self.is_left = False
        """Engine.IO has done with it. It ends by itself, unless its client is in no hurry."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ws, name)

    def wait(self) -> str | None:
        """The next packet; None once the connection is over."""
        while (packet := self._next()) is not None:
            now = time.monotonic()
            if now - self._heard < SOON:  # whoever has much to say does not keep the others waiting
                self._engine.sleep(0)
            self._heard = now
            if packet in self._handshake:
                self._handshake.discard(packet)
                return str(packet)
            if self._engine.lets_in(self._sid, packet):
                return str(packet)
            if self._sid not in self._engine.sockets:
                break
        return None

    def _next(self) -> str | bytes | None:
        """What arrives next. Whoever sends what is no frame, or no text, is remembered for it."""
        try:
            packet: str | bytes | None = self._ws.wait()
        except Exception:
            self._engine.note(self._sid)
            raise
        if packet is None and getattr(self._ws, "failed", False):
            self._engine.note(self._sid)
        return packet

    def cut(self) -> None:
        """Ends the connection under whoever waits on it."""
        socket = getattr(self._ws, "socket", None)
        with contextlib.suppress(OSError):  # gone already
            socket.shutdown(2) if socket else self._ws.close()


class _Handler:
    """Engine.IO's own handler of a WebSocket, given a guarded one. `__self__` is its socket, as with the bound method."""

    def __init__(self, handler: Callable[[Any], Any]) -> None:
        self._handler, self.__self__ = handler, handler.__self__  # type: ignore[attr-defined]

    def __call__(self, ws: Any) -> Any:
        socket = self.__self__
        arriving = Arriving(ws, socket.server, socket.sid, upgrading=socket.connected)
        socket.server.connections[socket.sid] = arriving
        try:
            return self._handler(arriving)
        finally:
            socket.server.connections.pop(socket.sid, None)


class GuardedEngine(engineio.Server):  # type: ignore[misc] # the library has no types
    """The connections of this process."""

    _async: dict[str, Any]

    def __init__(self, most_from_one_address: int = 2400, **options: Any) -> None:
        super().__init__(**options)
        self._watches: dict[str, Watch] = {}
        self._from: Counter[str] = Counter()
        self._most = most_from_one_address
        self.connections: dict[str, Arriving] = {}
        self._later: Later | None = None
        self.is_closing = False
        """Whoever comes back at once, before we are gone, would only be cut off again."""
        self._no_ping: dict[str, Callable[[], None]] = {}
        """What calls off a connection's next ping, or the end of the wait for its answer: of those that come and go in crowds
        nothing is kept until then."""
        self.misbehaved: Callable[[str], None] = lambda sid: None
        """Hears of a connection that ends for what was sent on it."""

    def guard(self, later: Later | None) -> None:
        """Stands before whatever opens WebSockets. Called once, when that is in place. `later`: does something after so many
        seconds, without a thread to wait in."""
        self._later = later
        if later:  # the library would wake for each of a thousand sockets in turn, to look whether it still answers
            self.start_service_task = False
        opens = self._async["websocket"]
        self._async = {**self._async, "websocket": lambda handler, server: opens(_Handler(handler), server)}

    # Coming and going

    def admit(self, sid: str, address: str) -> bool:
        """A connection begins. False if its address has so many that others would find no place, or we are about to go."""
        if self.is_closing or self._from[address] >= self._most:
            return False
        self._from[address] += 1
        self._watches[sid] = Watch(address)
        return True

    def forget(self, sid: str) -> None:
        """A connection has ended."""
        self._no_ping.pop(sid, lambda: None)()
        watch = self._watches.pop(sid, None)
        if watch:
            if watch.misbehaved or watch.packets.is_nearly_empty():  # whoever hangs up just before the limit knows it
                self.misbehaved(sid)
            self._from[watch.address] -= 1
            if not self._from[watch.address]:
                del self._from[watch.address]

    def watch(self, sid: str) -> Watch | None:
        """What a connection has been up to; None once it has ended."""
        return self._watches.get(sid)

    def cut(self, sid: str) -> None:
        """Ends a connection at once, whatever waits in it. Its client may come back."""
        socket = self.sockets.pop(sid, None)
        connection = self.connections.pop(sid, None)
        if socket and not socket.closed:
            socket.close(wait=False, abort=True)
        if connection:
            connection.cut()
        self.forget(sid)

    def cut_late(self) -> None:
        """Ends the connections that have not said in time who they are, and those that stay open though they are over; forgets
        those that nobody came back for."""
        waited_for = [(sid, watch) for sid, watch in self._watches.items() if watch.until is not None]
        for sid in [sid for sid, watch in waited_for if watch.is_late()]:
            self.cut(sid)
        for sid in [sid for sid, socket in self.sockets.items() if socket.closed]:
            self.sockets.pop(sid, None)
        for connection in [c for sid, c in self.connections.items() if sid not in self._watches]:
            if connection.is_left:
                connection.cut()
            connection.is_left = True

    # Signs of life

    def start_background_task(self, target: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Starts a thread, but none that would only wait until it is time for a socket's next ping: every phone has one."""
        if self._later and getattr(target, "__func__", None) is Socket._send_ping:
            sid = target.__self__.sid  # type: ignore[attr-defined]
            self._no_ping.pop(sid, lambda: None)()  # it has answered the last one
            # A little early, with all others whose turn is about then: else the loop would wake for each of a thousand.
            early = time.monotonic() % (self.ping_interval / TOGETHER)
            self._no_ping[sid] = self._later(self.ping_interval - early, self._ping, sid)
            return None
        return super().start_background_task(target, *args, **kwargs)

    def _ping(self, sid: str) -> None:
        """What Engine.IO does once it has waited, for a socket that is still there. Nothing in it waits, and nothing may escape:
        a timer calls it."""
        self._no_ping.pop(sid, None)
        socket = self.sockets.get(sid)
        if socket and not socket.closing and not socket.closed:
            socket.last_ping = time.time()
            if self._later:
                self._no_ping[sid] = self._later(self.ping_timeout, self.cut, sid)
            with contextlib.suppress(SocketIsClosedError):
                socket.send(Packet(PING))

    # What arrives

    def lets_in(self, sid: str, packet: str | bytes) -> bool:
        """Whether a packet may be read. Ends the connection where this was one too many."""
        watch = self._watches.get(sid)
        if not watch:
            return False
        if not watch.packets.take():
            self._throw_out(sid)
            return False
        if is_readable(packet):
            return True
        self.odd(sid)
        return False

    def odd(self, sid: str) -> None:
        """Counts a packet that could not be read. Says nothing, logs nothing."""
        watch = self._watches.get(sid)
        if watch and watch.odd():
            self._throw_out(sid)

    def note(self, sid: str) -> None:
        """A connection ends for what was sent on it."""
        watch = self._watches.get(sid)
        if watch:
            watch.misbehaved = True

    def _throw_out(self, sid: str) -> None:
        self.note(sid)
        self.cut(sid)

    def handle_request(self, environ: Environ, start_response: Any) -> Any:
        """Every request of Engine.IO's: what a POST brings is looked at like what comes by WebSocket."""
        query = parse_qs(environ.get("QUERY_STRING", ""))
        sid = query.get("sid", [""])[0]
        fine = "j" not in query  # pages of another site could read what JSONP answers
        if fine and environ["REQUEST_METHOD"] == "POST" and sid in self.sockets:
            fine = self._take_post(sid, environ)
        if fine:
            return super().handle_request(environ, start_response)
        refused = self._bad_request()
        start_response(refused["status"], refused["headers"])
        return [refused["response"]]

    def _take_post(self, sid: str, environ: Environ) -> bool:
        """Leaves in a POST only what may be read. False refuses all of it: never a yes with a loss."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LARGEST_FRAME:
            self._throw_out(sid)
            return False
        try:
            packets = environ["wsgi.input"].read(int(length)).decode().split(SEPARATOR)
        except UnicodeDecodeError:
            self.odd(sid)
            return False
        if len(packets) > MOST_IN_A_POST:
            return False
        body = SEPARATOR.join(packet for packet in packets if self.lets_in(sid, packet)).encode()
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
        return sid in self.sockets

    # What leaves

    def send_packet(self, sid: str, pkt: Any) -> None:
        """Sends a packet, unless too much waits for a socket that does not read: then it is let go."""
        socket = self.sockets.get(sid)
        if socket and socket.queue.qsize() >= MOST_WAITING:
            self.start_background_task(self.cut, sid)
        else:
            super().send_packet(sid, pkt)


assert Payload.max_decode_packets >= MOST_IN_A_POST, "Engine.IO reads as many as are let in"  # noqa: S101
