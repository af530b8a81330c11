"""Socket.IO between the connections and the handlers: one answer to what can be answered, silence to what cannot be read,
and no event of a name that is the library's own. Whoever asks too fast is told so before their JSON is read.
"""

import logging
import secrets
from collections.abc import Callable
from typing import Any

import flask_socketio
import socketio
from flask import Flask
from socketio import packet

from facilitator.live import packets, strict_json
from facilitator.live.engine import GuardedEngine
from facilitator.live.guard import RESERVED_NAMES
from facilitator.meeting.refusals import FORMAT, INTERNAL, RATE, Refusal

log = logging.getLogger(__name__)
_quiet = logging.getLogger("facilitator.live.library")
"""The libraries print what was sent to them, with tracebacks: what they know of faults is told here instead."""
_quiet.setLevel(logging.CRITICAL + 1)


class GuardedServer(socketio.Server):  # type: ignore[misc] # the library has no types
    """The sockets of this process, below their handlers."""

    answer: Callable[[str | None, Refusal], Any] = staticmethod(
        lambda sid, refusal: {"ok": False, "code": refusal.code}
    )
    """How a refusal is worded for the screen behind a socket. The gateway knows."""

    def _engineio_server_class(self) -> type[GuardedEngine]:
        return GuardedEngine

    def _handle_eio_connect(self, eio_sid: str, environ: Any) -> Any:
        if not self.eio.admit(eio_sid, environ.get("REMOTE_ADDR", "")):
            return False
        return super()._handle_eio_connect(eio_sid, environ)

    def _handle_eio_disconnect(self, eio_sid: str, reason: Any) -> None:
        self.eio.forget(eio_sid)
        super()._handle_eio_disconnect(eio_sid, reason)

    def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        """Every packet of every client. Never raises: the library would log what it raises, and what was sent."""
        try:
            self._read(eio_sid, packets.read(data))
        except packets.Odd:
            self.eio.odd(eio_sid)
        except Exception as e:
            log.error("fault %s in a packet: %s", secrets.token_hex(4), type(e).__name__)

    def _read(self, eio_sid: str, message: packets.Message) -> None:
        watch = self.eio.watch(eio_sid)
        if not watch or message.kind == packets.ACK:  # we ask for no answers
            return
        if message.kind == packets.CONNECT:
            self._let_in(eio_sid, message)
        elif message.kind == packets.DISCONNECT:
            self._handle_disconnect(eio_sid, message.place)
            watch.must_speak()
        elif message.kind == packets.EVENT:
            self._hear(eio_sid, message)
        else:
            watch.must_speak()  # it announces pictures; nobody here has use for them, and nothing of it is kept

    def _let_in(self, eio_sid: str, message: packets.Message) -> None:
        """Somebody says who they are: once, and to the one place there is."""
        if message.place != "/" or self.manager.sid_from_eio_sid(eio_sid, "/"):
            refused = packet.Packet(packet.CONNECT_ERROR, {"message": "There is one room here."}, message.place)
            self._send_packet(eio_sid, refused)
            return
        self._handle_connect(eio_sid, "/", _json(message.body) if message.body else None)
        watch = self.eio.watch(eio_sid)
        if watch and self.manager.sid_from_eio_sid(eio_sid, "/"):
            watch.until = None

    def _hear(self, eio_sid: str, message: packets.Message) -> None:
        """An event: handed to its handler, or refused; answered once if it can be answered, counted if it cannot."""
        sid = self.manager.sid_from_eio_sid(eio_sid, "/")
        if message.place != "/" or not sid or not self.manager.is_connected(sid, "/"):
            raise packets.Odd
        if not self.eio.watch(eio_sid).messages.take():
            self._answer(eio_sid, sid, message, RATE)
            return
        try:
            event = _json(message.body)
            if not (isinstance(event, list) and event and isinstance(event[0], str)):
                raise packets.Odd
        except packets.Odd:
            if message.id is None:
                raise
            self._answer(eio_sid, sid, message, FORMAT)
            return
        if event[0] in RESERVED_NAMES:
            self._answer(eio_sid, sid, message, FORMAT)
            raise packets.Odd
        try:
            self._handle_event_internal(self, sid, eio_sid, event, "/", message.id)
        except Exception as e:
            log.error("fault %s in a handler: %s", secrets.token_hex(4), type(e).__name__)
            self._answer(eio_sid, sid, message, INTERNAL)

    def _answer(self, eio_sid: str, sid: str, message: packets.Message, refusal: Refusal) -> None:
        if message.id is not None:
            said = self.packet_class(packet.ACK, data=[self.answer(sid, refusal)], namespace="/", id=message.id)
            self._send_packet(eio_sid, said)


def _json(body: str) -> Any:
    try:
        return strict_json.loads(body)
    except ValueError:
        raise packets.Odd from None


class SocketIO(flask_socketio.SocketIO):  # type: ignore[misc]
    """Flask-SocketIO on the guarded server."""

    def init_app(self, app: Flask, **options: Any) -> None:
        """Puts the sockets of an application in front of it."""
        self.manage_session = False
        self.server = GuardedServer(**options, logger=_quiet, engineio_logger=_quiet)
        self.async_mode = self.server.async_mode
        self.sockio_mw = socketio.WSGIApp(self.server, app.wsgi_app)  # the library's own copies each request
        app.extensions["socketio"] = self
        app.wsgi_app = self.sockio_mw  # type: ignore[method-assign]

    def _handle_event(self, handler: Callable[..., Any], message: str, namespace: str, sid: str, *args: Any) -> Any:
        """Calls a handler with the socket it is asked by. The library would first make a whole request of every message, look
        for its page, find none, and read cookies: a third of what a command costs, and seventy objects that only a search
        for rubbish would find. Who asks is in the ticket (live/tickets.py), and nothing else of a request is wanted here."""
        given = args[1:2] if message == "connect" else args  # before what it says of itself comes its request
        try:
            return handler(sid, *given)
        except flask_socketio.ConnectionRefusedError:
            raise
        except Exception as e:
            return self.default_exception_handler(message, e)
