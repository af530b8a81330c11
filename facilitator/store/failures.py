"""What can go wrong with a database, told without its own text, which can quote what was written."""

import errno
import sqlite3

from sqlalchemy.exc import DBAPIError

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_SQLITE_NO_ROOM = {
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
_POSTGRESQL_NO_ROOM, _POSTGRESQL_LOCKED = "53100", "55P03"
_NOT_NOW = ("08", "57P", "533")
"""PostgreSQL's codes for: connection lost, shutting down or starting up, no connection free."""


class StorageFailed(Exception):
    """The database could not take it: nothing of it is stored."""


class Full(StorageFailed):
    """There is no room left on the disk. What erases still works, from the room kept for it (ballast.py)."""


class Locked(StorageFailed):
    """Somebody else holds the database, and did not let go in time."""


class Away(StorageFailed):
    """The database cannot be reached just now. It may be in a moment."""


class Clash(Exception):
    """Something with the same key is there already."""


class OutcomeUnknown(Exception):
    """The connection broke while committing: it may be stored or not. Read before saying anything."""


def failure(error: DBAPIError, committing: bool = False) -> Exception:
    """What to tell those who wait. The database's own text may hold values, so it goes no further."""
    if error.connection_invalidated and committing:
        return OutcomeUnknown(type(error.orig).__name__)
    return Away(type(error.orig).__name__) if error.connection_invalidated else failure_of(error.orig)


def failure_of(error: BaseException | None) -> StorageFailed:
    """The same of what a driver raised."""
    kind, code = type(error).__name__, getattr(error, "sqlite_errorcode", None)
    if code is not None:
        if code & 0xFF == sqlite3.SQLITE_FULL or code in _SQLITE_NO_ROOM:
            return Full(kind)
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return Locked(kind)
    state = getattr(error, "pgcode", None)
    if state == _POSTGRESQL_NO_ROOM:
        return Full(kind)
    if state == _POSTGRESQL_LOCKED:
        return Locked(kind)
    return Away(kind) if _not_reached(error) else StorageFailed(kind)


def _not_reached(error: BaseException | None) -> bool:
    """PostgreSQL has not answered at all, or only that it is going or coming."""
    state = getattr(error, "pgcode", "")
    return type(error).__name__ == "OperationalError" if state is None else state.startswith(_NOT_NOW)


def no_room(error: BaseException) -> bool:
    """Whether the disk is full, as a file's own error says it."""
    return isinstance(error, OSError) and error.errno in _NO_ROOM
