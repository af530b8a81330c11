"""Putting a copy of the database back, without bringing back what has been erased since it was made.

Everything is done to a file beside the database, which takes its place at the very end: a crash leaves the one or the other.
"""

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Organization
from facilitator.attendance.erasing import erase_again
from facilitator.attendance.name_checks import forget_lost
from facilitator.attendance.records import note_ended_early
from facilitator.operations import audit
from facilitator.store.backups import copy_database, copy_name, sound
from facilitator.store.base import Base
from facilitator.store.files import sync_folder
from facilitator.store.forgetting import forget
from facilitator.store.keys import Keys
from facilitator.store.ledger import Ledger
from facilitator.store.migrating import CannotStart, migrate, newer_than_this
from facilitator.store.name_keys import NameKeys
from facilitator.store.server_key import check_server_key
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Store, checkpoint

WORKED_ONCE = ("sign_ins", "invitations", "member_links")
"""Tables of what may have ended or been used up since the copy was made: it must not work again."""


class Settled(Struct, frozen=True, kw_only=True):
    """What was done so that the copy says nothing it must not."""

    ended: int
    """Sessions that were open when the copy was made."""
    erased_again: int
    lost: int
    """Names whose keys have been replaced or destroyed since."""
    replaced: Path | None = None
    """Where the database now lies that was there before."""


def restore(copy: Path, database: Path, backups: Path, keys: Keys, names: NameKeys, ledger: Ledger) -> Settled:
    """Puts a copy in the place of the database. No server may be running. Raises `CannotStart`, and changes nothing then."""
    if not copy.is_file() or not sound(copy, thoroughly=True):
        raise CannotStart(f"{copy} is not there, or is damaged. Choose another copy. Nothing was changed.")
    if newer_than_this(copy):
        raise CannotStart(f"{copy} was made by a newer Facilitator. Install that version first. Nothing was changed.")
    beside = database.with_name(database.name + ".restoring")
    _without_leftovers(beside)
    copy_database(copy, beside)
    made_on = date.fromtimestamp(copy.stat().st_mtime)
    migrate(f"sqlite:///{beside}", backups)
    store = Store(f"sqlite:///{beside}")
    try:
        check_server_key(store, keys)
        done = settle(store, names, ledger, made_on)
    finally:
        store.close()
    _as_one_file(beside)
    replaced = _aside(database, backups)
    os.replace(beside, database)
    sync_folder(database.parent)
    for meeting in keys.meetings():
        keys.destroy(meeting)
    return Settled(ended=done.ended, erased_again=done.erased_again, lost=done.lost, replaced=replaced)


def settle(store: Store, names: NameKeys, ledger: Ledger, made_on: date) -> Settled:
    """What a database needs once an earlier state of it has been put back: open sessions are ended, what has been erased
    since goes again, and every sign-in and invitation has to be made anew."""

    def work(session: Session) -> int:
        rows = list(session.scalars(select(OpenMeeting)))
        for row in rows:
            note_ended_early(session, row)
            session.flush()
            forget(session, row.id)
        for name in WORKED_ONCE:
            if name in Base.metadata.tables:
                session.execute(delete(Base.metadata.tables[name]))
        for organization in list(session.scalars(select(Organization.id))):
            audit.write(session, organization, "", "data.restored", day=made_on.isoformat())
        return len(rows)

    ended = store.write(work)
    gone = ledger.erased()
    again = erase_again(store, gone.pop("signatures", []))
    again += store.write(lambda session: sum(_erase(session, table, ids) for table, ids in gone.items()))
    lost = forget_lost(store, names).names
    checkpoint(store)
    return Settled(ended=ended, erased_again=again, lost=lost)


def _erase(session: Session, table: str, ids: list[str]) -> int:
    """Rows of a table that nothing is counted by."""
    if table not in Base.metadata.tables:
        return 0
    rows = Base.metadata.tables[table]
    went = 0
    for at in range(0, len(ids), 500):
        gone: Any = session.execute(delete(rows).where(rows.c.id.in_(ids[at : at + 500])))
        went += int(gone.rowcount)
    return went


def _as_one_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    _sync(path)


def _aside(database: Path, backups: Path) -> Path | None:
    """What was there before is kept: as a copy if it is sound, else as it is, with its write-ahead log."""
    if not database.exists():
        return None
    good = sound(database)
    kept = backups / copy_name("replaced" if good else "damaged")
    if good:
        copy_database(database, kept)
    else:
        backups.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(database, kept)
    wal = database.with_name(database.name + "-wal")
    if wal.exists() and not good:
        os.replace(wal, kept.with_name(kept.name + "-wal"))
    _without_leftovers(database, itself=False)
    return kept


def _without_leftovers(path: Path, itself: bool = True) -> None:
    """No log of another database may lie beside one: it would be read into it."""
    for ending in ("", "-wal", "-shm") if itself else ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle: Any = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
