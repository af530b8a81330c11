"""What arrives on a WebSocket, read in gulps: nearly everything a phone says is one short frame that has come as a whole."""

from typing import Any

from eventlet.websocket import FailedConnectionError, RFC6455WebSocket

from facilitator.serving.framing import TEXT

GULP = 4096
"""Bytes read at once."""
HEAD, MASK = 2, 4
"""Bytes of a short frame before what it says (RFC 6455, 5.2)."""
MASKED, SHORT = 0x80, 126


class _Message(RFC6455WebSocket.Message):  # type: ignore[misc] # the library has no types
    """A message that may come in several frames: together they may be no longer than one."""

    _taken = 0

    def push(self, data: bytes, final: bool = False) -> None:
        """Takes what has arrived. Ends the connection when it becomes too much, before any of it is read."""
        super().push(data, final)
        self._taken += len(data) + 8
        if self._taken > self.max_frame_length + 16:
            raise FailedConnectionError(1009, "")


class _Whole:
    """A text that came in one frame."""

    __slots__ = ("_text",)
    opcode, finished = 1, True

    def __init__(self, text: str) -> None:
        self._text = text

    def getvalue(self) -> str:
        """What was said."""
        return self._text


class _Reader:
    """A socket that is read in gulps: the library asks for two bytes, then four, then the rest, each a trip to the system."""

    __slots__ = ("_rest", "_socket")

    def __init__(self, plain: Any) -> None:
        self._socket, self._rest = plain, b""
        plain.settimeout(None)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)

    def settimeout(self, _: float | None) -> None:
        """No: whoever says nothing is asked whether they are still there, and a timer for every frame costs more."""

    def recv(self, most: int) -> bytes:
        """So many bytes or fewer, as a socket gives them; none once it is over."""
        rest = self._rest or self._socket.recv(GULP)
        self._rest = rest[most:]
        return rest[:most]

    def text(self) -> bytes | None:
        """What the next frame says, where it is a text that came in one short frame and is there already; it is taken then."""
        rest = self._rest = self._rest or self._socket.recv(GULP)
        if len(rest) < HEAD + MASK or rest[0] != TEXT or not MASKED <= rest[1] < MASKED + SHORT:
            return None
        end = HEAD + MASK + rest[1] - MASKED
        if len(rest) < end:
            return None
        self._rest = rest[end:]
        return unmasked(rest[HEAD + MASK : end], rest[HEAD : HEAD + MASK])


def unmasked(data: bytes, mask: bytes) -> bytes:
    """What a client has masked, byte by byte, by four that repeat (RFC 6455, 5.3); the same again masks it."""
    key = (mask * (len(data) // MASK + 1))[: len(data)]
    return (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(len(data), "big")


class Receiving(RFC6455WebSocket):  # type: ignore[misc]
    """An open WebSocket that is read that way."""

    Message = _Message
    failed = False
    """What came was no frame, or too much of one: the connection ends."""

    def __init__(self, plain: RFC6455WebSocket) -> None:
        """`plain`: as the library has opened it."""
        super().__init__(
            _Reader(plain.socket), plain.environ, plain.version, protocol=plain.protocol,
            max_frame_length=plain.max_frame_length,
        )  # fmt: skip

    def _recv_frame(self, message: Any = None) -> Any:
        """The usual frame at once; any other, and a part of a longer message, as the library reads them."""
        said = self.socket.text() if message is None else None
        try:
            return super()._recv_frame(message) if said is None else _Whole(said.decode())
        except UnicodeDecodeError:
            self.failed = True
            raise FailedConnectionError(1007, "Text data must be valid utf-8") from None
        except FailedConnectionError:
            self.failed = True
            raise

    @staticmethod
    def _apply_mask(data: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0) -> bytes:
        """The library's own works byte by byte."""
        return unmasked(data, bytes(mask[offset % 4 :] + mask[: offset % 4]))
