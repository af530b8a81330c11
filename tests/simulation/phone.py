"""A screen's page, as static/js/live.js keeps it: one view, one sync at a time, commands kept until each is answered.
Only the sync every half minute is left out: what nothing but that would mend is a mistake, and must show.

What the library does below (opening, CONNECT, acknowledgements, coming back after a while) is here as well.
"""

import re
from collections.abc import Callable
from typing import Any

import eventlet
import msgspec

from facilitator.live.tickets import Ticket
from facilitator.live.wire import tag
from facilitator.meeting.reading import Audience, own
from facilitator.rehearsing.phone import apply
from tests.simulation.chance import world
from tests.simulation.machine import Machine
from tests.simulation.network import Line

ANSWER_WITHIN = 3.0
AGAIN_IN = 2.0
TRIES = 12
FRAME = re.compile(r"(\d)(\d*)(.*)", re.DOTALL)


class Message:
    """A command of somebody's, and what became of it."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body
        self.answer: dict[str, Any] | None = None
        self.tries = 0
        self.due = 0.0
        """Not to be sent again before."""


class Phone:
    """One open page. It outlives its connections, and a reload takes along what has not been answered."""

    def __init__(
        self, name: str, ticket: Ticket, boot: dict, where: Callable[[], Machine], seen: Callable, note: Callable
    ) -> None:
        self.name, self.ticket = name, ticket
        self._where, self._seen, self._note = where, seen, note
        self.bye: str | None = None
        self.asleep = False
        self.sending: list[Message] = []
        self.all: list[Message] = []
        self.connected = False
        self.at: dict[str, int] = {}
        """Which state each view was of, on this connection: it never goes back."""
        self._line: Line | None = None
        self._machine: Machine | None = None
        self._asked: dict[int, Callable[[dict | None], None]] = {}
        self._n = 0
        self._delay = 0.2
        self._in_flight: Message | None = None
        self._syncing = self._again = False
        self.take_page(boot)

    @property
    def audience(self) -> Audience:
        """What it shares with others of its kind."""
        return self.ticket.audience

    @property
    def mine(self) -> Audience | None:
        """What it alone is shown: a phone's seat, or the one a facilitator took."""
        seat = self.own.get("seat")
        return own(seat) if seat else None

    def take_page(self, boot: dict) -> None:
        """The page was loaded."""
        self._boot_ticket = boot["ticket"]
        self.view, self.v = boot["view"], boot["v"]
        self.own, self.ov = boot.get("own", {}), boot.get("ov", "")
        self.at = {}

    # The connection, as the library keeps it

    def connect(self) -> None:
        """Opens a connection, or tries again later."""
        if self.bye or self._line or self.asleep:
            return
        line = Line(f"{self.name} {next(world.numbers)}", world.dice.choice((0.05, 0.05, 0.3, 1.5)))
        line.hear = lambda text: self._hears(line, text)
        line.finds_out = lambda: self._hears(line, "")
        machine = self._where()
        if not machine.connect(line):
            self._later()
            return
        self._line, self._machine = line, machine
        self._says("0" + msgspec.json.encode({"ticket": self._boot_ticket, "v": self.v, "ov": self.ov}).decode())

    def _later(self) -> None:
        wait = self._delay * (0.5 + world.dice.random())
        self._delay = min(1.5, self._delay * 2)
        eventlet.spawn_after(wait, self.connect)

    def _says(self, text: str) -> None:
        line, machine = self._line, self._machine
        if line and machine:
            line.carry("to machine", lambda said: machine.hears(line, said), text)

    def _hears(self, line: Line, text: str) -> None:
        if line is not self._line:
            return
        if text == "":
            self.lost()
            return
        kind, id, rest = FRAME.fullmatch(text).groups()  # type: ignore[union-attr]
        body = msgspec.json.decode(rest) if rest else None
        if kind == "0":
            self._on_connect()
        elif kind == "4":
            self._on_refused(body)
        elif kind == "3":
            answered = self._asked.pop(int(id), None)
            if answered:
                answered(body[0])
        elif kind == "1":
            self._hang_up()
        elif kind == "2":
            self._on(*body)

    def lost(self) -> None:
        """The connection is gone, and this side knows."""
        self._note(f"{self.name} has lost its connection")
        unanswered = list(self._asked.values())
        self._hang_up()
        for answered in unanswered:
            answered(None)
        if not self.bye and not self._line:
            self._later()

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        self.connected = False
        self._asked = {}
        if line and self._machine:
            machine = self._machine
            line.carry("to machine", lambda said: machine.hears(line, said), "")

    def reconnect(self) -> None:
        """Hangs up and calls again at once."""
        if not self.bye:
            self._hang_up()
            self.connect()

    def _on_connect(self) -> None:
        self._note(f"{self.name} is connected")
        self.connected, self._delay = True, 0.2
        self._in_flight, self._syncing, self._again = None, False, False
        self.send()

    def _on_refused(self, told: dict) -> None:
        code = (told.get("data") or {}).get("code")
        self._hang_up()
        if code == "E_GONE":
            self.goodbye("closed")
        elif code == "E_EXPIRED":
            self.goodbye("signed_out")
        else:
            eventlet.spawn_after(AGAIN_IN, self.reconnect)  # refused for a reason on their side

    def goodbye(self, code: str) -> None:
        """It is over for this page."""
        self._note(f"{self.name} is told goodbye: {code}")
        self.bye = code
        self._hang_up()

    def _ask(self, event: str, body: dict, answered: Callable[[dict | None], None]) -> None:
        """Emits with an acknowledgement and a time-out."""
        self._n += 1
        n = self._n
        self._asked[n] = answered
        self._says(f"2{n}" + msgspec.json.encode([event, body]).decode())
        eventlet.spawn_after(ANSWER_WITHIN, self._silence, n, answered)

    def _silence(self, n: int, answered: Callable[[dict | None], None]) -> None:
        if self._asked.get(n) is answered:
            del self._asked[n]
            answered(None)

    # Views

    def _on(self, event: str, body: dict) -> None:
        if event == "state":
            self._take(body)
        elif event == "patch":
            if body["from"] != self.v:
                self.sync()
                return
            self.view, self.v = apply(self.view, body["patch"]), body["v"]
            self._seen(self, "view")
        elif event == "own":
            self.own, self.ov = body["own"], body["ov"]
            self._seen(self, "own")
        elif event == "bye":
            self.goodbye(body["code"])

    def _take(self, body: dict) -> None:
        self.view, self.v = body.get("view", self.view), body.get("v", self.v)
        self.own, self.ov = body.get("own", self.own), body.get("ov", self.ov)
        self.at = {}  # a whole view may be of an older state, where another machine is behind
        for what in ("view", "own"):
            if what in body:
                self._seen(self, what)

    def sync(self) -> None:
        """At most one under way."""
        if not self.connected:
            return
        if self._syncing:
            self._again = True
            return
        self._syncing = True
        self._ask("sync", {"v": self.v, "ov": self.ov}, self._synced)

    def _synced(self, answer: dict | None) -> None:
        self._syncing = False
        if answer is None:
            self.reconnect()
        elif self._again:
            self._again = False
            self.sync()

    def sleep(self, seconds: float) -> None:
        """The phone goes into a pocket: nothing runs, and its sockets die unnoticed."""
        self.asleep = True
        self.connected = False
        if self._line:
            self._line.cut()
            if self._machine:
                self._machine.lost(self._line)
            self._line = None
        self._asked.clear()
        eventlet.sleep(seconds)
        self.asleep = False
        self.connect()

    def drop(self, knows: bool) -> None:
        """The connection breaks; the page may find out only when nothing is answered."""
        line, machine = self._line, self._machine
        if line and machine:
            line.cut()
            machine.lost(line)
            if knows:
                self.lost()

    def reloaded(self, boot: dict) -> None:
        """The page was loaded again: its storage has what was not answered."""
        self._hang_up()
        self._in_flight, self._syncing, self._again = None, False, False
        self.take_page(boot)
        self.connect()

    # Commands

    def ask(self, kind: str, **fields: Any) -> Message:
        """A tap: kept until it is answered. Pressed twice, it is one intent."""
        last = next((m for m in reversed(self.sending) if m.body["kind"] == kind), None)
        if last and {**last.body, "id": 0} == {"id": 0, "kind": kind, **fields}:
            return last
        self._n += 1
        message = Message({"id": f"{self.name} {self._n} {world.dice.getrandbits(64):x}", "kind": kind, **fields})
        self.all.append(message)
        self.sending.append(message)
        self.send()
        return message

    def _next(self) -> Message | None:
        """Those of one sort keep their order; what has to wait keeps nothing of another sort waiting."""
        taken: set[str] = set()
        for message in self.sending:
            sort = message.body["kind"].partition(".")[0]
            if sort not in taken and message.due <= world.at:
                return message
            taken.add(sort)
        return None

    def send(self) -> None:
        """The next that may go, if nothing is under way."""
        message = self._next() if self.connected and not self._in_flight else None
        if message:
            self._in_flight = message
            message.tries += 1
            self._ask("do", message.body, lambda answer: self._answered(message, answer))

    def _answered(self, message: Message, answer: dict | None) -> None:
        if self._in_flight is not message:
            return
        self._in_flight = None
        if answer is None:
            self.reconnect()
        elif not answer["ok"] and answer.get("retry") and (answer["code"] != "E_INTERNAL" or message.tries < TRIES):
            pause = min(5.0, 0.5 + 0.2 * message.tries)
            message.due = world.at + pause
            eventlet.spawn_after(pause + 0.001, self.send)
            self.send()
        else:
            self._note(f"{self.name} is answered {message.body['kind']}: {answer.get('code', 'yes')}")
            message.answer = answer
            self.sending.remove(message)
            if answer.get("v") and answer["v"] != self.v:
                self.sync()
            self.send()

    def right(self, salt: str) -> bool:
        """Whether what is shown is what its versions say."""
        return tag(self.view, salt) == self.v and (not self.own or tag(self.own, salt) == self.ov)
