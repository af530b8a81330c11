"""How long practice stays: a debrief as long as the attendance of its evening, everything else until its author lets go."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Organization
from facilitator.attendance.keeping import first_that_stays
from facilitator.practice import drawer
from facilitator.practice.models import Debrief
from facilitator.store.name_keys import NameKeys
from facilitator.store.writing import Store


def let_go(store: Store, practice: NameKeys, today: date) -> int:
    """Lets go of debriefs of evenings whose attendance goes as well; gives how many. Two at once do no harm, and what a crash
    left half done is finished."""
    drawer.finish(store, practice)
    with store.read() as session:
        kept = session.execute(select(Organization.id, Organization.keep_attendance)).all()
        old = [
            (member, organization, first_that_stays(today, months))
            for organization, months in kept
            for member in session.scalars(
                select(Debrief.member_id)
                .where(Debrief.organization_id == organization, Debrief.held_on < first_that_stays(today, months))
                .distinct()
            )
        ]
    return sum(_from_one(store, practice, *one) for one in old)


def _from_one(store: Store, practice: NameKeys, member: str, organization: str, first: date) -> int:
    def work(session: Session) -> tuple[int, int | None]:
        drawer.alone(session, member)
        which = (Debrief.member_id == member, Debrief.organization_id == organization, Debrief.held_on < first)
        gone = session.execute(delete(Debrief).where(*which).execution_options(synchronize_session=False))
        return int(gone.rowcount), drawer.seal_anew(session, practice, member)  # type: ignore[attr-defined]

    gone, number = store.write(work)
    drawer.destroy_older(store, practice, member, number)
    return gone
