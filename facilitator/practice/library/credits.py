"""Whose a plan or a prompt was: kept through every copy, also where it goes to another organization. Plain values."""

import msgspec
from msgspec import Struct

MOST = 12
"""Of a long line of copies the first few and the last stay."""


class Credit(Struct, frozen=True, forbid_unknown_fields=True):
    """One station: what it was called, who had it there, and in which organization if not in ours."""

    title: str
    by: str = ""
    organization: str = ""


_reader = msgspec.json.Decoder(tuple[Credit, ...])


def read(stored: str) -> tuple[Credit, ...]:
    """A stored line of credit, the first first."""
    return _reader.decode(stored)


def written(credits: tuple[Credit, ...]) -> str:
    """A line of credit to store."""
    return msgspec.json.encode(credits).decode()


def and_then(credits: tuple[Credit, ...], one: Credit) -> tuple[Credit, ...]:
    """The line with one more station. Where it began is never lost."""
    longer = credits if one in credits[-1:] else (*credits, one)
    return longer if len(longer) <= MOST else (*longer[:2], *longer[2 - MOST :])
