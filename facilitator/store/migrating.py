"""Brings a database up to date at start, after a backup; refuses one that is newer than this program.

Alembic makes the changes. Whether there are any is seen without it: it is a tenth of every start.
"""

from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Connection, make_url

from facilitator.store.backups import copy_database, copy_name, newest, sound

FOLDER = Path(__file__).parent / "migrations"


class CannotStart(Exception):
    """The database cannot be used; the message is one plain sentence and says what to do."""


def revisions() -> list[str]:
    """What this program knows; the last is the newest. Each file of `migrations/versions` begins with its revision."""
    return sorted(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def _present(connection: Connection) -> str | None:
    """The revision a database is at; None for one without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(url: str, backups: Path) -> None:
    """Creates or updates the tables. Raises `CannotStart`."""
    sqlite = make_url(url).database if url.startswith("sqlite") else None
    if sqlite:
        Path(sqlite).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _refuse_damaged(Path(sqlite), backups)
    engine = create_engine(url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            present = _present(connection)
            if present == revisions()[-1]:
                return
            _refuse_newer(present)
            if present and sqlite:
                back_up(Path(sqlite), backups, present)
            _upgrade(connection)
            connection.commit()
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_newer(present: str | None) -> None:
    if present is not None and present not in revisions():
        raise CannotStart("This database was last used by a newer Facilitator. Please install that version again.")


def _refuse_damaged(path: Path, backups: Path) -> None:
    if not path.exists() or sound(path):
        return
    copy = newest(backups)
    advice = (
        f"Restore the newest copy here: python -m facilitator restore {copy}" if copy else "Restore your newest backup"
    )
    raise CannotStart(f"The database {path} is damaged. {advice}, and start again.")


def back_up(path: Path, backups: Path, revision: str) -> None:
    """Before tables change: a copy that can be put back. It holds open meetings sealed, never their keys."""
    copy_database(path, backups / copy_name(f"before-{revision}"))


def newer_than_this(path: Path) -> bool:
    """Whether a database file was last used by a newer program. Raises `CannotStart` if it is none of ours."""
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    try:
        with engine.connect() as connection:
            present = _present(connection)
    finally:
        engine.dispose()
    if present is None:
        raise CannotStart(f"{path} is not a database of Facilitator.")
    try:
        _refuse_newer(present)
    except CannotStart:
        return True
    return False
