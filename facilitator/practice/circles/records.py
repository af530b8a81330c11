"""What stays of a practice circle when it closes. It counts for no attendance; what lets people sign for credit elsewhere
lets its members ask for their hours here, and says as little of who they are."""

import json
import secrets
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Organization
from facilitator.attendance.keeping import first_that_stays
from facilitator.groups.models import Group
from facilitator.meeting.harvest import Harvest
from facilitator.practice.circles.models import HoursVoucher, PracticeCircle
from facilitator.store.tables import OpenMeeting, Voucher
from facilitator.store.writing import Store

CLAIMED_WITHIN = timedelta(days=90)


def is_practice(session: Session, meeting: OpenMeeting) -> bool:
    """Whether this is a meeting of facilitators among themselves."""
    group = session.get(Group, meeting.group)
    return bool(group and group.practice)


def note(session: Session, meeting: OpenMeeting, harvest: Harvest) -> None:
    """Part of the transaction that closes a practice circle: that it was held, and the hashes of its vouchers, which may be
    used for hours from now on. A rehearsal leaves nothing, nor one that nobody came to."""
    group = session.get(Group, meeting.group)
    came = max(harvest.phones + harvest.without_phone, harvest.counted or 0)
    if meeting.rehearsal or not group or not came:
        return
    day = datetime.fromtimestamp(meeting.opened_at / 1000, UTC).astimezone().date()
    _forget_old(session, meeting.organization, day)
    circle = PracticeCircle(
        id="c" + secrets.token_hex(10), organization_id=meeting.organization, title=group.name, held_on=day,
        minutes=harvest.minutes, agenda=json.dumps([ran.kind for ran in harvest.back.ran]), led_by=harvest.facilitator,
        presenters="[]", unclaimed=came,
    )  # fmt: skip
    session.add(circle)
    session.flush()
    for id in sorted(session.scalars(select(Voucher.id).where(Voucher.meeting == meeting.id))):
        session.add(HoursVoucher(id=id, circle_id=circle.id))


def _forget_old(session: Session, organization: str, day: date) -> None:
    old = select(PracticeCircle.id).where(
        PracticeCircle.organization_id == organization, PracticeCircle.held_on < day - CLAIMED_WITHIN)  # fmt: skip
    session.execute(delete(HoursVoucher).where(HoursVoucher.circle_id.in_(old)))


def let_go(store: Store, today: date) -> None:
    """Circles go when the attendance of their day would."""
    with store.read() as session:
        kept = session.execute(select(Organization.id, Organization.keep_attendance)).all()
    for organization, months in kept:
        old = (PracticeCircle.organization_id == organization, PracticeCircle.held_on < first_that_stays(today, months))
        with store.read() as session:
            found = session.scalar(select(PracticeCircle.id).where(*old).limit(1))
        if found:
            store.write(lambda session, old=old: session.execute(delete(PracticeCircle).where(*old)) and None)  # type: ignore[misc]


def circles_of(store: Store, organization: str) -> list[PracticeCircle]:
    """The practice circles an organization held, the latest first."""
    query = select(PracticeCircle).where(PracticeCircle.organization_id == organization)
    with store.read() as session:
        return list(session.scalars(query.order_by(PracticeCircle.held_on.desc(), PracticeCircle.id)))


def circle_of(store: Store, organization: str, id: str) -> PracticeCircle | None:
    """One of them."""
    with store.read() as session:
        found = session.get(PracticeCircle, id)
        return found if found and found.organization_id == organization else None


def agenda_of(circle: PracticeCircle) -> list[str]:
    """The kinds of its rounds."""
    return [str(kind) for kind in json.loads(circle.agenda)]


def presenters_of(circle: PracticeCircle) -> list[str]:
    """Who led, of those who wished to be named."""
    return [str(name) for name in json.loads(circle.presenters)]
