"""`proof-key`: the keys that proofs of attendance are signed with."""

from pathlib import Path

import click

from facilitator.attendance import proof_keys
from facilitator.cli import cli, fail
from facilitator.cli.accounts import _home
from facilitator.store.writing import Store


def _where() -> tuple[Store, Path]:
    home = _home()
    return home.store, home.config.keys / "proofs"


@cli.group("proof-key")
def proof_key() -> None:
    """Keys that proofs of attendance are signed with."""


@proof_key.command("list")
def list_() -> None:
    """Lists the keys, the newest first."""
    keys = proof_keys.public_keys(*_where())
    for key in keys:
        state = "revoked" if key.revoked else f"retired on {key.retired_on}" if key.retired_on else "signs"
        click.echo(f"{key.id}: made on {key.made_on}, {state}")
    if not keys:
        click.echo("There is no key yet. The first proof makes one.")


@proof_key.command()
def rotate() -> None:
    """Signs with a new key from now on. What the old one signed still holds."""
    click.echo(
        f"Proofs are signed with {proof_keys.rotate(*_where())} from now on. What was signed before still holds."
    )


@proof_key.command()
@click.argument("id")
def revoke(id: str) -> None:
    """Withdraws a key: everything it ever signed stops holding."""
    if not proof_keys.revoke(*_where(), id):
        fail("There is no key with this id. See: python -m facilitator proof-key list")
    click.echo(f"{id} is revoked: no proof signed with it holds any more.")
