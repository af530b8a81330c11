"""What a packet is, told from its first characters: before any JSON in it is read, and whoever sent it."""

import re

from msgspec import Struct

CONNECT, DISCONNECT, EVENT, ACK, BINARY_EVENT, BINARY_ACK = "0", "1", "2", "3", "5", "6"
_ENGINE = re.compile(r"[13]|4[012356].*", re.DOTALL)
_SHAPE = re.compile(
    r"(?P<kind>[012356])(?:\d{1,10}-)?(?P<place>/[^,]{0,100})?,?(?P<id>\d{1,18})?(?P<body>[\[{\"].*)?", re.DOTALL
)
SEPARATOR = "\x1e"
MOST_IN_A_POST = 16
"""Packets in one polling POST that Engine.IO reads."""


class Odd(Exception):
    """A packet that cannot be read. Carries nothing of it."""


class Message(Struct, frozen=True):
    """A Socket.IO packet whose JSON nobody has looked at."""

    kind: str
    place: str
    """The namespace."""
    id: int | None
    """What its sender wants the answer to be called; without one there is no answer."""
    body: str


def is_readable(packet: str | bytes) -> bool:
    """Whether Engine.IO may see this: a goodbye, a sign of life, or a message of a known kind. Nothing binary."""
    return isinstance(packet, str) and _ENGINE.fullmatch(packet) is not None


def read(message: object) -> Message:
    """A Socket.IO packet by its shape. Raises `Odd`."""
    found = _SHAPE.fullmatch(message) if isinstance(message, str) else None
    if not found:
        raise Odd
    id = found["id"]
    return Message(found["kind"], found["place"] or "/", int(id) if id else None, found["body"] or "")
