"""Deliveries per CPU-second of 2 and 4 processes beside 1, all on PostgreSQL and Redis, under the same load.

Counted is the processor time of the server's own processes, not the clock on the wall: this runs on two cores.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

from facilitator.groups import circles
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from tests.conftest import new_database
from tests.load.fleet import Fleet
from tests.load.scenes import Room, Target, gather, settle
from tests.places import Server, home_in, postgresql
from tests.services import Redis, workers

LOADS = {
    "a room of 1,000": (1, 1000, 600, 60),
    "a room of 200": (1, 200, 1200, 120),
    "20 rooms of 10": (20, 10, 160, 16),
}
"""What -> rooms, people in each, changes in each, and how many of these a second: as many for one process as for four, and so
many that one process is half busy, since what a phone or a process costs while nothing happens is not what is asked here."""


class Several(Target):
    """A server that is several processes."""

    def __init__(self, server: Server, links: list[str]) -> None:
        self.pids = workers(server) or [server.pid]
        super().__init__({"host": "127.0.0.1", "port": server.port, "pid": 0, "server": "ours", "links": links})

    def cpu(self) -> float:
        """Seconds of processor all of them have used."""
        return sum(_used(pid) for pid in self.pids)


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(times: int = 3, most: int = 4, only: str = "") -> dict[str, dict[int, float]]:
    """Prints medians and spread; gives load -> processes -> deliveries per CPU-second."""
    counts = [n for n in (1, 2, 4) if n <= most]
    found: dict[str, dict[int, list[float]]] = {}
    redis = Redis()
    try:
        with postgresql() as cluster:
            for _ in range(times):
                for load in (load for load in LOADS if only in load):
                    for count in counts:
                        url = new_database(cluster).replace("+psycopg2", "")
                        found.setdefault(load, {}).setdefault(count, []).append(_play(load, count, url, redis.url))
    finally:
        redis.kill()
    for load, runs in found.items():
        one = statistics.median(runs[1])
        for count, rates in runs.items():
            middle = statistics.median(rates)
            print(
                f"  {load}, {count} process(es): {middle:,.0f} deliveries a CPU-second "
                f"({min(rates):,.0f} to {max(rates):,.0f}), {middle / one:.2f} x one process"
            )
    return {load: {n: statistics.median(rates) for n, rates in runs.items()} for load, runs in found.items()}


def _play(load: str, count: int, url: str, redis: str) -> float:
    halls, people, changes, rate = LOADS[load]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), DATABASE_URL=url, REDIS_URL=redis).prepare()
        links = _sessions(server, halls)
        server.options = ["--processes", str(count)]
        server.start()
        try:
            target, fleet = Several(server, links), Fleet()
            rooms = [Room(target, fleet, gather(target, fleet, link, people, 10)) for link in links]
            settle(fleet, 3)
            cpu = target.cpu()
            began = time.perf_counter() + 0.1
            for number, room in enumerate(rooms):
                for n in range(changes):
                    at = began + (n + number / halls) / rate
                    fleet.at(at, lambda room=room, n=n: room.change(room.visitors[n % people]))

            def done() -> bool:
                return all(room.changes == changes and room.everywhere() for room in rooms)

            assert fleet.run(done, 240), "not everybody has seen everything"
            return sum(room.patches for room in rooms) / (target.cpu() - cpu)
        finally:
            server.kill()


def _sessions(server: Server, many: int) -> list[str]:
    """So many sessions, each in the middle of a story round: their links."""
    home = home_in(server.folder, **server.more)
    fay = Actor("facilitator", member=server.ids["Fay"])
    links = []
    try:
        for _ in range(many):
            group = circles.group_of(home.store, server.ids["Riverside"], server.ids["group"])
            meeting = circles.open_meeting(home, group, server.ids["Fay"])
            for command in (ask.PlanRound(round_kind="story", settings={"order": "queue"}), None):
                rounds = home.desk.read(meeting).meeting.rounds
                assert home.desk.perform(meeting, fay, command or ask.StartRound(round=rounds[-1].id)) is None
            links.append(home.desk.read(meeting).meeting.link)
    finally:
        home.store.close()
    return links


if __name__ == "__main__":
    found: Any = measure(*(int(a) for a in sys.argv[1:3]), *sys.argv[3:4])
    print(msgspec.json.encode({load: {str(n): v for n, v in runs.items()} for load, runs in found.items()}).decode())
