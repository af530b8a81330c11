"""Clients that mean harm: one that floods, one that never reads, one that sends garbage."""

import contextlib
import json
import secrets
import socket
import struct
import threading
import time

import websocket

from facilitator.rehearsing.phone import Screen
from tests.faults.raw import Raw, Refused


def frames(packet: str, many: int) -> bytes:
    """A packet as a browser would frame it, so many times."""
    body = packet.encode()
    return (struct.pack("!BB", 0x81, 0x80 | len(body)) + bytes(4) + body) * many


def flood(url: str, screen: Screen, packet: str = '42["x"]') -> float:
    """Sends as fast as it can, 1,000 packets at a time. Gives how long until it was cut off, in seconds. Raises `Refused` where
    it has been cut off too often to come back at once."""
    raw = Raw(url).enter(screen)
    block = frames(packet, 1000)
    started = time.monotonic()
    with contextlib.suppress(OSError):
        while time.monotonic() - started < 20:
            raw.ws.sock.sendall(block)
    raw.ends(20)
    return time.monotonic() - started


class NeverReads:
    """A screen that asks for everything over and over, says that it is alive, and reads nothing."""

    def __init__(self, url: str, screen: Screen) -> None:
        self._raw = Raw.__new__(Raw)
        host, port = url.removeprefix("http://").split(":")
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        plain.connect((host, int(port)))
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._raw.ws = websocket.create_connection(address, timeout=10, socket=plain)
        self._raw.read()
        self._raw.enter(screen)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)
        self._thread.start()

    def _go_on(self) -> None:
        n = 0
        while not self._over.wait(0.05):
            n += 1
            self._raw.send(f'42{n}["sync",{{"v":"{secrets.token_hex(3)}"}}]', "3")

    def leave(self) -> None:
        """Gives up."""
        self._over.set()
        self._thread.join()
        self._raw.ws.sock.close()


def garbage(url: str, screen: Screen, many: int = 50) -> None:
    """Connects so many times, and sends what cannot be read until it is thrown out."""
    odd: list[str | bytes] = [
        "42{",
        b"\x00\xff",
        "9",
        "4[" + "[" * 9000,
        '42["connect"]',
        "bAAAA",
        '451-["do"]',
        "42[NaN]",
        "",
    ]
    for n in range(many):
        try:
            raw = Raw(url).enter(screen)
        except Refused:  # it has been thrown out too often to come back at once
            continue
        raw.send(*odd[n % len(odd) :], *odd, json.dumps({"kind": "x" * 15_000}))
        with contextlib.suppress(TimeoutError):
            raw.ends(5)
