"""One person with a phone, as the fleet plays them: form, seat, page, socket, first view; then they hear and send."""

import json
import re
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from tests.load.fleet import Answer, Fleet, Line, websocket_request

_INPUT = re.compile(r"<input[^>]*>")
_NAME, _VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')
_BOOT = re.compile(r'id="boot">(.*?)</script>', re.DOTALL)


class NotLetIn(Exception):
    """The server said no."""


def fields(page: str) -> dict[str, str]:
    """What a browser would send with the form of a page."""
    found: dict[str, str] = {}
    for tag in _INPUT.findall(page):
        name, value = _NAME.search(tag), _VALUE.search(tag)
        if not name or ("radio" in tag and "checked" not in tag):
            continue
        found.setdefault(name[1], value[1] if value else "")
    return found


class Visitor:
    """One person. `heard`: what is called with every message once they are in."""

    def __init__(self, fleet: Fleet, address: tuple[str, int], link: str) -> None:
        self._fleet, self._address, self._link = fleet, address, link
        self._host = f"{address[0]}:{address[1]}"
        self._cookies: dict[str, str] = {}
        self.line: Line | None = None
        self.boot: dict[str, Any] = {}
        self.began = self.formed = self.arrived = 0.0
        self.refused = ""
        self.heard: Callable[[bytes], None] = lambda _: None
        self.answered: dict[int, float] = {}
        self._asked = 0

    @property
    def seat(self) -> str:
        """Whose phone it is."""
        return str(self.boot["own"]["seat"])

    def come(self) -> None:
        """Sets out."""
        self.began = time.perf_counter()
        self._script = self._join()
        self._step(None)

    def _step(self, given: Any) -> None:
        try:
            self._script.send(given)
        except StopIteration:
            pass
        except NotLetIn as e:
            self.refused = str(e)
            if self.line:
                self.line.close()

    def _join(self) -> Any:
        yield from self._connect()
        page = yield from self._ask("GET", f"/j/{self._link}", 200)
        self.formed = time.perf_counter()
        form = fields(page.text) | {"comfort": "may_share"}
        form.pop("again", None)
        yield from self._ask("POST", f"/j/{self._link}", 303, urlencode(form))
        page = yield from self._ask("GET", "/here", 200)
        self.boot = json.loads((_BOOT.search(page.text) or ["", "{}"])[1])
        assert self.line
        self.line.lost = lambda: None
        self.line.close()
        yield from self._connect()
        at = f"&at={self.boot['at']}" if "at" in self.boot else ""
        self.line.write(websocket_request(f"/socket.io/?EIO=4&transport=websocket{at}", self._host))
        answer = yield
        if answer.status != 101:
            raise NotLetIn(f"socket: {answer.status}")
        yield  # the opening
        auth = {"ticket": self.boot["ticket"], "v": self.boot.get("v"), "ov": self.boot.get("ov")}
        self.line.say("40" + json.dumps(auth))
        said = {b"40": False, b"42": False}
        while not all(said.values()):
            text = yield
            if text.startswith(b"44"):
                raise NotLetIn(f"connect: {text.decode()[:120]}")
            said[text[:2]] = True
        self.arrived = time.perf_counter()
        self.line.heard = self._hear

    def _connect(self) -> Any:
        self.line = Line(self._fleet, self._address)
        self.line.heard = self._step
        self.line.lost = self._cut
        yield from ()

    def _cut(self) -> None:
        if not self.refused:
            self.refused = "cut off"

    def _ask(self, method: str, path: str, wanted: int, body: str = "") -> Any:
        cookies = f"Cookie: {'; '.join(f'{k}={v}' for k, v in self._cookies.items())}\r\n" if self._cookies else ""
        more = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept-Encoding: br, gzip\r\nAccept-Language: en\r\n"
        assert self.line
        self.line.write(f"{head}{cookies}{more}\r\n{body}".encode())
        answer: Answer = yield
        if answer.status != wanted and not (wanted == 303 and answer.status == 302):
            raise NotLetIn(f"{method} {path[:3]}: {answer.status}")
        self._cookies |= answer.cookies
        return answer

    def _hear(self, text: bytes) -> None:
        if text.startswith(b"43"):
            number = text[2 : text.index(b"[")]
            self.answered[int(number)] = time.perf_counter()
            if b'"ok":true' not in text:
                self.refused = text.decode()[:200]
        else:
            self.heard(text)

    def do(self, kind: str, **more: Any) -> float:
        """Sends a command; gives when."""
        self._asked += 1
        message = {"id": secrets.token_hex(16), "kind": kind, **more}
        assert self.line
        self.line.say(f'42{self._asked}["do",{json.dumps(message, separators=(",", ":"))}]')
        return time.perf_counter()
