"""WebSockets over TLS for the simulated phones, which read in one thread and write in another: OpenSSL does not allow both at
once (https://docs.openssl.org/master/man7/openssl-threads/), and now and then the connection would be lost.
"""

import os
import select
import ssl
import threading
from typing import Any


class _InTurns(ssl.SSLSocket):
    """A TLS socket that one thread at a time has to do with. Waits for what arrives without keeping those who write waiting."""

    @property
    def _turn(self) -> threading.Lock:
        lock: threading.Lock = self.__dict__.setdefault("_lock", threading.Lock())  # one, whichever thread asks first
        return lock

    def recv(self, *how: Any, **more: Any) -> bytes:
        """As of any socket. Raises `TimeoutError`."""
        with self._turn:
            there = self.pending()
        if not there and not select.select([self], [], [], self.gettimeout())[0]:
            raise TimeoutError("timed out")
        with self._turn:
            return super().recv(*how, **more)

    def send(self, *how: Any, **more: Any) -> int:
        """As of any socket."""
        with self._turn:
            return super().send(*how, **more)


def context() -> ssl.SSLContext:
    """For connections to a server whose certificate is trusted, here or by WEBSOCKET_CLIENT_CA_BUNDLE. TLS 1.2: in 1.3 a server
    may say something that is no message, and whoever reads would wait for one while it is their turn."""
    made = ssl.create_default_context(cafile=os.environ.get("WEBSOCKET_CLIENT_CA_BUNDLE"))
    made.maximum_version = ssl.TLSVersion.TLSv1_2
    made.sslsocket_class = _InTurns
    return made
