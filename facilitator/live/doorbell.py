"""The doorbell: tells other processes that a meeting is at a version, and never a word.

Through Redis, where REDIS_URL says so. If it is silent or gone nothing is lost: every process looks at its open meetings
every 400 ms anyway (running.py), so a bell that nobody heard costs half a second.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any

from facilitator.meeting.state import MeetingId
from facilitator.serving import Serving
from facilitator.store.redis_link import connect

log = logging.getLogger(__name__)

CHANNEL = "facilitator:doorbell"
LISTEN_AGAIN_AFTER = 0.5
LOOK_UP_EVERY = 1.0

Heard = Callable[[MeetingId, int], None]


class Doorbell:
    """The bell of this process. Without Redis it makes no sound."""

    def __init__(self, url: str, serving: Serving) -> None:
        self._serving = serving
        self._redis: Any = connect(url) if url else None
        self._waiting: dict[MeetingId, int] = {}
        self._lock = threading.Lock()
        self._ringing = False

    def ring(self, meeting: MeetingId, version: int) -> None:
        """A meeting is at this version. Never waits and never fails; what is rung meanwhile goes out together."""
        if self._redis is None:
            return
        with self._lock:
            self._waiting[meeting] = version
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
                    for meeting, version in waiting.items():
                        line.publish(CHANNEL, f"{meeting} {version}")
                    line.execute()
            except (RedisError, OSError):
                pass  # the others look for themselves

    def listen(self, heard: Heard, open_: Callable[[], bool]) -> None:
        """Hears the others, for as long as `open_`; comes back by itself when Redis does."""
        if self._redis is not None:
            self._serving.spawn(self._listen, heard, open_)

    def _listen(self, heard: Heard, open_: Callable[[], bool]) -> None:
        from redis.exceptions import RedisError

        while open_():
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as line:
                    line.subscribe(CHANNEL)
                    while open_():
                        message = line.get_message(timeout=LOOK_UP_EVERY)
                        if message:
                            self._serving.spawn(_tell, heard, message["data"])
            except (RedisError, OSError):
                self._serving.sleep(LISTEN_AGAIN_AFTER)


def _tell(heard: Heard, said: bytes) -> None:
    """Anybody could ring there: what is no bell of ours is passed over."""
    meeting, _, version = said.decode("ascii", "replace").partition(" ")
    if not version.isdecimal():
        return
    try:
        heard(meeting, int(version))
    except Exception as e:
        log.error("fault in what the doorbell told: %s", type(e).__name__)
