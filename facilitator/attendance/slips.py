"""What somebody leaves for attendance while the meeting is open: a name for credit, or whether this device was there
before. Sealed, always of one size, so that nothing can be read from how long it is.
"""

import msgspec
from msgspec import Struct

from facilitator.store.sealing import seal, unseal

SIZE = 1024
"""Bytes before sealing: a name of 120 characters fits in any script."""


class Slip(Struct, frozen=True):
    """One of the two: a name, or two bits."""

    name: str | None = None
    before_in_group: bool = False
    before_this_year: bool = False


def padded(data: bytes, size: int = SIZE) -> bytes:
    """Brought to one size; JSON stays JSON."""
    if len(data) > size:
        raise ValueError("too long")
    return data + b" " * (size - len(data))


def sealed(key: bytes, id: str, slip: Slip) -> bytes:
    """A slip for the row of this id."""
    return seal(key, padded(msgspec.json.encode(slip)), f"slip {id}")


def opened(key: bytes, id: str, body: bytes) -> Slip:
    """What was sealed. Raises `Unreadable`."""
    return msgspec.json.decode(unseal(key, body, f"slip {id}"), type=Slip)
