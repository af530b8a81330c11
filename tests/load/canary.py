"""What must never be found, planted everywhere: then every page and every handler of a socket raises, as carelessly as an
error can, and every byte of everything that was written is searched. `python -m tests.load.canary` prints the figures.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import requests
from socketio.exceptions import SocketIOError

from facilitator.rehearsing.phone import Phone, Refused, Screen
from tests.faults.terminal import types
from tests.load.dump.people import sign
from tests.places import Server, email

ADDRESS = "203.0.113.77"
SENT_BY = {"X-Forwarded-For": ADDRESS, "User-Agent": f"Canary-Browser {ADDRESS}"}


class Planted:
    """One of each: name -> what to search for."""

    def __init__(self) -> None:
        mark = secrets.token_hex(5)
        self.story = f"canary story {mark}"
        self.handle = f"Canary-{mark}"
        self.name = f"Canaria {mark.upper()}"
        self.rest: dict[str, str] = {"address": ADDRESS, "browser": "Canary-Browser"}

    def all(self) -> dict[str, str]:
        """Everything that must be nowhere."""
        return {"story": self.story, "handle": self.handle, "name": self.name, **self.rest}


def run(server: Server) -> tuple[dict[str, set[str]], int, int]:
    """On a server of the build that raises, prepared and behind one proxy. Gives what was found: canary -> files; how many
    pages were made to raise; and in how many files was searched."""
    server.more |= {"FAULT": "raise", "TRUSTED_PROXIES": "1", "TMPDIR": str(_made(server.folder / "tmp"))}
    server.module = "tests.faults.builds"
    server.start()
    planted = Planted()
    session, ana, web = _an_evening(server, planted)
    code, said = types(server, "backup", FAULT="")
    assert code == 0, said
    (server.folder / "now").touch()
    pages = sum(_ask_every_page(server, web, ana, planted))
    _ask_every_handler(server, ana, session.console, planted)
    (server.folder / "now").unlink()
    found = _search(server.folder, planted.all())
    session.close()
    server.stop()
    again = _search(server.folder, planted.all() | {"e-mail": email("Fay")})
    return {name: found.get(name, set()) | again[name] for name in again}, pages, sum(1 for _ in _files(server.folder))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _an_evening(server: Server, planted: Planted) -> tuple[Any, Phone, requests.Session]:
    """Everything is planted where people put it: a story, a handle, a name for credit; and what the server makes itself."""
    web = server.web("Fay")
    web.headers.update(SENT_BY)
    session = server.open()
    ana = Phone(server.url)
    ana.web.headers.update(SENT_BY)
    ana.join(session.link, handle=planted.handle)
    ana.connect()
    session.phones["Ana"] = ana
    session.begin("story", order="queue")
    session.console.do("story.send")
    ana.do("story.raise_hand")
    ana.wait(lambda s: s.mine.get("offer"))
    ana.do("story.accept", turn=1)
    ana.do("story.tell", text=planted.story, named=True)
    session.console.do("meeting.begin_closing")
    sign(server, ana, planted.name)
    planted.rest |= {
        "code": session.code, "join link": session.link, "screen link": session.screen_path.rsplit("/", 1)[1],
        "ticket": ana.boot["ticket"], "seat's cookie": ana.web.cookies.get("seat", path="/here"),
        "sign-in": web.cookies["session"],
    }  # fmt: skip
    return session, ana, web


def _ask_every_page(server: Server, web: requests.Session, ana: Phone, planted: Planted) -> Iterator[int]:
    """Every address there is, by everybody, with everything in the path, the question and the form."""
    with tempfile.TemporaryDirectory() as folder:
        rules = _rules(Path(folder))
    token = _token(server, web)
    everything = {k.replace(" ", "_"): v for k, v in planted.all().items()}
    for rule in rules:
        path = str(rule)
        for argument in rule.arguments:
            for shape in (f"<{argument}>", f"<path:{argument}>", f"<int:{argument}>"):
                path = path.replace(shape, "7" if shape.startswith("<int") else planted.rest["join link"])
        for who in (web, ana.web):
            for method in sorted(rule.methods & {"GET", "POST"}):
                form = everything | {"csrf_token": token} if method == "POST" else None
                answer = who.request(
                    method, f"{server.url}{path}", params=everything, data=form, timeout=30, allow_redirects=False
                )
                yield answer.status_code == 500


def _rules(folder: Path) -> list[Any]:
    from facilitator import create_app
    from tests.places import config

    app = create_app(config(folder))
    app.extensions["facilitator"].store.close()
    return sorted(app.url_map.iter_rules(), key=str)


def _token(server: Server, web: requests.Session) -> str:
    (server.folder / "now").unlink()
    fields = Screen(server.url, web).page("/groups/new").fields
    (server.folder / "now").touch()
    return str(fields["csrf_token"])


def _ask_every_handler(server: Server, ana: Phone, console: Screen, planted: Planted) -> None:
    for screen in (ana, console):
        for event in ("do", "look", "sync", "nothing like this"):
            message = {"id": secrets.token_hex(16), "kind": "story.tell", "what": planted.story, **planted.all()}
            with contextlib.suppress(Refused, TimeoutError):
                screen.call(event, message)
    again = Phone(server.url, ana.web)
    again.boot, again.v = ana.boot, planted.story
    with contextlib.suppress(SocketIOError):
        again.connect(said=planted.story, **planted.rest)
        again.close()


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("ballast"))


def _search(folder: Path, wanted: dict[str, str]) -> dict[str, set[str]]:
    """Every byte of every file: log, database, write-ahead log, copies, keys, temporary files."""
    found: dict[str, set[str]] = {name: set() for name in wanted}
    for path in _files(folder):
        with contextlib.suppress(FileNotFoundError):
            bytes = path.read_bytes()
            for name, text in wanted.items():
                if text.encode() in bytes:
                    found[name].add(os.path.relpath(path, folder).split(os.sep)[0])
    return found


def measure() -> None:
    """The whole, printed."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder)).prepare()
        try:
            found, pages, files = run(server)
        finally:
            server.kill()
    wrong = {name: places for name, places in found.items() if places and name != "e-mail"}
    print(
        f"canaries: {len(found) - 1} planted, {pages} pages made to raise, {files} files searched, found: {wrong or 0}"
    )


if __name__ == "__main__":
    measure()
