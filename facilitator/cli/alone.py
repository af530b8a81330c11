"""One `run` on one folder: a second one, on another port, would look like an empty Facilitator to whoever opens it.
And nobody at all while a copy is put back."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from facilitator.cli import fail


@contextlib.contextmanager
def only_one(folder: Path, port: int) -> Iterator[None]:
    """Holds the folder while it runs; ends with one plain sentence if another process holds it. A crash lets it go."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("a+") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            mark.seek(0)
            fail(f"Facilitator is running here already: http://localhost:{mark.read().strip() or port}")
        mark.truncate(0)
        mark.write(str(port))
        mark.flush()
        yield


@contextlib.contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Marks a folder as one that a server works on; several may. A crash takes the mark away."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "in-use").open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def nobody_in(folder: Path) -> Iterator[None]:
    """Keeps every server out of a folder meanwhile; ends with one plain sentence if one works on it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "in-use").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            fail(f"Facilitator is running on {folder}. Stop it first, then put the copy back.")
        yield
