"""A phone without a screen: joins by the form, connects its socket, holds the views it is sent. Used by the simulated
circle and by the tests."""

import contextlib
import json
import logging
import secrets
import socket
import threading
import time
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import requests
import socketio

from facilitator.rehearsing import tls

Json = dict[str, Any]
TRIES = 12

# A phone that goes is no fault: the library would print a line for each one when its socket is closed under it.
logging.getLogger("engineio.client").setLevel(logging.CRITICAL)


class _Page(HTMLParser):
    """The fields of a page's forms, and its boot JSON."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.boot: Json = {}
        self._in_boot = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remembers what a browser would send."""
        found = dict(attrs)
        if tag == "input" and found.get("name"):
            if found.get("type") in ("radio", "checkbox") and "checked" not in found:
                return
            self.fields.setdefault(str(found["name"]), found.get("value") or "")
        self._in_boot = tag == "script" and found.get("id") == "boot"

    def handle_data(self, data: str) -> None:
        """Reads the boot JSON."""
        if self._in_boot and data.strip():
            self.boot = json.loads(data)
            self._in_boot = False


def apply(old: Any, patch: Any) -> Any:
    """A value after a JSON merge patch (RFC 7386)."""
    if not isinstance(patch, dict):
        return patch
    new = dict(old) if isinstance(old, dict) else {}
    for key, value in patch.items():
        if value is None:
            new.pop(key, None)
        else:
            new[key] = apply(new.get(key), value)
    return new


class Refused(Exception):
    """The door or the desk said no."""


class Screen:
    """One live page and its socket: phone, console or big screen."""

    def __init__(self, url: str, web: requests.Session | None = None) -> None:
        self.url = url.rstrip("/")
        self.web = web or requests.Session()
        self.boot: Json = {}
        self.view: Json = {}
        self.own: Json = {}
        self.here: Json = {}
        self.v = self.ov = ""
        self.heard: list[tuple[str, Any]] = []
        self.bye: Json | None = None
        self.patience = 15.0
        """Seconds to wait for an answer."""
        self._changed = threading.Condition()
        self._pause = threading.Event()
        self.socket: Any = None  # a socketio.Client

    def page(self, path: str, **form: str) -> _Page:
        """Loads a page, or sends a form to it."""
        answer = (
            self.web.post(self.url + path, data=form, timeout=30) if form else self.web.get(self.url + path, timeout=30)
        )
        if answer.status_code >= 400:
            raise Refused(f"{path.split('/')[1]}: {answer.status_code}")
        return _Page(answer.text)

    def load(self, path: str) -> None:
        """Loads a live page and takes its first view."""
        self.boot = self.page(path).boot
        if not self.boot:
            raise Refused("nothing live there")
        self._take(self.boot)

    def connect(self, transport: str = "websocket", **more: Any) -> None:
        """Opens the socket, by WebSocket or by polling."""
        secure = {"sslopt": {"context": tls.context()}} if self.url.startswith("https:") else {}
        self.socket = socketio.Client(
            reconnection=False, logger=False, engineio_logger=False, websocket_extra_options=secure
        )
        for event in ("state", "patch", "own", "here", "bye", "back_soon", "disk"):
            self.socket.on(event, lambda data=None, event=event: self._hear(event, data))
        self.socket.on("disconnect", self._lost)
        auth = {"ticket": self.boot["ticket"], "v": self.v, "ov": self.ov, **more}
        at = f"?at={self.boot['at']}" if "at" in self.boot else ""
        self.socket.connect(self.url + at, auth=auth, transports=[transport], wait_timeout=10)

    def _lost(self, *_: Any) -> None:
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        """Closes the socket, as a phone that goes to sleep."""
        if self.socket:
            try:
                self.socket.disconnect()
            except RuntimeError:  # the server's own goodbye came in between
                self.socket.eio.disconnect()

    def cut(self) -> None:
        """The network is gone: no goodbye, as when a phone loses its Wi-Fi."""
        if self.socket and self.socket.eio.ws and self.socket.eio.ws.sock:
            with contextlib.suppress(OSError):
                self.socket.eio.ws.sock.shutdown(socket.SHUT_RDWR)

    def _hear(self, event: str, data: Any) -> None:
        with self._changed:
            self.heard.append((event, data))
            if event == "state":
                self._take(data)
            elif event == "patch":
                if data["from"] == self.v:
                    self.view, self.v = apply(self.view, data["patch"]), data["v"]
                else:
                    threading.Thread(target=self.sync, daemon=True).start()
            elif event == "own":
                self.own, self.ov = data["own"], data["ov"]
            elif event == "here":
                self.here = data
            elif event == "bye":
                self.bye = data
            self._changed.notify_all()

    def _take(self, data: Json) -> None:
        self.v, self.ov = data.get("v", self.v), data.get("ov", self.ov)
        self.view, self.own = data.get("view", self.view), data.get("own", self.own)

    def sync(self) -> None:
        """Asks for what this screen lacks."""
        self.call("sync", {"v": self.v, "ov": self.ov})

    def ask(self, kind: str, id: str | None = None, **fields: Any) -> Json:
        """Sends a command and gives its one answer; again with the same id while it is asked to wait, as the pages do."""
        message = {"id": id or secrets.token_hex(16), "kind": kind, **fields}
        for _ in range(TRIES):
            answer = self.call("do", message)
            if not answer.get("retry"):
                break
            self._pause.wait(0.7)
        return answer

    def call(self, event: str, message: Json) -> Json:
        """Sends a message and waits for the one answer. Raises `Refused` if the connection is lost: nobody knows then."""
        answers: list[Json] = []

        def answered(answer: Json) -> None:
            with self._changed:
                answers.append(answer)
                self._changed.notify_all()

        try:
            self.socket.emit(event, message, callback=answered)
        except socketio.exceptions.SocketIOError:
            raise Refused("not connected") from None
        self.wait(lambda _: answers or not self.socket.connected, self.patience)
        if not answers:
            raise Refused("the connection was lost")
        return answers[0]

    def do(self, kind: str, **fields: Any) -> None:
        """Sends a command. Raises `Refused` with the code if the answer is no."""
        answer = self.ask(kind, **fields)
        if not answer.get("ok"):
            raise Refused(answer.get("code"))

    def look(self, what: str) -> Json:
        """Asks a question that changes nothing."""
        return self.call("look", {"id": secrets.token_hex(16), "what": what})

    def wait(self, until: Callable[["Screen"], Any], seconds: float = 15) -> Any:
        """Waits for this screen to show something, and gives what `until` found. Raises `TimeoutError`."""
        deadline = time.monotonic() + seconds
        with self._changed:
            while not (found := until(self)):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError("this screen never showed it")
                self._changed.wait(left)
            return found

    @property
    def round(self) -> Json:
        """The running round as this screen shows it."""
        found: Json = self.view.get("round", {})
        return found

    @property
    def mine(self) -> Json:
        """What this seat alone is shown of the running round."""
        found: Json = self.own.get("round", {})
        return found


class Phone(Screen):
    """A participant's phone."""

    def join(self, key: str, handle: str | None = None, comfort: str = "may_share") -> "Phone":
        """By code or link: the form, the seat, the live page."""
        fields = self.page(f"/j/{key}").fields
        fields |= {"comfort": comfort} | ({"handle": handle} if handle else {})
        fields.pop("again", None)
        self.page(f"/j/{key}", **fields)
        self.load("/here")
        return self
