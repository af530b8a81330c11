"""Meetings that were open when their key was lost: nothing of them can be read, so they are ended, and it is said so.

Looked at once, at the start. The server's own key has been tried before (store/server_key.py), so that a KEYS_DIR which is
not there at all never gets here.
"""

import logging
from collections.abc import Callable
from typing import Any

from facilitator.live.desk import Desk
from facilitator.live.journal import Journal
from facilitator.serving import Serving

log = logging.getLogger(__name__)

EndedEarly = Callable[[Any, Any], None]
"""Writes down that a meeting was there, in the transaction that erases the rest: (session, its row)."""

LOOKS = 5
PAUSE = 0.2
"""Another process may replace a key just between looking at a row and at the file: so a loss is seen several times."""


def end_unreadable(desk: Desk, journal: Journal, serving: Serving, note: EndedEarly) -> None:
    """Ends every meeting that cannot be read. One that fails to end is tried at the next start; the others go on."""
    lost = {row.id for row in journal.open_meetings()}
    for look in range(LOOKS):
        lost = {id for id in lost if not journal.readable(id)}
        if not lost:
            return
        if look < LOOKS - 1:
            serving.sleep(PAUSE)
    for id in lost:
        desk.ended_early.add(id)
        try:
            journal.abandon(id, note)
            log.warning("a session's key is lost: it was ended early")
        except Exception as e:
            log.error("fault in ending a session early: %s", type(e).__name__)
