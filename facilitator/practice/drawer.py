"""A member's drawer: what they write for themself, sealed under a key of their own that lies in KEYS_DIR/practice.

Letting something go puts the rest under a fresh key and destroys the old one, so that old pages, logs and copies of the
database hold nothing readable of it.
"""

from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.practice.models import Debrief, EvidenceFile, LearningEntry
from facilitator.store.keys import NoKey
from facilitator.store.name_keys import NameKeys
from facilitator.store.sealing import Unreadable, seal, unseal
from facilitator.store.writing import Store, checkpoint

S = TypeVar("S", bound=Struct)


class Sealed(Protocol):
    """A row of the drawer."""

    member_id: str
    key: int
    body: bytes


def place_of(row: Sealed) -> str:
    """Where a body belongs: put into another row it cannot be read."""
    if isinstance(row, Debrief):
        return f"debrief {row.evening} {row.member_id}"
    assert isinstance(row, LearningEntry | EvidenceFile)  # noqa: S101 - there are no others
    return f"{row.__tablename__} {row.id} {row.member_id}"


def alone(session: Session, member: str) -> None:
    """Until this transaction ends nobody else writes into this drawer. Take it before any row. SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"drawer {member}"))))


def put_in(keys: NameKeys, row: Sealed, value: Struct) -> None:
    """Seals a value into a row, whose ids must be set already."""
    row.key, key = keys.newest(row.member_id)
    row.body = seal(key, msgspec.json.encode(value), place_of(row))


def taken_out(keys: NameKeys, row: Sealed, shape: type[S]) -> S | None:
    """What a row says; None where its key is not here any more."""
    try:
        return msgspec.json.decode(unseal(keys.of(row.member_id, row.key), row.body, place_of(row)), type=shape)
    except (NoKey, Unreadable):
        return None


TABLES = (Debrief, LearningEntry, EvidenceFile)


def seal_anew(session: Session, keys: NameKeys, member: str) -> int | None:
    """Part of a transaction that has the drawer `alone`: everything in it under a fresh key. Gives the key's number; once
    that is stored the older ones can be destroyed. What cannot be read stays as it is. None where there is no key at all."""
    session.flush()
    rows: list[Sealed] = []
    for table in TABLES:
        query = select(table).where(table.member_id == member).execution_options(populate_existing=True)
        rows += session.scalars(query)
    clear = [(row, body) for row in rows if (body := _clear(keys, row)) is not None]
    try:
        number, key = keys.fresh(member)
    except NoKey:
        return None
    for row, body in clear:
        row.key, row.body = number, seal(key, body, place_of(row))
    session.flush()
    return number


def _clear(keys: NameKeys, row: Sealed) -> bytes | None:
    try:
        return unseal(keys.of(row.member_id, row.key), row.body, place_of(row))
    except (NoKey, Unreadable):
        return None


def destroy_older(store: Store, keys: NameKeys, member: str, number: int | None) -> None:
    """The second half of letting go, once the first is stored."""
    if number is not None:
        keys.destroy_older(member, number)
    checkpoint(store)


def finish(store: Store, keys: NameKeys) -> None:
    """What a crash between the halves left: destroys keys that nothing lies under any more. Harmless at any time."""
    for member in keys.buckets():
        if len(keys.numbers(member)) > 1:
            store.write(lambda session, member=member: _finish_one(session, keys, member))  # type: ignore[misc]


def _finish_one(session: Session, keys: NameKeys, member: str) -> None:
    alone(session, member)
    in_use = [session.scalar(select(func.min(table.key)).where(table.member_id == member)) for table in TABLES]
    numbers = keys.numbers(member)
    oldest = min((n for n in in_use if n is not None), default=numbers[-1])
    if oldest in numbers:
        keys.destroy_older(member, oldest)
