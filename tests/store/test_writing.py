"""The one way to write: durable, together, and each one's mistake is its own."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from facilitator.store.ballast import Ballast, Wish
from facilitator.store.tables import KeyCheck
from facilitator.store.together import Write, store_together
from facilitator.store.writing import Away, OutcomeUnknown, StorageFailed, Store, checkpoint, works
from tests.places import wait_until


@pytest.fixture
def store(database):
    made = Store(database)
    made.write(lambda s: s.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, said VARCHAR(99))")) and None)
    yield made
    made.close()


def add(id: int, said: str = "x"):
    def work(session):
        session.execute(text("INSERT INTO notes VALUES (:id, :said)"), {"id": id, "said": said})
        return id

    return work


def count(store: Store) -> int:
    with store.read() as session:
        return session.scalar(text("SELECT count(*) FROM notes"))


def test_what_was_written_can_be_read_at_once(store):
    assert store.write(add(1)) == 1
    assert count(store) == 1


def test_a_mistake_undoes_only_its_own_part(store):
    store.write(add(1))
    errors = []

    def one(id):
        try:
            store.write(add(id))
        except Exception as e:
            errors.append(type(e).__name__)

    threads = [threading.Thread(target=one, args=(id,)) for id in (1, 2, 3, 1, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == ["Clash", "Clash"]
    assert count(store) == 4


def object_in_the_way(session):
    """Like one that is found to be there already only when the session tells the database of it."""
    session.add(KeyCheck(name="there", body=b"x"))


@pytest.mark.parametrize("rows", [False, True], ids=["objects", "rows"])
def test_what_one_of_many_raises_undoes_nothing_of_the_others(store, rows):
    """Whether they work with objects or ask the connection itself."""
    store.write(lambda s: KeyCheck.__table__.create(s.connection()))
    store.write(object_in_the_way)
    good = [Write(add(id), "", Wish.ADDING, rows=rows) for id in (1, 2)]
    good.append(Write(add(3), "", Wish.ADDING, rows=not rows))
    bad = [Write(add(1), "", Wish.ADDING, rows=rows), Write(object_in_the_way, "", Wish.ADDING)]
    store_together(store._writer_engine, [*good[:2], *bad, good[2]], None)
    assert [w.result for w in good] == [1, 2, 3]
    assert [w.error for w in good] == [None] * 3
    assert [type(w.error).__name__ for w in bad] == ["Clash", "Clash"]
    assert count(store) == 3


@pytest.mark.parametrize("rows", [False, True], ids=["objects", "rows"])
def test_what_the_only_one_raises_undoes_all_of_it(store, rows):
    def half_done(at):
        add(1)(at)
        raise KeyError("half done")

    alone = Write(half_done, "", Wish.ADDING, rows=rows)
    store_together(store._writer_engine, [alone], None)
    assert type(alone.error) is KeyError
    assert count(store) == 0
    assert store.write_rows(add(1), "a meeting") == 1
    assert count(store) == 1


@pytest.mark.parametrize("company", [0, 1], ids=["alone", "with another"])
def test_work_that_swallows_what_the_database_says_is_never_told_as_done(store, company):
    """The session has given it up by then, and there is nothing left that could be stored."""

    def swallows(session):
        session.execute(text("INSERT INTO notes VALUES (7, 'x')"))
        for _ in range(2):
            object_in_the_way(session)
        try:
            session.flush()
        except Exception:
            return "done"

    store.write(lambda s: KeyCheck.__table__.create(s.connection()))
    careless = Write(swallows, "", Wish.ADDING)
    others = [Write(add(id), "", Wish.ADDING) for id in range(company)]
    failed = None
    try:
        store_together(store._writer_engine, [careless, *others], None)
    except Exception as e:
        failed = e
    assert failed or careless.error
    assert [w.error for w in others] == [None] * company
    assert count(store) == company


GREEN = """
from facilitator.serving.patching import patch
patch()
import sys, time, eventlet
from eventlet.patcher import original
from sqlalchemy import text
from facilitator.serving.writer import WRITER
from facilitator.store.writing import Store

