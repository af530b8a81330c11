"""Writing down that a meeting was held, and reading it back."""

import secrets
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.attendance.models import Held
from facilitator.meeting.harvest import Harvest
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Store


def note(session: Session, meeting: OpenMeeting, harvest: Harvest) -> None:
    """Part of the transaction that closes a meeting. A meeting that nobody came to is not one."""
    heads = harvest.phones + harvest.without_phone
    if heads and not meeting.rehearsal:
        day = datetime.fromtimestamp(meeting.opened_at / 1000, UTC).astimezone().date()
        session.add(
            Held(id="h" + secrets.token_hex(10), organization_id=meeting.organization, group_id=meeting.group,
                 held_on=day, minutes=harvest.minutes, phones=harvest.phones, without_phone=harvest.without_phone)
        )  # fmt: skip


def held_by(store: Store, organization: str, group: str | None = None) -> list[Held]:
    """The meetings an organization held, or one of its groups, latest day first."""
    query = select(Held).where(Held.organization_id == organization).order_by(Held.held_on.desc(), Held.id)
    if group:
        query = query.where(Held.group_id == group)
    with store.read() as session:
        return list(session.scalars(query))
