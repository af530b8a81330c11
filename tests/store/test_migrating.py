"""A database is made, brought up to date, or refused with one plain sentence."""

import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

import facilitator.accounts.models
import facilitator.attendance.models
import facilitator.groups.models
import facilitator.operations.models
import facilitator.practice.bridge.models
import facilitator.practice.circles.models
import facilitator.practice.library.models
import facilitator.practice.models
import facilitator.store.tables  # noqa: F401 - the tables register themselves
from facilitator.store.base import Base
from facilitator.store.migrating import FOLDER, CannotStart, back_up, migrate, revisions


def test_tables_are_what_the_models_say(database, tmp_path):
    migrate(database, tmp_path / "backups")
    migrate(database, tmp_path / "backups")
    engine = create_engine(database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
        assert {"held", "words", "journal"} <= set(inspect(connection).get_table_names())
    engine.dispose()


def test_each_revision_is_known_by_its_files_name_and_the_last_one_is_the_newest():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    alembic = ScriptDirectory.from_config(config)
    assert revisions() == sorted(r.revision for r in alembic.walk_revisions())
    assert revisions()[-1] == alembic.get_current_head()


def test_rows_that_must_not_show_an_order_have_none_on_sqlite(tmp_path):
    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    migrate(database, tmp_path / "backups")
    with sqlite3.connect(tmp_path / "x.sqlite3") as connection:
        unordered = ("held", "keepsakes", "words", "receipts", "journal", "open_meetings")
        for table in (*unordered, "debriefs", "learning_entries", "evidence_files"):
            with pytest.raises(sqlite3.OperationalError, match="rowid"):
                connection.execute(f"SELECT rowid FROM {table}")


def test_a_newer_database_is_refused(tmp_path):
    database = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    migrate(database, tmp_path / "backups")
    with sqlite3.connect(tmp_path / "x.sqlite3") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CannotStart, match="newer Facilitator"):
        migrate(database, tmp_path / "backups")


def test_a_damaged_database_is_refused_and_the_newest_backup_named(tmp_path):
    file = tmp_path / "x.sqlite3"
    migrate(f"sqlite:///{file}", tmp_path / "backups")
    data = bytearray(file.read_bytes())
    data[4096:12288] = b"\xff" * 8192
    file.write_bytes(data)
    with pytest.raises(CannotStart, match="Restore your newest backup"):
        migrate(f"sqlite:///{file}", tmp_path / "backups")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "2026-01-01.sqlite3").touch()
    with pytest.raises(CannotStart, match="2026-01-01.sqlite3"):
        migrate(f"sqlite:///{file}", tmp_path / "backups")


def test_before_tables_change_there_is_a_copy_that_can_be_put_back(tmp_path):
    file = tmp_path / "x.sqlite3"
    migrate(f"sqlite:///{file}", tmp_path / "backups")
    back_up(file, tmp_path / "backups", "0001")
    copy = next((tmp_path / "backups").glob("*-before-0001.sqlite3"))
    migrate(f"sqlite:///{copy}", tmp_path / "backups")