store = Store(sys.argv[1], WRITER)
store.write(lambda s: s.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY)")) and None)
ticks, going = 0, True

def tick():
    global ticks
    while going:
        ticks += 1
        eventlet.sleep(0.001)

def slow(session):
    before = ticks
    while ticks < before + 50:  # only if green threads go on beside this one
        original("time").sleep(0.001)
    return "slow"

def note(id):
    return store.write(lambda s: s.execute(text("INSERT INTO notes VALUES (:id)"), {"id": id}) and id)

eventlet.spawn_n(tick)
first = eventlet.spawn(store.write, slow)
others = [eventlet.spawn(note, id) for id in range(700)]
assert first.wait() == "slow"
assert [o.wait() for o in others] == list(range(700))
def careless():
    note(701)
    raise KeyError("of this one alone")

def hanging():
    eventlet.Timeout(0.01)
    return store.write(slow)

eventlet.spawn_n(careless)
given_up = eventlet.spawn(hanging)
try:
    given_up.wait()
except BaseException as e:
    assert type(e).__name__ == "Timeout", e
assert note(702) == 702
try:
    note(5)
    raise SystemExit("taken twice")
except Exception as e:
    assert type(e).__name__ == "Clash", e
going = False
last = eventlet.spawn(note, 700)
eventlet.sleep(0)
store.close()
assert last.wait() == 700
print("done")
"""


def test_green_threads_go_on_while_a_real_one_writes_and_every_one_hears_of_its_own(tmp_path):
    command = [sys.executable, "-c", GREEN, f"sqlite:///{tmp_path / 'x.sqlite3'}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "done\n", done.stderr


def test_many_writers_at_once_all_get_their_own_answer(store):
    answers = {}

    def one(id):
        answers[id] = store.write(add(id))

    threads = [threading.Thread(target=one, args=(id,)) for id in range(60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {id: id for id in range(60)}
    assert count(store) == 60


def test_reading_cannot_write_on_sqlite(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    store.write(lambda s: s.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, said VARCHAR(99))")) and None)
    with store.read() as session, pytest.raises(OperationalError):
        add(1)(session)
    store.close()


def test_a_full_disk_is_said_and_nothing_of_it_is_stored(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    store.write(lambda s: s.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, said VARCHAR(99999))")) and None)
    pages = store.maintain(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.maintain(lambda c: c.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall())
    with pytest.raises(StorageFailed):
        store.write(add(1, "long " * 9999))
    assert count(store) == 0
    store.maintain(lambda c: c.execute("PRAGMA max_page_count = 1000000").fetchall())
    store.write(add(1, "long " * 9999))
    assert count(store) == 1
    store.close()


def test_a_database_somebody_else_holds_is_said_as_such(tmp_path):
    import sqlite3

    store = Store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    store.write(lambda s: s.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, said VARCHAR(99))")) and None)
    other = sqlite3.connect(tmp_path / "x.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageFailed):
        store.write(add(1))
    other.execute("ROLLBACK")
    store.write(add(1))
    other.close()
    store.close()


def test_an_error_never_carries_what_was_written(store):
    with pytest.raises(StorageFailed) as caught:
        store.write(lambda s: s.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "a secret"}))
    assert "a secret" not in str(caught.value)


def test_a_checkpoint_leaves_nothing_in_the_write_ahead_log(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    store.write(lambda s: s.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, said VARCHAR(99))")) and None)
    store.write(add(1, "findable"))
    assert b"findable" in (tmp_path / "x.sqlite3-wal").read_bytes()
    store.write(lambda s: s.execute(text("DELETE FROM notes")) and None)
    checkpoint(store)
    assert (tmp_path / "x.sqlite3-wal").read_bytes() == b""
    assert b"findable" not in (tmp_path / "x.sqlite3").read_bytes()
    store.close()


def test_every_sqlite_connection_is_durable_and_erases_what_it_deletes(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    asked = ("synchronous", "secure_delete", "foreign_keys", "journal_mode")

    def pragmas(connection):
        return [connection.execute(f"PRAGMA {p}").fetchone()[0] for p in asked]

    with store.read() as session:
        assert pragmas(session.connection().connection.dbapi_connection) == [2, 1, 1, "wal"]
    assert store.maintain(pragmas) == [2, 1, 1, "wal"]
    assert works(store)
    store.close()


def test_what_several_meetings_have_waiting_is_one_transaction_on_postgresql_too(postgresql_url):
    store = Store(postgresql_url.replace("postgresql://", "postgresql+psycopg2://"))
    begun, go_on, found = threading.Event(), threading.Event(), {}

    def slow(session):
        begun.set()
        assert go_on.wait(20)
        return session.scalar(text("SELECT txid_current()"))

    def ask(name, work):
        found[name] = store.write(work, name)

    def transaction(session):
        return session.scalar(text("SELECT txid_current()"))

    threads = [threading.Thread(target=ask, args=("first", slow))]
    threads[0].start()
    assert begun.wait(20)
    threads += [threading.Thread(target=ask, args=(f"meeting {n}", transaction)) for n in range(12)]
    for thread in threads[1:]:
        thread.start()
    wait_until(lambda: store._queue.qsize() == 12)
    go_on.set()
    for thread in threads:
        thread.join()
    assert len({found[f"meeting {n}"] for n in range(12)}) == 1
    assert found["first"] != found["meeting 0"]
    store.close()


class Unwell(Ballast):
    """A disk that does not even say how full it is."""

    unwell = True

    def allows(self, wish: Wish) -> bool:
        if self.unwell:
            raise OSError("no answer")
        return super().allows(wish)


def test_whatever_goes_wrong_around_a_write_its_asker_is_told_and_the_next_is_written(tmp_path):
    ballast = Unwell(tmp_path)
    store = Store(f"sqlite:///{tmp_path / 'unwell.sqlite3'}", ballast=ballast)
    with pytest.raises(OutcomeUnknown):
        store.write(lambda session: 1)
    ballast.unwell = False
    assert store.write(lambda session: 2) == 2
    store.close()


def _ended_by_the_server(store, url) -> None:
    """PostgreSQL ends every connection of the store's that rests."""
    other = create_engine(url, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
    other.dispose()


def test_a_connection_that_broke_while_it_rested_is_noticed_before_it_is_used(postgresql_url, monkeypatch):
    url = postgresql_url.replace("postgresql://", "postgresql+psycopg2://")
    monkeypatch.setattr("facilitator.store.engines.A_MOMENT", -1.0)
    store = Store(url)
    for _ in range(3):
        with store.read() as session:
            assert session.scalar(text("SELECT 1")) == 1
        assert store.write(lambda session: session.scalar(text("SELECT 2"))) == 2
        _ended_by_the_server(store, url)
    store.close()


def test_one_that_broke_a_moment_after_it_was_used_says_so_once(postgresql_url, monkeypatch):
    url = postgresql_url.replace("postgresql://", "postgresql+psycopg2://")
    monkeypatch.setattr("facilitator.store.engines.A_MOMENT", 1000.0)
    store = Store(url)

    def look() -> int:
        with store.read() as session:
            return session.scalar(text("SELECT 1"))

    look(), store.write(lambda session: session.scalar(text("SELECT 2")))
    _ended_by_the_server(store, url)
    with pytest.raises(Away):
        look()
    with pytest.raises(StorageFailed):
        store.write(lambda session: session.scalar(text("SELECT 2")))
    assert look() == 1
    assert store.write(lambda session: session.scalar(text("SELECT 2"))) == 2
    store.close()
