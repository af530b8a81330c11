"""`make bench`: measures and prints. Nothing here passes or fails."""

import tempfile
from pathlib import Path

from tests.load import (
    attendance,
    canary,
    circle,
    contest,
    growth,
    guessing,
    hostile,
    hostile_sockets,
    kills,
    long_life,
    processes,
    returning,
    simulated,
    taken_back,
    weight,
)
from tests.load.dump.__main__ import attack
from tests.load.table import show
from tests.places import Server


def main() -> None:
    """Everything that is measured, on a server of its own where there are phones."""
    attendance.measure()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).prepare().start()
        try:
            light = weight.measure(server)
            circle.measure(server)
            show(hostile_sockets.measure(server))
        finally:
            server.kill()
    kills.measure()
    taken_back.measure()
    canary.measure()
    hostile.measure()
    simulated.measure()
    guessing.measure()
    processes.measure()
    long_life.measure()
    show([*contest.measure(), *growth.measure(), *light, *returning.measure()])
    attack(1000)


if __name__ == "__main__":
    main()
