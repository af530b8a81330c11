"""WebSockets under eventlet that can be written to straight away, without waking a green thread for each.

Engine.IO gives every socket a queue and a green thread that empties it. Here the queue itself writes, as long as nothing
waits before it; only what the socket cannot take at once goes the usual way. So the order each client sees is kept.
"""

import contextlib
import logging
import socket
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import eventlet
from eventlet.queue import Queue
from eventlet.websocket import FailedConnectionError, RFC6455WebSocket, WebSocketWSGI
from eventlet.wsgi import WSGI_LOCAL

from facilitator.serving import Lane, Outlet
from facilitator.serving.framing import text_frame
from facilitator.serving.protocol import NO_MORE_REQUESTS
from facilitator.serving.receiving import Receiving

log = logging.getLogger(__name__)

MOST_SIGNS = 40
"""Pings and pongs at once; beyond that, one in a second."""


class _Silence:
    """Where the library would write a line, with an address in it, about a socket that closed before it was told to."""

    def write(self, _: str) -> None:
        """Keeps nothing."""


class Straight(Receiving):
    """An open WebSocket that takes ready frames."""

    def __init__(self, plain: RFC6455WebSocket, owner: Any) -> None:
        """`owner`: Engine.IO's socket, which this is the connection of."""
        super().__init__(plain)
        self._owner, self._waiting, self._fd = owner, owner.queue.queue, plain.socket.fd
        self._put = self._fd.send
        self.log = _Silence()
        self._sending = 0
        self._lanes: list[Lane] = []
        self._signs, self._since = 0, time.monotonic()

    def _handle_control_frame(self, opcode: int, data: bytes) -> None:
        """Pings and pongs of the WebSocket itself. No browser sends them in crowds, and nobody else waits for them."""
        eventlet.sleep(0)
        self._signs += 1
        if self._signs > MOST_SIGNS + time.monotonic() - self._since:
            self.failed = True
            raise FailedConnectionError(1008, "")
        super()._handle_control_frame(opcode, data)

    def write(self, frame: bytes) -> bool:
        """Takes a whole frame, at once; False, and nothing of it, where it cannot or something is before it."""
        if self._is_busy():
            return False
        try:
            sent = self._put(frame)
        except OSError:  # full, or gone: then whoever reads from it finds out
            return False
        if sent < len(frame):
            self.stand_back(frame[sent:])
        return True

    def _is_busy(self) -> bool:
        return bool(self._waiting or self._sending or not self._owner.upgraded or self.websocket_closed)

    def keep_in(self, lane: Lane) -> None:
        """Stays in a lane from now until something must wait for it; not at all where something does."""
        if not self._is_busy():
            lane.enter(self._owner.sid, self._put)
            self._lanes.append(lane)

    def stand_back(self, rest: bytes = b"") -> None:
        """Leaves every lane. `rest`: what it could not take of a frame it has begun; that goes out before anything else."""
        for lane in self._lanes:
            lane.leave(self._owner.sid)
        self._lanes.clear()
        if rest:
            self._sending += 1
            eventlet.spawn_n(self._finish, rest)

    def _finish(self, rest: bytes) -> None:
        """The rest of a frame that did not fit: nothing else goes out before it."""
        try:
            with self._sendlock:
                self.socket.sendall(rest)
        except OSError:
            self.cut()
        finally:
            self._sending -= 1

    def _send(self, frame: bytes) -> None:
        self.stand_back()
        self._sending += 1
        try:
            super()._send(frame)
        finally:
            self._sending -= 1

    def close(self, close_data: Any = None) -> None:
        """Says goodbye and ends the connection. The library's own would close it under whoever still waits to read from it, and
        they would wait until somebody else's connection got its number."""
        try:
            self._send_closing_frame(close_data=close_data, ignore_send_errors=True)
        finally:
            self.cut()

    def cut(self) -> None:
        """Ends the connection, whatever waits: both green threads of the socket see it closed."""
        self.stand_back()
        with contextlib.suppress(OSError):
            self._fd.shutdown(socket.SHUT_RDWR)


class _OpenAlready(Exception):
    """A second WebSocket for a connection that has one."""


