"""Passwords: argon2id, off the thread that everybody waits on, and two at a time, since each takes 64 MB for a moment."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from facilitator.serving import Offload

SHORTEST_PASSWORD = 10

_hasher = PasswordHasher()
_two_at_a_time = threading.BoundedSemaphore(2)
_COMMON = frozenset(FREQUENCY_LISTS["passwords"])
NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$rVj145orzLA8ifTyzCSIBA$dTh3al92MgB6mIBRq81G/Gf54/a80GCvUWuvcBa3x1k"
"""What an unknown address is checked against, so that it takes as long as a known one."""


def weakness(password: str) -> str | None:
    """What is wrong with a password ("short", "common"), or None. Follows NIST SP 800-63B: length, and not a common one."""
    if len(password) < SHORTEST_PASSWORD:
        return "short"
    return "common" if password.lower() in _COMMON else None


def hashed(password: str, offload: Offload) -> str:
    """What is stored of a password."""
    with _two_at_a_time:
        return str(offload(lambda: _hasher.hash(password)))


def fits(stored: str | None, password: str, offload: Offload) -> bool:
    """Whether it is this password. Takes as long where there is nobody whose it could be."""

    def verify() -> bool:
        try:
            return _hasher.verify(stored or NOBODYS, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    with _two_at_a_time:
        return bool(offload(verify)) and stored is not None
