"""Serving with eventlet: one thread, a green one for each connection, real ones for what blocks."""

from collections.abc import Callable
from typing import Any

import eventlet
from eventlet import hubs, tpool

from facilitator.serving import Serving
from facilitator.serving.straight import straight_to_sockets
from facilitator.serving.writer import WRITER


def _later(seconds: float, fn: Callable[..., None], *args: Any) -> Callable[[], None]:
    never: Callable[[], None] = hubs.get_hub().schedule_call_global(seconds, fn, *args).cancel
    return never


GREEN = Serving(
    mode="eventlet",
    offload=tpool.execute,
    spawn=eventlet.spawn_n,
    sleep=eventlet.sleep,
    later=_later,
    outlets=straight_to_sockets,
    writer=WRITER,
)

LONGEST_WAIT = 2.4
"""Seconds PostgreSQL may be silent. Whoever asks first when it hangs waits so long, whoever asks later twice as long, since
a connection is tried before it is used: both get their answer within five seconds."""


def _give_up_on_postgresql() -> None:
    """The library would wait for ever for a server that hangs; and in a real thread, if it were not told of green ones."""
    try:
        from psycopg2 import OperationalError, extensions
    except ImportError:  # an extra
        return

    def wait(connection: Any) -> None:
        while (state := connection.poll()) != extensions.POLL_OK:
            reading = state == extensions.POLL_READ
            hubs.trampoline(
                connection.fileno(), read=reading, write=not reading, timeout=LONGEST_WAIT, timeout_exc=OperationalError
            )

    extensions.set_wait_callback(wait)


_give_up_on_postgresql()
