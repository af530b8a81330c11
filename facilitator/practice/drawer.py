"""A member's drawer: what they write for themself, sealed under keys that lie in KEYS_DIR/practice.

Every row has a key of its own. Letting something go destroys its key, so that old pages, logs and copies of the database
hold nothing readable of it, and nothing else is touched.
"""

from collections.abc import Sequence, Set
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.practice.models import Debrief, EvidenceFile, LearningEntry
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.keys import NoKey
from facilitator.store.sealing import Unreadable, seal, unseal
from facilitator.store.writing import Store, checkpoint

S = TypeVar("S", bound=Struct)
R = TypeVar("R", bound="Sealed")


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


def put_in(keys: DrawerKeys, row: Sealed, value: Struct) -> None:
    """Seals a value into a row, whose ids must be set already. A row keeps its key; a new one gets one."""
    try:
        key = keys.of(row.member_id, row.key) if row.key is not None else None
    except NoKey:
        key = None
    if key is None:
        row.key, key = keys.add(row.member_id)
    row.body = seal(key, msgspec.json.encode(value), place_of(row))


def taken_out(keys: DrawerKeys, row: Sealed, shape: type[S]) -> S | None:
    """What a row says; None where its key is not here any more."""
    return next((value for _, value in all_taken_out(keys, [row], shape)), None)


def all_taken_out(keys: DrawerKeys, rows: Sequence[R], shape: type[S]) -> list[tuple[R, S]]:
    """(row, what it says), in the same order, of those whose key is here."""
    known = {member: keys.every(member) for member in {row.member_id for row in rows}}
    found = []
    for row in rows:
        try:
            body = unseal(known[row.member_id][row.key], row.body, place_of(row))
        except (KeyError, Unreadable):
            continue
        found.append((row, msgspec.json.decode(body, type=shape)))
    return found


def let_go(store: Store, keys: DrawerKeys, member: str, numbers: Set[int]) -> None:
    """The second half of letting go, once the rows are gone: their keys. A crash between the halves is made good by `finish`."""
    keys.destroy_some(member, numbers)
    checkpoint(store)


TABLES = (Debrief, LearningEntry, EvidenceFile)


def finish(store: Store, keys: DrawerKeys) -> None:
    """Destroys keys that no row lies under any more. Harmless at any time."""
    for member in keys.buckets():
        store.write(lambda session, member=member: _finish_one(session, keys, member))  # type: ignore[misc]


def _finish_one(session: Session, keys: DrawerKeys, member: str) -> None:
    alone(session, member)
    in_use = {n for table in TABLES for n in session.scalars(select(table.key).where(table.member_id == member))}
    unused = set(keys.numbers(member)) - in_use
    if unused:
        keys.destroy_some(member, unused)
