"""Serving with eventlet: one thread, a green one for each connection, real ones for what blocks."""

import eventlet
from eventlet import tpool

from facilitator.serving import Serving
from facilitator.serving.straight import straight_to_sockets

GREEN = Serving(
    mode="eventlet",
    offload=tpool.execute,
    spawn=eventlet.spawn_n,
    sleep=eventlet.sleep,
    outlets=straight_to_sockets,
)
