"""Whole meetings in a world whose clock, order and faults come from one seed (tests/simulation). 10,000 in `make bench`."""

import json
import subprocess
import sys

from tests.places import ROOT

SEEDS = 40


def simulated(*asked: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: it takes over clock, chance and threads."""
    command = [sys.executable, "-m", "tests.simulation", *asked]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_simulated_meetings_keep_every_promise():
    """Acknowledged commands happened once, each screen shows what is so for it, all words are gone after the close."""
    done = simulated("--seeds", "0", str(SEEDS))
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\nReplay one: python -m tests.simulation --seed N"
    told = json.loads(done.stdout)
    assert told["failed"] == 0
    for what in ("yes", "views", "power cuts", "never answered"):
        assert told[what] > SEEDS / 6, f"a world without {what} proves little"


def test_a_seed_tells_the_same_story_each_time():
    first, second = simulated("--seed", "46"), simulated("--seed", "46")
    assert first.stdout == second.stdout
    assert "Everything was as promised." in first.stdout
    assert "meeting.close" in first.stdout
