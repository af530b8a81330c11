"""How the database is reached: what each connection is told, and when a transaction begins."""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from facilitator.store.failures import StorageFailed

A_MOMENT = 0.1
"""Seconds: less than a database takes to start again, so that nobody's page meets a connection to the one before."""
USED, WAITS = "facilitator.used", "facilitator.waits"
PATIENT, IMPATIENT = 2.0, 0.2
"""Seconds to wait for somebody else's lock: the first time, and once they have been waited for in vain."""


_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
)
"""The last one: no rows in files that are nobody's."""


def engine(url: str, read_only: bool, patience: Callable[[], float] = lambda: PATIENT) -> Engine:
    """For reading, or for the one writer. `patience`: seconds to wait for somebody else's lock."""
    if not url.startswith("sqlite"):
        # Each statement sees what is committed by then in any case: without a transaction that is two trips less.
        how = {"isolation_level": "AUTOCOMMIT"} if read_only else {}
        made = create_engine(url, hide_parameters=True, pool_recycle=300, pool_use_lifo=True, **how)
        _try_what_has_rested(made)
        return made
    if read_only:
        made = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": PATIENT})
    else:
        # One connection for good: a pool's locks belong to green threads, and this one is used from a real one.
        made = create_engine(
            url,
            hide_parameters=True,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False, "timeout": PATIENT},
        )

    @event.listens_for(made, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if connection.execute("PRAGMA secure_delete").fetchone()[0] != 1:
            raise StorageFailed("this SQLite cannot erase what is deleted (secure_delete)")
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        if not read_only and connection.info.get(WAITS, PATIENT) != patience():
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience() * 1000:.0f}")
            connection.info[WAITS] = patience()
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return made


def _try_what_has_rested(made: Engine) -> None:
    """A connection is tried before it is used, unless it was in use a moment ago: under load that is one trip less for each
    command. One that broke within that moment says so itself, and whoever used it tries again."""

    @event.listens_for(made, "checkin")
    def _note(_: Any, record: ConnectionPoolEntry) -> None:
        record.info[USED] = time.monotonic()

    @event.listens_for(made, "checkout")
    def _try(connection: Any, record: ConnectionPoolEntry, __: Any) -> None:
        used = record.info.get(USED)
        if used is not None and time.monotonic() - used > A_MOMENT and not _answers(made, connection):
            raise InvalidatePoolError  # the pool gives a new one, and trusts none of the others


def _answers(made: Engine, connection: Any) -> bool:
    try:
        return bool(made.dialect.do_ping(connection))
    except made.dialect.loaded_dbapi.Error:
        return False
