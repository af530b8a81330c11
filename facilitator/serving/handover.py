"""Several processes: a WebSocket goes to the one that is home to its meeting, so that one process follows a meeting and not all.

Whichever process the connection came to reads its first request, finds in it which process is home, and hands the connection
over as it stands, through a socket between the two that only they can open. Where that is not there, or takes no more just
now, it serves the connection itself: any process may serve any seat.
"""

import contextlib
import errno
import io
import logging
import os
import sys
from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import eventlet
import msgspec
from eventlet import GreenPool, hubs
from eventlet.greenio import GreenSocket, shutdown_safe
from eventlet.patcher import original
from eventlet.wsgi import WSGI_LOCAL

log = logging.getLogger(__name__)

socket = original("socket")
"""The system's own, which never waits here."""
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LONGEST = 64 * 1024
"""Bytes of a request's head; a longer one is not handed over."""
CROWDED = 0.8
"""Of the connections a process can have: above that, it hands on what it is handed."""
PAUSES = (0.005, 0.01, 0.02, 0.04, 0.08)
"""Seconds after which it is tried again, where so many are handed over at once that they wait in line."""
PATIENCE = 60.0
"""Seconds for whoever reads why they get no WebSocket."""


class _Given:
    """What came along with a connection, where a server has what it reads requests from."""

    def __init__(self, connection: GreenSocket) -> None:
        self._connection = connection

    def get_socket(self) -> GreenSocket:
        """The connection, for whoever opens a WebSocket on it."""
        return self._connection


class Handover:
    """One process among those that serve together."""

    def __init__(self, folder: Path, number: int, processes: int) -> None:
        """`folder`: where each has its socket, for nobody else to open. `number`: which of them this is, from 0. Raises
        `OSError` where that cannot be."""
        self._folder, self._number, self._processes = folder, number, processes
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid != os.getuid() or folder.stat().st_mode & 0o077:
            raise PermissionError
        place = folder / str(number)
        place.unlink(missing_ok=True)  # of whoever had this number before
        self._mine = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._mine.bind(str(place))
        self._mine.setblocking(False)

    def close(self) -> None:
        """From now on the others serve what comes to them. The last one takes the folder away."""
        self._mine.close()
        (self._folder / str(self._number)).unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # others are in it
            self._folder.rmdir()

    def around(self, app: Wsgi) -> Wsgi:
        """The program, with what belongs to another process handed over before it."""

        def site(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            home = _home(environ)
            if home is None or home == self._number or not self._give(environ, home):
                return app(environ, start_response)
            WSGI_LOCAL.already_handled = True
            return []

        return site

    def receive(self, app: Wsgi, pool: GreenPool) -> None:
        """Serves what the others hand over, for good."""
        while True:
            hubs.trampoline(self._mine, read=True)
            with contextlib.suppress(OSError):  # all of them are here
                while True:
                    said, handles, _, _ = socket.recv_fds(self._mine, LONGEST, 1)
                    for handle in handles:
                        self._take(app, pool, handle, *msgspec.msgpack.decode(said, type=tuple[int, dict[str, str]]))

    def _take(self, app: Wsgi, pool: GreenPool, handle: int, hops: int, head: dict[str, str]) -> None:
        """One connection, served here; or handed on, where too many are here already and not everybody has been asked."""
        if pool.running() >= pool.size * CROWDED and hops < self._processes:
            with contextlib.suppress(OSError):
                self._send((self._number + 1) % self._processes, hops + 1, head, handle)
                os.close(handle)
                return
        hubs.notify_opened(handle)  # whatever had this number before is over
        connection = GreenSocket(socket.socket(fileno=handle))
        connection.settimeout(PATIENCE)
        pool.spawn_n(_serve, app, head, connection)

    def _give(self, environ: dict[str, Any], home: int) -> bool:
        """Hands a connection over; from then on it is not ours. False where it stays."""
        if home >= self._processes:
            return False
        connection = environ["eventlet.input"].get_socket()
        head = {name: value for name, value in environ.items() if isinstance(value, str)}
        for pause in (*PAUSES, None):
            try:
                self._send(home, 1, head, connection.fileno())
                os.close(connection.fd.detach())  # and whoever tidies up here finds nothing that could be shut down
                return True
            except BlockingIOError:  # a crowd comes at once
                if pause:
                    eventlet.sleep(pause)
            except OSError:  # gone, not there yet, or too long
                return False
        return False

    def _send(self, to: int, hops: int, head: dict[str, str], handle: int) -> None:
        said = msgspec.msgpack.encode((hops, head))
        if len(said) > LONGEST:
            raise OSError(errno.EMSGSIZE, "")
        along = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array("i", [handle]))]
        self._mine.sendmsg([said], along, 0, str(self._folder / str(to)))


def join(folder: Path, number: int, processes: int) -> Handover | None:
    """This process among those that serve together; None where connections cannot be handed over, and each serves what comes.
    On a Mac a connection that is under way between two processes must not be closed yet, and nobody tells when it may."""
    if sys.platform == "darwin":
        return None
    try:
        return Handover(folder, number, processes)
    except OSError as e:
        log.warning("no connections are handed over: %s", type(e).__name__)
        return None


def _home(environ: dict[str, Any]) -> int | None:
    """Which process a request says its WebSocket belongs to. A connection that has begun by polling stays where it is."""
    is_socket = environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].startswith("/socket.io/")
    if not is_socket or environ.get("HTTP_UPGRADE", "").lower() != "websocket":
        return None
    query = parse_qs(environ.get("QUERY_STRING", ""))
    said = query.get("at", [""])[-1]
    return int(said) if said.isdecimal() and len(said) < 4 and "sid" not in query else None


def _serve(app: Wsgi, head: dict[str, str], connection: GreenSocket) -> None:
    """A WebSocket from its first request to its end; or why there will be none, said as HTTP."""
    said: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[[bytes], None]:
        said[:] = [status, headers]
        return said.append

    given = _Given(connection)
    environ = head | {
        "wsgi.version": (1, 0), "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, "eventlet.input": given,
    }  # fmt: skip
    try:
        answer: Any = app(environ, start_response)
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        if said:
            lines = [f"HTTP/1.1 {said[0]}", *(f"{k}: {v}" for k, v in said[1] if k.lower() != "connection")]
            head_said = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1")
            connection.sendall(head_said + b"".join(said[2:]) + body)
    except OSError:
        pass  # whoever asked has gone
    finally:
        shutdown_safe(connection)
        connection.close()
