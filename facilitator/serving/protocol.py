"""HTTP as it arrives: what is no request at all gets one plain answer, without a banner, and nothing of it is written down."""

from http import HTTPStatus
from typing import Any

from eventlet.wsgi import HttpProtocol

NO_MORE_REQUESTS = "facilitator.no_more_requests"
"""In a request's environment: what is called once its connection has become a WebSocket."""


class Quiet(HttpProtocol):  # type: ignore[misc]
    """eventlet's own, which would tell the version of Python, answer with a page of the library's and print the request."""

    server_version, sys_version = "", ""

    def get_environ(self) -> dict[str, Any]:
        """What a request is, with a way to let go of what only requests need."""
        environ: dict[str, Any] = super().get_environ()
        environ[NO_MORE_REQUESTS] = self.let_go
        return environ

    def let_go(self) -> None:
        """This connection is a WebSocket from here on: what its requests were read and answered with is a quarter of its
        memory, and is not needed again."""
        self.rfile.close()
        self.wfile.close()

    def finish(self) -> None:
        """The connection is over. Nothing keeps anything else here, so that its memory is free at once."""
        super().finish()
        self.environ = self.headers = None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Not HTTP, or not one this speaks."""
        phrase = HTTPStatus(code).phrase if code in set(HTTPStatus) else "Bad Request"
        head = f"HTTP/1.1 {int(code)} {phrase}\r\nConnection: close\r\nContent-Length: 0\r\n"
        self.wfile.write(f"{head}X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n\r\n".encode())
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing: the library's line has the address and the request in it."""
