"""The server: eventlet's own, with the settings that a room full of phones needs, and a stop that loses nothing."""

import errno
import logging
import os
import resource
import signal
import socket
from collections.abc import Callable
from typing import Any

import eventlet
import eventlet.wsgi
from eventlet import GreenPool, hubs

from facilitator.serving import PortTaken
from facilitator.serving.handover import Handover
from facilitator.serving.protocol import Quiet
from facilitator.serving.rubbish import look_for_rubbish_less_often
from facilitator.serving.turnstile import Turnstile

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 5000
SEND_BUFFER = 128 * 1024
"""Bytes the system keeps for one phone that reads slowly. More waits in its queue, which is bounded (live/delivery.py)."""
DRAIN = 3.0
"""Seconds between being told to stop and being gone."""


def listen(host: str, port: int, shared: bool = False) -> socket.socket:
    """A listening socket. Raises `PortTaken`. `shared` lets several of our processes listen on one port."""
    try:
        listener = eventlet.listen((host, port), backlog=1024, reuse_port=shared)
    except OSError as e:
        if e.errno == errno.EADDRINUSE:
            raise PortTaken(
                f"Another program uses port {port} on this computer. Stop it, or choose another: PORT={port + 1} make run"
            ) from None
        raise PortTaken(f"Cannot listen on {host}:{port}: {e.strerror or type(e).__name__}.") from None
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
    # Else a small patch waits until the phone has told that it has the last one, which it puts off for 40 milliseconds.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def serve(
    listener: socket.socket, app: Callable[..., Any], goodbye: Callable[[], None], parent: int | None = None,
    handover: Handover | None = None,
) -> None:  # fmt: skip
    """Serves until told to stop (SIGTERM, SIGINT). Then `goodbye()` tells the screens; what was begun is finished.

    `parent`: a pipe from the process that started this one. Once it breaks, this one stops as well. `handover`: how it and
    its siblings hand connections to one another."""
    _allow_many_files()
    look_for_rubbish_less_often()
    stop = _told_to_stop()
    pool = GreenPool(MOST_CONNECTIONS)
    site = handover.around(Turnstile(app)) if handover else Turnstile(app)
    receiving = eventlet.spawn(handover.receive, app, pool) if handover else None
    server = eventlet.spawn(
        eventlet.wsgi.server, listener, site, custom_pool=pool, log_output=False, debug=False, keepalive=True,
        socket_timeout=60, max_size=MOST_CONNECTIONS, url_length_limit=4096, protocol=Quiet,
    )  # fmt: skip
    if parent is not None:
        eventlet.spawn(_end_with, parent)
    hubs.trampoline(stop, read=True)
    if handover and receiving:
        receiving.kill()
        handover.close()
    with eventlet.Timeout(DRAIN, False):
        goodbye()
        server.kill()
        pool.waitall()
    listener.close()


def _told_to_stop() -> int:
    """A file that can be read once a signal has come: the hub may be asleep, and a signal alone would not wake it."""
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: None)
    return read


def _end_with(parent: int) -> None:
    """Nothing is ever said through this pipe: it can be read when it breaks."""
    hubs.trampoline(parent, read=True)
    os.kill(os.getpid(), signal.SIGTERM)


def _allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 2 * MOST_CONNECTIONS) if hard != resource.RLIM_INFINITY else 2 * MOST_CONNECTIONS
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
