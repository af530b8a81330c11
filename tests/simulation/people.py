"""Who does what: the random play of tests/meeting/play.py, tapped on simulated pages; and what fate does meanwhile."""

from typing import TYPE_CHECKING, Any

import eventlet
import msgspec

from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.commands import name_of
from facilitator.meeting.permissions import DOORKEEPER, SYSTEM, Actor
from tests.meeting.play import some_command
from tests.simulation.chance import world
from tests.simulation.disk import TROUBLE
from tests.simulation.phone import Phone

if TYPE_CHECKING:
    from tests.simulation.run import Run

PLAYED_FOR = 40
"""Taps in one run."""


def said(command: ask.Command) -> dict[str, Any]:
    """A command as a page would send it: text is text, and its id is nobody's business."""
    fields = {f: getattr(command, f) for f in command.__struct_fields__}
    return {f: v.text if isinstance(v, ask.Draft) else msgspec.to_builtins(v) for f, v in fields.items()}


class People:
    """Everybody in the room, and their pages."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.pages: list[Phone] = []

    def pages_of(self, name: str) -> list[Phone]:
        """The pages somebody has open."""
        return [p for p in self.pages if p.name == name and not p.bye]

    def ticket(self, name: str) -> Ticket:
        """What the server would write into somebody's page."""
        id = self.run.id
        if name == "screen":
            return Ticket(id, "screen")
        if name in ("Fay", "Dot"):
            return Ticket(id, "console", member="xfay" if name == "Fay" else "xdot")
        return Ticket(id, "phone", seat=self.run.room.seats[name])

    def load(self, name: str) -> None:
        """Somebody loads their page, if there is one for them just now; what was not sent is still there."""
        ticket = self.ticket(name)
        before = [p for p in self.pages if p.name == name and p.ticket == ticket]
        machine = self.run.some_machine()
        boot = machine.page(ticket)
        if boot:
            page = Phone(name, ticket, boot, self.run.some_machine, self.run.seen, self.run.history.note)
            self.run.seen(page, "view")
            self.run.seen(page, "own")
            for old in before:
                if old.bye in ("removed", "left"):
                    page.sending += old.sending
                    old.sending = []
            self.pages.append(page)
            page.connect()

    def arrive(self) -> None:
        """Everybody who has a place and no page loads one."""
        room = self.run.room
        here = [n for n, id in room.seats.items() if id in room.meeting.seats]
        names = ["Fay", "screen", *(["Dot"] if "xdot" in room.meeting.deputies else [])]
        for name in [*names, *here]:
            if not self.pages_of(name):
                seat = room.meeting.seats.get(room.seats.get(name, ""))
                if name not in here or (seat and seat.phone and not seat.left and not seat.member):
                    self.load(name)

    def tap(self) -> None:
        """Somebody does something."""
        run, room = self.run, self.run.room
        room.now = run.history.now()
        name, command = some_command(room, world.dice.choice, run.history.truth.marker)
        if name in ("the door", "the clock"):
            run.directly(DOORKEEPER if name == "the door" else SYSTEM, command)
        elif isinstance(command, ask.ChangeDoor):
            run.directly(Actor("facilitator", member="xfay"), command)
        else:
            pages = self.pages_of(name)
            if pages:
                fields = said(command)
                world.dice.choice(pages).ask(name_of(command), **fields)

    def play(self) -> None:
        """The whole meeting, tap by tap."""
        hurry = world.dice.choice((0.05, 0.3, 0.3, 1.0))
        for _ in range(PLAYED_FOR):
            eventlet.sleep(world.dice.random() * hurry)
            self.arrive()
            self.tap()


def fate(run: "Run") -> None:
    """What nobody wished for, while people play."""
    dice = world.dice
    pause = dice.choice((0.2, 1.0, 3.0))
    kinds = [k for k in ("cut", "silence", "power", "disk", "pocket", "clock", "reload") if dice.random() < 0.6] or [
        "cut"
    ]
    while run.troubled:
        eventlet.sleep(dice.random() * pause)
        if not run.troubled:
            return
        kind = dice.choice(kinds)
        machine = dice.choice(run.machines)
        pages = [p for p in run.people.pages if not p.bye]
        page = dice.choice(pages) if pages else None
        if kind == "disk" and machine.on:
            machine.store.trouble, machine.store.unread = dice.choice(TROUBLE), dice.choice((1, 2, 5))
            run.history.note(f"{machine.name}: the next commit has trouble, {machine.store.trouble}")
        elif kind == "power" and machine.on and dice.random() < 0.4:
            machine.lose_power()
        elif kind == "clock" and dice.random() < 0.1:
            run.history.steps_of_time += dice.choice((-3_600_000, 300_000, 3_600_000))
        elif page and kind == "pocket":
            eventlet.spawn_n(page.sleep, dice.random() * 8)
        elif page and kind in ("cut", "silence"):
            page.drop(knows=kind == "cut")
        elif page and kind == "reload":
            run.reload(page)


def electricity(run: "Run") -> None:
    """A machine that has lost its power starts again after a while."""
    while True:
        eventlet.sleep(0.1 + world.dice.random() * 2)
        for machine in run.machines:
            if not machine.on and not run.over:
                machine.start()
