"""The door for typed codes: the same page, after the same time, whether a code is unknown, or its session is over, full or
locked. Whoever holds the link is told which.
"""

import math
import time

from flask import request, session
from msgspec import Struct

from facilitator.clock import now
from facilitator.house import house
from facilitator.joining import seats
from facilitator.joining.codes import typed
from facilitator.joining.doorway import doorway
from facilitator.joining.guessing import LONGEST_WAIT
from facilitator.live.held import Live
from facilitator.meeting.door import full
from facilitator.meeting.refusals import LOCKED, SHUT, Refusal

TYPED, PASSED = "typed", "door"
"""In the session: a code that waits for its turn; one that was found right."""
PATIENCE = 2.0
"""Seconds a request may take until its turn. Longer waits are on a page that loads itself again."""
LOOK_AGAIN = (1, 8)
"""That page does so after so many seconds at least, and at most."""
ANSWERED_AFTER = 0.06
"""Seconds until a typed code that opens nothing is answered: longer than the slowest way of finding that out."""


class Waits(Struct, frozen=True):
    """Not yet."""

    seconds: int
    """Until it is worth asking again."""


def by_link(key: str) -> Live | None:
    """The open session behind a link."""
    return doorway().by_link(key)


def refused(live: Live) -> Refusal | None:
    """Why a newcomer cannot come in just now, where that is so. Whoever has a seat comes and goes as before."""
    if seats.standing(live, seats.remembered()) in ("sits", "waits"):
        return None
    if live.meeting.locked:
        return SHUT
    return LOCKED if full(live.meeting) else None


def by_code(code: str) -> Live | Waits | None:
    """The open session behind a typed code, when its turn has come. A code that was right a moment ago needs none."""
    began = time.monotonic()
    code = typed(code)
    if session.get(PASSED) == code:
        return _answer(code, began)
    wait = _turn(code)
    if isinstance(wait, Waits):
        return wait
    house().serving.sleep(wait)
    session.pop(TYPED, None)
    address = str(request.remote_addr)
    house().guessing.looks_up(address)
    found = _answer(code, began + wait)
    if found:
        house().guessing.was_right(address)
        session[PASSED] = code
    return found


def waiting() -> str | None:
    """The code that waits for its turn on this phone."""
    found = session.get(TYPED)
    return str(found[0]) if found else None


def _turn(code: str) -> float | Waits:
    """Seconds until this code's turn, if that is soon. The turn is kept on the phone, signed, and is for this code alone."""
    kept = session.get(TYPED)
    left = (int(kept[1]) - now()) / 1000 if kept and kept[0] == code else math.inf
    if left > LONGEST_WAIT:  # none yet; or the clock has been put back
        wait = house().guessing.turn(str(request.remote_addr))
        left = math.inf if wait is None else wait
    if left <= PATIENCE:
        return max(0.0, left)
    session[TYPED] = [code, now() + int(min(left, 2 * LONGEST_WAIT) * 1000)]
    return Waits(int(min(max(math.ceil(min(left, LONGEST_WAIT)), LOOK_AGAIN[0]), LOOK_AGAIN[1])))


def _answer(code: str, began: float) -> Live | None:
    """Looks, always in the same way. What opens nothing is answered when everything that opens nothing is."""
    id = house().journal.find("code", code)
    live = house().desk.read(id) if id else None
    if live and not refused(live):
        return live
    house().serving.sleep(max(0.0, began + ANSWERED_AFTER - time.monotonic()))
    return None
