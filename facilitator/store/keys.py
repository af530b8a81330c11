"""The keys: small files in KEYS_DIR, one for the server and one for each open meeting. Never in the database, never in
a backup.

A meeting's file holds a key for its words and one for its journal, each with a number that the rows carry. Replacing
one writes old and new together first, so that a crash between file and database leaves both readable; the old one is
destroyed once the database says that nothing needs it any more.
"""

import contextlib
import fcntl
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from facilitator.store.files import blot_out, replace_file, sync_folder
from facilitator.store.sealing import new_key

Use = Literal["words", "journal"]


class NoKey(Exception):
    """The key for this is not here: destroyed, or the wrong KEYS_DIR."""


class MeetingKeys(Struct, frozen=True):
    """number -> key, for each use. More than one only while a key is being replaced."""

    words: dict[int, bytes]
    journal: dict[int, bytes]
    slips: bytes = b""
    """For what is left for attendance while the meeting is open. Gone with the rest when it closes."""

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
        self.server_file = folder / "server.key"
        self.made_now = False
        """Whether there was no server's key before."""
        self.server = self._server_key()

    def _server_key(self) -> bytes:
        path = self.server_file
        with self._alone():
            if not path.exists():
                replace_file(path, secrets.token_bytes(32))
                self.made_now = True
            key = path.read_bytes()
        if len(key) != 32:
            raise NoKey(
                f"{path} is not a key of this program. Put back the right file, or start with an empty KEYS_DIR."
            )
        return key

    def take_back_server_key(self) -> None:
        """The server's key was made a moment ago and nothing may lie under it: as if it had not been."""
        self.server_file.unlink(missing_ok=True)
        self.made_now = False

    def _path(self, meeting: str) -> Path:
        return self._folder / f"{meeting}.meeting"

    def create(self, meeting: str) -> MeetingKeys:
        """Fresh keys for a meeting that opens."""
        keys = MeetingKeys(words={0: new_key()}, journal={0: new_key()}, slips=new_key())
        self._write(meeting, keys)
        return keys

    def of(self, meeting: str, use: Use, number: int) -> bytes:
        """One key of a meeting, from memory or its file. Raises `NoKey`."""
        known = self._known.get(meeting)
        if known and number in getattr(known, use):
            return known.key(use, number)
        return self._load(meeting).key(use, number)

    def reread(self, meeting: str, words: int, journal: int) -> None:
        """Makes sure, by its file, that a meeting has these two keys. Raises `NoKey`."""
        keys = self._load(meeting)
        keys.key("words", words)
        keys.key("journal", journal)

    def for_slips(self, meeting: str) -> bytes:
        """The key that signatures and stamps of an open meeting lie under. Raises `NoKey`."""
        known = self._known.get(meeting) or self._load(meeting)
        if not known.slips:  # opened before there was such a key
            with self._alone():
                known = self._load(meeting)
                if not known.slips:
                    known = msgspec.structs.replace(known, slips=new_key())
                    self._write(meeting, known)
        return known.slips

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
            self.reread(meeting, words, journal)
            keys = self._known[meeting]
            kept = msgspec.structs.replace(keys, words=_from(keys.words, words), journal=_from(keys.journal, journal))
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
            blot_out(path)
            path.unlink()
            sync_folder(self._folder)

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
        replace_file(path, msgspec.msgpack.encode(keys))
        self._known[meeting] = keys


def _from(keys: dict[int, bytes], least: int) -> dict[int, bytes]:
    return {number: key for number, key in keys.items() if number >= least}
