"""What the parts share: put together once by `create_app`, reached from a request through `house()`."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from flask_socketio import SocketIO

from facilitator.accounts.waiting import Waiting
from facilitator.config import Config
from facilitator.joining.guessing import Guessing
from facilitator.live.desk import Desk
from facilitator.live.fanout import Fanout
from facilitator.live.journal import Journal
from facilitator.live.presence import Presence
from facilitator.live.tickets import Tickets
from facilitator.serving import Serving
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.keys import Keys
from facilitator.store.name_keys import NameKeys
from facilitator.store.writing import Store


@dataclass(frozen=True)
class House:
    """One of each, for this process."""

    config: Config
    serving: Serving
    store: Store
    keys: Keys
    names: NameKeys
    practice: DrawerKeys
    """What members write for themselves lies under these: one file a member (practice/drawer.py)."""
    journal: Journal
    desk: Desk
    fanout: Fanout
    presence: Presence
    tickets: Tickets
    socketio: SocketIO
    guessing: Guessing
    """Of join codes."""
    passwords: Waiting
    digits: Waiting
    """Of the second step at sign-in."""
    start: Callable[[], None]
    """Starts what runs beside the requests: reading on, alarms, re-checks. Called once by whoever serves."""
    goodbye: Callable[[], None]
    """Tells every screen that the server will be back in a moment, and closes their sockets."""


def house() -> House:
    """The house of the current app."""
    found: House = current_app.extensions["facilitator"]
    return found
