"""What a person sees in the terminal once it runs."""

import click
import segno

from facilitator.accounts import members
from facilitator.accounts.routes import set_up_token
from facilitator.addresses import network_address
from facilitator.house import House


def _addresses(home: House) -> tuple[str, str]:
    """On this machine, and in the local network (or the public address, where there is one)."""
    here = f"http://localhost:{home.config.port}"
    network = network_address()
    return here, home.config.public_url or (f"http://{network}:{home.config.port}" if network else here)


def _line(label: str, value: str) -> None:
    click.echo(f"  {label:<24}{click.style(value, bold=True)}")


def welcome(home: House) -> None:
    """Where Facilitator is, for this machine and for phones; how to set it up, the first time."""
    here, network = _addresses(home)
    click.echo("\n  Facilitator is running.\n")
    _line("On this computer", here)
    _line("On phones in the room", network)
    if network != here:
        click.echo()
        segno.make(network, error="l").terminal(compact=True, border=2)
    if not members.any_organization(home.store):
        token = set_up_token(home.keys)
        click.echo("\n  The first thing to do: open this link and set up your organization. It works once.\n")
        click.echo(f"  {click.style(f'{here}/set-up/{token}', bold=True)}\n")
    click.echo("\n  Phones must be on the same Wi-Fi. To stop: Ctrl+C. Nothing is lost.\n")


def rehearsal(home: House, people: int, language: str, pace: float) -> None:
    """A rehearsal that is already going on, and the links into it."""
    from facilitator.cli.rehearsal import prepare

    here, _ = _addresses(home)
    console, screen = prepare(home, people, language, pace)
    click.echo(f"\n  A rehearsal is on: {people} simulated people are coming in.\n")
    _line("You facilitate here", here + console)
    _line("The big screen", here + screen)
    click.echo("\n  The first link signs you in, once. Stop with Ctrl+C; a rehearsal leaves nothing behind.\n")
