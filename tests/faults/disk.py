"""A small disk of one's own, to fill: a file system in memory, of a fixed size."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def small_disk(at: Path, megabytes: int = 24) -> Iterator[Path]:
    """A file system of this size, mounted at a folder, and gone afterwards. Needs root, as the machines that test have."""
    at.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


def fill_up(folder: Path) -> Path:
    """Writes until nothing more fits, to the last byte. Gives the file that takes the room."""
    filler = folder / "somebody-elses-video"
    with open(filler, "ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(b"\1" * size)
    assert full(folder)
    return filler


def full(folder: Path) -> bool:
    """Whether not one more block can be had."""
    have = os.statvfs(folder)
    return have.f_bavail == 0
