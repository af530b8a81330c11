"""The socket's edge: short handlers that hand over to the desk and the fan-out. Nothing is decided here."""

import logging
import secrets
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import Any

import flask_socketio
from flask import Flask

from facilitator.clock import NewId
from facilitator.live import guard, strict_json, wire
from facilitator.live.belonging import seat_behind
from facilitator.live.delivery import Delivery
from facilitator.live.desk import Desk
from facilitator.live.fanout import Fanout
from facilitator.live.faults import fault
from facilitator.live.presence import Presence, Screen
from facilitator.live.receipts import Receipt
from facilitator.live.sockets import SocketIO
from facilitator.live.tickets import MayStay, Tickets
from facilitator.live.wire import Json, Refused, Translate
from facilitator.meeting import attending
from facilitator.meeting.commands import Command
from facilitator.meeting.permissions import Actor
from facilitator.meeting.reading import Reader, own
from facilitator.meeting.refusals import BUSY, CLOSED, EXPIRED, FORMAT, INTERNAL, N_, RATE, ROLE, UNKNOWN, Refusal
from facilitator.meeting.rounds import kind_of
from facilitator.meeting.state import MeetingId
from facilitator.serving import Serving
from facilitator.store.writing import Away

log = logging.getLogger(__name__)

HandedOut = Mapping[str, Callable[[MeetingId, Actor, Command, str, bool], Json]]
"""Kind of command -> what its sender is handed once it is stored: (meeting, who, command, its id, whether it had been
taken before)."""

REPLACED = N_("This seat is open on another screen now.")


