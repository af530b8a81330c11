"""`python -m tests.hostile [MANY]`: tries so many (50,000 unless said), prints what they were and what was accepted."""

import sys
import tempfile
import time
from pathlib import Path

from tests.hostile.walk import Walk
from tests.places import cast_folder, home_in


def hostile(many: int = 50_000) -> Walk:
    """The walk in a process of the real program with its real store."""
    with tempfile.TemporaryDirectory() as folder:
        ids = cast_folder(Path(folder))
        home = home_in(Path(folder))
        walk, began = Walk(home, ids), time.perf_counter()
        walk.everything(many)
        home.store.close()
    print(
        f"hostile commands through the desk's one door: {walk.tried.total():,} in {time.perf_counter() - began:.0f} s"
    )
    for way, times in sorted(walk.tried.items()):
        print(f"  {way}: {times:,}")
    print(f"  answers: {', '.join(f'{code} {n:,}' for code, n in sorted(walk.codes.items()))}")
    print(f"  changed something rightly: {walk.rightly.total():,} of {len(walk.rightly)} kinds of command")
    print(f"  accepted that should not be: {len(walk.wrong)}")
    for wrong in walk.wrong[:20]:
        print(f"    {wrong}")
    return walk


if __name__ == "__main__":
    sys.exit(bool(hostile(int(sys.argv[1]) if sys.argv[1:] else 50_000).wrong))
