"""The audit trail: what members did, in ids, numbers and settings. Never a name, a handle or a word of a session."""

import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.clock import new_id, now
from facilitator.operations.models import AuditEntry
from facilitator.store.writing import Store

Plain = str | int | bool | None


def write(session: Session, organization: str, member: str, what: str, about: str = "", **change: Plain) -> None:
    """Adds an entry, in the transaction of what it is about. `member` is empty for the program itself; `change` says what
    became of it, in numbers and settings."""
    said = json.dumps(change, sort_keys=True)
    session.add(
        AuditEntry(
            id=new_id(), organization_id=organization, at=now(), member=member, what=what, about=about, change=said
        )
    )


def entries(
    store: Store, organization: str, most: int = 200, skip: int = 0
) -> list[tuple[AuditEntry, Mapping[str, Plain]]]:
    """The newest entries of an organization but for the first few, newest first, each with what changed."""
    own = AuditEntry.organization_id == organization
    query = select(AuditEntry).where(own).order_by(AuditEntry.at.desc(), AuditEntry.id)
    with store.read() as session:
        return [(entry, json.loads(entry.change)) for entry in session.scalars(query.limit(most).offset(skip))]


def entries_about(store: Store, organization: str, about: str) -> list[tuple[AuditEntry, Mapping[str, Plain]]]:
    """What was done about one thing of an organization, newest first."""
    own = (AuditEntry.organization_id == organization, AuditEntry.about == about)
    with store.read() as session:
        query = select(AuditEntry).where(*own).order_by(AuditEntry.at.desc())
        return [(entry, json.loads(entry.change)) for entry in session.scalars(query)]
