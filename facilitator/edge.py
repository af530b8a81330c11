"""The outermost layer of the program: what every answer carries, and one line in the log for every request. Pages, static
files, Socket.IO's own answers and errors all pass here; nothing is decided about anybody's rights.
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

log = logging.getLogger(__name__)

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
Headers = list[tuple[str, str]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    "Cache-Control": "no-store",
}
ON_HTTPS = {"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000"}
"""Browsers ignore both on plain HTTP, and complain about the first."""
BANNERS = ("server", "x-powered-by")

OF_THIS = "facilitator.request"
SOCKETS, STATIC = "/socket.io/", "/static/"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""Any other is somebody's own word, and stays out of the log."""


@dataclass
class Asked:
    """What the log may know of one request."""

    id: str
    """In the log, and on the page when something goes wrong."""
    name: str
    """Of the page that was asked for (pages say it): the log never has the address."""

    def about(self) -> dict[str, Any]:
        """For a line in the log about this request."""
        return {"request": self.id, "endpoint": self.name}


class Edge:
    """The program with its edge around it."""

    def __init__(self, inner: Wsgi) -> None:
        self._inner = inner

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One request."""
        began = time.monotonic()
        asked = environ[OF_THIS] = Asked(secrets.token_hex(4), _place(environ.get("PATH_INFO", "")))
        told: list[str] = []

        def answered(status: str, headers: Headers, exc_info: Any = None) -> Any:
            told[:] = [status]
            return start_response(status, complete(headers, environ), exc_info)

        try:
            body = self._inner(environ, answered)
        except Exception as e:  # beyond the reach of any page
            log.error("fault", extra={"facts": asked.about() | {"kind": type(e).__name__}})
            answered("500 Internal Server Error", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            body = [b""]
        watched = _Sized if hasattr(body, "__len__") else _Watched
        return watched(body, lambda: _note(environ, asked, told[0] if told else "101", began))


class _Watched:
    """A body that says when it has been sent. Keeps its length, which servers read."""

    def __init__(self, body: Iterable[bytes], done: Callable[[], None]) -> None:
        self._body, self._done = body, done

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        """Called once by the server, whatever happened."""
        try:
            if hasattr(self._body, "close"):
                self._body.close()
        finally:
            self._done()


class _Sized(_Watched):
    """One whose length is known."""

    def __len__(self) -> int:
        return len(self._body)  # type: ignore[arg-type]


def complete(headers: Headers, environ: Environ) -> Headers:
    """An answer's headers with everything that every answer carries, and without what tells a version."""
    kept = [(name, value) for name, value in headers if name.lower() not in BANNERS]
    there = {name.lower() for name, _ in kept}
    secure = environ.get("wsgi.url_scheme") == "https"
    wanted = ALWAYS | (ON_HTTPS if secure else {})
    return kept + [(name, value) for name, value in wanted.items() if name.lower() not in there]


def _place(path: str) -> str:
    """Until a page says its name."""
    return "socket" if path.startswith(SOCKETS) else "static" if path.startswith(STATIC) else "nothing"


def _note(environ: Environ, asked: Asked, status: str, began: float) -> None:
    method = environ.get("REQUEST_METHOD")
    facts = asked.about() | {
        "method": method if method in METHODS else "other",
        "status": int(status.split(" ", 1)[0]),
        "ms": round((time.monotonic() - began) * 1000, 1),
    }
    log.info("request", extra={"facts": facts})
