"""JSON for the sockets: what is not strictly JSON is refused before anything looks at it."""

from typing import Any

import msgspec

JSONDecodeError = msgspec.DecodeError


def dumps(value: Any, **_: Any) -> str:
    """A value as compact JSON."""
    return msgspec.json.encode(value).decode()


def loads(text: str | bytes, **_: Any) -> Any:
    """JSON as a value. Raises `ValueError` for NaN, infinities, nesting without end and whatever else is no JSON."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise ValueError("not JSON") from None
