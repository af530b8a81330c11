"""`python -m tests.simulation --seed N`: one run, its history printed. `--seeds A B`: the runs from A up to B, counted."""

import os
import sys

if os.environ.get("PYTHONHASHSEED") != "0":  # the order of a set is chance, too
    os.execve(
        sys.executable, [sys.executable, "-m", "tests.simulation", *sys.argv[1:]], {**os.environ, "PYTHONHASHSEED": "0"}
    )

from tests.simulation.chance import real_time  # first: it takes over the clock

# isort: split
import argparse
import gc
import json
import logging
import traceback
from collections import Counter

from tests.simulation.run import Place, Run, played


def main() -> int:
    """Gives 1 where a promise was broken."""
    asked = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    asked.add_argument("--seed", type=int, help="one run, with its history")
    asked.add_argument("--seeds", type=int, nargs=2, default=(0, 100), metavar=("FROM", "TO"))
    given = asked.parse_args()
    if given.seed is None:
        logging.disable(logging.CRITICAL)  # faults are what it makes
        return many(range(*given.seeds))
    place = Place()
    try:
        run, wrong = played(given.seed, place)
    finally:
        place.gone()
    print(*run.history.told, sep="\n")
    print(*(traceback.format_exception(wrong) if wrong else ["Everything was as promised.\n"]), sep="", end="")
    return 1 if wrong else 0


def many(seeds: range) -> int:
    """Plays all of these; prints each that went wrong, and one line of figures."""
    place, began, counted = Place(), real_time(), Counter[str]()
    gc.collect()
    gc.freeze()
    quiet: list[float] = []
    try:
        for seed in seeds:
            run, wrong = played(seed, place)
            counted += figures(run)
            quiet += [run.settled["quiet"]] if "quiet" in run.settled else []
            if wrong:
                counted["failed"] += 1
                print(f"seed {seed}: {wrong!r}", flush=True)
                place.gone()
                place = Place()
    finally:
        place.gone()
    print(json.dumps({**dict(sorted(counted.items())), "seeds": len(seeds), "failed": counted["failed"],
                      "slowest to settle": round(max(quiet, default=0), 1),
                      "seconds": round(real_time() - began, 1)}))  # fmt: skip
    return 1 if counted["failed"] else 0


def figures(run: Run) -> Counter[str]:
    """What one run had in it."""
    return run.counted + Counter(
        {"steps": run.history.seq, "power cuts": sum(m.starts - 1 for m in run.machines), "troubled": int(run.doomed)}
    )


if __name__ == "__main__":
    sys.exit(main())
