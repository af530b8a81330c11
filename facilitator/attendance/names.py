"""Names left for credit, at rest: sealed under their month's key, always of one size."""

import secrets
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from facilitator.attendance.models import Signature
from facilitator.attendance.slips import padded
from facilitator.store.name_keys import NameKeys, bucket_of
from facilitator.store.sealing import seal, unseal

SIZE = 512


def sealed_name(key: bytes, id: str, name: str) -> bytes:
    """A name for the row of this id."""
    return seal(key, padded(name.encode(), SIZE), f"name {id}")


def opened_name(key: bytes, id: str, body: bytes) -> str:
    """The name. Raises `Unreadable`."""
    return unseal(key, body, f"name {id}").decode().rstrip()


def write_names(session: Session, keys: NameKeys, held: str, organization: str, day: date, names: list[str]) -> None:
    """Writes the names of one meeting in one go, in an order that means nothing."""
    if not names:
        return
    bucket = bucket_of(organization, f"{day:%Y-%m}")
    number, key = keys.newest(bucket)
    shuffled = list(names)
    secrets.SystemRandom().shuffle(shuffled)
    rows = []
    for name in shuffled:
        id = "n" + secrets.token_hex(12)
        body = sealed_name(key, id, name)
        rows.append({"id": id, "held_id": held, "bucket": bucket, "key": number, "body": body})
    session.execute(insert(Signature), sorted(rows, key=lambda row: str(row["id"])))


def names_of(session: Session, keys: NameKeys, held: str) -> list[tuple[str, str]]:
    """(id, name) of everyone who signed for credit at one meeting, by name. Raises `NoKey`, `Unreadable`."""
    rows = session.scalars(select(Signature).where(Signature.held_id == held))
    found = [(row.id, opened_name(keys.of(row.bucket, row.key), row.id, row.body)) for row in rows]
    return sorted(found, key=lambda one: one[1].casefold())
