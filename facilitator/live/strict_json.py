"""JSON for the sockets: what is not strictly JSON is refused before anything looks at it."""

import json
from typing import Any

import msgspec

JSONDecodeError = msgspec.DecodeError


def dumps(value: Any, **_: Any) -> str:
    """A value as compact JSON."""
    return msgspec.json.encode(value).decode()


def loads(text: str | bytes, **_: Any) -> Any:
    """JSON as a value. Raises `ValueError` for NaN, infinities, numbers without end, nesting without end, half a
    surrogate, the same key twice, and whatever else is no JSON."""
    try:
        value = msgspec.json.decode(text)
        _twice.decode(text if isinstance(text, str) else text.decode())
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> None:
    """Two readers of one message must not find two meanings in it. msgspec would take the last of two equal keys."""
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("the same key twice")


_twice = json.JSONDecoder(object_pairs_hook=_once)
"""Finds what stands there twice."""
