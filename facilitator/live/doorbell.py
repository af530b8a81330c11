"""The doorbell: tells other processes that a meeting is at a version, and what brought it there, sealed: never a word that can
be read, and nothing that Redis keeps.

Through Redis, where REDIS_URL says so. Every meeting has a bell of its own, which a process hears while it holds a copy. If Redis
is silent or gone nothing is lost: every process looks at its open meetings every 400 ms anyway (running.py), so a bell that
nobody heard costs half a second.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from typing import Any

import msgspec

from facilitator.live.steps import Sealed
from facilitator.meeting.state import MeetingId
from facilitator.serving import Serving
from facilitator.store.redis_link import connect

log = logging.getLogger(__name__)

CHANNEL = "facilitator:doorbell"
LISTEN_AGAIN_AFTER = 0.5
LOOK_UP_EVERY = 1.0

MOST_ALONG, MOST_STEPS = 16 * 1024, 32
"""Bytes, and steps, that go along with one bell; where there is more, the others read it in the journal."""

Heard = Callable[[MeetingId, int, tuple[Sealed, ...]], None]
"""What is done about a meeting being at a version: (meeting, version, the last steps before it, where they came along)."""


class Doorbell:
    """The bell of this process. Without Redis it makes no sound."""

    def __init__(self, url: str, serving: Serving) -> None:
        self._serving = serving
        self._redis: Any = connect(url) if url else None
        self._waiting: dict[MeetingId, tuple[int, tuple[Sealed, ...]]] = {}
        self._lock = threading.Lock()
        self._ringing = False
        self._attended: set[MeetingId] = set()
        self._line: Any = None
        self._line_lock = threading.Lock()

    def ring(self, meeting: MeetingId, version: int, step: Callable[[], Sealed] | None = None) -> None:
        """A meeting is at this version. Never waits and never fails; what is rung meanwhile goes out together. `step`: seals
        what brought it there, where others can go on from it."""
        if self._redis is None:
            return
        try:
            sealed = step() if step else None
        except Exception as e:  # it is stored, and said to be in any case
            log.error("fault in sealing a step: %s", type(e).__name__)
            sealed = None
        with self._lock:
            _, before = self._waiting.get(meeting, (0, ()))
            self._waiting[meeting] = version, (*before[1 - MOST_STEPS :], sealed) if sealed else ()
            start, self._ringing = not self._ringing, True
        if start:
            self._serving.spawn(self._ring_all)

    def _ring_all(self) -> None:
        from redis.exceptions import RedisError

        while True:
            with self._lock:
                waiting, self._waiting = self._waiting, {}
                if not waiting:
                    self._ringing = False
                    return
            try:
                with self._redis.pipeline(transaction=False) as line:
                    for meeting, (version, steps) in waiting.items():
                        line.publish(_bell(meeting), _said(meeting, version, steps))
                    line.execute()
            except (RedisError, OSError):
                pass  # the others look for themselves

    def attend(self, meeting: MeetingId, attends: bool) -> None:
        """Whether this meeting's bell is to be heard here. Never waits and never fails: what is rung before Redis knows is
        found by whoever looks."""
        if self._redis is None or attends == (meeting in self._attended):
            return
        (self._attended.add if attends else self._attended.discard)(meeting)
        if self._line:
            self._serving.spawn(self._follow, meeting)

    def _follow(self, meeting: MeetingId) -> None:
        line = self._line
        # Whoever listens opens a broken line again; two at once would read from one connection.
        if line and (line.connection is None or line.connection.is_connected):
            with contextlib.suppress(Exception):  # the line is gone; whoever opens the next one tells of all
                self._tell_redis([meeting])

    def _tell_redis(self, meetings: list[MeetingId]) -> None:
        """Which of these bells are to be heard, as it is by now."""
        with self._line_lock:
            for wanted, tell in ((True, "subscribe"), (False, "unsubscribe")):
                bells = [_bell(m) for m in meetings if (m in self._attended) == wanted]
                if bells and self._line:
                    getattr(self._line, tell)(*bells)

    def listen(self, heard: Heard, open_: Callable[[], bool]) -> None:
        """Hears the others, for as long as `open_`; comes back by itself when Redis does."""
        if self._redis is not None:
            self._serving.spawn(self._listen, heard, open_)

    def _listen(self, heard: Heard, open_: Callable[[], bool]) -> None:
        from redis.exceptions import RedisError

        while open_():
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as self._line:
                    line = self._line
                    while open_():
                        if self._attended and not line.subscribed:
                            self._tell_redis(list(self._attended))
                        message = line.get_message(timeout=LOOK_UP_EVERY)
                        if message:
                            self._serving.spawn(_tell, heard, message["data"])
                        elif unheard := [m for m in self._attended if _bell(m).encode() not in line.channels]:
                            self._tell_redis(unheard)  # wanted while the line was broken
            except (RedisError, OSError):
                self._serving.sleep(LISTEN_AGAIN_AFTER)
            except Exception as e:  # two who find at once that a line is gone may both try to open it again
                log.error("fault in listening: %s", type(e).__name__)
                self._serving.sleep(LISTEN_AGAIN_AFTER)
            finally:
                self._line = None


def _bell(meeting: MeetingId) -> str:
    return f"{CHANNEL}:{meeting}"


def _said(meeting: MeetingId, version: int, steps: tuple[Sealed, ...]) -> bytes:
    bell = f"{meeting} {version} ".encode()
    along = sum(len(step.body) for step in steps) <= MOST_ALONG
    return bell + msgspec.msgpack.encode(steps) if steps and along else bell


def _tell(heard: Heard, said: bytes) -> None:
    """Anybody could ring there: what is no bell of ours is passed over, and what is sealed by nobody of us is not read."""
    meeting, _, rest = said.partition(b" ")
    version, _, along = rest.partition(b" ")
    if not version.isdigit():
        return
    try:
        steps = msgspec.msgpack.decode(along, type=tuple[Sealed, ...]) if along else ()
    except msgspec.MsgspecError:
        steps = ()
    try:
        heard(meeting.decode("ascii", "replace"), int(version), steps)
    except Exception as e:
        log.error("fault in what the doorbell told: %s", type(e).__name__)
