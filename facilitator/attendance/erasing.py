"""Erasing names that were left for credit, and putting the rest under fresh keys.

In two halves: the rows go and the month's other names are written again under a fresh key, in one transaction; then the
old key is destroyed, which makes old pages, logs and backups noise. A crash between them is made good by `finish`.
"""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from facilitator.attendance.models import Held, Month, Signature
from facilitator.attendance.names import LOOKS, alone, opened_name, seal_anew
from facilitator.attendance.records import NotThere, month_of
from facilitator.operations import audit
from facilitator.store import ledger
from facilitator.store.keys import NoKey
from facilitator.store.name_keys import NameKeys, month_in
from facilitator.store.writing import Store, checkpoint

_QUERY = select(
    Signature.id, Signature.bucket, Signature.key, Signature.body, Signature.held_id, Held.held_on, Held.group_id
).join(Held, Held.id == Signature.held_id)


class Found(Struct, frozen=True):
    """A name that was left: when, in which group, and as it was written."""

    id: str
    bucket: str
    held: str
    held_on: date
    group: str
    name: str


def signature_of(store: Store, names: NameKeys, organization: str, signature: str) -> Found | None:
    """One signature of this organization."""
    for _ in range(LOOKS):
        with store.read() as session:
            row = session.execute(_QUERY.where(Held.organization_id == organization, Signature.id == signature)).first()
        try:
            return _opened(row, names.of(row.bucket, row.key)) if row else None
        except NoKey:  # replaced since the row was read
            continue
    raise NoKey(signature)


def _opened(row: Any, key: bytes) -> Found:
    return Found(row.id, row.bucket, row.held_id, row.held_on, row.group_id, opened_name(key, row.id, row.body))


def erase_name(store: Store, names: NameKeys, organization: str, member: str, signature: str) -> str:
    """Erases one name left for credit, here and in every copy. Gives the meeting it was left at. Raises `NotThere`."""
    with store.read() as session:
        query = select(Signature.bucket, Signature.held_id).where(Signature.id == signature)
        row = session.execute(query).one_or_none()
    if not row:
        raise NotThere
    _in_both_halves(store, names, organization, member, row.bucket, {signature})
    checkpoint(store)
    return str(row.held_id)


def erase_every(store: Store, names: NameKeys, organization: str, member: str, found: list[Found]) -> int:
    """Erases all of these; those that are gone already are left out. Gives how many there were."""
    erased = 0
    for bucket in sorted({one.bucket for one in found}):
        wanted = {one.id for one in found if one.bucket == bucket}
        try:
            erased += _in_both_halves(store, names, organization, member, bucket, wanted)
        except NotThere:
            continue
    checkpoint(store)
    return erased


def _in_both_halves(
    store: Store, names: NameKeys, organization: str, member: str, bucket: str, wanted: set[str]
) -> int:
    number, erased = write_without(store, names, organization, member, bucket, wanted)
    names.destroy_older(bucket, number)
    return erased


def write_without(
    store: Store, names: NameKeys, organization: str, member: str, bucket: str, wanted: set[str]
) -> tuple[int, int]:
    """The first half: these rows of a month go, the others lie under a fresh key. Gives its number, and how many went.
    Raises `NotThere` if none of them is this organization's."""

    def work(session: Session) -> tuple[int, int]:
        alone(session, bucket)
        own = (Signature.bucket == bucket, Signature.id.in_(wanted), Held.organization_id == organization)
        rows = list(session.scalars(select(Signature).join(Held, Held.id == Signature.held_id).where(*own)))
        if not rows:
            raise NotThere
        for row in rows:
            _one_less(session, row.held_id)
            session.delete(row)
        session.flush()
        ledger.erased(session, "signatures", [row.id for row in rows])
        number, _ = seal_anew(session, names, bucket)
        audit.write(session, organization, member, "attendance.names_erased", month_in(bucket), names=len(rows))
        return number, len(rows)

    return store.write(work)


def erase_again(store: Store, ids: list[str]) -> int:
    """Names that were erased before, and have come back in a copy of the database that was put in place: they go, and the
    counts with them. Gives how many there were."""

    def work(session: Session) -> int:
        rows = [row for at in range(0, len(ids), 500) for row in session.scalars(_by_id(ids[at : at + 500]))]
        for row in rows:
            _one_less(session, row.held_id)
            session.delete(row)
        return len(rows)

    return store.write(work)


def _by_id(ids: list[str]) -> Select[Signature]:
    return select(Signature).where(Signature.id.in_(ids))


def _one_less(session: Session, held_id: str) -> None:
    """The counts of names go down with them."""
    held = session.get(Held, held_id, with_for_update=True)
    assert held is not None  # noqa: S101 - a foreign key says so
    held.signed -= 1
    month = session.get(Month, (held.group_id, month_of(held.held_on)), with_for_update=True)
    if month:
        month.signed -= 1


def signatures_of(
    store: Store, names: NameKeys, organization: str, name: str, offload: Callable[[Callable[[], Any]], Any]
) -> list[Found]:
    """Every signature of this name in an organization, latest first; capitals and spaces make no difference."""
    wanted = _plainly(name)
    query = _QUERY.where(Held.organization_id == organization).order_by(Held.held_on.desc(), Signature.id)

    def those(rows: list[Any]) -> list[Found]:
        keys = {at: names.of(*at) for at in {(row.bucket, row.key) for row in rows}}
        found = (_opened(row, keys[row.bucket, row.key]) for row in rows)
        return [one for one in found if _plainly(one.name) == wanted]

    for look in range(LOOKS):
        with store.read() as session:
            rows = list(session.execute(query))
        try:
            found: list[Found] = offload(lambda rows=rows: those(rows))  # type: ignore[misc]
            return found
        except NoKey:  # replaced since the rows were read
            if look == LOOKS - 1:
                raise
    raise AssertionError("unreachable")


def _plainly(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def rotate(store: Store, names: NameKeys) -> tuple[int, int]:
    """Puts every name under a fresh key and destroys the old ones, while sessions go on. Gives how many names, and how
    many months. Raises `NoKey`."""
    with store.read() as session:
        query = select(Signature.bucket, Held.organization_id).join(Held, Held.id == Signature.held_id).distinct()
        buckets = sorted(tuple(row) for row in session.execute(query))
    total = 0
    for bucket, organization in buckets:

        def work(session: Session, bucket: str = bucket, organization: str = organization) -> tuple[int, int]:
            alone(session, bucket)
            number, count = seal_anew(session, names, bucket)
            audit.write(session, organization, "", "keys.rotated", month_in(bucket), names=count)
            return number, count

        number, count = store.write(work)
        names.destroy_older(bucket, number)
        total += count
    checkpoint(store)
    return total, len(buckets)


def finish(store: Store, names: NameKeys) -> None:
    """What a crash left half done: destroys keys that no name lies under any more. Harmless at any time."""
    for bucket in names.buckets():
        if len(names.numbers(bucket)) < 2:
            continue

        def work(session: Session, bucket: str = bucket) -> None:
            alone(session, bucket)
            oldest = session.scalar(select(func.min(Signature.key)).where(Signature.bucket == bucket))
            known = names.numbers(bucket)
            number = known[-1] if oldest is None else oldest
            if number in known:
                names.destroy_older(bucket, number)

        store.write(work)
        checkpoint(store)
