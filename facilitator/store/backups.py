"""Copies of an SQLite database: made while it is in use, checked, and found again."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from facilitator.store.files import sync_folder


class Damaged(Exception):
    """Not a sound database."""


def copy_database(source: Path, target: Path) -> None:
    """A whole, sound copy in one file, durable before it gets its name. Whoever uses the database goes on meanwhile.
    Raises `Damaged`, `OSError`."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(part)) as copy:
            original.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        if not sound(part):
            raise Damaged(source.name)
        _sync(part)
        os.replace(part, target)
        sync_folder(target.parent)
    except sqlite3.DatabaseError as e:
        raise _why(e, source) from None
    finally:
        part.unlink(missing_ok=True)


def _why(error: sqlite3.Error, source: Path) -> Exception:
    from facilitator.store.failures import Full, failure_of

    told = failure_of(error)
    return told if isinstance(told, Full) else Damaged(source.name)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sound(path: Path, thoroughly: bool = False) -> bool:
    """Whether every page of a database is what it should be. `thoroughly`: every index is held against its table too."""
    check = "integrity_check" if thoroughly else "quick_check"
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute(f"PRAGMA {check}(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def copy_name(why: str = "") -> str:
    """What a copy made now is called."""
    return f"{datetime.now():%Y-%m-%d-%H%M%S}{'-' if why else ''}{why}.sqlite3"


def newest(folder: Path) -> Path | None:
    """The newest copy in a folder that is sound."""
    return next((path for path in sorted(folder.glob("*.sqlite3"), reverse=True) if sound(path)), None)
