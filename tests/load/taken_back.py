"""Words taken back, and a searcher who has every byte and every key: what can be found before, five seconds after, and once
the session is over. `python -m tests.load.taken_back` runs the whole.
"""

import contextlib
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg2

from tests.faults.disk import fill_up, small_disk
from tests.faults.searcher import Searcher
from tests.places import Server, postgresql, wait_until

WITHIN = 5.0
PEOPLE = 4


class Found(NamedTuple):
    """How many of the words taken back the searcher could read, and when the look began that found none."""

    before: int
    after: int
    seconds: float
    stayed: int
    """Of the words that nobody took back, how many could still be read meanwhile: they must."""
    after_the_close: int


def take_back(
    server: Server, searcher: Searcher, many: int, in_between: Callable[[], None] = lambda: None,
    afterwards: Callable[[], None] = lambda: None,
) -> Found:  # fmt: skip
    """So many are written, and a few that stay; then all of them are taken back. `in_between`: what happens first;
    `afterwards`: before the session is closed."""
    session = server.open()
    phones = [session.phone(f"p{n}") for n in range(PEOPLE)]
    session.begin("shoutouts")
    doomed = {f"doomed words, number {n:03}" for n in range(many)}
    staying = {f"words that stay, number {n}" for n in range(PEOPLE)}
    _side_by_side(phones, lambda n, phone: [phone.do("shoutouts.give", text=t) for t in sorted(doomed)[n::PEOPLE]])
    _side_by_side(phones, lambda n, phone: phone.do("shoutouts.give", text=sorted(staying)[n]))
    session.console.wait(lambda s: len(s.view["words"]) == many + PEOPLE)
    before = len(searcher.finds() & doomed)
    in_between()
    for phone in phones:
        phone.sync()

    def go(n: int, phone) -> None:  # type: ignore[no-untyped-def]
        for item, piece in list(phone.own["mine"].items()):
            if piece["text"] in doomed:
                phone.do("words.take_back", item=item)

    _side_by_side(phones, go)
    began = time.monotonic()
    after, seconds = _until_none(searcher, doomed, began)
    stayed = len(wait_until(lambda: f if len(f := searcher.finds() & staying) == PEOPLE else None))
    afterwards()
    session.console.do("meeting.close")
    key = server.folder / "keys" / f"{session.id}.meeting"
    wait_until(lambda: not key.exists())
    over = len(searcher.finds() & (doomed | staying))
    session.close()
    return Found(before, after, seconds, stayed, over)


def _until_none(searcher: Searcher, doomed: set[str], began: float) -> tuple[int, float]:
    """Looks until nothing is found, or time is up. Gives how much was found by the last look, and when that began."""
    while True:
        at = time.monotonic() - began
        found = searcher.finds() & doomed
        if not found or at > WITHIN:
            return len(found), at


def _side_by_side(phones, work) -> None:  # type: ignore[no-untyped-def]
    threads = [threading.Thread(target=work, args=(n, phone)) for n, phone in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextlib.contextmanager
def on_sqlite() -> Iterator[tuple[Server, Searcher]]:
    """A server on a file."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).prepare().start()
        try:
            yield server, Searcher([server.folder], server.folder / "keys")
        finally:
            server.kill()


@contextlib.contextmanager
def on_a_full_disk() -> Iterator[tuple[Server, Searcher]]:
    """A server on a small disk, which is to be filled."""
    with tempfile.TemporaryDirectory() as folder, small_disk(Path(folder) / "disk", 40) as disk:
        server = Server(disk).prepare().start()
        try:
            yield server, Searcher([disk], disk / "keys")
        finally:
            server.kill()


@contextlib.contextmanager
def on_postgresql() -> Iterator[tuple[Server, Searcher]]:
    """A server on a PostgreSQL of its own, and a searcher who has its heap and its write-ahead log."""
    with postgresql() as url, tempfile.TemporaryDirectory() as folder:
        connection = psycopg2.connect(f"{url}/postgres")
        connection.autocommit = True
        server = Server(Path(folder), DATABASE_URL=f"{url}/postgres").prepare().start()
        try:
            yield server, _OfPostgresql(connection, server.folder)
        finally:
            server.kill()
            connection.close()


class _OfPostgresql(Searcher):
    """Lets PostgreSQL write out what it has in memory first, so that nothing is missed."""

    def __init__(self, connection, folder: Path) -> None:  # type: ignore[no-untyped-def]
        self._connection = connection
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = 'postgres'")
            data, oid = cursor.fetchone()
        super().__init__([Path(data) / "base" / str(oid), Path(data) / "pg_wal", folder], folder / "keys")

    def finds(self) -> set[str]:
        with self._connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        return super().finds()


def full(many: int) -> Found:
    """The same with a disk on which not one byte is left, until the session has been closed."""
    with on_a_full_disk() as (server, searcher):
        return take_back(server, searcher, many, lambda: fill_up(server.folder) and None)


def measure(many: int = 200) -> None:
    """The whole, printed."""
    with on_sqlite() as (server, searcher):
        _say("SQLite", many, take_back(server, searcher, many))
    with on_postgresql() as (server, searcher):
        _say("PostgreSQL", many, take_back(server, searcher, many))
    _say("SQLite, disk full", many, full(many))


def _say(where: str, many: int, found: Found) -> None:
    print(
        f"words taken back, {where}: found before {found.before} of {many}, afterwards {found.after} (after "
        f"{found.seconds:.1f} s), after the close {found.after_the_close}; words that stay, found meanwhile: "
        f"{found.stayed} of {PEOPLE}"
    )


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
