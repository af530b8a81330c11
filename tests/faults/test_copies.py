"""Copies of the database, putting one back, and `doctor`: what an administrator types, on a real folder."""

import re
import socket
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta

import pyotp
import pytest
from socketio.exceptions import SocketIOError

from facilitator.accounts import second_step
from facilitator.accounts.models import Member
from facilitator.attendance.erasing import erase_name
from facilitator.attendance.models import Held, Signature
from facilitator.groups.models import Plan
from facilitator.operations.models import AuditEntry
from facilitator.store.ledger import Ledger
from tests.faults.terminal import types_here as types
from tests.places import Server, home_in
from tests.store.signing import in_riverside, signed_at


@pytest.fixture
def still(tmp_path) -> Server:
    """A server's folder with the cast in it; nothing runs."""
    return Server(tmp_path).prepare()


def copied(server: Server) -> str:
    code, said = types(server, "backup")
    assert code == 0, said
    return re.search(r"Copied to (\S+)\. It holds no keys", said).group(1)


def test_a_copy_is_one_sound_file_made_while_sessions_go_on(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    copy = copied(own_server)
    ana.do("shoutouts.give", text="said meanwhile")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM open_meetings").fetchone() == (1,)
    assert types(own_server, "backup", copy)[1].endswith("is there already. Choose another name.")
    code, said = types(own_server, "restore", copy, "--yes")
    assert (code, said) == (
        1, f"Facilitator is running on {own_server.folder}. Stop it first, then put the copy back."
    )  # fmt: skip
    session.close()


def test_a_copy_put_back_ends_what_was_open_and_everybody_signs_in_again(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    copy = copied(own_server)
    own_server.stop()
    code, said = types(own_server, "restore", copy, "--yes")
    assert code == 0, said
    assert said.startswith("Put back. Everybody signs in again. 1 session that had been open ended early.")
    replaced = re.search(r"lies in (\S+), for 30 days", said).group(1)
    assert not list((own_server.folder / "keys").glob("*.meeting"))
    own_server.start()
    with pytest.raises(SocketIOError):
        ana.connect()
    assert own_server.web("Fay").get(f"{own_server.url}/groups").url.endswith("sign-in?next=/groups")
    with closing(sqlite3.connect(replaced)) as connection:
        assert connection.execute("SELECT count(*) FROM open_meetings").fetchone() == (1,)
    own_server._signed_in.clear()
    trail = own_server.web("Ada").get(f"{own_server.url}/organization/audit").text
    assert "Put back a copy of everything" in trail


def test_what_was_erased_since_the_copy_stays_erased_and_counts_with_it(still):
    home = home_in(still.folder)
    before, today = date.today() - timedelta(days=40), date.today()
    kept, met = in_riverside(home, still.ids, before, "Kim"), in_riverside(home, still.ids, today, "Ana", "Ben")
    copy = copied(still)
    with home.store.read() as session:
        found = session.query(Signature).filter(Signature.held_id == met).first()
    erase_name(home.store, home.names, still.ids["Riverside"], still.ids["Cora"], found.id)
    home.store.close()
    Ledger(still.folder / "keys").note("plans", [still.ids["plan"], "xnever"])
    code, said = types(still, "restore", copy, "--yes")
    assert code == 0, said
    assert "What had been erased since then is erased again: 2." in said
    assert "since their keys were replaced after the copy: 1." in said, "the month's other name went with its key"
    home = home_in(still.folder)
    assert (signed_at(home, kept), signed_at(home, met)) == (["Kim"], [])
    with home.store.read() as session:
        assert session.get(Held, met).signed == 1
        assert session.get(Plan, still.ids["plan"]) is None
    home.store.close()


def member_of(home, id: str) -> Member:
    with home.store.read() as session:
        return session.get(Member, id)


def test_recovery_codes_used_or_replaced_since_the_copy_open_nothing_again(still):
    home = home_in(still.folder)
    codes = {}
    for name in ("Fay", "Dot"):
        secret, member = second_step.new_secret(), member_of(home, still.ids[name])
        codes[member.id] = second_step.turn_on(home.store, home.keys, member, secret, pyotp.TOTP(secret).now())
    fay, dot = (member_of(home, still.ids[name]) for name in ("Fay", "Dot"))
    copy = copied(still)
    assert second_step.passes(home.store, home.keys, fay, codes[fay.id][0]) == "recovery"
    second_step.new_codes(home.store, home.keys, dot)
    home.store.close()
    code, said = types(still, "restore", copy, "--yes")
    assert code == 0, said
    home = home_in(still.folder)
    assert second_step.passes(home.store, home.keys, fay, codes[fay.id][0]) is None
    assert second_step.passes(home.store, home.keys, fay, codes[fay.id][1]) == "recovery", "the others are as they were"
    assert second_step.codes_left(home.store, dot.id) == 0, "an old list, whoever has it, opens nothing"
    home.store.close()


@pytest.mark.parametrize("wrong", ["missing", "garbage", "another program's", "newer", "another server's"])
def test_what_cannot_be_put_back_is_refused_and_nothing_changes(still, tmp_path_factory, wrong):
    file = still.folder / "copy.sqlite3"
    if wrong == "garbage":
        file.write_bytes(b"SQLite format 3\0" + b"\7" * 9000)
    if wrong == "another program's":
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("CREATE TABLE songs (name)")
    if wrong == "newer":
        file = still.folder / copied(still)
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
    if wrong == "another server's":
        other = tmp_path_factory.mktemp("other")
        home_in(other).store.close()
        file = other / "facilitator.sqlite3"
    was = (still.folder / "facilitator.sqlite3").read_bytes()
    code, said = types(still, "restore", str(file), "--yes")
    assert code == 1
    assert len(said.splitlines()) == 1
    assert said.startswith({
        "missing": f"{file} is not there, or is damaged.", "garbage": f"{file} is not there, or is damaged.",
        "another program's": f"{file} is not a database of Facilitator.", "newer": f"{file} was made by a newer Facilitator.",
        "another server's": f"{still.folder}/keys/server.key is not the key this database was made with.",
    }[wrong])  # fmt: skip
    assert (still.folder / "facilitator.sqlite3").read_bytes() == was


def test_without_a_file_the_newest_sound_copy_is_named_and_without_a_yes_nothing_is_done(still):
    assert types(still, "restore")[1] == "Which copy? Give its file. There is none in DATA_DIR/backups."
    copy = copied(still)
    (still.folder / "backups" / "2099-01-01-000000.sqlite3").write_bytes(b"half of a copy")
    assert types(still, "restore")[1].endswith(f"python -m facilitator restore {copy}")
    assert types(still, "restore", copy)[0] == 1


def test_postgresql_makes_its_own_copies_and_the_line_to_type_is_said_without_the_password(still):
    url = "postgresql://them:secret@db.example.org/groups"
    code, said = types(still, "backup", DATABASE_URL=url)
    assert (code, "secret" in said) == (1, False)
    assert re.search(r"pg_dump --format=custom --file=\S+\.dump 'postgresql://them@db\.example\.org/groups'$", said)
    code, said = types(still, "restore", "x.dump", DATABASE_URL=url)
    assert (code, "secret" in said) == (1, False)
    assert "pg_restore --clean --if-exists" in said
    assert said.endswith("and then: python -m facilitator restore --settle")


def test_doctor_finds_everything_well_and_says_a_line_for_each(own_server):
    code, said = types(own_server, "doctor", PORT=str(own_server.port))
    assert code == 0, said
    assert all(line.startswith("well  ") for line in said.splitlines())
    for what in ("DATA_DIR", "KEYS_DIR", "MiB free", "whole", "server's key", "clock", "is running on port"):
        assert what in said


def test_doctor_notices_a_clock_that_is_behind_what_has_been_written(still):
    home = home_in(still.folder)
    later = int((datetime.now() + timedelta(hours=2)).timestamp() * 1000)
    entry = AuditEntry(id="x", organization_id=still.ids["Riverside"], at=later, member="", what="x")
    home.store.write(lambda session: session.add(entry))
    home.store.close()
    code, said = types(still, "doctor")
    assert code == 1
    assert re.search(r"NOT WELL  The clock is behind by (119|120) minutes", said)


def test_doctor_names_what_is_not_well_and_what_to_do(still):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        (still.folder / "keys").chmod(0o755)
        (still.folder / "keys" / "server.key").write_bytes(b"short")
        file = still.folder / "facilitator.sqlite3"
        file.write_bytes(file.read_bytes()[:8192] + b"\7" * 4096 + file.read_bytes()[12288:])
        code, said = types(still, "doctor", PORT=str(port))
    bad = [line.removeprefix("NOT WELL ").strip() for line in said.splitlines() if line.startswith("NOT WELL")]
    assert code == 1
    assert [line.split(". ")[-1] for line in bad] == [
        f"Type: chmod 700 {still.folder}/keys", "To put a copy back: restore your newest backup", "Put back the right file.",
        "Stop it, or set PORT to another number.",
    ]  # fmt: skip
    assert types(still, "doctor", PORT="many") == (
        1, "NOT WELL  PORT is 'many'. It must be a whole number from 0 to 65535."
    )  # fmt: skip
