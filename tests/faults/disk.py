"""A small disk of one's own, to fill: a file system in memory, of a fixed size."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

AS_ROOT = [] if os.getuid() == 0 else ["sudo", "-n"]


@contextlib.contextmanager
def small_disk(at: Path, megabytes: int = 24) -> Iterator[Path]:
    """A file system of this size, mounted at a folder, and gone afterwards. Needs root, or sudo without a password."""
    at.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=700,uid={os.getuid()},gid={os.getgid()}"
    done = subprocess.run([*AS_ROOT, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(at)], check=False)
    assert done.returncode == 0, (
        "A disk can only be filled on a small one, and mounting one needs root: use a container."
    )
    try:
        yield at
    finally:
        subprocess.run([*AS_ROOT, "umount", "--lazy", str(at)], check=True)


def fill_up(folder: Path) -> Path:
    """Writes until nothing more fits, to the last byte, also while a server on it gives room back. Gives the file that takes
    the room."""
    filler = folder / "somebody-elses-video"
    with open(filler, "ab", buffering=0) as file:
        for _ in range(100):
            for size in (1 << 20, 4096, 1):
                with contextlib.suppress(OSError):
                    while True:
                        file.write(b"\1" * size)
            if full(folder):
                return filler
    raise AssertionError("it is never full")


def full(folder: Path) -> bool:
    """Whether not one more block can be had."""
    have = os.statvfs(folder)
    return have.f_bavail == 0
