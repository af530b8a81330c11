"""`Store`: reading, and the one way to write.

SQLite has one writer. Every write is a function that one thread runs, together with all others that wait, in one durable
transaction; so green threads never wait on the disk, and none ever yields inside a transaction.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, configure_mappers

import facilitator.store.counting  # noqa: F401 - before anybody reads or writes
from facilitator.store.ballast import Ballast, Wish
from facilitator.store.engines import IMPATIENT, PATIENT, engine
from facilitator.store.failures import (
    Away,
    Clash,
    Full,
    Locked,
    OutcomeUnknown,
    StorageFailed,
    failure,
    failure_of,
)
from facilitator.store.ledger import Ledger
from facilitator.store.together import Write, store_together, why
from facilitator.store.worker import THREAD, Worker

__all__ = ["Away", "Clash", "Full", "Locked", "OutcomeUnknown", "StorageFailed", "Store", "Wish", "checkpoint", "works"]

T = TypeVar("T")

MOST_AT_ONCE = 500


class Store:
    """One database. `read()` for looking, `write(fn)` for everything else."""

    def __init__(
        self, url: str, worker: Worker = THREAD, ballast: Ballast | None = None, ledger: Ledger | None = None
    ) -> None:
        """`worker`: the thread that writes to a file. Whoever writes to a server only waits for it, and needs none."""
        self.ballast = ballast or Ballast()
        self._ledger = ledger
        self._patience = PATIENT
        self.closing = False
        """Set once it is being closed: whatever runs beside ends then."""
        self.changes = 0
        """How many writes of this process belonged to no meeting alone: what was read before may be another by now."""
        self.sqlite = url.startswith("sqlite")
        self._worker = worker if self.sqlite else THREAD
        self.engine = engine(url, read_only=True)
        self._writer_engine = engine(url, read_only=False, patience=lambda: self._patience)
        self._queue = self._worker.queue()
        self._over = self._worker.signal()
        self._writing = False
        self._starting = threading.Lock()
        self.ready()

    @property
    def waiting(self) -> int:
        """How many writes wait for the disk."""
        return self._queue.qsize()

    @staticmethod
    def ready() -> None:
        """Works out how the tables that are known belong together: here, and not in whichever thread asks first. Said again
        once all of them are known."""
        configure_mappers()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that cannot write. Keep it short, and never yield to another green thread inside it."""
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                yield session
        except DBAPIError as e:
            failed = failure(e)
            if isinstance(failed, Away):
                raise failed from None
            raise

    def write(self, work: Callable[[Session], T], key: str = "", wish: Wish = Wish.ADDING) -> T:
        """Runs `work` in a transaction and returns its result once it is on disk.

        `work` gets a session and must give back plain values. Whatever it raises is raised here and undoes only its own part.
        `key` orders the writes of one batch, so that two processes take their locks in the same order. `wish` says what it
        is for, which decides how long it is let through when the disk is full.
        A database's own error never comes out, since its text can quote what was written: `Clash` where a key is taken,
        `StorageFailed` where the database could not take it (`Full` or `Locked` where that is why), `OutcomeUnknown`
        where nobody can tell.
        """
        result: T = self._hand_over(Write(work, key, wish))
        if not key:
            self.changes += 1
        return result

    def write_rows(self, work: Callable[[Connection], T], key: str, wish: Wish = Wish.ADDING) -> T:
        """As `write`, for work that asks the connection itself and has nothing to do with objects: half of what a session
        costs is keeping track of them, and this runs for every command."""
        result: T = self._hand_over(Write(work, key, wish, rows=True))
        return result

    def maintain(self, work: Callable[[Any], T]) -> T:
        """Runs `work` on the writer's own raw connection, outside a transaction (checkpoints, hot backups)."""
        result: T = self._hand_over(Write(work, "", Wish.ERASING, outside=True))
        return result

    def close(self) -> None:
        """Finishes what waits and closes the connections."""
        self.closing = True
        if self._writing:
            self._queue.put(None)
            self._over.wait(5)
        self.engine.dispose()
        self._writer_engine.dispose()

    def _hand_over(self, write: Write) -> Any:
        if not self._writing:
            with self._starting:
                if not self._writing:
                    self._worker.start(self._run)
                    self._writing = True
        write.done = self._worker.signal()
        self._queue.put(write)
        write.done.wait()
        if write.error is not None:
            raise write.error
        return write.result

    def _run(self) -> None:
        """Takes everything that waits, commits it together, tells everyone; and again."""
        while True:
            batch = [self._queue.get()]
            while not self._queue.empty() and len(batch) < MOST_AT_ONCE:
                batch.append(self._queue.get())
            writes = sorted((w for w in batch if w), key=lambda w: w.key)
            try:
                if writes:
                    self._commit(writes)
            except Exception as e:  # whatever it is, those who wait are told, and the next are written
                for write in writes:
                    write.error = write.error or OutcomeUnknown(type(e).__name__)
            for write in writes:
                write.done.set()
            if None in batch:
                self._over.set()
                return

    def _commit(self, writes: list[Write]) -> None:
        """One transaction; where the disk is full, again with room given up, without what may not have it."""
        inside = [w for w in writes if not w.outside]
        while inside := self._allowed(inside):
            failed = self._try(inside)
            if not isinstance(failed, Full) or not self.ballast.give_up():
                for write in inside:
                    write.error = write.error or failed
                break
            for write in inside:
                write.result = write.error = None
        for write in writes:
            if write.outside:
                self._run_outside(write)

    def _allowed(self, writes: list[Write]) -> list[Write]:
        for write in writes:
            if not self.ballast.allows(write.wish):
                write.error = Full("kept for erasing")
        return [w for w in writes if not isinstance(w.error, Full)]

    def _try(self, writes: list[Write]) -> Exception | None:
        """Gives why nothing of it is stored, or None."""
        try:
            store_together(self._writer_engine, writes, self._ledger)
        except Exception as e:
            failed = why(e)
            if isinstance(failed, Locked):
                self._patience = IMPATIENT
            return failed
        self._patience = PATIENT
        return None

    def _run_outside(self, write: Write) -> None:
        while True:
            try:
                with self._writer_engine.connect() as connection:
                    write.result, write.error = write.work(connection.connection.dbapi_connection), None
                return
            except Exception as e:
                write.error = failure_of(e) if isinstance(e, sqlite3.Error) else e
                if not isinstance(write.error, Full) or not self.ballast.give_up():
                    return


def checkpoint(store: Store) -> bool:
    """Empties SQLite's write-ahead log into the file, since deleted text otherwise stays in it. False if somebody was
    reading in it for so long that it could not be emptied."""
    if not store.sqlite:
        return True
    return store.maintain(lambda connection: not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])


def time_there(store: Store) -> int:
    """Milliseconds since 1970 by the clock of a database that is a server of its own. Raises `Away`."""
    with store.read() as session:
        return int(session.scalar(text("SELECT extract(epoch FROM clock_timestamp()) * 1000")) or 0)


def works(store: Store) -> bool:
    """Whether the database answers at all."""
    try:
        with store.read() as session:
            session.execute(text("SELECT 1"))
    except (DBAPIError, StorageFailed):
        return False
    return True
