"""Who may open a socket: pages of ours alone, each with its own connection. Looked at before Socket.IO hears of the request and
before any cookie that means somebody is read.
"""

import ipaddress
import secrets
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from facilitator.edge import SOCKETS, Environ, Headers, Wsgi

COOKIE = "wire"
"""Ties a connection without WebSocket, which is many requests, to the browser that began it. Means nobody, is random, goes
to the sockets' address alone and lasts until the browser closes."""
OWNER = "facilitator.wire"
USUAL = {"http": 80, "https": 443}


class Origins:
    """The program behind the check."""

    def __init__(self, inner: Wsgi, public_url: str, begun: Callable[[str], Environ | None]) -> None:
        """`begun`: the request that began the connection with this id, if there is one."""
        self._inner, self._public, self._begun = inner, _origin(public_url), begun

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """One request."""
        if not environ.get("PATH_INFO", "").startswith(SOCKETS):
            return self._inner(environ, start_response)
        origin = environ.get("HTTP_ORIGIN")
        if origin is not None and _origin(origin) not in self.allowed(environ):
            return _no(start_response)
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        sent = _cookie(environ)
        if "sid" in asked:
            begun = self._begun(asked["sid"][0])
            if begun is not None and not (sent and secrets.compare_digest(begun.get(OWNER, ""), sent)):
                return _no(start_response)
            return self._inner(environ, start_response)
        if asked.get("transport") != ["polling"]:
            return self._inner(environ, start_response)
        environ[OWNER] = sent or secrets.token_urlsafe(16)

        def answered(status: str, headers: Headers, exc_info: Any = None) -> Any:
            given = [] if sent else [("Set-Cookie", _set(environ))]
            return start_response(status, headers + given, exc_info)

        return self._inner(environ, answered)

    def allowed(self, environ: Environ) -> set[str]:
        """The origins a browser may come from. With a PUBLIC_URL that one, and this computer by its number or as
        `localhost`: a name somebody else has pointed here is not ours. Without one, wherever the request went."""
        host = environ.get("HTTP_HOST", "")
        own = _origin(f"{environ['wsgi.url_scheme']}://{host}")
        found = {self._public, own} if not self._public or _is_number(host) else {self._public}
        return found - {""}


def _origin(address: str) -> str:
    """Scheme, host and port as browsers write them in Origin; nothing for what is no address ("null")."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in USUAL or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != USUAL[parts.scheme] else "")


def _is_number(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost"
    return True


def _cookie(environ: Environ) -> str:
    """The one cookie this looks at."""
    try:
        found = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _set(environ: Environ) -> str:
    secure = "; Secure" if environ["wsgi.url_scheme"] == "https" else ""
    return f"{COOKIE}={environ[OWNER]}; Path={SOCKETS}; HttpOnly; SameSite=Strict{secure}"


def _no(start_response: Callable[..., Any]) -> list[bytes]:
    start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "0")])
    return [b""]
