"""A browser that types codes, from whatever address it is given, as a trusted proxy would say."""

import re
from typing import Any

import requests

from facilitator.rehearsing.phone import _Page

_VARYING = re.compile(r'name="csrf_token" value="[^"]+"|nonce="[^"]+"')


class Typist:
    """Somebody at the door with a browser of their own."""

    def __init__(self, server: Any, address: str, web: requests.Session | None = None) -> None:
        self.server, self.address = server, address
        self.web = web or requests.Session()
        self.web.headers["X-Forwarded-For"] = address

    def get(self, path: str) -> requests.Response:
        return self.web.get(self.server.url + path, timeout=60, allow_redirects=False)

    def types(self, code: str, at: str = "/j") -> requests.Response:
        """Loads the page with the form and sends it."""
        token = _Page(self.get("/").text).fields["csrf_token"]
        form = {"code": code, "csrf_token": token}
        return self.web.post(self.server.url + at, data=form, timeout=60, allow_redirects=False)


def plain(answer: requests.Response) -> tuple[int, str, list[str]]:
    """An answer without what is new every time: status, page, names of its headers."""
    return answer.status_code, _VARYING.sub("", answer.text), sorted(k for k in answer.headers if k != "Set-Cookie")
