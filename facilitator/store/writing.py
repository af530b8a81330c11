"""`Store`: reading, and the one way to write.

SQLite has one writer. Every write is a function that one thread runs, together with all others that wait, in one durable
transaction; so green threads never wait on the disk, and none ever yields inside a transaction.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any, TypeVar

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session, configure_mappers
from sqlalchemy.pool import StaticPool

T = TypeVar("T")
Offload = Callable[[Callable[[], Any]], Any]
"""Runs a function where it may block: in a real thread under eventlet, right here otherwise."""

MOST_AT_ONCE = 500
NOT_NOW = ("08", "57P", "533")
"""PostgreSQL's codes for: connection lost, shutting down or starting up, no connection free."""


class StorageFailed(Exception):
    """The database could not take it: nothing of it is stored."""


class Away(StorageFailed):
    """The database cannot be reached just now. It may be in a moment."""


class Clash(Exception):
    """Something with the same key is there already."""


class OutcomeUnknown(Exception):
    """The connection broke while committing: it may be stored or not. Read before saying anything."""


class _Write:
    def __init__(self, work: Callable[[Any], Any], key: str, outside: bool = False) -> None:
        self.work, self.key, self.outside = work, key, outside
        self.result: Any = None
        self.error: BaseException | None = None
        self.done = threading.Event()


class Store:
    """One database. `read()` for looking, `write(fn)` for everything else."""

    def __init__(self, url: str, offload: Offload = lambda fn: fn()) -> None:
        self.closing = False
        """Set once it is being closed: whatever runs beside ends then."""
        self.sqlite = url.startswith("sqlite")
        self._offload = offload if self.sqlite else lambda fn: fn()
        self.engine = _engine(url, read_only=True)
        self._writer_engine = _engine(url, read_only=False)
        self._queue: Queue[_Write | None] = Queue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        configure_mappers()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that cannot write. Keep it short, and never yield to another green thread inside it."""
        try:
            with Session(self.engine, expire_on_commit=False) as session:
                yield session
        except DBAPIError as e:
            if _away(e):
                raise Away(type(e.orig).__name__) from None
            raise

    def write(self, work: Callable[[Session], T], key: str = "") -> T:
        """Runs `work` in a transaction and returns its result once it is on disk.

        `work` gets a session and must give back plain values. Whatever it raises is raised here and undoes only its own part.
        `key` orders the writes of one batch, so that two processes take their locks in the same order.
        A database's own error never comes out, since its text can quote what was written: `Clash` where a key is taken,
        `StorageFailed` where the database could not take it, `OutcomeUnknown` where nobody can tell.
        """
        result: T = self._hand_over(_Write(work, key))
        return result

    def maintain(self, work: Callable[[Any], T]) -> T:
        """Runs `work` on the writer's own raw connection, outside a transaction (checkpoints, hot backups)."""
        result: T = self._hand_over(_Write(work, "", outside=True))
        return result

    def close(self) -> None:
        """Finishes what waits and closes the connections."""
        self.closing = True
        if self._thread:
            self._queue.put(None)
            self._thread.join(5)
        self.engine.dispose()
        self._writer_engine.dispose()

    def _hand_over(self, write: _Write) -> Any:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="store writer", daemon=True)
                self._thread.start()
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
            if writes:
                self._offload(lambda writes=writes: self._commit(writes))  # type: ignore[misc]
            for write in writes:
                write.done.set()
            if None in batch:
                return

    def _commit(self, writes: list[_Write]) -> None:
        try:
            with Session(self._writer_engine, expire_on_commit=False) as session:
                for write in writes:
                    if not write.outside:
                        self._run_one(session, write)
                try:
                    session.commit()
                except DBAPIError as e:
                    raise _failure(e, committing=True) from None
        except Exception as e:
            failed = _failure(e) if isinstance(e, DBAPIError) else e
            for write in writes:
                write.error = write.error or failed
            return
        for write in writes:
            if write.outside:
                self._run_outside(write)

    def _run_outside(self, write: _Write) -> None:
        try:
            with self._writer_engine.connect() as connection:
                write.result = write.work(connection.connection.dbapi_connection)
        except Exception as e:
            write.error = e

    @staticmethod
    def _run_one(session: Session, write: _Write) -> None:
        """A savepoint each: what one of them raises is its own affair."""
        try:
            with session.begin_nested():
                write.result = write.work(session)
        except OperationalError:
            raise
        except IntegrityError as e:
            write.error = Clash(type(e.orig).__name__)
        except DBAPIError as e:
            write.error = _failure(e)
        except Exception as e:
            write.error = e


def _failure(error: DBAPIError, committing: bool = False) -> Exception:
    """What to tell those who wait. The database's own text may hold values, so it goes no further."""
    if error.connection_invalidated and committing:
        return OutcomeUnknown(type(error.orig).__name__)
    return (Away if _away(error) else StorageFailed)(type(error.orig).__name__)


def _away(error: DBAPIError) -> bool:
    """Whether the connection is lost or could not be made, rather than something being refused."""
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "pgcode", "")
    return isinstance(error, OperationalError) and (code is None or code.startswith(NOT_NOW))


def _engine(url: str, read_only: bool) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_recycle=300)
    if read_only:
        engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": 2})
    else:
        # One connection for good: a pool's locks belong to green threads, and this one is used from a real one.
        engine = create_engine(
            url, hide_parameters=True, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 2}
        )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA secure_delete").fetchone()[0] != 1:
            raise StorageFailed("this SQLite cannot erase what is deleted (secure_delete)")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def checkpoint(store: Store) -> None:
    """Empties SQLite's write-ahead log into the file, since deleted text otherwise stays readable in it."""
    if store.sqlite:
        store.maintain(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())


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
