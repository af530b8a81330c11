"""The keys: small files in KEYS_DIR, one for the server and one for each open meeting. Never in the database, never in
a backup.

A meeting's file holds a key for its words and one for its journal, each with a number that the rows carry. Replacing
one writes old and new together first, so that a crash between file and database leaves both readable; the old one is
destroyed once the database says that nothing needs it any more.
"""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from facilitator.store.sealing import new_key

Use = Literal["words", "journal"]


class NoKey(Exception):
    """The key for this is not here: destroyed, or the wrong KEYS_DIR."""


class MeetingKeys(Struct, frozen=True):
    """number -> key, for each use. More than one only while a key is being replaced."""

    words: dict[int, bytes]
    journal: dict[int, bytes]

    def key(self, use: Use, number: int) -> bytes:
        """One key. Raises `NoKey`."""
        keys = self.words if use == "words" else self.journal
        if number not in keys:
            raise NoKey(use)
        return keys[number]


class Keys:
    """KEYS_DIR. What it hands out is kept in memory; files are the truth."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._known: dict[str, MeetingKeys] = {}
        self.server = self._server_key()

    def _server_key(self) -> bytes:
        path = self._folder / "server.key"
        if not path.exists():
            _replace(path, secrets.token_bytes(32))
        key = path.read_bytes()
        if len(key) != 32:
            raise NoKey(
                f"{path} is not a key of this program. Put back the right file, or start with an empty KEYS_DIR."
            )
        return key

    def _path(self, meeting: str) -> Path:
        return self._folder / f"{meeting}.meeting"

    def create(self, meeting: str) -> MeetingKeys:
        """Fresh keys for a meeting that opens."""
        keys = MeetingKeys(words={0: new_key()}, journal={0: new_key()})
        self._write(meeting, keys)
        return keys

    def of(self, meeting: str, use: Use, number: int) -> bytes:
        """One key of a meeting, from memory or its file. Raises `NoKey`."""
        known = self._known.get(meeting)
        if known and number in getattr(known, use):
            return known.key(use, number)
        return self._load(meeting).key(use, number)

    def fresh(self, meeting: str, use: Use, after: int) -> tuple[int, bytes]:
        """Adds a key beside those there are, under a number that was never used: higher than `after`, the one in use,
        and than any that a transaction which came to nothing left behind. Gives number and key."""
        with self._alone():
            keys = self._load(meeting)
            present = dict(getattr(keys, use))
            number = max(after, *present) + 1
            present[number] = new_key()
            self._write(meeting, msgspec.structs.replace(keys, **{use: present}))
            return number, present[number]

    def destroy_older(self, meeting: str, words: int, journal: int) -> None:
        """Destroys every key of a meeting before these two, which must be there. What is newer came meanwhile, and
        whoever brought it will ask in turn."""
        with self._alone():
            keys = self._load(meeting)
            keys.key("words", words)
            keys.key("journal", journal)
            kept = MeetingKeys(words=_from(keys.words, words), journal=_from(keys.journal, journal))
            if kept != keys:
                self._write(meeting, kept)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """No other thread or process changes a key file meanwhile: reading, changing and replacing one is one step."""
        with open(self._folder / "lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def destroy(self, meeting: str) -> None:
        """Destroys all keys of a meeting: whatever still lies anywhere under them is noise from now on."""
        self._known.pop(meeting, None)
        path = self._path(meeting)
        if path.exists():
            _blot_out(path)
            path.unlink()
            _sync_folder(self._folder)

    def meetings(self) -> set[str]:
        """The meetings that have a key file."""
        return {p.stem for p in self._folder.glob("*.meeting")}

    def _load(self, meeting: str) -> MeetingKeys:
        try:
            keys = msgspec.msgpack.decode(self._path(meeting).read_bytes(), type=MeetingKeys)
        except (FileNotFoundError, msgspec.DecodeError):
            self._known.pop(meeting, None)
            raise NoKey("meeting") from None
        self._known[meeting] = keys
        return keys

    def _write(self, meeting: str, keys: MeetingKeys) -> None:
        path = self._path(meeting)
        _replace(path, msgspec.msgpack.encode(keys))
        self._known[meeting] = keys


def _from(keys: dict[int, bytes], least: int) -> dict[int, bytes]:
    return {number: key for number, key in keys.items() if number >= least}


def _replace(path: Path, data: bytes) -> None:
    """Write, fsync, rename: after a crash there is the old file or the new one, never half of one. The old file's bytes
    are overwritten first where the file system lets them be reached."""
    beside = path.with_suffix(path.suffix + ".new")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    old = open(path, "r+b") if path.exists() else None  # noqa: SIM115 - must outlive the rename
    os.replace(beside, path)
    _sync_folder(path.parent)
    if old:
        with old:
            _zero(old)


def _blot_out(path: Path) -> None:
    with open(path, "r+b") as file:
        _zero(file)


def _zero(file) -> None:  # type: ignore[no-untyped-def] # any binary file
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    file.write(b"\0" * size)
    file.flush()
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
