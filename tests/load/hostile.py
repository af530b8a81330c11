"""Hostile clients, the whole of it: 50,000 commands through the desk's one door in a process of the real program with its
real store, and some thousands more through the real server and real sockets."""

import tempfile
from pathlib import Path

from tests.hostile.__main__ import hostile
from tests.hostile.sockets import stormed
from tests.places import Server


def measure(many: int = 50_000, sweeps: int = 5) -> None:
    """Prints how many were tried of each kind, and how many were accepted that should not be."""
    hostile(many)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).prepare()
        server.module = "tests.hostile.inside"
        server.start()
        try:
            storm = stormed(server, sweeps)
        finally:
            server.kill()
    print(f"hostile commands through real sockets: {storm.tried.total():,}")
    print(f"  {', '.join(f'{way} {n:,}' for way, n in sorted(storm.tried.items()))}")
    print(f"  answers: {', '.join(f'{code} {n:,}' for code, n in sorted(storm.codes.items()))}")
    print(
        f"  looks at roster and sockets: {storm.looks:,}; accepted that should not be, or not the roster: {len(storm.wrong)}"
    )
    for wrong in storm.wrong[:20]:
        print(f"    {wrong}")


if __name__ == "__main__":
    measure()
