"""`purge` and `keys`: letting go of what has been kept long enough, and the keys of names left for credit."""

from datetime import date

import click

from facilitator.attendance.keeping import LetGo, purge
from facilitator.cli import cli, fail
from facilitator.config import Config, of_a_command
from facilitator.store.name_keys import NameKeys
from facilitator.store.writing import Store

KINDS = (
    ("names", "name", "names"),
    ("sessions", "session", "sessions"),
    ("entries", "entry of the audit trail", "entries of the audit trail"),
    ("slips", "used slip", "used slips"),
    ("sign_ins", "sign-in or invitation that had ended", "sign-ins and invitations that had ended"),
    ("backups", "old copy of the database", "old copies of the database"),
)


def _in_words(gone: LetGo) -> str:
    counts = [(getattr(gone, kind), one, many) for kind, one, many in KINDS]
    return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts if n)


@cli.command("purge")
@click.option("--dry-run", is_flag=True, help="Only says what would go.")
def purge_(dry_run: bool) -> None:
    """Lets go of what each organization has kept long enough. Runs by itself once a day as well."""
    from facilitator import open_house
    from facilitator.attendance.erasing import finish

    home = open_house(of_a_command())
    if not dry_run:
        finish(home.store, home.names)
    gone = purge(home.store, home.names, home.config.data / "backups", date.today(), only_look=dry_run)
    said = _in_words(gone)
    if not said:
        click.echo("Nothing has been kept long enough to go.")
    else:
        click.echo(f"Would go: {said}." if dry_run else f"Gone for good: {said}.")


@cli.group()
def keys() -> None:
    """The keys in KEYS_DIR."""


def _without_checks() -> tuple[Config, Store, NameKeys]:
    """Database and keys, also where the program itself would refuse to start."""
    from facilitator.store.migrating import migrate

    config = of_a_command()
    migrate(config.database, config.data / "backups")
    return config, Store(config.database), NameKeys(config.keys / "names")


@keys.command()
def rotate() -> None:
    """Puts every name left for credit under a fresh key, and destroys the old ones. Sessions may go on meanwhile."""
    from facilitator import open_house
    from facilitator.attendance import erasing

    home = open_house(of_a_command())
    names, months = erasing.rotate(home.store, home.names)
    if not names:
        click.echo("No names are kept, so there is nothing to put under fresh keys.")
    else:
        click.echo(f"{_kept(names, months)}: under fresh keys now, and the old keys are destroyed.")


def _kept(names: int, months: int) -> str:
    return f"{names} {'name' if names == 1 else 'names'} of {months} {'month' if months == 1 else 'months'}"


@keys.command("forget-names")
@click.option("--yes", is_flag=True, help="Does not ask.")
def forget_names(yes: bool) -> None:
    """Goes on without the names whose keys are lost. The others stay."""
    from facilitator.attendance.name_checks import forget_lost

    _, store, names = _without_checks()
    lost = forget_lost(store, names, only_look=True)
    if not lost.names:
        click.echo("Every name can be read. Nothing was changed.")
        return
    if not yes and not click.confirm(
        f"The keys in {names.folder} do not open {_kept(lost.names, lost.months)}. Give them up for good?"
    ):
        fail("Nothing was changed.")
    gone = forget_lost(store, names)
    click.echo(f"Went on without {_kept(gone.names, gone.months)}. Attendance itself is as it was.")


@keys.command("accept-server-key")
@click.option("--yes", is_flag=True, help="Does not ask.")
def accept(yes: bool) -> None:
    """Goes on with the server.key that is here. What groups kept under the old one can never be read again."""
    from facilitator.store.keys import Keys
    from facilitator.store.server_key import accept_server_key

    config, store, _ = _without_checks()
    if not yes and not click.confirm(
        "What groups have kept, and sessions that are open now, can then never be read again. Go on?"
    ):
        fail("Nothing was changed.")
    accept_server_key(store, Keys(config.keys))
    click.echo("Done: Facilitator starts with this key from now on. Everybody signs in anew.")
