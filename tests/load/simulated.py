"""10,000 whole meetings in the simulated world (tests/simulation), on every core there is."""

import json
import os
import subprocess
import sys
import time
from collections import Counter

from tests.places import ROOT


def measure(seeds: int = 10_000) -> None:
    """Prints what happened in them; a seed that went wrong is printed with how to see its history."""
    cores, began = os.cpu_count() or 1, time.perf_counter()
    parts = [(seeds * n // cores, seeds * (n + 1) // cores) for n in range(cores)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.simulation", "--seeds", str(a), str(b)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for a, b in parts
    ]
    told: Counter[str] = Counter()
    slowest = 0.0
    for process in running:
        *wrong, figures = process.communicate()[0].splitlines()
        print(*wrong, sep="\n", end="\n" if wrong else "")
        found = json.loads(figures)
        slowest = max(slowest, found.pop("slowest to settle"))
        told.update(found)
    took = time.perf_counter() - began
    print(
        f"simulated meetings: {told['seeds']:,} in {took:.0f} s ({told['seeds'] / took / cores:.1f} a second and core)"
    )
    print(
        f"  {told['commands']:,} commands of simulated phones, {told['yes']:,} answered yes, {told['steps']:,} steps stored"
    )
    print(
        f"  {told['power cuts']:,} power cuts, {told['troubled']:,} meetings with faults; {told['views']:,} views compared"
    )
    print(f"  longest until every screen was right after the last tap, in virtual seconds: {slowest}")
    print(f"  promises broken: {told['failed']}. Replay one: python -m tests.simulation --seed N")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if sys.argv[1:] else 10_000)
