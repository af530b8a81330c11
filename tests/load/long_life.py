"""Twelve hours of meetings opening and closing, played fast with a clock of our own: what a process holds comes back to
where it was. Memory, file descriptors, threads, sockets, the database's size, and what the parts remember.

Everything is real but the time: real sockets of the program's own test client, a real database file, real keys.
"""

import contextlib
import gc
import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from msgspec import Struct

from facilitator import create_app
from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.house import House
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, SYSTEM, Actor
from facilitator.meeting.rounds.shoutouts import Give
from tests.places import Server, cast_folder, config, wait_until

HOUR = 3_600_000
PEOPLE = 10


class Held(Struct):
    """What a process and its folder hold."""

    memory: int
    descriptors: int
    threads: int
    objects: int
    meetings: int
    """Copies, counters, screens, views, vouchers and keys that the parts remember."""
    database: int
    keys: int


class Clock:
    """The time, as told."""

    def __init__(self) -> None:
        self.now = 1_790_000_000_000

    def __call__(self) -> int:
        return self.now


def held(home: House, folder: Path) -> Held:
    """As it is now, once what can go has gone."""
    shelf, fanout = home.desk.shelf, home.fanout
    remembered = (
        shelf._live,
        shelf._counters,
        shelf._behind,
        fanout._meetings,
        fanout._presence._screens,
        home.keys._known,
    )
    with contextlib.suppress(AssertionError):  # what does not go in a moment is counted
        wait_until(lambda: not any(remembered) and not _passing(), 5)
    gc.collect()
    home.store.maintain(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
    status = Path("/proc/self/status").read_text()
    return Held(
        memory=next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS")),
        descriptors=len(os.listdir("/proc/self/fd")),
        threads=threading.active_count(),
        objects=len(gc.get_objects()),
        meetings=sum(len(part) for part in remembered),
        database=sum(p.stat().st_size for p in folder.glob("facilitator.sqlite3*")),
        keys=len(list((folder / "keys").glob("*.meeting"))),
    )


def _passing() -> list[str]:
    """Threads that do one thing and end; the first of a meeting's end a second or two after it."""
    return [t.name for t in threading.enumerate() if t.name.endswith(("(_tell_presence)", "(_run)")) and t.daemon]


def live(hours: int, evenings: int) -> list[Held]:
    """So many hours with so many evenings of ten people in each. Gives what was held after every hour, the first being
    the one in which the program runs warm."""
    rows: list[Held] = []
    with tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        ids = cast_folder(folder)
        app = create_app(config(folder), clock)
        home: House = app.extensions["facilitator"]
        try:
            for _ in range(hours + 1):
                for _ in range(evenings):
                    _evening(app, home, ids, clock)
                    clock.now += HOUR // evenings
                rows.append(held(home, folder))
            return rows
        finally:
            home.store.close()


def _evening(app: Any, home: House, ids: dict[str, str], clock: Clock) -> None:
    """Ten people come, say something, some of it is taken back, and it closes. Half of them lose their connection first."""
    group = circles.group_of(home.store, ids["Riverside"], ids["group"])
    meeting = circles.open_meeting(home, group, ids["Fay"])
    fay = Actor("facilitator", member=ids["Fay"])

    def do(actor: Actor, command: ask.Command) -> None:
        refused = home.desk.perform(meeting, actor, command)
        assert refused is None, refused

    sockets, seats = [], []
    for n in range(PEOPLE):
        seat = new_id()
        do(
            DOORKEEPER,
            ask.TakeSeat(seat=seat, handle=ask.Handle(new_id(), f"p{n}", f"p{n}"), colour="teal", pattern="dots"),
        )
        seats.append(Actor("seat", seat=seat))
        sockets.append(_socket(app, home, meeting, seat))
    do(fay, ask.PlanRound(round_kind="shoutouts", settings={}))
    do(fay, ask.StartRound(round=home.desk.read(meeting).meeting.rounds[-1].id))
    for seat in seats:
        do(seat, Give(text=ask.Draft(new_id(), "You kept coming.")))
    for _ in range(3):
        clock.now += 5 * 60_000
        do(SYSTEM, ask.MarkPresence(seats=tuple(sorted(home.fanout._presence.seats(meeting)))))
    for socket in sockets[::2]:
        socket.disconnect()
    do(fay, ask.Close(heads=PEOPLE))
    assert home.desk.read(meeting) is None
    for socket in sockets[1::2]:
        if socket.is_connected():
            socket.disconnect()


def _socket(app: Any, home: House, meeting: str, seat: str) -> Any:
    from facilitator.live.tickets import Ticket

    ticket = home.tickets.sign(Ticket(meeting, "phone", seat=seat))
    socket = home.socketio.test_client(app, auth={"ticket": ticket})
    assert socket.is_connected()
    return socket


def on_a_server(server: Server, evenings: int) -> list[tuple[int, int]]:
    """Evenings over real sockets, one after the other. Gives descriptors and bytes of memory after each."""
    rows = []
    before = len(os.listdir(f"/proc/{server.pid}/fd")) + 4
    for _ in range(evenings):
        session = server.open()
        for n in range(PEOPLE):
            session.phone(f"p{n}")
        session.begin("shoutouts")
        for phone in session.phones.values():
            phone.do("shoutouts.give", text="You kept coming.")
        session.console.do("meeting.close")
        for phone in session.phones.values():
            phone.wait(lambda s: s.bye)
            phone.web.close()
        session.close()
        rows.append((descriptors_of(server, before), memory_of(server)))
    return rows


def descriptors_of(server: Server, before: int) -> int:
    """Once those that are about to close have closed, so that there are as few as there were before; or do not."""

    def sockets() -> int:
        return len(os.listdir(f"/proc/{server.pid}/fd"))

    with contextlib.suppress(AssertionError):
        wait_until(lambda: sockets() <= before, 12)
    return sockets()


def memory_of(server: Server) -> int:
    """Bytes."""
    lines = Path(f"/proc/{server.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def measure(hours: int = 12, evenings: int = 25) -> None:
    """Prints it hour by hour."""
    for hour, row in enumerate(live(hours, evenings)):
        print(
            f"  hour {hour:2}: {row.memory / 2**20:6.1f} MiB, {row.objects:,} objects, {row.descriptors} descriptors, "
            f"{row.threads} threads, {row.meetings} meetings remembered, {row.keys} keys, database {row.database / 2**20:.2f} MiB"
        )


if __name__ == "__main__":
    measure()
