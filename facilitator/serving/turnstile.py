"""A rush at the door: pages are made one each turn of the hub, so that sockets that are open are heard in between, and
whoever waits for a first form goes before those who have theirs. Decides nothing about who may see what."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import eventlet
from eventlet.event import Event

FORMS_FIRST = 12
"""So many first forms are made before somebody further on has their turn."""
AT_ONCE = ("/socket.io/", "/static/", "/healthz")
"""What starts with these never waits: sockets, files that lie ready, and whoever asks whether we are alive."""


class Turnstile:
    """Stands before the program. While nobody waits it costs two turns of the hub, a fraction of a millisecond."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app
        self._forms: deque[Event] = deque()
        self._others: deque[Event] = deque()
        self._turning = False
        self._in_a_row = 0

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One request, once it is its turn."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith(AT_ONCE):
            first = environ.get("REQUEST_METHOD") == "GET" and (path == "/" or path.startswith("/j/"))
            self._queue(self._forms if first else self._others)
        return self._app(environ, start_response)

    def _queue(self, line: deque[Event]) -> None:
        turn = Event()
        line.append(turn)
        if not self._turning:
            self._turning = True
            eventlet.spawn_n(self._turn)
        turn.wait()

    def _turn(self) -> None:
        try:
            while self._forms or self._others:
                self._next().popleft().send()
                eventlet.sleep(0)
        finally:
            self._turning = False

    def _next(self) -> deque[Event]:
        """The line whose turn it is. Nobody in the other one waits for ever."""
        forms = self._forms and (self._in_a_row < FORMS_FIRST or not self._others)
        self._in_a_row = self._in_a_row + 1 if forms else 0
        return self._forms if forms else self._others
