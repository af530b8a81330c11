"""Where tests run: a data folder with the cast in it, a real server on it, a throwaway PostgreSQL."""

import atexit
import contextlib
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
from msgspec.structs import replace

from facilitator import create_app
from facilitator.accounts import members
from facilitator.config import Config, from_environment
from facilitator.groups import circles, plans
from facilitator.groups.plan_choice import rehearsed
from facilitator.house import House
from facilitator.rehearsing.phone import Phone, Screen

ROOT = Path(__file__).parent.parent
PASSWORD = "a long walk by the river"
ROLES = {
    "Fay": ("facilitator",),
    "Cora": ("coordinator",),
    "Ada": ("administrator",),
    "Dot": ("facilitator",),
}


def email(name: str) -> str:
    """The address a member of the cast signs in with."""
    return f"{name.lower()}@example.org"


def settings(folder: Path, **more: str) -> dict[str, str]:
    """An environment for a server that keeps everything in one folder."""
    return {"DATA_DIR": str(folder), "HOST": "127.0.0.1", "PORT": "0", **more}


def config(folder: Path, **more: str) -> Config:
    """The settings of a program in this process, with plain threads."""
    return from_environment(settings(folder, ASYNC_MODE="threading", **more))


def home_in(folder: Path, **more: str) -> House:
    """The program in this process, without a server."""
    return create_app(config(folder, **more)).extensions["facilitator"]


def with_the_cast(home: House, language: str = "en") -> dict[str, str]:
    """Fay, Dot, Cora and Ada in one organization, Olu in another; each has a group. Gives ids by name."""
    ids: dict[str, str] = {}
    first = members.Newcomer("Ada", email("Ada"), PASSWORD)
    ids["Ada"] = members.set_up(home.store, "Riverside", first, lambda fn: fn())
    hashed: dict[str, Any] = {}
    with home.store.read() as session:
        from facilitator.accounts.models import Member

        ada = session.get(Member, ids["Ada"])
        ids["Riverside"], hashed["password"] = ada.organization_id, ada.password
    members.set_help_lines(home.store, ids["Riverside"], "US", "")

    def others(session) -> None:
        from facilitator.accounts.models import Member, Organization
        from facilitator.clock import new_id

        session.get(Member, ids["Ada"]).facilitator = session.get(Member, ids["Ada"]).coordinator = False
        ids["Elsewhere"] = new_id()
        session.add(Organization(id=ids["Elsewhere"], name="Elsewhere", help_confirmed=True))
        session.flush()
        for name, roles in {**ROLES, "Olu": ("facilitator", "coordinator", "administrator")}.items():
            if name == "Ada":
                continue
            ids[name] = new_id()
            organization = ids["Elsewhere"] if name == "Olu" else ids["Riverside"]
            session.add(Member(id=ids[name], organization_id=organization, email=email(name), name=name,
                               password=hashed["password"], **dict.fromkeys(roles, True)))  # fmt: skip

    home.store.write(others)
    agreements = {
        "en": "We speak from our own experience.\nEveryone may pass.",
        "es": "Hablamos desde nuestra propia experiencia.\nCualquiera puede pasar.",
    }[language]
    name = {"en": "Tuesday Hope Circle", "es": "Círculo de los martes"}[language]
    values = {"name": name, "agreements": agreements, "language": language}
    ids["group"] = circles.make_group(home.store, ids["Riverside"], values)
    ids["plan"] = _plan(home, ids, language)
    ids["their group"] = circles.make_group(home.store, ids["Elsewhere"], {"name": "Elsewhere Circle"})
    return ids


_casts: dict[str, tuple[Path, dict[str, str]]] = {}


def cast_folder(folder: Path, language: str = "en") -> dict[str, str]:
    """Puts a data folder with the cast in it here, as a copy of one made once: making one takes a third of a second.
    Gives ids by name."""
    if language not in _casts:
        first = Path(tempfile.mkdtemp(prefix="facilitator-cast-"))
        atexit.register(shutil.rmtree, first, ignore_errors=True)
        home = home_in(first)
        _casts[language] = first, with_the_cast(home, language)
        home.store.close()
    made, ids = _casts[language]
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return dict(ids)


def _plan(home: House, ids: dict[str, str], language: str) -> str:
    """The group's plan, shared: a round of stories and one of shout-outs, whatever kinds of round there are."""
    group = circles.group_of(home.store, ids["Riverside"], ids["group"])
    outline = replace(rehearsed(language), name={"en": "Stories and thanks", "es": "Historias y gracias"}[language])
    id = plans.make_plan(home.store, group, ids["Fay"], outline)
    plans.share_plan(home.store, id, True)
    return id


