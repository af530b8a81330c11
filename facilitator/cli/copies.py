"""`backup` and `restore`: a copy of the database, and putting one back."""

import importlib
from datetime import date
from pathlib import Path

import click
from sqlalchemy.engine import make_url

import facilitator
from facilitator.cli import cli, fail
from facilitator.cli.alone import nobody_in
from facilitator.config import Config, of_a_command
from facilitator.operations.restoring import Settled

KEYS_APART = "It holds no keys: KEYS_DIR stays where it is, and goes into no backup."


def _know_every_table() -> None:
    """Tables refer to each other, and register themselves when they are imported."""
    for path in Path(facilitator.__file__).parent.glob("*/models.py"):
        importlib.import_module(f"facilitator.{path.parent.name}.models")


def _address(config: Config) -> str:
    """The database's address for PostgreSQL's own programs, which ask for the password themselves."""
    url = make_url(config.database)._replace(drivername="postgresql", password=None)
    return url.render_as_string(hide_password=False)


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def backup(file: Path | None) -> None:
    """Copies the database while Facilitator runs. FILE: where to; DATA_DIR/backups unless given."""
    from facilitator.store.backups import copy_database, copy_name

    config = of_a_command()
    if not config.sqlite:
        name = f"facilitator-{date.today().isoformat()}.dump"
        fail(f"PostgreSQL makes its own copies: pg_dump --format=custom --file={name} '{_address(config)}'")
    database = Path(str(make_url(config.database).database))
    if not database.exists():
        fail(f"There is no database in {database.parent} yet.")
    target = file or config.data / "backups" / copy_name()
    if target.exists():
        fail(f"{target} is there already. Choose another name.")
    copy_database(database, target)
    click.echo(f"Copied to {target}. {KEYS_APART}")


@cli.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--settle", "only_settle", is_flag=True, help="PostgreSQL: what is left to do once pg_restore is done.")
@click.option("--yes", is_flag=True, help="Does not ask.")
def restore(file: Path | None, only_settle: bool, yes: bool) -> None:
    """Puts a copy of the database back. What has been erased since it was made stays erased."""
    from facilitator.operations.restoring import restore as put_back
    from facilitator.operations.restoring import settle
    from facilitator.store.backups import newest
    from facilitator.store.keys import Keys
    from facilitator.store.ledger import Ledger
    from facilitator.store.migrating import migrate
    from facilitator.store.name_keys import NameKeys
    from facilitator.store.writing import Store

    _know_every_table()
    config = of_a_command()
    backups = config.data / "backups"
    if not config.sqlite and not only_settle:
        fail(
            "Stop every Facilitator, then let PostgreSQL put its copy back: pg_restore --clean --if-exists "
            f"--dbname='{_address(config)}' FILE; and then: python -m facilitator restore --settle"
        )
    if config.sqlite and not file:
        found = newest(backups)
        fail(
            f"Which copy? The newest here is: python -m facilitator restore {found}"
            if found
            else "Which copy? Give its file. There is none in DATA_DIR/backups."
        )
    with nobody_in(config.data):
        if not yes and not click.confirm(
            "Everything since that copy was made is then as it was, open sessions are ended, and everybody signs in "
            "again. Go on?"
        ):
            fail("Nothing was changed.")
        keys, names, ledger = Keys(config.keys), NameKeys(config.keys / "names"), Ledger(config.keys)
        if config.sqlite:
            assert file is not None  # noqa: S101 - asked for above
            database = Path(str(make_url(config.database).database))
            done = put_back(file, database, backups, keys, names, ledger)
        else:
            migrate(config.database, backups)
            store = Store(config.database)
            done = settle(store, names, ledger, date.today())
            store.close()
    click.echo(_said(done))


def _said(done: Settled) -> str:
    """What became of it, in one line."""
    parts = ["Put back. Everybody signs in again."]
    if done.ended:
        parts.append(f"{done.ended} session{'s' if done.ended > 1 else ''} that had been open ended early.")
    if done.erased_again:
        parts.append(f"What had been erased since then is erased again: {done.erased_again}.")
    if done.lost:
        parts.append(f"Names that can no longer be read, since their keys were replaced after the copy: {done.lost}.")
    if done.replaced:
        parts.append(f"What was there before lies in {done.replaced}, for 30 days.")
    return " ".join(parts)