class Gateway:
    """The sockets of this process."""

    def __init__(self, app: Flask, serving: Serving, transports: list[str], most_from_one_address: int) -> None:
        delivery = Delivery()
        self.socketio = SocketIO(
            app, async_mode=serving.mode, client_manager=delivery, async_handlers=False, json=strict_json,
            ping_interval=10, ping_timeout=7, max_http_buffer_size=guard.LARGEST_FRAME, http_compression=False,
            allow_upgrades=True, transports=transports, cookie=None, most_from_one_address=most_from_one_address,
            cors_allowed_origins=[],  # facilitator/origins.py looks at them, before this hears of the request
        )  # fmt: skip
        self._engine = self.socketio.server.eio
        delivery.write_to(serving.outlets(self._engine))
        self._engine.guard(serving.later)
        self._engine.misbehaved = self._note_cut
        self._app = app
        self.presence = Presence()
        self._long_texts: dict[str, guard.Bucket] = {}
        self._cuts = guard.Cuts()

    def emit(self, event: str, data: Json, to: str) -> None:
        """Sends to a room or a socket."""
        self.socketio.server.emit(event, data, to=to)

    def drop(self, sid: str) -> None:
        """Closes a socket for good: its client does not come back by itself. One that stays has five seconds."""
        server = self.socketio.server
        watch = self._engine.watch(self._eio_sid(sid))
        server.disconnect(sid)
        if watch:
            watch.must_speak()

    def _eio_sid(self, sid: str) -> str:
        """What Engine.IO calls a socket; nothing once it has gone."""
        return self.socketio.server.manager.eio_sid_from_sid(sid, "/") or ""

    def attach(
        self, desk: Desk, fanout: Fanout, tickets: Tickets, new_id: NewId, translate: Callable[[str], Translate],
        may_stay: MayStay, handed_out: HandedOut,
    ) -> None:  # fmt: skip
        """Puts the handlers in place. `handed_out`: what some commands give to whoever asked, besides a yes."""
        self._handed_out = handed_out
        self._desk, self._fanout, self._tickets = desk, fanout, tickets
        self._new_id, self._translate, self._may_stay = new_id, translate, may_stay
        self.socketio.on_error_default(self._faulty)
        on = self.socketio.on_event
        on("connect", self._connect)
        on("disconnect", self._disconnect)
        on("do", self._answered(self._do))
        on("look", self._answered(self._look))
        on("sync", self._answered(self._sync))
        on("*", self._answered(self._unknown))
        self.socketio.server.answer = self._refusal

    # Coming and going

    def _connect(self, sid: str, auth: Any = None) -> None:
        """Lets a screen in, or says why not; also when something is wrong on our side."""
        try:
            self._let_in(sid, auth)
        except flask_socketio.ConnectionRefusedError:
            raise
        except Exception as e:
            self.presence.leave(sid)
            log.error("fault %s in connect: %s", secrets.token_hex(4), type(e).__name__)
            raise self._refused(INTERNAL, "en") from None

    def _let_in(self, sid: str, auth: Any) -> None:
        """Reads the ticket once; from here on the socket is that screen."""
        ticket = self._tickets.read(auth.get("ticket") if isinstance(auth, dict) else None)
        if not ticket or (ticket.sign_in and not self._may_stay({ticket.sign_in})):
            raise self._refused(EXPIRED, ticket.language if ticket else "en")
        if ticket.whose and self._cuts.must_wait(ticket.whose):
            # The refusal goes out first; who may not come in need not be listened to any longer.
            self.socketio.server.start_background_task(self._engine.cut, self._eio_sid(sid))
            raise self._refused(RATE, ticket.language)
        self._desk.read(ticket.meeting, ticket.seat)
        screen = Screen(sid, ticket, self._desk.now())
        replaced = self.presence.enter(screen)
        known = auth if isinstance(auth, dict) else {}
        here = self._fanout.greet(screen, partial(self._join, sid), known.get("v"), known.get("ov"))
        if not here:
            self.presence.leave(screen.sid)
            raise self._refused(self._desk.over(ticket.meeting), ticket.language)
        self._fanout.presence_changed(ticket.meeting)
        if replaced:
            self.replace(replaced)

    def replace(self, screen: Screen) -> None:
        """A seat has as many newer screens as it may, here or on other processes: this one goes."""
        self._fanout.dismiss(screen, "replaced", REPLACED)

    def _note_cut(self, eio_sid: str) -> None:
        screen = self.presence.screen(self.socketio.server.manager.sid_from_eio_sid(eio_sid, "/") or "")
        if screen and screen.ticket.whose:
            self._cuts.note(screen.ticket.whose)

    def _faulty(self, happened: str, error: Exception) -> None:
        """A fault while a screen comes or goes: the library would print its text. Whoever comes is told to try again."""
        refusal = fault(error, happened if happened in guard.RESERVED_NAMES else "a handler")
        if happened == "connect":
            raise self._refused(refusal, "en")

    def _refused(self, refusal: Refusal, language: str) -> Exception:
        said = self._translate(language)(refusal.sentence)
        refused: Exception = flask_socketio.ConnectionRefusedError(said, {"code": refusal.code})
        return refused

    def _disconnect(self, sid: str, *_: Any) -> None:
        screen = self.presence.leave(sid)
        if screen:
            self._fanout.presence_changed(screen.ticket.meeting)

    # Messages

    def _answered(self, handler: Callable[[Screen, Any], Refusal | Json | None]) -> Callable[..., Json]:
        """Every message gets exactly one answer, also when its handler fails or the socket is nobody."""

        @wraps(handler)
        def answered(sid: str, message: Any = None, *_: Any) -> Json:
            screen = self.presence.screen(sid)
            if not screen:
                return self._refusal(sid, EXPIRED)
            if screen.ticket.sign_in and not self._may_stay({screen.ticket.sign_in}):
                return self._refusal(sid, EXPIRED)  # and `recheck` closes it
            try:
                given = handler(screen, message)
            except Refused as e:
                given = e.refusal
            except Away:
                given = BUSY
            except Exception as e:
                incident = secrets.token_hex(4)
                log.error("fault %s in %s: %s", incident, handler.__name__, type(e).__name__)
                return self._refusal(sid, INTERNAL) | {"incident": incident}
            if isinstance(given, dict):
                return {"ok": True, **given}
            answer = self._refusal(sid, given) if given else {"ok": True}
            if given and given.code == "E_STATE":  # where it is now, so that a screen that is behind asks for it
                answer |= {k: v for k, v in (self._fanout.state(screen) or {}).items() if k == "v"}
            return answer

        return answered

    def _refusal(self, sid: str | None, refusal: Refusal) -> Json:
        """A refusal, in the language of whoever it is for."""
        screen = self.presence.screen(sid or "")
        return wire.answer(refusal, self._translate(screen.ticket.language if screen else "en"))

    def _do(self, screen: Screen, message: Any) -> Refusal | Json | None:
        """A command, through the desk's one door."""
        id = wire.command_id(message)
        if id is None:
            return FORMAT
        live = self._desk.read(screen.ticket.meeting)
        if live is None:
            return CLOSED
        command = wire.command(message, self._new_id, live.meeting.salt)
        receipt = Receipt(id, wire.said(message))
        actor = screen.ticket.actor
        known = self._desk.was_taken(live, actor, receipt)
        pace = self._pace(screen) if not known and wire.is_long(command) else None
        if pace and not pace.take():
            return RATE
        refusal, again = self._desk.take(screen.ticket.meeting, actor, command, receipt)
        if pace and refusal:
            pace.give_back()
        if refusal is None and message.get("kind") == "circle.join":
            self._hear_own_seat(screen)
        hand_out = self._handed_out.get(str(message.get("kind")))
        return hand_out(live.meeting.id, actor, command, id, again) if hand_out and refusal is None else refusal

    def _pace(self, screen: Screen) -> guard.Bucket:
        """One long text every five seconds from one seat, however many screens it has open."""
        if len(self._long_texts) > 4 * len(self.presence.screens()) + 100:
            self._long_texts.clear()
        return self._long_texts.setdefault(screen.ticket.whose or screen.sid, guard.Bucket(1 / guard.TEXT_EVERY, 1))

    def _hear_own_seat(self, screen: Screen) -> None:
        """A facilitator has sat down: their consoles hear their seat from now on."""
        live = self._desk.read(screen.ticket.meeting)
        for other in self.presence.screens(screen.ticket.meeting):
            if live and other.ticket.role == "console" and seat_behind(live.meeting, other):
                self._fanout.greet(other, partial(self._join, other.sid), None, None)

    def _join(self, sid: str, room: str) -> None:
        self.socketio.server.enter_room(sid, room)

    def _look(self, screen: Screen, message: Any) -> Refusal | Json:
        """A question that changes nothing, answered by the running round's kind."""
        what = message.get("what") if isinstance(message, dict) else None
        live = self._desk.read(screen.ticket.meeting)
        if live is None:
            return CLOSED
        if what == "presence.number" and screen.ticket.role == "screen":
            return {"page": attending.number_page(live.meeting, self._desk.now())}
        kind = kind_of(what) if isinstance(what, str) else None
        running = live.meeting.running
        seat = live.meeting.seats.get(seat_behind(live.meeting, screen) or "")
        if not kind or not running or running.kind != kind.name or running.over:
            return UNKNOWN
        if not seat:
            return ROLE
        page = kind.look(live.meeting, running, Reader(live.meeting, live.texts, own(seat.id)), seat, str(what))
        return page if isinstance(page, Refusal) else {"page": page}

    def _sync(self, screen: Screen, message: Any) -> Refusal | Json:
        """What a screen lacks: nothing if it is current, else a whole `state`."""
        known = message if isinstance(message, dict) else {}
        self._fanout.greet(
            screen, partial(self._join, screen.sid), known.get("v"), known.get("ov"), silent_if_current=True
        )
        return {}

    @staticmethod
    def _unknown(screen: Screen, event: Any) -> Refusal:
        return UNKNOWN

    # Going down

    def goodbye(self) -> None:
        """The server goes down for a moment: screens say so, and come back by themselves."""
        self._engine.is_closing = True
        for screen in self.presence.screens():
            self.emit("back_soon", {}, screen.sid)
        server = self.socketio.server
        for screen in self.presence.screens():
            eio_sid = self._eio_sid(screen.sid)
            if eio_sid:
                server.eio.disconnect(eio_sid)

    # Once a second

    def recheck(self) -> None:
        """Closes the consoles of members who have signed out, here or on another process, and sockets that are nobody."""
        self._engine.cut_late()
        consoles = [s for s in self.presence.screens() if s.ticket.sign_in]
        good = self._may_stay({s.ticket.sign_in for s in consoles if s.ticket.sign_in}) if consoles else set()
        for screen in consoles:
            if screen.ticket.sign_in not in good:
                self._fanout.dismiss(screen, "signed_out", EXPIRED.sentence)
