"""`run`, `serve`, `rehearse`, `open` and the simulated circle."""

import dataclasses
import json
import os
import random
import sys
import tempfile
from pathlib import Path

import click

from facilitator.cli import cli, fail
from facilitator.cli.alone import in_use, only_one
from facilitator.config import Config, from_environment

READY = "ready"
"""What a process says to the one that started it, once it listens."""


def _config(host: str | None, port: int | None, data: str | None) -> Config:
    given = {"HOST": host, "PORT": None if port is None else str(port), "DATA_DIR": data}
    return from_environment({**os.environ, **{k: v for k, v in given.items() if v is not None}})


def _serve(  # type: ignore[no-untyped-def] # `announce` is called with the house once it listens
    config: Config, announce, calm: bool = True, parent: int | None = None, among: tuple[str, int] | None = None
) -> None:
    """Listens, puts the program together, says where it is, and serves until told to stop. `calm`: on a terminal the log is
    for people. `parent`: a pipe from the process that started this one. `among`: the folder of those that serve together,
    and which of them this is."""
    from facilitator import create_app
    from facilitator.operations import logs
    from facilitator.serving.handover import join
    from facilitator.serving.server import listen, serve

    logs.set_up(calm and sys.stderr.isatty())
    listener = listen(config.host, config.port, config.share_port)
    config = dataclasses.replace(config, port=listener.getsockname()[1])
    with in_use(config.data):
        app = create_app(config)
        home = app.extensions["facilitator"]
        home.start()
        with app.app_context():
            announce(home)
        handover = join(Path(among[0]), among[1], config.processes) if among else None
        serve(listener, app, home.goodbye, parent, handover)
        home.store.close()


@cli.command()
@click.option("--host", help="Address to listen on; all of them unless given.")
@click.option("--port", type=int, help="Port to listen on; 8000 unless given.")
@click.option("--data", help="Folder for the database and the keys; ./data unless given.")
def run(host: str | None, port: int | None, data: str | None) -> None:
    """Starts Facilitator here, and says where phones find it."""
    from facilitator.cli.welcome import welcome

    config = _config(host, port, data)
    with only_one(config.data, config.port):
        _serve(config, welcome)


@cli.command()
@click.option("--host")
@click.option("--port", type=int)
@click.option("--processes", type=click.IntRange(1, 64), help="How many processes serve together; 1 unless given.")
@click.option("--worker", type=int, hidden=True)
@click.option("--among", hidden=True, help="The folder in which those that serve together find one another.")
def serve(host: str | None, port: int | None, processes: int | None, worker: int | None, among: str) -> None:
    """Starts Facilitator behind a web server: no welcome, settings from the environment."""
    config = _config(host, port, None)
    if worker is not None:
        _serve(config, lambda _: click.echo(READY), calm=False, parent=sys.stdin.fileno(), among=(among, worker))
        _leave()
    config = dataclasses.replace(config, processes=processes or config.processes)
    if config.processes > 1:
        _together(config)
    else:
        _serve(config, lambda home: click.echo(f"Listening on port {home.config.port}."), calm=False)
    _leave()


def _leave() -> None:
    """Everything is stored, told and closed. Tidying up what the kernel takes back anyway can take seconds on a busy
    computer, and somebody waits for the next version to start."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _together(config: Config) -> None:
    """Several processes. Whatever must be done once, tables brought up to date above all, is done before they start."""
    from facilitator import open_house
    from facilitator.operations import logs
    from facilitator.serving.processes import NotStarted, hold, serve_together

    logs.set_up()
    if config.sqlite:
        fail("Several processes need PostgreSQL: set DATABASE_URL to a postgresql:// address, or start one process.")
    first = config.port
    if config.share_port:
        held = hold(config.host, config.port)
        first = held.getsockname()[1]
    open_house(config).store.close()

    def settings(number: int) -> dict[str, str]:
        port = first if config.share_port else first + number
        return {"HOST": config.host, "PORT": str(port), "PROCESSES": str(config.processes)}

    def announce() -> None:
        where = f"port {first}" if config.share_port else f"port {first} to {first + config.processes - 1}"
        click.echo(f"Listening on {where}, with {config.processes} processes.")
        if not config.redis:
            click.echo("Without REDIS_URL a screen follows what happens on another process within half a second.")

    try:
        serve_together(config.processes, settings, announce)
    except NotStarted:
        fail("A process did not start; it says why above.")


@cli.command()
@click.option(
    "--people", default=8, show_default=True, type=click.IntRange(1, 60), help="How many simulated people come."
)
@click.option("--port", type=int, help="Port to listen on; 8000 unless given, or another that is free.")
@click.option("--language", default="en", type=click.Choice(["en", "es"]))
@click.option("--pace", default=1.0, hidden=True)
def rehearse(people: int, port: int | None, language: str, pace: float) -> None:
    """Opens a session with a simulated circle, in a room of its own that leaves nothing behind."""
    from facilitator.cli.welcome import rehearsal
    from facilitator.serving import PortTaken

    with tempfile.TemporaryDirectory(prefix="facilitator-rehearsal-") as folder:
        config = _config(None, port, folder)
        config = dataclasses.replace(
            config, database=f"sqlite:///{folder}/facilitator.sqlite3", keys=Path(folder) / "keys"
        )

        def announce(home) -> None:  # type: ignore[no-untyped-def]
            rehearsal(home, people, language, pace)

        try:
            _serve(config, announce)
        except PortTaken:
            if port is not None:
                raise
            _serve(dataclasses.replace(config, port=0), announce)


@cli.command("open")
@click.option("--group", required=True, help="The group's name.")
@click.option("--as", "email", help="The facilitator's e-mail; the first facilitator unless given.")
@click.option("--json", "as_json", is_flag=True, help="Answers as JSON.")
def open_(group: str, email: str | None, as_json: bool) -> None:
    """Opens a session of a group and says how to join it."""
    from facilitator.cli.opening import open_for

    config = _config(None, None, None)
    links = open_for(dataclasses.replace(config, async_mode="threading"), group, email)
    if isinstance(links, str):
        fail(links)
    elif as_json:
        click.echo(json.dumps(links))
    else:
        click.echo("\n".join(f"{name.replace('_', ' ')}: {value}" for name, value in links.items()))


@cli.command(hidden=True)
def circle() -> None:
    """A simulated circle; what it needs comes in as one line of JSON."""
    from facilitator.rehearsing.people import circle as gather
    from facilitator.rehearsing.people import until_over

    try:
        asked = json.loads(sys.stdin.readline())
    except ValueError:
        fail("This is started by a rehearsal, which tells it where to go. See: python -m facilitator rehearse")
    parent = os.getppid()
    seed = random.randrange(10**6)  # noqa: S311 - people, not secrets
    people = gather(
        asked["url"],
        asked["link"],
        asked["people"],
        asked["pace"],
        seed,
        asked["language"],
    )
    until_over(people, 3 * 3600, lambda: os.getppid() == parent)
