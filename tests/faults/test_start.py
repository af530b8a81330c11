"""A start that cannot work says one plain sentence and what to do; a start on a full disk works, for taking back."""

import sqlite3
from contextlib import closing

import pytest

from tests.faults.disk import fill_up, small_disk
from tests.faults.terminal import types
from tests.places import Server, wait_until


@pytest.fixture
def still(tmp_path) -> Server:
    """A server's folder with the cast in it; nothing runs."""
    return Server(tmp_path).prepare()


def said_by_a_start(server: Server, **env: str) -> str:
    """The one line of a start that comes to nothing."""
    code, said = types(server, "serve", **env)
    assert (code, len(said.splitlines())) == (1, 1), said
    return said


def test_a_database_that_a_newer_program_has_used_stops_the_start(still):
    with closing(sqlite3.connect(still.folder / "facilitator.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert said_by_a_start(still) == (
        "This database was last used by a newer Facilitator. Please install that version again."
    )


def test_a_database_that_does_not_answer_stops_the_start_and_no_password_is_said(still):
    said = said_by_a_start(still, DATABASE_URL="postgresql://them:secret@127.0.0.1:1/groups")
    assert said == (
        "The database in 127.0.0.1:1 does not answer. See that it is there and may be read, and start again."
    )


def test_another_servers_key_stops_the_start(still):
    (still.folder / "keys" / "server.key").write_bytes(b"\7" * 32)
    assert said_by_a_start(still).startswith(
        f"{still.folder}/keys/server.key is not the key this database was made with. Put KEYS_DIR back"
    )


def test_a_disk_with_no_room_for_a_first_start_stops_it(tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk:
        fill_up(disk)
        said = said_by_a_start(Server(disk))
        assert said == f"The disk is full. Make room where {disk} lies, and start again; nothing is lost."


def test_fault_64_a_server_killed_on_a_full_disk_starts_again_and_words_can_be_taken_back(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        server = Server(disk).prepare().start()
        try:
            session = server.open()
            ana = session.phone("Ana")
            session.begin("shoutouts")
            ana.do("shoutouts.give", text="words that go")
            item = ana.wait(lambda s: next(iter(s.own["mine"]), None))
            key_file = disk / "keys" / f"{session.id}.meeting"
            before = key_file.read_bytes()
            server.kill()
            fill_up(disk)
            server.start()
            ana.load("/here")
            ana.connect()
            ana.do("words.take_back", item=item)
            wait_until(lambda: key_file.read_bytes() != before)
            ana.wait(lambda s: s.own["mine"] == {})
        finally:
            server.kill()
