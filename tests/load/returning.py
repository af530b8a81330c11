"""How soon everybody is right again after a fault, in real browsers and on bad networks. `python -m tests.load.returning`."""

import contextlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from facilitator.rehearsing.phone import Phone
from tests.browser.stage import Device, chromium
from tests.conftest import new_database
from tests.faults.network import Network
from tests.load.checker import GONE, Person, judge
from tests.load.kills import console_again
from tests.load.table import Row, show
from tests.places import ROOT, Server, postgresql, wait_until
from tests.services import Redis, restart_postgresql

PAGES = 6
ON_THE_ROAD, SECONDS = 8, 180
HOLE = (2.0, 8.0)
EVERY_HALF_MINUTE, AGAIN_AND_AGAIN = (20, 40), (6, 12)
RECONNECTS = 1000


def percentile(values: list[float], at: int) -> float:
    """The value that `at` percent are not above."""
    return sorted(values)[min(len(values) - 1, len(values) * at // 100)]


def killed(server: Server, network: Network) -> None:
    """A power cut, and up again."""
    server.kill()
    server.start()


def deployed(server: Server, network: Network) -> None:
    """Told to stop, and up again."""
    server.stop()
    server.start()


def cut_for_a_second(server: Server, network: Network) -> None:
    """Every connection breaks, and for a second there is no new one."""
    network.stand_still()
    network.cut()
    time.sleep(1)
    network.go_on()


def cut_for_a_while(server: Server, network: Network) -> None:
    """As a lift, or a night: long enough that phones try again as seldom as they ever do."""
    network.stand_still()
    network.cut()
    time.sleep(20)
    network.go_on()


Fault = Callable[[Server, Network], None]
ROOMS: dict[int, tuple[tuple[Fault, int], ...]] = {
    6: ((killed, 8), (deployed, 8), (cut_for_a_second, 8)),
    100: ((killed, 3), (deployed, 3), (cut_for_a_second, 3), (cut_for_a_while, 1)),
    300: ((killed, 1), (deployed, 1), (cut_for_a_second, 1), (cut_for_a_while, 1)),
}
"""Seats in a room, six of them in browsers -> what happens to it, and how often."""


def goal(seats: int) -> str:
    """FAULTS.md's."""
    return "p99 < 2 s" if seats <= 100 else "p99 < 7 s"


@contextlib.contextmanager
def crowd(url: str, link: str, many: int) -> Iterator[Callable[[str], list[float]]]:
    """So many more phones in a room. Gives what waits until all of them show a prompt, and says when each did."""
    command = [sys.executable, "-m", "tests.load.crowd", url, link, str(many)]
    others = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert others.stdin
    assert others.stdout
    lines = others.stdout

    def have(prompt: str) -> list[float]:
        while many:
            said, at = json.loads(lines.readline())
            if said == prompt:
                return list(at)
        return []

    try:
        yield have
    finally:
        others.stdin.close()
        others.wait()


def in_browsers(
    server: Server, seats: int = PAGES, faults: tuple[tuple[Fault, int], ...] = ROOMS[PAGES], where: str = ""
) -> list[Row]:
    """After each fault the prompt is changed; how long until every phone shows it, from the end of the fault."""
    session = server.open()
    session.begin("shoutouts", prompt="At first")
    network, rows = Network(server.port), []
    with chromium() as browser, crowd(network.url, session.link, seats - PAGES) as have:
        phones = [Device(browser, "phone") for _ in range(PAGES)]
        for phone in phones:
            phone.page.goto(f"{network.url}/j/{session.link}")
            phone.button("Come in").click()
            phone.sees("At first")
        have("At first")
        for fault, times in faults:
            took: list[float] = []
            for n in range(times):
                prompt = f"After {fault.__name__} {n}"
                fault(server, network)
                over = time.monotonic()
                console = console_again(server, session)
                console.do("round.change", round=console.round["id"], prompt=prompt)
                for phone in phones:
                    phone.sees(prompt)
                    took.append(time.monotonic() - over)
                took += [at - over for at in have(prompt)]
                console.close()
            rows.append(
                Row(
                    f"right again, {seats} seats{where}, {fault.__name__.replace('_', ' ')} ({len(took)} times): median, p99",
                    f"{statistics.median(took):.1f} s, {percentile(took, 99):.1f} s",
                    goal(seats),
                )
            )
            print(f"  {rows[-1].figure}: {rows[-1].measured}", flush=True)
    network.close()
    return rows


def with_others_away() -> list[Row]:
    """The same with two processes on PostgreSQL, whose Redis hangs, and which restarts."""
    redis = Redis()
    try:
        with postgresql() as cluster, tempfile.TemporaryDirectory() as folder:

            def redis_hung(server: Server, network: Network) -> None:
                redis.hang()
                time.sleep(5)
                redis.go_on()

            def postgresql_restarted(server: Server, network: Network) -> None:
                restart_postgresql(cluster)

            url = new_database(cluster).replace("+psycopg2", "")
            server = Server(Path(folder), DATABASE_URL=url, REDIS_URL=redis.url).prepare()
            server.options = ["--processes", "2"]
            server.start()
            try:
                return in_browsers(server, 100, ((redis_hung, 3), (postgresql_restarted, 3)), " on PostgreSQL")
            finally:
                server.stop()
    finally:
        redis.kill()


class Timed(Person):
    """Somebody who notes how long each answer took."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.took: list[float] = []
        self.answered: list[float] = []

    def _until_answered(self, kind: str, **fields: Any) -> dict[str, Any]:
        began = time.monotonic()
        answer = super()._until_answered(kind, **fields)
        self.answered.append(time.monotonic())
        self.took.append(self.answered[-1] - began)
        return answer

    def come_back(self) -> None:
        """As a page does that is still open: its socket again, and nothing else."""
        while True:
            self.phone.close()
            try:
                self.phone.connect()
                return
            except GONE:
                self._pause.wait(0.2)


def on_the_road(server: Server, between: tuple[float, float] = EVERY_HALF_MINUTE) -> list[Row]:
    """300 ms there and back, one packet in twenty lost; a hole or a silent death so many seconds after the last was over. How
    long answers take is mostly how often that is: whoever waits for one when a hole begins waits until it ends."""
    session, dice = server.open(), random.Random(5)
    session.begin("shoutouts")
    network = Network(server.port, delay=0.15, loss=0.05)
    there: Any = SimpleNamespace(url=network.url)
    people = [
        Timed(there, Phone(network.url).join(session.link, handle=f"p{n}"), random.Random(n))
        for n in range(ON_THE_ROAD)
    ]
    for person in people:
        person.phone.connect()
    over = threading.Event()
    threads = [threading.Thread(target=person.go_on, args=(over,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    ends, back = time.monotonic() + SECONDS, list[float]()
    while time.monotonic() < ends:
        over.wait(dice.uniform(*between))
        if dice.random() < 0.3:
            network.go_silent()
        else:
            network.stand_still()
            over.wait(dice.uniform(*HOLE))
            network.go_on()
            back.append(time.monotonic())
    over.set()
    for thread in threads:
        thread.join()
    verdict, took = judge(people, session.console), [t for person in people for t in person.took]
    soon = [next((t for t in p.answered if t > at), ends) - at for p in people for at in back if at < ends - 10]
    network.close()
    return [
        Row(
            f"bad network, bad for a moment every {between[0]} to {between[1]} s, {verdict.answers} answers: lost, doubled; "
            "answer median, p95; answered again after a hole, p99",
            f"{verdict.lost}, {verdict.doubled}; {statistics.median(took):.1f} s, {percentile(took, 95):.1f} s; "
            f"{percentile(soon, 99):.1f} s",
            "0, 0; p95 < 4 s; p99 < 8 s" if between == EVERY_HALF_MINUTE else "0, 0",
        )
    ]


def at_the_edge(server: Server) -> list[Row]:
    """The same where there is no network for a third of the time."""
    return on_the_road(server, AGAIN_AND_AGAIN)


def rosters(server: Server) -> list[Row]:
    """Abrupt losses, and who the console says is here after each wave of reconnects."""
    session, wrong, seen = server.open(), 0, []
    phones = [session.phone(f"p{n}") for n in range(20)]
    for _ in range(RECONNECTS // len(phones)):
        for phone in phones:
            phone.cut()
        for phone in phones:
            phone.connect()
        try:
            wait_until(lambda: not session.console.here["away"], 10)
        except AssertionError:
            wrong += 1
    network = Network(server.port)
    lost = [Phone(network.url).join(session.link, handle=f"q{n}") for n in range(5)]
    for phone in lost:
        phone.connect()
    wait_until(lambda: not session.console.here["away"], 10)
    began = time.monotonic()
    network.go_silent()
    for n in range(1, len(lost) + 1):
        wait_until(lambda n=n: len(session.console.here["away"]) >= n, 40)
        seen.append(time.monotonic() - began)
    network.close()
    return [
        Row("an abrupt loss shows on the console, slowest of 5", f"{max(seen):.1f} s", "<= 18 s"),
        Row(f"wrong rosters after {RECONNECTS} reconnects", str(wrong), "0"),
    ]


def measure() -> list[Row]:
    """All of it, each on a server of its own."""
    rows = with_others_away()
    rooms = [lambda server, n=n, f=f: in_browsers(server, n, f) for n, f in ROOMS.items()]  # type: ignore[misc]
    for part in (*rooms, on_the_road, at_the_edge, rosters):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(Path(folder)).prepare().start()
            try:
                rows += part(server)
            finally:
                server.kill()
    return rows


if __name__ == "__main__":
    show(measure())
