"""What has been erased for good, so that a copy of the database put back does not bring it back: tables and random ids.

It lies in KEYS_DIR, and not beside the database: a copy is worth something only together with the keys, so whoever restores
has this folder; whoever puts all of DATA_DIR back by hand does not put an old ledger back with it; and it is in no backup.
"""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from facilitator.store.files import sync_folder

INFO = "ledger"


class Ledger:
    """KEYS_DIR/erased: one line for each row, in the order of erasing."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "erased"

    def note(self, table: str, ids: Iterable[str]) -> None:
        """Adds rows, durably. Before the commit that erases them: noted too much is asked for again, too little is told."""
        lines = "".join(f"{table} {id}\n" for id in sorted(ids))
        new = not self._path.exists()
        with open(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(lines.encode())
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self._path.parent)

    def erased(self) -> dict[str, list[str]]:
        """The rows that must never come back, by table. A line that a crash cut off is not one."""
        found: dict[str, list[str]] = {}
        if self._path.exists():
            whole = self._path.read_text("utf-8").rpartition("\n")[0]
            for line in whole.splitlines():
                table, _, id = line.partition(" ")
                found.setdefault(table, []).append(id)
        return found


def erased(session: Session, table: str, ids: Iterable[str]) -> None:
    """Part of a transaction that erases rows for good (not: lets go of what is old, which happens again by itself)."""
    ledger: Ledger | None = session.info.get(INFO)
    if ledger:
        ledger.note(table, ids)
