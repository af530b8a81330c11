"""Everything that can happen to a server while people write, under one checker: kill -9, standing still, a clock that jumps,
a full disk. `python -m tests.load.kills` runs the whole and prints the figures.
"""

import random
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from facilitator.rehearsing.phone import Screen
from tests.faults.disk import fill_up, small_disk
from tests.load.checker import GONE, Person, Verdict, judge
from tests.places import Server, Session, wait_until

PEOPLE = 4
A_SESSION_HAS = 25
"""So many faults, so that a session does not grow without end."""
ANSWERS_BETWEEN = (4, 20)

Fault = Callable[[Server, random.Random], None]


def kill(server: Server, dice: random.Random) -> None:
    """As a power cut, and up again."""
    server.kill()
    server.start()


def stand_still(server: Server, dice: random.Random) -> None:
    """As a machine that is put to sleep: everything stops, and goes on later."""
    pause = threading.Event()
    server.signal(signal.SIGSTOP)
    pause.wait(dice.uniform(0.2, 4))
    server.signal(signal.SIGCONT)


def step_the_clock(server: Server, dice: random.Random) -> None:
    """The wall clock jumps by up to an hour, either way."""
    (server.folder / "now").write_text(str(dice.randint(-3_600_000, 3_600_000)))


def fill_the_disk(server: Server, dice: random.Random) -> None:
    """Not one byte is left, and after a while there is room again."""
    filler = fill_up(server.folder)
    threading.Event().wait(dice.uniform(0.5, 3))
    filler.unlink()


def under(fault: Fault, server: Server, times: int, seed: int = 7) -> Verdict:
    """So many faults while people write in one session, and what the checker says."""
    dice = random.Random(f"{seed} {fault.__name__}")
    session = server.open()
    session.begin("shoutouts")
    people = [Person(server, session.phone(f"p{n}"), random.Random(f"{seed} {n}")) for n in range(PEOPLE)]
    over = threading.Event()
    threads = [threading.Thread(target=person.go_on, args=(over,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    for _ in range(times):
        enough = sum(p.answers for p in people) + dice.randint(*ANSWERS_BETWEEN)
        wait_until(lambda enough=enough: sum(p.answers for p in people) >= enough, 120)
        fault(server, dice)
    last = sum(p.answers for p in people) + PEOPLE
    wait_until(lambda: sum(p.answers for p in people) >= last, 120)
    over.set()
    for thread in threads:
        thread.join()
    for person in people:
        person.come_back()
    console = console_again(server, session)
    verdict = judge(people, console)
    for screen in (console, *(p.phone for p in people)):
        screen.close()
    return verdict


def console_again(server: Server, session: Session) -> Screen:
    """The console, opened once more as soon as the server lets it."""
    found: list[Screen] = []

    def back() -> bool:
        again = Screen(server.url, session.console.web)
        try:
            again.load(f"/console/{session.id}")
            again.connect()
        except GONE:
            return False
        found.append(again)
        return True

    wait_until(back)
    return found[0]


def kills(times: int) -> Verdict:
    """So many kill -9, over as many sessions as that takes, on a server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).prepare().start()
        try:
            sizes = [min(A_SESSION_HAS, times - at) for at in range(0, times, A_SESSION_HAS)]
            verdicts = [under(kill, server, size, seed) for seed, size in enumerate(sizes)]
        finally:
            server.kill()
    return Verdict(*(sum(column) for column in zip(*verdicts, strict=True)))


def on_a_server(fault: Fault, times: int, module: str = "facilitator", **more: str) -> Verdict:
    """Another fault, on a server of its own that has a small disk to itself."""
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder) / "disk", 40) as disk:
        server = Server(disk, **more).prepare()
        server.module = module
        server.start()
        try:
            return under(fault, server, times)
        finally:
            server.signal(signal.SIGCONT)
            server.kill()


def said(what: str, v: Verdict) -> str:
    """One line of the bench."""
    return (
        f"{what}: {v.answers} acknowledged, {v.lost} lost, {v.doubled} doubled, {v.still_there} taken back and still there, "
        f"{v.never_said} never said, {v.uneven} screens uneven"
    )


def measure(times: int = 200) -> None:
    """The whole, printed."""
    print(said(f"{times} random kill -9 while {PEOPLE} people write", kills(times)))
    print(said("20 times standing still", on_a_server(stand_still, 20)))
    print(said("20 jumps of the clock", on_a_server(step_the_clock, 20, "tests.faults.builds", FAULT="clock")))
    print(said("10 times a full disk", on_a_server(fill_the_disk, 10)))


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
