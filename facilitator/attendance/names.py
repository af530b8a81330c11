"""Names left for credit, at rest: sealed under their month's key, always of one size."""

import secrets
from datetime import date

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from facilitator.attendance.models import Signature
from facilitator.attendance.slips import padded
from facilitator.store.keys import NoKey
from facilitator.store.name_keys import NameKeys, bucket_of
from facilitator.store.sealing import seal, unseal

SIZE = 512
LOOKS = 3
"""How often names are looked at anew when their key has just been replaced."""


def sealed_name(key: bytes, id: str, name: str) -> bytes:
    """A name for the row of this id."""
    return seal(key, padded(name.encode(), SIZE), f"name {id}")


def opened_name(key: bytes, id: str, body: bytes) -> str:
    """The name. Raises `Unreadable`."""
    return unseal(key, body, f"name {id}").decode().rstrip()


def alone(session: Session, bucket: str) -> None:
    """Until this transaction ends, nobody else writes names of this month: else one who has the key in hand could store a
    name under it after it was destroyed. Take it before any row. SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"names {bucket}"))))


def bucket_on(organization: str, day: date) -> str:
    """Which keys the names left on a day lie under."""
    return bucket_of(organization, f"{day:%Y-%m}")


def write_names(session: Session, keys: NameKeys, held: str, organization: str, day: date, names: list[str]) -> None:
    """Writes the names of one meeting in one go, in an order that means nothing."""
    if not names:
        return
    bucket = bucket_on(organization, day)
    alone(session, bucket)
    number, key = keys.newest(bucket)
    shuffled = list(names)
    secrets.SystemRandom().shuffle(shuffled)
    rows = []
    for name in shuffled:
        id = "n" + secrets.token_hex(12)
        body = sealed_name(key, id, name)
        rows.append({"id": id, "held_id": held, "bucket": bucket, "key": number, "body": body})
    session.execute(insert(Signature), sorted(rows, key=lambda row: str(row["id"])))


def seal_anew(session: Session, keys: NameKeys, bucket: str) -> tuple[int, int]:
    """Part of a transaction that has the month `alone`: its names under a fresh key. Gives the key's number, and how many
    names. Once that is stored, the older keys can be destroyed. Raises `NoKey`, `Unreadable`."""
    rows = list(session.scalars(_of(bucket)))
    old = {number: keys.of(bucket, number) for number in {row.key for row in rows}}
    number, key = keys.fresh(bucket)
    for row in rows:
        row.body = sealed_name(key, row.id, opened_name(old[row.key], row.id, row.body))
        row.key = number
    session.flush()
    return number, len(rows)


def _of(bucket: str) -> Select[Signature]:
    return select(Signature).where(Signature.bucket == bucket).execution_options(populate_existing=True)


def names_of(session: Session, keys: NameKeys, held: str) -> list[tuple[str, str]]:
    """(id, name) of everyone who signed for credit at one meeting, by name. Ends the reading transaction and begins another
    where a key was replaced meanwhile. Raises `NoKey`, `Unreadable`."""
    query = select(Signature.id, Signature.bucket, Signature.key, Signature.body).where(Signature.held_id == held)
    for look in range(LOOKS):
        rows = session.execute(query).all()
        try:
            found = [(row.id, opened_name(keys.of(row.bucket, row.key), row.id, row.body)) for row in rows]
            return sorted(found, key=lambda one: one[1].casefold())
        except NoKey:
            if look == LOOKS - 1:
                raise
            session.rollback()
    raise AssertionError("unreachable")
