"""Guessing join codes: what the odds are, and whether the time of an answer tells an unknown code from a real one."""

import statistics
import tempfile
import time
from pathlib import Path

from facilitator.joining.codes import ALPHABET, ODDS, guesses, length_for, odds
from facilitator.joining.guessing import A_SECOND, AT_ONCE
from tests.faults.doors import Typist
from tests.places import Server
from tests.web.test_guessing import attack

HOURS, ADDRESSES, OPEN = 2, 10_000, 100
EACH = 40


def measure() -> None:
    """Prints both."""
    print(f"\nGuessing codes: {ADDRESSES:,} addresses, {HOURS} hours, {OPEN} open meetings:")
    length = length_for(OPEN - 1)
    print(f"  answered at most     {AT_ONCE} + {A_SECOND}/s x {HOURS} h = {guesses():,}")
    print(f"  codes of {length}           {len(ALPHABET)}^{length} = {len(ALPHABET) ** length:,}")
    print(f"  odds of any hit      {odds(OPEN, length):.2%} (goal: at most {ODDS:.1%})")
    answered = attack(HOURS * 3600, ADDRESSES, 60)
    print(f"  answered in a simulated attack with 60 tries a second: {answered:,}")
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), TRUSTED_PROXIES="1", ROOM_LIMIT="2").prepare().start()
        try:
            _times(server)
        finally:
            server.kill()


def _times(server: Server) -> None:
    """Each try from an address of its own, in turns, slowly enough that none of them waits."""
    locked, full, closed = (server.open(name) for name in ("Fay", "Dot", "Fay"))
    locked.console.do("door.lock", on=True)
    full.phone("Ana"), full.phone("Ben")
    closed.console.do("meeting.close")
    codes = {"unknown": "CCCCCC", "closed": closed.code, "locked": locked.code, "full": full.code}
    took: dict[str, list[float]] = {name: [] for name in codes}
    for n in range(EACH):
        for m, (name, code) in enumerate(codes.items()):
            typist = Typist(server, f"10.{n}.{m}.1")
            typist.get("/")
            began = time.perf_counter()
            assert typist.get(f"/j/{code}").status_code == 404
            took[name].append((time.perf_counter() - began) * 1000)
            time.sleep(0.21)
    print(f"  answered after, median of {EACH} (10th to 90th percentile), ms:")
    for name, all_ in took.items():
        tenths = statistics.quantiles(all_, n=10)
        print(f"    {name:8} {statistics.median(all_):6.1f}  ({tenths[0]:.1f} to {tenths[-1]:.1f})")


if __name__ == "__main__":
    measure()
