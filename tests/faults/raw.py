"""A client that is no page of ours: sends whatever bytes a test wants, over a real socket."""

import contextlib
import json
import secrets
import time
from typing import Any

import websocket
from requests import Session as Web

from facilitator.rehearsing.phone import Screen


class Refused(Exception):
    """Was not let in; with what it was told."""


class Raw:
    """One WebSocket to the server, as a stranger with a tool would open it."""

    def __init__(self, url: str, at: int | None = None, **headers: str) -> None:
        """`at`: which of several processes it says is home."""
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        address += "" if at is None else f"&at={at}"
        self.ws = websocket.create_connection(address, timeout=10, header=headers)
        self.sid = json.loads(self.read()[1:])["sid"]
        self._ids = 0

    def read(self, seconds: float = 10) -> str:
        """The next packet. Raises `ConnectionError` once the connection is over."""
        self.ws.settimeout(seconds)
        try:
            packet = self.ws.recv()
        except websocket.WebSocketTimeoutException:
            raise TimeoutError from None
        except (websocket.WebSocketException, OSError) as e:
            raise ConnectionError from e
        if not packet:
            raise ConnectionError
        return str(packet)

    def send(self, *packets: str | bytes) -> None:
        """Sends packets just as they are; a connection that is closed meanwhile takes no more of them."""
        with contextlib.suppress(OSError, websocket.WebSocketException):
            for packet in packets:
                self.ws.send_binary(packet) if isinstance(packet, bytes) else self.ws.send(packet)

    def enter(self, screen: Screen) -> "Raw":
        """Says it is this screen, with its ticket, and waits until it is let in. Raises `Refused` where it is not."""
        self.send("40" + json.dumps({"ticket": screen.boot["ticket"]}))
        if (said := self.until(lambda p: p.startswith("4"))).startswith("44"):
            self.close()
            raise Refused(json.loads(said[2:]))
        return self

    def until(self, found: Any, seconds: float = 10) -> str:
        """The first packet that is looked for."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            packet = self.read(deadline - time.monotonic())
            if packet == "2":
                self.send("3")
            elif found(packet):
                return packet
        raise TimeoutError

    def ask(self, event: str, body: str) -> dict[str, Any]:
        """Sends an event whose JSON a test writes by hand, and gives its one answer."""
        self._ids += 1
        start = f"43{self._ids}["
        self.send(f'42{self._ids}["{event}",{body}]')
        answer: dict[str, Any] = json.loads(self.until(lambda p: p.startswith(start))[len(start) - 1 :])[0]
        return answer

    def is_heard(self) -> bool:
        """Whether a command of it is still taken."""
        said = json.dumps({"id": secrets.token_hex(16), "kind": "seat.comfort", "comfort": "may_share"})
        return self.ask("do", said) == {"ok": True}

    def ends(self, seconds: float = 10) -> float:
        """Waits until the server has ended the connection. Gives how long that took."""
        started = time.monotonic()
        try:
            while True:
                if self.read(max(0.01, seconds - (time.monotonic() - started))) == "2":
                    self.send("3")
        except ConnectionError:
            return time.monotonic() - started

    def close(self) -> None:
        """Goes away."""
        self.ws.close()


class Polling:
    """One polling connection, by hand."""

    def __init__(self, url: str, screen: Screen) -> None:
        self.address = f"{url}/socket.io/?EIO=4&transport=polling"
        self.web = Web()
        self.address += "&sid=" + json.loads(self.web.get(self.address, timeout=10).text[1:])["sid"]
        assert self.post("40" + json.dumps({"ticket": screen.boot["ticket"]})) == 200
        self.got: list[str] = []
        while not any(p.startswith("40") for p in self.got):
            self.poll()

    def post(self, body: str | bytes) -> int:
        """Sends a POST. Gives its status."""
        data = body.encode() if isinstance(body, str) else body
        return self.web.post(self.address, data=data, timeout=10).status_code

    def poll(self) -> int:
        """Takes what waits. Gives the status."""
        answer = self.web.get(self.address, timeout=30)
        self.got += answer.text.split("\x1e")
        return answer.status_code
