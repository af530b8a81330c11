"""`init` and `member`: organization and members without a browser."""

import sys

import click
from sqlalchemy import select

from facilitator import open_house
from facilitator.accounts import members, passwords
from facilitator.accounts import second_step as steps
from facilitator.accounts.models import ROLES, Member, Organization
from facilitator.cli import cli, fail
from facilitator.config import of_a_command


def _home():  # type: ignore[no-untyped-def] # a House, without starting anything
    return open_house(of_a_command())


def _password(from_stdin: bool) -> str:
    password = sys.stdin.readline().rstrip("\n") if from_stdin else click.prompt("Password", hide_input=True)
    if passwords.weakness(password):
        fail(f"Please use at least {passwords.SHORTEST_PASSWORD} characters, and not a password many people use.")
    return str(password)


@cli.command()
@click.option("--organization", prompt="Name of your organization")
@click.option("--name", prompt="Your name")
@click.option("--email", prompt="E-mail")
@click.option("--password-stdin", is_flag=True, help="Reads the password from standard input.")
@click.option("--language", default="en", type=click.Choice(["en", "es"]))
def init(organization: str, name: str, email: str, password_stdin: bool, language: str) -> None:
    """Makes the organization and its first member, who has every role."""
    home = _home()
    newcomer = members.Newcomer(name, email, _password(password_stdin), language)
    try:
        members.set_up(home.store, organization, newcomer, home.serving.offload)
    except members.Taken:
        fail("There is an organization here already. To add a member: python -m facilitator member add")
    click.echo(f"Ready. Start with `make run` and sign in as {email}.")


@cli.group()
def member() -> None:
    """Members of the organization."""


@member.command()
@click.option("--name", prompt="Name")
@click.option("--email", prompt="E-mail")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), default=["facilitator"], show_default=True)
@click.option("--password-stdin", is_flag=True)
def add(name: str, email: str, roles: tuple[str, ...], password_stdin: bool) -> None:
    """Adds a member."""
    home = _home()
    with home.store.read() as session:
        organization = session.scalar(select(Organization))
    if not organization:
        fail("There is no organization yet. Make one: facilitator init")
        return
    newcomer = members.Newcomer(name, email, _password(password_stdin), organization.language)
    try:
        members.add_member(home.store, organization.id, newcomer, roles, home.serving.offload)
    except members.Taken:
        fail("Somebody with this address is a member already.")
    click.echo(f"{name} is a member now: {', '.join(roles)}.")


@member.command("list")
def list_() -> None:
    """Lists the members."""
    with _home().store.read() as session:
        for one in session.scalars(select(Member).order_by(Member.name)):
            if one.roles:
                click.echo(f"{one.name} <{one.email}>: {', '.join(one.roles)}")


@member.command()
@click.option("--email", prompt="E-mail")
@click.option("--password-stdin", is_flag=True)
@click.option(
    "--second-step", is_flag=True, help="Takes the second step away instead: app and recovery codes are lost."
)
def reset(email: str, password_stdin: bool, second_step: bool) -> None:
    """Gives a member a new password, and ends their sign-ins."""
    home = _home()
    if second_step:
        _without_second_step(home, email)
        return
    if not members.set_password(home.store, email, _password(password_stdin), home.serving.offload):
        fail("There is no member with this address. See: python -m facilitator member list")
    click.echo("Done. All their sign-ins have ended.")


def _without_second_step(home, email: str) -> None:  # type: ignore[no-untyped-def]
    found = members.by_email(home.store, email)
    if not found:
        fail("There is no member with this address. See: python -m facilitator member list")
    else:
        steps.turn_off(home.store, found)
        click.echo("Done. A password is enough for them now, until they set up a second step again.")
