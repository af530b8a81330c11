"""How long practice stays: a debrief as long as the attendance of its evening, everything else until its author lets go."""

from datetime import date
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts.leaving import who_left
from facilitator.accounts.models import Organization
from facilitator.attendance.keeping import first_that_stays
from facilitator.practice import drawer
from facilitator.practice.evidence import remove, sweep
from facilitator.practice.models import Debrief, EvidenceFile, LearningEntry, OwnPack, Renewal
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.writing import Store, checkpoint


def let_go(store: Store, practice: DrawerKeys, evidence: Path, today: date) -> int:
    """Lets go of debriefs of evenings whose attendance goes as well; gives how many. Two at once do no harm, and what a crash
    left half done is finished."""
    drawer.finish(store, practice)
    _finish_with_who_left(store, practice, evidence)
    sweep(store, evidence)
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


def _finish_with_who_left(store: Store, practice: DrawerKeys, evidence: Path) -> None:
    """Somebody was removed, and a crash came before what they wrote was gone."""
    for member in who_left(store):
        with store.read() as session:
            tables = (EvidenceFile, LearningEntry, Debrief, Renewal)
            rows = any(
                session.scalar(select(table.member_id).where(table.member_id == member).limit(1)) for table in tables
            )
        if rows or practice.every(member):
            forget_member(store, practice, evidence, member)


def _from_one(store: Store, practice: DrawerKeys, member: str, organization: str, first: date) -> int:
    def work(session: Session) -> set[int]:
        drawer.alone(session, member)
        which = (Debrief.member_id == member, Debrief.organization_id == organization, Debrief.held_on < first)
        numbers = set(session.scalars(select(Debrief.key).where(*which)))
        session.execute(delete(Debrief).where(*which).execution_options(synchronize_session=False))
        return numbers

    numbers = store.write(work)
    drawer.let_go(store, practice, member, numbers)
    return len(numbers)


def forget_member(store: Store, practice: DrawerKeys, evidence: Path, member: str) -> None:
    """Everything a member wrote for themself goes, here and in every copy: for when their account goes."""

    def work(session: Session) -> list[str]:
        drawer.alone(session, member)
        files = list(session.scalars(select(EvidenceFile.id).where(EvidenceFile.member_id == member)))
        for table in (EvidenceFile, LearningEntry, Debrief, Renewal):
            session.execute(delete(table).where(table.member_id == member))
        return files

    for id in store.write(work):
        remove(evidence, id)
    practice.destroy(member)
    checkpoint(store)


def forget_organization(store: Store, practice: DrawerKeys, evidence: Path, organization: str) -> None:
    """The same for all members of an organization, with the rule packs it wrote: for when the organization goes."""
    with store.read() as session:
        tables = (Debrief, LearningEntry, Renewal)
        queries = [select(table.member_id).where(table.organization_id == organization) for table in tables]
        members = {member for query in queries for member in session.scalars(query)}
    for member in members:
        forget_member(store, practice, evidence, member)
    store.write(lambda session: session.execute(delete(OwnPack).where(OwnPack.organization_id == organization)))
