"""One run: a seed, a meeting, its end, and whether everything was as promised."""

import gc
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import eventlet
from sqlalchemy import text

from facilitator.live.receipts import Receipt, mark
from facilitator.live.wire import said
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, Actor
from facilitator.store.base import Base
from facilitator.store.tables import JournalRow, OpenMeeting, ReceiptRow, TextRow
from facilitator.store.writing import Store
from tests.simulation.chance import world
from tests.simulation.history import History, opened
from tests.simulation.machine import Machine
from tests.simulation.people import People, electricity, fate
from tests.simulation.phone import Phone

SETTLES_WITHIN = 90
"""Virtual seconds after the last trouble in which every screen must be right and every command answered."""
ERASED_WITHIN = 5.0
LONGEST = 30
"""Real seconds for one run: whoever takes longer is caught in a loop."""
QUICK = Path("/dev/shm")


class Wrong(Exception):
    """A promise was broken; the history says how it came to it."""


class Place:
    """A folder with an empty database, for one run after another: a meeting leaves nothing behind."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="facilitator-simulation-", dir=QUICK if QUICK.exists() else None))
        store = Store(f"sqlite:///{self.folder / 'simulation.sqlite3'}")
        Base.metadata.create_all(store._writer_engine)
        store.write(lambda s: s.execute(text("CREATE TABLE simulated_harvests (id TEXT PRIMARY KEY)")) and None)
        store.close()

    def gone(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class Run:
    """One meeting."""

    def __init__(self, seed: int, place: Place) -> None:
        world.begin(str(seed))
        first = opened(str(seed))
        self.id = first.meeting
        self.place = place
        self.history = History(str(seed), first)
        self.room = self.history.truth.room
        self.troubled = self.doomed = world.dice.random() < 0.8
        self.over = False
        names = ("one", "two") if world.dice.random() < 0.5 else ("one",)
        self.machines = [Machine(n, place.folder, self.history) for n in names]
        self.people = People(self)
        self.settled: dict[str, float] = {}
        self.counted: Counter[str] = Counter()

    def some_machine(self) -> Machine:
        """Whichever the way leads to."""
        return world.dice.choice([m for m in self.machines if m.on] or self.machines)

    def directly(self, actor: Actor, command: ask.Command) -> None:
        """Something asked by a page of the web, or by the program itself."""
        machine = self.some_machine()
        if machine.on:
            machine._spawn(self._perform, machine, actor, command)

    def _perform(self, machine: Machine, actor: Actor, command: ask.Command) -> None:
        refusal = machine.desk.perform(self.id, actor, command)
        stored = isinstance(command, ask.TakeSeat) and command.seat in self.room.meeting.seats  # whatever was answered
        if refusal and isinstance(command, ask.TakeSeat) and not stored:
            self.room.seats = {n: s for n, s in self.room.seats.items() if s != command.seat}

    def reload(self, page: Phone) -> None:
        """The page is loaded again: what was not answered is in the phone's storage."""
        machine = self.some_machine()
        boot = machine.page(page.ticket)
        if boot:
            page.reloaded(boot)
            self.seen(page, "view")
            self.seen(page, "own")

    def seen(self, page: Phone, what: str) -> None:
        """A screen shows something: it is what some committed state shows this audience, and never an older one than
        before on the same connection."""
        audience = page.audience if what == "view" else page.mine
        version = page.v if what == "view" else page.ov
        if audience is None:
            return
        at = self.history.when(audience, version, page.at.get(what, 0))
        if at is None:
            raise Wrong(f"{page.name} is shown what was never so, or no longer: {what} since {page.at.get(what)}")
        page.at[what] = at
        self.counted["views"] += 1

    # The course of it

    def play(self) -> None:
        """From the first seat to the last erasure."""
        for machine in self.machines:
            machine.start()
        self.machines[0].desk.open(
            ask.Open(id=self.id, salt=self.room.meeting.salt, group="xgroup", facilitator="xfay", code="CDFHJK",
                     link="link", screen="screen", open_for=self.room.meeting.open_until - self.room.meeting.opened_at),
            "xorganization",
        )  # fmt: skip
        power = eventlet.spawn(electricity, self)
        doom = eventlet.spawn(fate, self) if self.troubled else None
        self._sit_down()
        self.people.play()
        self.troubled = False
        if doom:
            doom.kill()
        for machine in self.machines:
            machine.store.trouble = None
        if world.dice.random() < 0.7:
            self._settles("quiet", self._quiet)
            self.history.consent()
        self._close()
        power.kill()
        self._check_answers()

    def _sit_down(self) -> None:
        for n, name in enumerate(("Ana", "Ben", "Cy")):
            self.room.seats[name] = f"xseat{n}"
            handle = self.room.handle(name)
            self.directly(DOORKEEPER, ask.TakeSeat(seat=f"xseat{n}", handle=handle, colour="teal", pattern="dots"))

    def _settles(self, what: str, so: Callable[[], str], within: float = SETTLES_WITHIN) -> None:
        until = world.at + within
        why = so()
        while why:
            if world.at > until:
                raise Wrong(f"it never became {what}: {why}")
            eventlet.sleep(0.25)
            if not self.history.closed:
                self.people.arrive()
            why = so()
        took = within - (until - world.at)
        self.settled[what] = took
        self.history.note(f"{what}, {took:.1f} s after the last tap")

    def _quiet(self) -> str:
        """Every screen is right, every command answered; or who is not there yet."""
        latest = len(self.history.states) - 1
        for machine in self.machines:
            if not machine.on:
                return f"{machine.name} is off"
        for page in self.people.pages:
            if page.bye:
                continue
            if not page.connected or page.sending:
                return f"{page.name} waits"
            if page.v != self.history.tag(page.audience, latest):
                return f"{page.name} is behind"
            if page.mine and page.ov != self.history.tag(page.mine, latest):
                return f"{page.name}'s own part is behind"
            if not page.right(self.room.meeting.salt):
                raise Wrong(f"{page.name} shows something else than its version says")
        return ""

    def _close(self) -> None:
        self._settles(
            "led", lambda: "" if self.history.closed or self.people.pages_of("Fay") else "Fay has no page yet"
        )
        if not self.history.closed:  # else the clock was set on by hours, and it was left open for too long
            self.people.pages_of("Fay")[0].ask("meeting.close")
        self._settles("closed", self._ended)
        self.over = True
        self._settles("erased", self._left_behind, ERASED_WITHIN)
        store = next(m for m in self.machines if m.on).store
        with store.read() as session:
            harvests = session.execute(text("SELECT count(*) FROM simulated_harvests")).scalar()
        store.write(lambda session: session.execute(text("DELETE FROM simulated_harvests")) and None)
        if harvests != 1:
            raise Wrong(f"harvested {harvests} times")

    def _left_behind(self) -> str:
        """What is still there of a meeting that has closed, or who is still at work on it."""
        store = next(m for m in self.machines if m.on).store
        with store.read() as session:
            left = {t.__tablename__: session.query(t).count() for t in (JournalRow, TextRow, ReceiptRow, OpenMeeting)}
        if any(left.values()):
            return f"not erased: {left}"
        if list((self.place.folder / "keys").glob("*.meeting")):
            return "its keys are still there"
        held = [m.name for m in self.machines if m.desk.shelf.open_here() or m.store.waiting]
        return f"{', '.join(held)} not done" if held else ""

    def _ended(self) -> str:
        if not self.history.closed:
            return "still open"
        for page in self.people.pages:
            if not page.bye:
                return f"{page.name} has not heard"
        return "" if all(m.on for m in self.machines) else "power"

    # What was answered

    def _check_answers(self) -> None:
        history, last = self.history, Counter(d.actor for d in self.history.last_words)
        doubled = [m for m, n in history.receipts.items() if n > 1]
        if doubled:
            raise Wrong("a command happened twice")
        for page in self.people.pages:
            for message in page.all:
                receipt = Receipt(message.body["id"], said(message.body))
                happened = history.receipts[mark(self.room.meeting, page.ticket.actor, receipt)[0]]
                answer = message.answer
                self.counted["commands"] += 1
                self.counted["answered" if answer else "never answered"] += 1
                if answer and answer["ok"]:
                    self.counted["yes"] += 1
                    if not happened and not last[page.ticket.actor]:
                        raise Wrong(f"{page.name} was told yes, and it never happened: {message.body['kind']}")
        self._check_turns()

    def _check_turns(self) -> None:
        """Nobody held the piece more often than they took it."""
        took = Counter(self.history.turns_begun)
        accepted: Counter[str | None] = Counter()
        for page in self.people.pages:
            for message in page.all:
                if message.body["kind"] == "story.accept":
                    accepted[page.mine.seat if page.mine else None] += 1
                if message.body["kind"] == "story.answer_for" and message.body["accept"]:
                    accepted[message.body["seat"]] += 1
        for seat, times in took.items():
            if times > accepted[seat]:
                raise Wrong("somebody held the piece without having taken it")


class Spins(BaseException):
    """Caught by nobody on the way."""


def _spins(*_: object) -> None:
    raise Spins


def played(seed: int, place: Place) -> tuple[Run, BaseException | None]:
    """One run and what was wrong with it, if anything."""
    gc.collect()
    gc.freeze()  # what earlier runs left is not searched again: after thousands that took longer than a run
    gc.disable()  # what it finds, and when, is no part of the seed
    run = Run(seed, place)
    wrong: BaseException | None = None
    signal.signal(signal.SIGALRM, _spins)
    signal.setitimer(signal.ITIMER_REAL, LONGEST, 1)
    try:
        eventlet.spawn(run.play).wait()
    except BaseException as e:
        wrong = e
    if run.history.wrong:  # the cause of whatever else was noticed
        wrong = Wrong(run.history.wrong[0])
    signal.setitimer(signal.ITIMER_REAL, 0)
    for machine in run.machines:
        if machine.on:
            machine.lose_power()
    gc.enable()
    return run, wrong


__all__ = ["Place", "Run", "Wrong", "played"]
