"""Time and fresh ids. Handed to whatever needs them, so that a test can choose both."""

import secrets
import time
from collections.abc import Callable

Now = Callable[[], int]
NewId = Callable[[], str]


def now() -> int:
    """Milliseconds since 1970, the unit every deadline in the product is written in."""
    return time.time_ns() // 1_000_000


def new_id() -> str:
    """A random id of 80 bits. Starts with a letter, so that no browser takes it for an array index."""
    return "x" + secrets.token_hex(10)