class _Handshake(WebSocketWSGI):  # type: ignore[misc] # the library has no types
    """Opens WebSockets for Engine.IO. Compression is never agreed to: it would be done again for every phone."""

    def __init__(self, outlets: dict[str, Outlet], handler: Callable[[Any], Any], server: Any) -> None:
        super().__init__(handler, max_frame_length=int(server.max_http_buffer_size))
        self.support_legacy_versions = False
        self._opened: Straight | None = None
        self._outlets, self._owner = outlets, handler.__self__  # type: ignore[attr-defined]

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """Serves one WebSocket from its handshake to its end."""
        try:
            return super().__call__(environ, start_response)
        except _OpenAlready:
            WSGI_LOCAL.already_handled = True
            return []
        except Exception as e:
            if self._owner.sid not in self._outlets:  # not a WebSocket yet: there is a page to say so on
                raise
            log.error("fault in a socket: %s", type(e).__name__)
            WSGI_LOCAL.already_handled = True
            return []
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """The connection is over. What it was made of holds on to itself in circles, which only a search for rubbish finds:
        whoever comes a thousand times would leave sixteen megabytes behind until then."""
        opened, self._opened = self._opened, None
        if opened:
            opened.stand_back()
            opened.iterator = None
            self._outlets.pop(self._owner.sid, None)
            self._owner.queue.outlet = self._owner.queue.begin = None

    def _negotiate_permessage_deflate(self, extensions: Any) -> None:
        return None

    def _handle_hybi_request(self, environ: Any) -> Straight:
        opened = Straight(super()._handle_hybi_request(environ), self._owner)
        if self._owner.sid in self._outlets:  # the handshake may wait for its client, who began two
            opened.cut()
            raise _OpenAlready
        self._outlets[self._owner.sid] = self._owner.queue.outlet = self._opened = opened
        environ.get(NO_MORE_REQUESTS, lambda: None)()
        return opened


class Outbox(Queue):  # type: ignore[misc]
    """What waits for one socket: nothing, as long as it can be written to."""

    outlet: Straight | None = None
    begin: Callable[[], None] | None = None
    """Starts the green thread that empties this, once there is something to empty: it is a quarter of what a phone costs."""

    def put(self, item: Any, *args: Any, **how: Any) -> None:
        """Takes a packet of Engine.IO's; None ends the queue."""
        if not self._wrote(item):
            if self.outlet:
                self.outlet.stand_back()
            super().put(item, *args, **how)
            self._begin()

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """The next packet. The library hangs up where none comes for long; here most never come this way."""
        return super().get(block, None if self.outlet else timeout)

    def empty_later(self, begin: Callable[[], None]) -> None:
        """Writes what waits already, and leaves it to `begin` to write what cannot be written at once."""
        self.begin = begin
        waiting = list(self.queue)
        self.queue.clear()
        for n, item in enumerate(waiting):
            if not self._wrote(item):
                self.queue.extend(waiting[n:])
                self._begin()
                return
            self.task_done()

    def _wrote(self, item: Any) -> bool:
        text = item.encode() if item is not None and self.outlet else None
        return bool(isinstance(text, str) and self.outlet and self.outlet.write(text_frame(text)))

    def _begin(self) -> None:
        if self.begin:
            begin, self.begin = self.begin, None
            begin()


class Task:
    """How Engine.IO starts green threads; the one that empties an outbox only when it has something to do."""

    def __init__(self, target: Callable[..., Any], args: Any = (), kwargs: Any = None) -> None:
        self._run = partial(target, *(args or ()), **(kwargs or {}))
        self._outbox = _emptied_by(target)
        self._green: Any = None

    def start(self) -> None:
        """Starts it, now or when there is something to empty."""
        if self._outbox:
            self._outbox.empty_later(self._spawn)
        else:
            self._spawn()

    def join(self) -> None:
        """Waits for its end, if it was ever started."""
        if self._green:
            self._green.wait()

    def _spawn(self) -> None:
        self._green = eventlet.spawn(self._run)


def _emptied_by(target: Any) -> Outbox | None:
    """The outbox that a function of Engine.IO's is the writer of."""
    names = getattr(getattr(target, "__code__", None), "co_freevars", ())
    if getattr(target, "__name__", "") != "writer" or "self" not in names:
        return None
    queue = getattr(target.__closure__[names.index("self")].cell_contents, "queue", None)
    return queue if isinstance(queue, Outbox) and queue.outlet else None


def straight_to_sockets(engine: Any) -> Mapping[str, Outlet]:
    """Prepares an Engine.IO server; gives those of its sockets that can be written to, as they come and go."""
    outlets: dict[str, Outlet] = {}
    engine._async = {**engine._async, "queue": Outbox, "thread": Task, "websocket": partial(_Handshake, outlets)}
    return outlets
