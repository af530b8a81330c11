"""`make bench`: measures and prints. Nothing here passes or fails."""

import tempfile
from pathlib import Path

from tests.load import (
    attendance,
    canary,
    circle,
    contest,
    growth,
    hostile,
    hostile_sockets,
    kills,
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
            hostile_sockets.measure(server)
        finally:
            server.kill()
    kills.measure()
    taken_back.measure()
    canary.measure()
    hostile.measure()
    simulated.measure()
    show([*contest.measure(), *growth.measure(), *light])
    attack(1000)


if __name__ == "__main__":
    main()
