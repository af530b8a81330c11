"""Everybody else's answers while one socket floods, one never reads and one sends garbage; and how much memory grew.

`python -m tests.load.hostile_sockets` alone, or with `make bench`. The hostile ones run in processes of their own, so that
what is measured is the server.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from facilitator.rehearsing.phone import Phone
from tests.faults.hostile import NeverReads, flood, garbage
from tests.faults.raw import Refused
from tests.load.table import Row, show
from tests.places import ROOT, Server, Session

PEOPLE, SECONDS, A_SECOND = 12, 10, 8


def _p99(phones: list[Phone], while_: subprocess.Popen[str] | None = None) -> tuple[float, float, int]:
    """Commands one after the other, some in a second each, for a while. Gives median, p99 in ms and how many."""
    took: list[float] = []
    started = time.perf_counter()
    while time.perf_counter() - started < SECONDS or (while_ and while_.poll() is None):
        phone = phones[len(took) % len(phones)]
        began = time.perf_counter()
        phone.do("seat.comfort", comfort=("listening", "may_share")[len(took) // len(phones) % 2])
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(max(0.0, started + len(took) / (A_SECOND * len(phones)) - time.perf_counter()))
    return statistics.median(took), statistics.quantiles(took, n=100)[98], len(took)


def _memory(server: Server) -> float:
    with open(f"/proc/{server.pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def measure(server: Server) -> list[Row]:
    """Prints figures, and gives those that have a goal; nothing passes or fails."""
    session = server.open()
    phones = [session.phone(f"p{n}") for n in range(PEOPLE)]
    print(f"\nHostile sockets beside a circle of {PEOPLE}, {A_SECOND} commands a second each, on SQLite")
    rows = [_say("nobody hostile", _p99(phones))]
    before = _memory(server)
    for what in ("flood", "never-reads", "garbage"):
        with _hostile(what, session) as process:
            rows.append(_say(what, _p99(phones, process)))
            said = (process.stdout.read() if process.stdout else "").strip()
        print(f"    {said}")
    grown = f"{_memory(server) - before:.1f} MiB"
    print(f"  memory grown by {grown}")
    session.close()
    return [*rows, Row("memory grown by hostile sockets", grown, "<= 5 MiB")]


def _say(what: str, figures: tuple[float, float, int]) -> Row:
    median, p99, many = figures
    print(f"  {what:<16} others' answers: median {median:.1f} ms, 99 % within {p99:.1f} ms (of {many})")
    return Row(f"others' answers, hostile: {what}", f"p99 {p99:.1f} ms", "<= 20 ms")


def _hostile(what: str, session: Session) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.load.hostile_sockets", what, session.server.url, session.link]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)


def _be(what: str, url: str, link: str) -> None:
    """Is hostile for a while, and prints what became of it."""
    phone = Phone(url).join(link, handle=what)
    until = time.monotonic() + SECONDS
    if what == "flood":
        cuts, refused = [], 0
        while time.monotonic() < until:
            try:
                cuts.append(flood(url, phone) * 1000)
            except Refused:
                refused += 1
        print(
            f"{len(cuts)} floods cut off, each within {statistics.median(cuts):.0f} ms (worst {max(cuts):.0f}; goal: 100); "
            f"{refused} times not let back in"
        )
    elif what == "never-reads":
        readers = [NeverReads(url, phone) for _ in range(3)]
        time.sleep(SECONDS)
        for reader in readers:
            reader.leave()
        print("3 sockets asked for everything and read nothing")
    else:
        times = 0
        while time.monotonic() < until:
            garbage(url, phone, 9)
            times += 9
        print(f"{times} sockets came to send garbage and were thrown out, or not let back in")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _be(*sys.argv[1:])
    else:
        with tempfile.TemporaryDirectory() as folder:
            made = Server(Path(folder)).prepare().start()
            try:
                show(measure(made))
            finally:
                made.kill()
