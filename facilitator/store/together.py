"""How writes that have waited together become one transaction, each a part of its own: what one of them raises is its own
affair, and undoes nothing of the others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, RootTransaction, Transaction
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from facilitator.store.ballast import Wish
from facilitator.store.failures import Clash, Full, failure, no_room
from facilitator.store.ledger import INFO, Ledger
from facilitator.store.worker import Signal


class Write:
    """Something that waits to be written, and what became of it."""

    def __init__(
        self, work: Callable[[Any], Any], key: str, wish: Wish, rows: bool = False, outside: bool = False
    ) -> None:
        """`rows`: `work` takes a connection and not a session. `outside`: the raw connection, outside any transaction."""
        self.work, self.key, self.wish, self.rows, self.outside = work, key, wish, rows, outside
        self.result: Any = None
        self.error: BaseException | None = None
        self.done: Signal


def store_together(engine: Engine, writes: list[Write], ledger: Ledger | None) -> None:
    """Stores them all, durably, and notes on each what it gave or raised. Raises why nothing at all is stored (`why`)."""
    with engine.connect() as connection:
        whole = connection.begin()
        for write in writes:
            _run_one(connection, write, ledger, whole if len(writes) == 1 else None)
        if len(writes) > 1 or writes[0].error is None:
            try:
                commit(whole)
            except DBAPIError as e:
                raise failure(e, committing=True) from None


def commit(whole: RootTransaction) -> None:
    """The moment from which on everything is on disk."""
    whole.commit()


def _run_one(connection: Connection, write: Write, ledger: Ledger | None, whole: RootTransaction | None) -> None:
    """A savepoint each; one that is alone has the `whole` transaction to itself, without the two trips of a savepoint."""
    part = whole or connection.begin_nested()
    try:
        with _undone(part):
            if write.rows:
                write.result = write.work(connection)
            else:
                with _session(connection, ledger) as session:
                    write.result = write.work(session)
                    session.flush()
            if part is not whole:
                part.commit()
    except OperationalError:
        raise
    except IntegrityError as e:
        write.error = Clash(type(e.orig).__name__)
    except DBAPIError as e:
        if e.connection_invalidated:
            raise
        write.error = failure(e)
    except Exception as e:
        if no_room(e):  # a key's file
            raise Full(type(e).__name__) from None
        write.error = e


def _session(connection: Connection, ledger: Ledger | None) -> Session:
    """One that takes part in the transaction there is, and may undo it but not end it."""
    return Session(connection, expire_on_commit=False, info={INFO: ledger}, join_transaction_mode="rollback_only")


@contextmanager
def _undone(part: Transaction) -> Iterator[None]:
    """What is raised undoes this part; of the only one that is everything, since there is nothing else."""
    try:
        yield
    except BaseException:
        if part.is_active:
            part.rollback()
        raise


def why(error: Exception) -> Exception:
    """A full disk undoes everything at once, and then the undoing of a part fails as well: the first cause counts."""
    causes = [error]
    while causes[-1].__context__ is not None and len(causes) < 5:
        causes.append(causes[-1].__context__)  # type: ignore[arg-type]
    told = [failure(e) if isinstance(e, DBAPIError) else e for e in causes]
    return next((e for e in told if isinstance(e, Full)), told[0])
