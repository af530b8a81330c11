"""Many connections in one thread, with as little work for each as can be: what is measured is the server."""

import base64
import heapq
import os
import re
import select
import socket
import time
import zlib
from collections.abc import Callable, Generator
from typing import Any

import brotli

LARGEST_READ = 262_144
Script = Generator[str, Any, None]
"""What a visitor does: yields what it waits for ("answer" or "text"), and is sent it."""


class Answer:
    """What a server answered to one request."""

    def __init__(self, head: str, body: bytes) -> None:
        self.status = int(head.split(" ", 2)[1])
        self.headers = {k.lower(): v for k, v in re.findall(r"\r\n([^:\r]+): ([^\r]*)", head)}
        self.cookies = dict(re.findall(r"\r\n[Ss]et-[Cc]ookie: ([^=\r]+)=([^;\r]*)", head))
        unpack = {"br": brotli.decompress, "gzip": lambda data: zlib.decompress(data, 31)}
        self._body, self._unpack = body, unpack.get(self.headers.get("content-encoding", ""), lambda data: data)

    @property
    def text(self) -> str:
        """Its body."""
        return self._unpack(self._body).decode()


class Line:
    """One connection: HTTP first, and a WebSocket from `upgraded` on."""

    def __init__(self, fleet: "Fleet", address: tuple[str, int]) -> None:
        self.fleet = fleet
        self.socket = socket.socket()
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.connect_ex(address)
        self.waiting, self.rest, self.upgraded, self.closed = b"", b"", False, False
        self.heard: Callable[[Any], None] = lambda _: None
        self.lost: Callable[[], None] = lambda: None
        fleet.add(self)

    def write(self, data: bytes) -> None:
        """Sends now, or once it can."""
        self.waiting += data
        self.fleet.wants(self, select.EPOLLIN | select.EPOLLOUT)

    def say(self, text: str) -> None:
        """Sends one message over the WebSocket. The mask is nought: it need only be there."""
        body = text.encode()
        size = bytes([0x80 | len(body)]) if len(body) < 126 else b"\xfe" + len(body).to_bytes(2, "big")
        frame = b"\x81" + size + b"\0\0\0\0" + body
        if self.waiting:
            self.waiting += frame
            return
        try:
            sent = self.socket.send(frame)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        if sent < len(frame):
            self.write(frame[sent:])

    def close(self) -> None:
        """Hangs up."""
        if not self.closed:
            self.closed = True
            self.fleet.remove(self)
            self.socket.close()
            self.lost()

    def ready(self, events: int) -> None:
        """Called when it can be read or written."""
        try:
            if events & select.EPOLLOUT and self.waiting:
                sent = self.socket.send(self.waiting)
                self.waiting = self.waiting[sent:]
            if not self.waiting and events & select.EPOLLOUT:
                self.fleet.wants(self, select.EPOLLIN)
            if events & (select.EPOLLIN | select.EPOLLHUP | select.EPOLLERR):
                data = self.socket.recv(LARGEST_READ)
                if not data:
                    self.close()
                    return
                self.rest = self.rest + data if self.rest else data
                self._frames() if self.upgraded else self._answers()
        except BlockingIOError:
            return
        except OSError:
            self.close()

    def _answers(self) -> None:
        end = self.rest.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self.rest[:end].decode("latin-1")
        if head.startswith("HTTP/1.1 101"):
            self.rest, self.upgraded = self.rest[end + 4 :], True
            self.heard(Answer(head, b""))
            if self.rest:
                self._frames()
            return
        if re.search(r"transfer-encoding: chunked", head, re.IGNORECASE):
            if not self.rest.endswith(b"0\r\n\r\n"):
                return
            body = b"".join(
                re.findall(rb"[0-9a-fA-F]+\r\n(.*?)\r\n(?=[0-9a-fA-F]+\r\n)", self.rest[end + 4 :], re.DOTALL)
            )
            self.rest = b""
        else:
            size = int((re.search(r"content-length: (\d+)", head, re.IGNORECASE) or [0, 0])[1])
            if len(self.rest) < end + 4 + size:
                return
            body, self.rest = self.rest[end + 4 : end + 4 + size], self.rest[end + 4 + size :]
        self.heard(Answer(head, body))

    def _frames(self) -> None:
        data, at, size = self.rest, 0, len(self.rest)
        while size - at >= 2:
            length, head = data[at + 1], 2
            if length == 126:
                if size - at < 4:
                    break
                length, head = data[at + 2] << 8 | data[at + 3], 4
            elif length == 127:
                if size - at < 10:
                    break
                length, head = int.from_bytes(data[at + 2 : at + 10], "big"), 10
            if size - at < head + length:
                break
            kind, body = data[at], data[at + head : at + head + length]
            at += head + length
            if kind == 0x88:
                self.close()
                return
            if body == b"2":
                self.say("3")
            else:
                self.heard(body)
        self.rest = data[at:]


class Fleet:
    """All connections, and what is to happen when."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._lines: dict[int, Line] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0

    def add(self, line: Line) -> None:
        self._lines[line.socket.fileno()] = line
        self._poll.register(line.socket.fileno(), select.EPOLLIN)

    def wants(self, line: Line, events: int) -> None:
        if not line.closed:
            self._poll.modify(line.socket.fileno(), events)

    def remove(self, line: Line) -> None:
        self._poll.unregister(line.socket.fileno())
        del self._lines[line.socket.fileno()]

    def at(self, when: float, do: Callable[[], None]) -> None:
        """Does something at a moment of `time.perf_counter`."""
        self._number += 1
        heapq.heappush(self._timers, (when, self._number, do))

    def run(self, until: Callable[[], bool], seconds: float) -> bool:
        """Serves all connections until something is so; False if that takes too long."""
        deadline = time.perf_counter() + seconds
        while not until():
            now = time.perf_counter()
            if now > deadline:
                return False
            while self._timers and self._timers[0][0] <= now:
                heapq.heappop(self._timers)[2]()
            wait = min(0.05, max(0.0, self._timers[0][0] - now)) if self._timers else 0.05
            for number, events in self._poll.poll(wait):
                line = self._lines.get(number)
                if line:
                    line.ready(events)
        return True


def websocket_request(path: str, host: str) -> bytes:
    """What opens a WebSocket. Compression is not offered: eventlet on its own would agree to it, and be slower for it."""
    key = base64.b64encode(os.urandom(16)).decode()
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {key}\r\n\r\n"
    ).encode()
