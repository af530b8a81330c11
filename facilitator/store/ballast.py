"""Room that is kept on the disk, so that words can be taken back when it is full: deleting needs a little room first.

Two files of no use. When a write finds no room the first is given up, and what adds to the disk is refused from then on;
what steers a session goes on. The second is given up for erasing alone. Both come back once there is room again.
"""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

from facilitator.store.failures import no_room
from facilitator.store.files import sync_folder

T = TypeVar("T")
MIB = 1024 * 1024
PARTS = (2 * MIB, 4 * MIB)
NEEDED_TO_OPEN = MIB // 2
MARGIN = 4 * MIB
"""So much must be free besides, before it is filled again."""


class Wish(IntEnum):
    """What a write is for: the higher, the longer it is let through when room runs out."""

    ADDING = 0
    STEERING = 1
    ERASING = 2


class Ballast:
    """The kept room of one or more folders; one file system is counted once."""

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._given_up = 0

    @property
    def short(self) -> bool:
        """Whether the disk was found full, and is still."""
        return self._given_up > 0

    def allows(self, wish: Wish) -> bool:
        """Whether such a write may be tried now."""
        return wish >= self._given_up

    def make_way(self) -> None:
        """Before anything is opened: on a disk that is full already a database could not even be read."""
        with self._alone():
            if any(_free(folder) < NEEDED_TO_OPEN for folder in self._places()):
                self._give_up()

    def fill(self) -> None:
        """Takes the room, once everything is open. Where there is none the disk is short from the beginning."""
        with self._alone():
            if self._given_up:
                return
            try:
                for folder in self._places():
                    for number, size in enumerate(PARTS):
                        _take(_part(folder, number), size)
            except OSError:
                self._give_up()

    def give_up(self) -> bool:
        """A write found no room: gives up the next part. False if everything is given up already."""
        with self._alone():
            return self._give_up()

    def _give_up(self) -> bool:
        places = self._places()
        if self._given_up >= len(PARTS) or not places:
            return False
        for folder in places:
            with contextlib.suppress(OSError):
                _part(folder, self._given_up).unlink(missing_ok=True)
                sync_folder(folder)
        self._given_up += 1
        return True

    def look(self) -> bool:
        """Takes the room again if there is some. Gives whether the disk is still short."""
        with self._alone():
            if self._given_up and all(_free(folder) > sum(PARTS) + MARGIN for folder in self._places()):
                with contextlib.suppress(OSError):
                    for folder in self._places():
                        for number, size in enumerate(PARTS):
                            _take(_part(folder, number), size)
                    self._given_up = 0
            return self._given_up > 0

    def spend(self, work: Callable[[], T]) -> T:
        """Runs something that erases, and gives up room for it where there is none. Raises what `work` raises."""
        while True:
            try:
                return work()
            except OSError as e:
                if not no_room(e) or not self.give_up():
                    raise

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One thread and one process at a time, by a lock of the system's: Python's belong to green threads once these are
        served, and the writer is a real one, which nobody would wake."""
        place = next((folder for folder in self._folders if folder.exists()), None)
        if place is None:
            yield
            return
        held = os.open(place, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
        finally:
            os.close(held)

    def _places(self) -> list[Path]:
        """One folder of each file system."""
        found: dict[int, Path] = {}
        for folder in self._folders:
            if folder.exists():
                found.setdefault(folder.stat().st_dev, folder)
        return list(found.values())


def _part(folder: Path, number: int) -> Path:
    return folder / f"ballast-{number + 1}"


def _free(folder: Path) -> int:
    have = os.statvfs(folder)
    return have.f_bavail * have.f_frsize


def _take(path: Path, size: int) -> None:
    """Random bytes, since a file system that packs what is stored would keep no room for nothing."""
    if path.exists() and path.stat().st_size == size:
        return
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(os.urandom(size))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
