"""What a command costs as its meeting grows, and as more meetings are open: processor time, everything stored."""

import json
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.house import House
from facilitator.live.receipts import Receipt
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, Actor
from facilitator.serving.rubbish import look_for_rubbish_less_often
from tests.load.table import Row
from tests.places import ROOT, cast_folder, home_in

EACH, TIMES = 300, 3


def measure() -> list[Row]:
    """Every size in a process of its own, several times."""
    rows = []
    for what, small, large in (("events", 100, 10_000), ("meetings", 10, 1_000)):
        costs = {size: [_in_a_process(what, size) for _ in range(TIMES)] for size in (small, large)}
        few, many = (statistics.median(costs[size]) for size in (small, large))
        said = f"{few:.2f} ms at {small:,}, {many:.2f} ms at {large:,}: {many / few - 1:+.0%}"
        name = {"events": "cost per command, a meeting of 100 and of 10,000 events",
                "meetings": "cost per command, 10 and 1,000 open meetings"}[what]  # fmt: skip
        rows.append(Row(name, said, "within 20 %"))
    return rows


def _in_a_process(what: str, size: int) -> float:
    command = [sys.executable, "-m", "tests.load.growth", what, str(size)]
    return float(json.loads(subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout))


def _seated(home: House, meeting: str, many: int) -> list[Actor]:
    seats = [Actor("seat", seat=new_id()) for _ in range(many)]
    for n, actor in enumerate(seats):
        name = ask.Handle(new_id(), f"p{n}", f"p{n}")
        home.desk.perform(
            meeting, DOORKEEPER, ask.TakeSeat(seat=actor.seat or "", handle=name, colour="teal", pattern="dots")
        )
    return seats


def _tap(home: House, meeting: str, actor: Actor, n: int) -> None:
    comfort = "may_share" if n % 2 else "listening"
    refused = home.desk.perform(meeting, actor, ask.SetComfort(comfort=comfort), Receipt(secrets.token_hex(16), b"tap"))  # type: ignore[arg-type]
    assert refused is None


def cost(what: str, size: int) -> float:
    """Milliseconds of processor time a command takes, at one size."""
    with tempfile.TemporaryDirectory() as folder:
        ids = cast_folder(Path(folder))
        home = home_in(Path(folder))
        group = circles.group_of(home.store, ids["Riverside"], ids["group"])
        meetings = [circles.open_meeting(home, group, ids["Fay"]) for _ in range(size if what == "meetings" else 1)]
        seats = _seated(home, meetings[0], 12)
        for n in range(size if what == "events" else 100):
            _tap(home, meetings[0], seats[n // 2 % 12], n)
        look_for_rubbish_less_often()  # as a server does
        used = time.process_time()
        for n in range(EACH):
            _tap(home, meetings[0], seats[n // 2 % 12], n)
            if n % 30 == 0:  # as often as it looks at what other processes have written, at 75 commands a second
                home.desk.shelf.catch_up()
        used = time.process_time() - used
        home.store.close()
    return used / EACH * 1000


if __name__ == "__main__":
    print(json.dumps(cost(sys.argv[1], int(sys.argv[2]))))
