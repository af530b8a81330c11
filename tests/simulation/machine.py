"""One process of the program, joined as assembly.py joins it, that can lose its power at any moment and start again."""

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import eventlet
from engineio.packet import MESSAGE
from flask import Flask
from greenlet import GreenletExit, getcurrent
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from werkzeug.test import EnvironBuilder

from facilitator.live.boot import boot
from facilitator.live.desk import Desk
from facilitator.live.doorbell import Doorbell
from facilitator.live.elsewhere import Elsewhere
from facilitator.live.erasure import Eraser
from facilitator.live.fanout import Fanout
from facilitator.live.gateway import Gateway
from facilitator.live.held import Change
from facilitator.live.journal import Batch, Journal, Past
from facilitator.live.running import beside_the_requests
from facilitator.live.tickets import Ticket, Tickets
from facilitator.meeting.state import Meeting
from facilitator.serving import Serving
from facilitator.store.keys import Keys
from tests.simulation.chance import world
from tests.simulation.disk import Disk
from tests.simulation.history import History, Step
from tests.simulation.network import PINGS_MISSED, Line, Pipe

TICKETS_KEY = b"the simulation's key for tickets"
ENVIRON = EnvironBuilder("/socket.io").get_environ()


class WatchedJournal(Journal):
    """The real journal; says which step is being stored, so that the history knows what was committed."""

    def __init__(self, store: Disk, keys: Keys, history: History) -> None:
        super().__init__(store, keys)
        self._history = history
        self.steps: dict[Any, Step] = {}

    def append(self, past: Past, after: Meeting, batch: Batch, snapshot: bool = False) -> int:
        """As the real one."""
        with self._step(Step(past.seq + 1, past.meeting, after, batch, self._history.decided())):
            return super().append(past, after, batch, snapshot)

    def close(self, past: Past, harvest: Callable) -> None:
        """As the real one."""
        with self._step(Step(past.seq + 1, past.meeting, None, None, self._history.decided())):
            super().close(past, harvest)

    @contextlib.contextmanager
    def _step(self, step: Step) -> Any:
        me = getcurrent()
        self.steps[me] = step
        try:
            yield
        finally:
            del self.steps[me]


