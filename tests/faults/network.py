"""A bad network between a phone and the real server: it delays, loses, stands still, goes silent, cuts, changes address."""

import contextlib
import random
import socket
import struct
import threading
import time
from queue import Queue

RESENT_AFTER = (0.3, 1.0)
"""Seconds until what was lost on the way is sent again by TCP."""


class Network:
    """A way to a server's port. `delay` is for one direction, in seconds; `loss` the share of packets that are lost."""

    def __init__(self, port: int, delay: float = 0, loss: float = 0, seed: int = 1, source: str = "127.0.0.1") -> None:
        self._port, self._delay, self._loss, self._source = port, delay, loss, source
        self._dice = random.Random(seed)
        self._ways: list[_Way] = []
        self._open = threading.Event()
        self._open.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where a phone on this network finds the server."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def stand_still(self) -> None:
        """A hole: nothing passes until `go_on`, and nothing is lost."""
        self._open.clear()

    def go_on(self) -> None:
        """The hole is over."""
        self._open.set()

    def go_silent(self, only_answers: bool = False) -> None:
        """Every connection there is dies without a word: neither end is told. New ones work."""
        for way in self._ways:
            way.silent = "answers" if only_answers else "all"

    def cut(self) -> None:
        """Every connection there is breaks, and both ends are told."""
        for way in self._ways:
            way.end()

    def close(self) -> None:
        self._listener.close()
        self.go_on()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._port), source_address=(self._source, 0))
            except OSError:
                phone.close()
                continue
            self._ways.append(_Way(self, phone, server))

    def due(self) -> float:
        """When something that is sent now arrives."""
        late = self._dice.uniform(*RESENT_AFTER) if self._dice.random() < self._loss else 0
        return time.monotonic() + self._delay + late

    def wait_until_open(self) -> None:
        self._open.wait()


class _Way:
    """One connection, both directions."""

    def __init__(self, network: Network, phone: socket.socket, server: socket.socket) -> None:
        self._network, self._ends = network, (phone, server)
        self.silent = ""
        for what, source, target in (("asked", phone, server), ("answers", server, phone)):
            on_the_way: Queue[tuple[float, bytes]] = Queue()
            threading.Thread(target=self._take, args=(source, on_the_way), daemon=True).start()
            threading.Thread(target=self._bring, args=(what, target, on_the_way), daemon=True).start()

    def _take(self, source: socket.socket, on_the_way: "Queue[tuple[float, bytes]]") -> None:
        data = b"?"
        while data:
            try:
                data = source.recv(65536)
            except OSError:
                data = b""
            on_the_way.put((self._network.due(), data))

    def _bring(self, what: str, target: socket.socket, on_the_way: "Queue[tuple[float, bytes]]") -> None:
        pause = threading.Event()
        while True:
            due, data = on_the_way.get()
            pause.wait(max(0, due - time.monotonic()))
            self._network.wait_until_open()
            if self.silent in ("all", what):
                continue
            if not data:
                return self.end()
            try:
                target.sendall(data)
            except OSError:
                return self.end()

    def end(self) -> None:
        for one in self._ends:
            with contextlib.suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                one.shutdown(socket.SHUT_RDWR)
                one.close()
