"""Whether the keys of names left for credit are there and fit: looked at when the program starts. And the way on where
they are lost for good.
"""

from typing import Any

from msgspec import Struct
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from facilitator.attendance.models import Held, Signature
from facilitator.attendance.names import LOOKS, opened_name
from facilitator.operations import audit
from facilitator.store.keys import NoKey
from facilitator.store.migrating import CannotStart
from facilitator.store.name_keys import NameKeys, month_in
from facilitator.store.sealing import Unreadable
from facilitator.store.writing import Store, checkpoint


class Forgotten(Struct, frozen=True):
    """How many names were given up, of how many months."""

    names: int
    months: int


def check_names(store: Store, names: NameKeys) -> None:
    """Opens one name of every month. Raises `CannotStart`, which says which months' keys are missing and what to do."""
    lost = _months_that_do_not_open(store, names)
    for _ in range(LOOKS - 1):  # a key may have been replaced between looking at the row and at the file
        if lost:
            lost = _months_that_do_not_open(store, names)
    if lost:
        months = sorted({month_in(bucket) for bucket in lost})
        others = len(months) - 1
        more = f" (and {others} more month{'s' if others > 1 else ''})" if others else ""
        raise CannotStart(
            f"The names left for credit in {months[0]}{more} cannot be read: their key in {names.folder} is missing, or is "
            "not the right one. Put KEYS_DIR back from where you keep it, and start again; or go on without those names: "
            "python -m facilitator keys forget-names"
        )


def _months_that_do_not_open(store: Store, names: NameKeys) -> list[str]:
    first = select(func.min(Signature.id)).group_by(Signature.bucket)
    query = select(Signature.id, Signature.bucket, Signature.key, Signature.body).where(Signature.id.in_(first))
    with store.read() as session:
        rows = session.execute(query).all()
    return [row.bucket for row in rows if not _opens(names, row)]


def _opens(names: NameKeys, row: Any) -> bool:
    try:
        opened_name(names.of(row.bucket, row.key), row.id, row.body)
    except (NoKey, Unreadable):
        return False
    return True


def forget_lost(store: Store, names: NameKeys, only_look: bool = False) -> Forgotten:
    """Gives up every name that cannot be read any more; those that can stay. How many had signed is still known."""

    def work(session: Session) -> Forgotten:
        query = select(Signature.id, Signature.bucket, Signature.key, Signature.body, Held.organization_id)
        rows = session.execute(query.join(Held, Held.id == Signature.held_id)).all()
        lost = [row for row in rows if not _opens(names, row)]
        for organization in {row.organization_id for row in lost} if not only_look else ():
            own = [row.id for row in lost if row.organization_id == organization]
            for at in range(0, len(own), 500):
                session.execute(delete(Signature).where(Signature.id.in_(own[at : at + 500])))
            audit.write(session, organization, "", "keys.names_forgotten", names=len(own))
        return Forgotten(len(lost), len({row.bucket for row in lost}))

    forgotten = store.write(work)
    if not only_look:
        checkpoint(store)
    return forgotten