class Machine:
    """One process. Everything it was doing is gone when its power is."""

    def __init__(self, name: str, folder: Path, history: History) -> None:
        self.name, self.folder, self.history = name, folder, history
        self.greenlets: dict[Any, None] = {}
        self.lines: dict[str, Line] = {}
        self._pipes: dict[str, Pipe] = {}
        self._inboxes: dict[str, list[str]] = {}
        self.on = False
        self.starts = 0

    # On and off

    def start(self) -> None:
        """Starts the program."""
        self.starts += 1
        serving = Serving("eventlet", lambda fn: fn(), self._spawn, eventlet.sleep, None, lambda eio: {})
        self.keys = Keys(self.folder / "keys")
        self.store = Disk(f"sqlite:///{self.folder / 'simulation.sqlite3'}", self)
        self.journal = WatchedJournal(self.store, self.keys, self.history)
        app = Flask("simulation")
        app.secret_key = "simulated"
        self.gateway = gateway = Gateway(app, serving, ["websocket"], most_from_one_address=100)
        eraser = Eraser(self.store, self.keys, serving)

        def announce(change: Change) -> None:
            fanout.ring(change)
            if change.erased:
                eraser.soon(change.meeting)

        def harvested(session: Any, meeting: Any, harvest: Any) -> None:
            session.execute(text("INSERT INTO simulated_harvests VALUES (:id)"), {"id": meeting.id})

        def in_english(_: str) -> Callable[[str], str]:
            return lambda sentence: sentence

        doorbell = Doorbell("", serving)  # without Redis, which costs half a second and nothing else
        elsewhere = Elsewhere(gateway.presence, self.keys, self.name, [])
        self.desk = desk = Desk(
            self.journal, self.history.now, serving, announce, harvested, doorbell.ring,
            lambda meeting: bool(gateway.presence.screens(meeting)),
        )  # fmt: skip
        fanout = Fanout(desk.read, gateway.presence, gateway.emit, gateway.drop, self.history.now, serving, in_english)
        self.tickets = Tickets(TICKETS_KEY)
        gateway.attach(desk, fanout, self.tickets, self.history.new_id, in_english, lambda ids: ids, {})
        self.on = True
        beside = beside_the_requests(
            desk, gateway, fanout, doorbell, elsewhere, eraser, self.journal, self.history.now, serving,
            lambda: not self.store.closing,
        )  # fmt: skip
        self._spawn(beside)
        self.history.note(f"{self.name} starts")

    def lose_power(self) -> None:
        """At this very moment. Whoever calls this from inside the machine does not come back."""
        self.history.note(f"{self.name} loses its power")
        self.on = False
        for line in self.lines.values():
            line.cut()
        self.lines.clear()
        me = getcurrent()
        dying, self.greenlets = self.greenlets, {}
        for greenlet in list(dying):
            if greenlet is not me and not greenlet.dead:
                eventlet.kill(greenlet)
        self._inboxes.clear()
        self._pipes.clear()
        self.store.engine.dispose()
        self.store._writer_engine.dispose()
        if me in dying:
            raise GreenletExit

    def _spawn(self, fn: Callable[..., Any], *args: Any) -> None:
        if not self.on:
            raise GreenletExit
        self.greenlets[eventlet.spawn_n(self._run, fn, *args)] = None

    def _run(self, fn: Callable[..., Any], *args: Any) -> None:
        try:
            fn(*args)
        except GreenletExit:
            pass
        finally:
            self.greenlets.pop(getcurrent(), None)

    # The network's side

    def page(self, ticket: Ticket) -> dict | None:
        """What a screen's page carries. None if there is nothing for it, or nobody answers."""
        with contextlib.suppress(OperationalError):  # a page that says it could not be made; loaded again later
            return boot(self.desk, self.tickets, self.history.now, ticket) if self.on else None
        return None

    def connect(self, line: Line) -> bool:
        """A transport opens."""
        if not self.on:
            return False
        server = self.gateway.socketio.server
        pipe = server.eio.sockets[line.id] = Pipe(server.eio, line.id, line)
        if server._handle_eio_connect(line.id, dict(ENVIRON)) is False:
            del server.eio.sockets[line.id]
            return False
        self.lines[line.id], self._pipes[line.id] = line, pipe
        return True

    def hears(self, line: Line, text: str) -> None:
        """Something arrives on a line; what comes on one line is handled in order."""
        if not self.on or line.id not in self._pipes:
            return
        inbox = self._inboxes.get(line.id)
        if inbox is not None:
            inbox.append(text)
            return
        self._inboxes[line.id] = [text]
        self._spawn(self._handle, line)

    def _handle(self, line: Line) -> None:
        inbox, server = self._inboxes[line.id], self.gateway.socketio.server
        while inbox:
            text = inbox.pop(0)
            if text == "":
                self._gone(line)
            elif line.id in self._pipes and server.eio.lets_in(line.id, f"{MESSAGE}{text}"):
                server._handle_eio_message(line.id, text)
        self._inboxes.pop(line.id, None)

    def lost(self, line: Line) -> None:
        """A line was cut: this machine finds out when its ping is not answered."""
        eventlet.hubs.get_hub().schedule_call_global(world.dice.random() * PINGS_MISSED, self._finds_out, line)

    def _finds_out(self, line: Line) -> None:
        if self.on and line.id in self._pipes:
            self._spawn(self._gone, line)

    def _gone(self, line: Line) -> None:
        pipe = self._pipes.pop(line.id, None)
        self.lines.pop(line.id, None)
        if pipe:
            pipe.close(wait=False, abort=True, reason="transport close")
            self.gateway.socketio.server.eio.forget(line.id)
