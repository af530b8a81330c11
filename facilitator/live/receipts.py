"""Receipts: which commands have been taken, so that the same one again changes nothing."""

import hashlib

from msgspec import Struct

from facilitator.meeting.permissions import Actor
from facilitator.meeting.state import Meeting


class Receipt(Struct, frozen=True):
    """Which command this is: the id its sender gave it, and what it said."""

    id: str
    said: bytes


def mark(meeting: Meeting, actor: Actor, receipt: Receipt) -> tuple[bytes, bytes]:
    """A receipt as it is stored: keyed hashes of who sent which id, and of what it said."""
    who = actor.seat or actor.member or actor.role
    key = meeting.salt.encode()[:64]
    id = hashlib.blake2b(f"{who} {receipt.id}".encode(), key=key, digest_size=16).digest()
    return id, hashlib.blake2b(receipt.said, key=key, digest_size=8).digest()