class Server:
    """The real server in a process of its own, on a folder that outlives it."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder, self.more = folder, more
        self.module = "facilitator"
        self.options: list[str] = []
        self.port = 0
        self.address = ""
        self._process: subprocess.Popen[str] | None = None
        self._signed_in: dict[str, requests.Session] = {}
        self.ids: dict[str, str] = {}

    def prepare(self, language: str = "en") -> "Server":
        """Puts the cast into the folder, with a group that speaks this language."""
        if "DATABASE_URL" in self.more:
            home = home_in(self.folder, **self.more)
            self.ids = with_the_cast(home, language)
            home.store.close()
        else:
            self.ids = cast_folder(self.folder, language)
        return self

    def start(self) -> "Server":
        """Starts it, on the port it had before if it had one, and waits until it listens."""
        environment = {**os.environ, **settings(self.folder, **self.more), "PORT": str(self.port)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", self.module, "serve", *self.options], cwd=ROOT, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=open(self.folder / "log", "a"),
        )  # fmt: skip
        line = self._process.stdout.readline()
        found = re.search(r"port (\d+)", line)
        assert found, f"the server did not start: {line} {self.log()}"
        self.port = int(found.group(1))
        return self

    @property
    def url(self) -> str:
        """Where phones find it: itself, unless something stands in front."""
        return self.address or f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def runs(self) -> bool:
        """Whether it has been started, and has not ended."""
        return self._process is not None and self._process.poll() is None

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def written(self) -> list[str]:
        """The log without the one line of each request: what is written besides."""
        return [line for line in self.log().splitlines() if '"said": "request"' not in line]

    def signal(self, what: int) -> None:
        """Sends a signal, and goes on."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(what)

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As a deploy would. Gives the exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: int) -> int:
        assert self._process
        if self._process.poll() is None:
            self._process.send_signal(how)
        code = self._process.wait(15)
        self._process.stdout.close()
        return code

    # People

    def web(self, name: str) -> requests.Session:
        """A browser in which a member is signed in."""
        if name not in self._signed_in:
            browser = Screen(self.url)
            fields = browser.page("/sign-in").fields
            browser.page("/sign-in", **{**fields, "email": email(name), "password": PASSWORD})
            self._signed_in[name] = browser.web
        return self._signed_in[name]

    def open(self, name: str = "Fay", language: str = "en", called: str = "A circle") -> "Session":
        """A member opens a session of a group that is new, so that tests do not meet."""
        web = self.web(name)
        page = Screen(self.url, web)
        fields = page.page("/groups/new").fields
        made = web.post(
            f"{self.url}/groups/new", data={**fields, "name": called, "agreements": "", "language": language}
        )
        id = made.url.rsplit("/", 1)[1]
        form = {"csrf_token": fields["csrf_token"], "plan": self.ids["plan"]}
        opened = web.post(f"{self.url}/groups/{id}/open", data=form)
        console = Screen(self.url, web)
        console.load(opened.url.removeprefix(self.url))
        return Session(self, console, id)


class Session:
    """A meeting on a real server, with its console, its big screen and its phones."""

    def __init__(self, server: Server, console: Screen, group: str) -> None:
        self.server, self.console, self.group = server, console, group
        self.id = server and console.boot["links"]["qr"].split("/")[2]
        self.code = console.view["code"]
        self.link = console.boot["links"]["join"].rsplit("/", 1)[1]
        self.screen_path = console.boot["links"]["screen_here"]
        self.phones: dict[str, Phone] = {}
        console.connect()

    def phone(self, name: str, comfort: str = "may_share") -> Phone:
        """Somebody joins with their phone."""
        self.phones[name] = Phone(self.server.url).join(self.link, handle=name, comfort=comfort)
        self.phones[name].connect()
        return self.phones[name]

    def screen(self) -> Screen:
        """The big screen is opened."""
        screen = Screen(self.server.url)
        screen.load(self.screen_path)
        screen.connect()
        return screen

    def begin(self, kind: str, prompt: str = "What helped?", **settings: Any) -> None:
        """Plans a round, starts it, and waits until the console shows it."""
        before = set(self.console.view["order"])
        self.console.do("round.plan", round_kind=kind, settings=settings, prompt=prompt)
        id = self.console.wait(lambda s: set(s.view["order"]) - before).pop()
        self.console.do("round.start", round=id)
        for screen in (self.console, *self.phones.values()):
            screen.wait(lambda s: s.round.get("id") == id)

    def close(self) -> None:
        for screen in (self.console, *self.phones.values()):
            screen.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """A PostgreSQL cluster that is gone afterwards; gives the address of its server, without a database."""
    binaries = Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
    folder = Path(tempfile.mkdtemp(prefix="facilitator-postgresql-"))
    port = free_port()
    shutil.chown(folder, "postgres") if os.getuid() == 0 else None
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder)

    run(str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run(str(binaries / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        run(str(binaries / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def wait_until(found: Any, seconds: float = 30) -> Any:
    """Waits for something that cannot be listened to, and gives what it found."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (value := found()):
        assert time.monotonic() < deadline, "it never happened"
        pause.wait(0.02)
    return value
