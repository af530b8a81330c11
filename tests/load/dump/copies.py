"""Copies of everything a thief would take, and what can be read from them about one meeting."""

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.load.dump.attack import Side

Ids = Mapping[str, str]
"""who -> the id of a row"""
TRIES = 50
"""So often a copy that came out torn is taken again."""


class SqliteCopy:
    """Database, write-ahead log and server log, as they lay there at one moment."""

    def __init__(self, folder: Path, into: Path) -> None:
        into.mkdir(parents=True, exist_ok=True)
        self.file = into / "copy.sqlite3"
        self.log = (folder / "log").read_bytes() if (folder / "log").exists() else b""
        database = folder / "facilitator.sqlite3"
        for _ in range(TRIES):
            before = self._as_they_lie(database)
            self._take(database)
            if self._as_they_lie(database) == before and self._is_whole():
                return
        raise AssertionError("every copy was torn")

    @staticmethod
    def _as_they_lie(database: Path) -> list[tuple[int, int]]:
        """When both files were last written to: pages that move from the log into the file meanwhile would be in neither
        copy."""
        files = [Path(f"{database}{ending}") for ending in ("", "-wal")]
        return [(s.st_mtime_ns, s.st_size) for s in (f.stat() for f in files if f.exists())]

    def _take(self, database: Path) -> None:
        for ending in ("", "-wal"):
            source, target = Path(f"{database}{ending}"), Path(f"{self.file}{ending}")
            target.unlink(missing_ok=True)
            if source.exists():
                shutil.copyfile(source, target)
        wal = Path(f"{self.file}-wal")
        self.database, self.wal = self.file.read_bytes(), wal.read_bytes() if wal.exists() else b""

    def _is_whole(self) -> bool:
        """A copy made while pages move from the log into the file can be torn; a thief then takes another."""
        try:
            return self.rows("PRAGMA quick_check") == [("ok",)]
        except sqlite3.DatabaseError:
            return False

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the copied database answers."""
        connection = sqlite3.connect(self.file)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()

    def places(self, ids: Ids) -> Side:
        """Where the bytes of these ids lie: in the file, and first and last in the write-ahead log."""
        return {
            "byte in the file": _found(ids, self.database.find),
            "first byte in the log": _found(ids, self.wal.find),
            "last byte in the log": _found(ids, self.wal.rfind),
            "byte in the server's log": _found(ids, self.log.find),
        }


class PostgresCopy:
    """The same of a PostgreSQL: what it answers, its heap and its write-ahead log."""

    def __init__(self, url: str, data: Path) -> None:
        import psycopg2

        self._connection = psycopg2.connect(url)
        self._connection.autocommit = True
        self._ask("CHECKPOINT")
        (heap,) = self._ask("SELECT oid FROM pg_database WHERE datname = current_database()")[0]
        files = sorted((data / "base" / str(heap)).iterdir(), key=lambda p: p.name)
        self.heap = b"".join(p.read_bytes() for p in files if p.is_file())
        self.wal = b"".join(p.read_bytes() for p in sorted((data / "pg_wal").glob("0*")))

    def _ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else []

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers; `?` stands for a value, as in SQLite."""
        return [
            tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
            for row in self._ask(query.replace("?", "%s"), *values)
        ]

    def places(self, ids: Ids) -> Side:
        """As of SQLite; and where and in which transaction the row lies (ctid, xmin) comes with `columns`."""
        return {
            "byte in the file": _found(ids, self.heap.find),
            "first byte in the log": _found(ids, self.wal.find),
            "last byte in the log": _found(ids, self.wal.rfind),
        }

    def close(self) -> None:
        self._connection.close()


def _found(ids: Ids, find: Any) -> dict[str, int]:
    places = {who: find(id.encode()) for who, id in ids.items()}
    return {who: place for who, place in places.items() if place >= 0}


def columns(copy: Any, table: str, ids: Ids, names: Sequence[str]) -> Side:
    """The order a table is read in, and every column of these rows."""
    behind = {id: who for who, id in ids.items()}
    more = ["xmin::text::bigint", "(ctid::text::point)[0]::int * 10000 + (ctid::text::point)[1]::int"]
    wanted = ["id", *names, *(more if isinstance(copy, PostgresCopy) else [])]
    rows = [r for r in copy.rows(f"SELECT {', '.join(wanted)} FROM {table}") if r[0] in behind]
    said: dict[str, dict[str, Any]] = {"read order": {behind[r[0]]: n for n, r in enumerate(rows)}}
    for n, column in enumerate(wanted):
        said[f"column {column.split(':')[0]}"] = {behind[r[0]]: r[n] for r in rows}
    return said


def under(prefix: str, side: Side) -> dict[str, Any]:
    """The same properties under a longer name. What is the same for everybody tells nobody apart and is left out."""
    return {f"{prefix}: {name}": values for name, values in side.items() if len(set(values.values())) > 1}
