"""A searcher who has every byte of the data and every key that is still readable, and tries to read every text.

Not by asking the database: by looking for what a row of words looks like in any file (pages, free pages, write-ahead log,
copies, heap and log of PostgreSQL), and trying every key of every meeting on it.
"""

import contextlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from facilitator.store.keys import MeetingKeys
from facilitator.store.sealing import NONCE
from tests.places import ROOT

WRAPPED = NONCE + 32 + 16
LONGEST = 400
BETWEEN = 16
"""Bytes that may lie between two columns of a row: lengths, numbers, padding."""
ROW = re.compile(rb"(x[0-9a-f]{20})(x[0-9a-f]{20})")
NEAR = re.compile(rb"(x[0-9a-f]{20}).{1,4}(x[0-9a-f]{20})", re.DOTALL)


class Searcher:
    """Whoever took everything: folders with data, and the folder with keys."""

    def __init__(self, folders: Iterable[Path], keys: Path) -> None:
        self._folders, self._keys = list(folders), keys

    def finds(self) -> set[str]:
        """Every text that can be read. Looked for in a process of its own, so that nobody here stands still meanwhile."""
        places = [str(self._keys), *map(str, self._folders)]
        command = [sys.executable, "-m", "tests.faults.searcher", *places]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=300)
        return set(json.loads(done.stdout))

    def finds_here(self) -> set[str]:
        """The same in this process."""
        keys = [AESGCM(key) for key in self._every_key()]
        found: set[str] = set()
        for bytes in self._every_file():
            seen: set[bytes] = set()
            for pattern in (ROW, NEAR):
                for row in pattern.finditer(bytes):
                    after = bytes[row.end() : row.end() + BETWEEN * 2 + WRAPPED + LONGEST + 64]
                    if row.group(1) + row.group(2) + after[:BETWEEN] in seen:
                        continue
                    seen.add(row.group(1) + row.group(2) + after[:BETWEEN])
                    found |= set(_read(keys, f"{row.group(1).decode()} {row.group(2).decode()}".encode(), after))
        return found

    def holds(self, text: str) -> bool:
        """Whether a text stands anywhere just as it was written."""
        return any(text.encode() in bytes for bytes in self._every_file())

    def _every_file(self) -> Iterator[bytes]:
        for folder in self._folders:
            for path in folder.rglob("*"):
                if path.is_file() and not path.name.startswith("ballast"):
                    with contextlib.suppress(FileNotFoundError):
                        yield path.read_bytes()

    def _every_key(self) -> Iterator[bytes]:
        """Also from files of keys that are being replaced, were deleted halfway, or are anything else."""
        for path in self._keys.rglob("*.meeting*"):
            with contextlib.suppress(FileNotFoundError, msgspec.DecodeError):
                yield from msgspec.msgpack.decode(path.read_bytes(), type=MeetingKeys).words.values()


def _read(keys: list[AESGCM], where: bytes, after: bytes) -> Iterator[str]:
    for start in range(BETWEEN):
        wrapped = after[start : start + WRAPPED]
        for key in keys:
            own = _opened(key, wrapped, where)
            if own is not None:
                yield from _body(AESGCM(own), where, after[start + WRAPPED :])
                return


def _body(own: AESGCM, where: bytes, after: bytes) -> Iterator[str]:
    """The text lies right behind, and is as long as it is: every length is tried."""
    for start in range(8):
        for length in range(NONCE + 17, LONGEST):
            clear = _opened(own, after[start : start + length], where)
            if clear is not None:
                yield clear.decode()
                return


def _opened(key: AESGCM, sealed: bytes, where: bytes) -> bytes | None:
    if len(sealed) < NONCE + 16:
        return None
    try:
        return key.decrypt(sealed[:NONCE], sealed[NONCE:], where)
    except InvalidTag:
        return None


if __name__ == "__main__":
    print(json.dumps(sorted(Searcher(map(Path, sys.argv[2:]), Path(sys.argv[1])).finds_here())))
