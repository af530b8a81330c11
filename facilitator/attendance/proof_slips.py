"""Slips for proofs of attendance: what the server says of a stay, sealed, until its owner makes a proof of it.

A slip names no seat, no meeting and no group, can be read by the server alone, works for one name and for a day.
Nothing is kept of it: the same question makes it again, in any process.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import UTC, date, datetime

import msgspec
from msgspec import Struct

from facilitator.store.keys import Keys
from facilitator.store.sealing import Unreadable, derived, seal, unseal
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Store

LASTS = 24 * 3600 * 1000
"""Milliseconds: it may be used at home in the evening."""
LONGEST = 600
WHERE = "proof slip"


class Stay(Struct, frozen=True, array_like=True):
    """What a proof says about somebody being there."""

    organization: str
    on: date
    minutes: int
    room: bool
    """Shown to have been in the room: by the number on its screen, or because the facilitator speaks for them."""
    remote: bool


class ProofSlip(Struct, frozen=True, array_like=True):
    """A stay, a number nobody can guess, and until when (milliseconds) a proof may be made of it."""

    stay: Stay
    number: bytes
    until: int


def day_of(moment: int) -> date:
    """The day a session that was opened at this moment counts for, as in the attendance."""
    return datetime.fromtimestamp(moment / 1000, UTC).astimezone().date()


def to_text(data: bytes) -> str:
    """Bytes as base64url without padding, the way they stand in addresses."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes again. Raises `ValueError` for anything that `to_text` does not make."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise ValueError("not base64url") from None
    if to_text(data) != text:
        raise ValueError("not base64url as it is written here")
    return data


class ProofSlips:
    """Makes slips and reads them again."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self._store, self._keys = store, keys
        self._sealing = derived(keys.server, "proof slips")

    def hand_out(
        self, meeting: str, seat: str, now: int, opened_at: int, minutes: int, room: bool, remote: bool
    ) -> str:
        """A slip for whoever was in this open meeting; "" if it is over. Slips of one seat have one number, so all of
        them together are good for one name. The number goes with the meeting's key: afterwards nobody can tell whose
        it was."""
        with self._store.read() as session:
            row = session.get(OpenMeeting, meeting)
        if row is None:
            return ""
        number = hmac.new(self._keys.for_slips(meeting), f"proof {seat}".encode(), hashlib.sha256).digest()[:16]
        stay = Stay(row.organization, day_of(opened_at), minutes, room, remote)
        return self.sealed(ProofSlip(stay, number, now + LASTS))

    def sealed(self, slip: ProofSlip) -> str:
        """A slip as text."""
        return to_text(seal(self._sealing, msgspec.msgpack.encode(slip), WHERE))

    def opened(self, token: str) -> ProofSlip | None:
        """The slip in this text; None if it was altered or is another installation's."""
        if len(token) > LONGEST:
            return None
        try:
            return msgspec.msgpack.decode(unseal(self._sealing, from_text(token), WHERE), type=ProofSlip)
        except (ValueError, Unreadable):
            return None
