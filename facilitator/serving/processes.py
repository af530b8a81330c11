"""Several processes that serve together: a parent that starts them, starts another where one dies, and stops them all.

It decides nothing and holds nothing: any process may serve any seat of any meeting. Where they can, they hand the sockets of one
meeting to one of them (handover.py).
"""

import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping

from facilitator.serving import PortTaken
from facilitator.serving.server import DRAIN, listen

log = logging.getLogger(__name__)

LOOK_EVERY = 0.1
SOON = 10.0
"""A process that dies this soon after its start is started again ever later."""
LONGEST_PAUSE = 10.0


class NotStarted(Exception):
    """A process did not come up; it has said why itself."""


class Worker:
    """One of the processes, whoever is in its place just now."""

    def __init__(self, start: Callable[[], subprocess.Popen[str]]) -> None:
        self._start = start
        self._pause = 0.0
        self._not_before = 0.0
        self.run()

    def run(self) -> None:
        """Starts it."""
        self.process, self._started = self._start(), time.monotonic()

    def is_ready(self) -> bool:
        """Waits for it to say that it listens. False if it has died instead."""
        assert self.process.stdout  # noqa: S101 - it is a pipe
        return bool(self.process.stdout.readline())

    def look_after(self) -> None:
        """Starts another one if it has died: at once, or a little later each time when it does not live long."""
        if self.process.poll() is None:
            return
        now = time.monotonic()
        if not self._not_before:
            short = now - self._started < SOON
            self._pause = min(LONGEST_PAUSE, max(0.25, self._pause * 2)) if short else 0.0
            self._not_before = now + self._pause
            log.warning("a process ended (%s); another one takes its place", self.process.returncode)
        if now >= self._not_before:
            self._not_before = 0.0
            self._let_go()
            self.run()

    def stop(self, how: int) -> None:
        """Tells it to stop."""
        if self.process.poll() is None:
            self.process.send_signal(how)

    def _let_go(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                pipe.close()


def hold(host: str, port: int) -> socket.socket:
    """Holds a port for processes that share it, without listening there itself. Raises `PortTaken`."""
    probe = listen(host, port)  # a second start would otherwise share the phones of the first
    port = probe.getsockname()[1]
    probe.close()
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        held.bind((host, port))
    except OSError:
        raise PortTaken(f"Another program uses port {port} on this computer.") from None
    return held


def serve_together(count: int, settings: Callable[[int], Mapping[str, str]], announce: Callable[[], None]) -> None:
    """Runs `count` processes until told to stop (SIGTERM, SIGINT). `settings`: what the n-th one finds in its
    environment. `announce` is called once all of them listen. Raises `NotStarted`."""
    told: list[int] = []
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _: told.append(number))
    among = tempfile.mkdtemp(prefix="facilitator-")  # nobody else may open it
    workers = [Worker(lambda n=n: _start(n, among, settings(n))) for n in range(count)]  # type: ignore[misc]
    try:
        if not all(worker.is_ready() for worker in workers):
            raise NotStarted
        announce()
        while not told:
            time.sleep(LOOK_EVERY)
            for worker in workers:
                if not told:
                    worker.look_after()
    finally:
        _stop(workers)
        shutil.rmtree(among, ignore_errors=True)


def _start(number: int, among: str, settings: Mapping[str, str]) -> subprocess.Popen[str]:
    """The same program again. It holds the other end of a pipe from us: when that breaks, we are gone, and it goes."""
    module = str(sys.modules["__main__"].__spec__.name).removesuffix(".__main__")  # type: ignore[union-attr]
    return subprocess.Popen(
        [sys.executable, "-m", module, "serve", "--worker", str(number), "--among", among],
        env={**os.environ, **settings}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _stop(workers: list[Worker]) -> None:
    for worker in workers:
        worker.stop(signal.SIGTERM)
    deadline = time.monotonic() + DRAIN + 1
    while time.monotonic() < deadline and any(worker.process.poll() is None for worker in workers):
        time.sleep(0.02)
    for worker in workers:
        worker.stop(signal.SIGKILL)
        worker.process.wait()
