"""Debriefs: each who led an evening has their own, half written at the close. Private to its author; shared, if they like,
with the others who led that evening, and with nobody else."""

import logging
from datetime import UTC, date, datetime

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Member
from facilitator.meeting.harvest import Harvest
from facilitator.meeting.looking_back import LookBack
from facilitator.practice import drawer
from facilitator.practice.learning import NotThere
from facilitator.practice.models import Debrief
from facilitator.practice.questions import Answers
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.keys import Keys
from facilitator.store.sealing import keyed_hash
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Store

log = logging.getLogger(__name__)


class Page(Struct, frozen=True):
    """What lies in a debrief's row."""

    minutes: int
    back: LookBack
    answers: Answers | None = None
    finished: bool = False
    """False: a draft."""


class Own(Struct, frozen=True):
    """A debrief of one's own, read."""

    evening: str
    group: str
    held_on: date
    shared: bool
    page: Page


def evening_of(keys: Keys, meeting: str) -> str:
    """What the evening of a meeting is found under. Without the server's key nothing leads from one to the other."""
    return keyed_hash(keys.server, "evening", meeting)


def note(session: Session, keys: Keys, practice: DrawerKeys, meeting: OpenMeeting, harvest: Harvest) -> None:
    """Part of the transaction that closes a meeting: a page, half written, for everyone who led it. A rehearsal has none, nor
    an evening on which nobody came. That a page cannot be written must never keep a session open."""
    if meeting.rehearsal or not (harvest.back.heads or harvest.counted):
        return
    day = datetime.fromtimestamp(meeting.opened_at / 1000, UTC).astimezone().date()
    evening = evening_of(keys, meeting.id)
    # Whoever the console named, a page is for members of this organization: nothing else may keep a session open.
    theirs = (Member.id.in_(harvest.leaders), Member.organization_id == meeting.organization)
    for member in session.scalars(select(Member.id).where(*theirs)).all():
        row = Debrief(evening=evening, member_id=member, organization_id=meeting.organization, group_id=meeting.group,
                      held_on=day, shared=False)  # fmt: skip
        try:
            drawer.alone(session, member)
            drawer.put_in(practice, row, Page(harvest.minutes, harvest.back))
        except OSError as e:
            log.error("no debrief could be prepared: %s", type(e).__name__)
            continue
        session.add(row)


def _own_row(session: Session, member: str, evening: str) -> Debrief:
    row = session.get(Debrief, (evening, member))
    if not row:
        raise NotThere
    return row


def _read(practice: DrawerKeys, rows: list[Debrief]) -> list[Own]:
    found = drawer.all_taken_out(practice, rows, Page)
    return [Own(row.evening, row.group_id, row.held_on, row.shared, page) for row, page in found]


def own(store: Store, practice: DrawerKeys, member: str, evening: str) -> Own:
    """One's own debrief of an evening. Raises `NotThere`."""
    with store.read() as session:
        found = _read(practice, [_own_row(session, member, evening)])
    if not found:
        raise NotThere
    return found[0]


def own_all(store: Store, practice: DrawerKeys, member: str) -> list[Own]:
    """Every evening of one's own, latest first."""
    query = select(Debrief).where(Debrief.member_id == member).order_by(Debrief.held_on.desc(), Debrief.evening)
    with store.read() as session:
        rows = list(session.scalars(query))
    return _read(practice, rows)


def own_of_group(store: Store, practice: DrawerKeys, member: str, group: str, most: int = 3) -> list[Own]:
    """The latest evenings of one group that this member led."""
    which = (Debrief.member_id == member, Debrief.group_id == group)
    query = select(Debrief).where(*which).order_by(Debrief.held_on.desc(), Debrief.evening).limit(most)
    with store.read() as session:
        rows = list(session.scalars(query))
    return _read(practice, rows)


def answer(
    store: Store, practice: DrawerKeys, member: str, evening: str, answers: Answers, finished: bool, shared: bool
) -> None:
    """Writes one's answers down. What was finished stays finished. Raises `NotThere`."""

    def work(session: Session) -> None:
        drawer.alone(session, member)
        row = _own_row(session, member, evening)
        page = drawer.taken_out(practice, row, Page)
        if page is None:
            raise NotThere
        drawer.put_in(practice, row, Page(page.minutes, page.back, answers, finished or page.finished))
        row.shared = shared

    store.write(work)


def shared_with(store: Store, practice: DrawerKeys, member: str, evening: str) -> list[tuple[str, Answers]]:
    """What others who led this evening share: (member, answers). Nothing unless this member led it too."""
    with store.read() as session:
        mine = session.get(Debrief, (evening, member))
        if not mine:
            return []
        others = (Debrief.evening == evening, Debrief.member_id != member, Debrief.shared.is_(True))
        same = Debrief.organization_id == mine.organization_id
        rows = list(session.scalars(select(Debrief).where(*others, same).order_by(Debrief.member_id)))
    found = [(row.member_id, page.answers) for row in rows if (page := drawer.taken_out(practice, row, Page))]
    return [(who, answers) for who, answers in found if answers]


def led_with(store: Store, member: str, evening: str) -> int:
    """How many others have a page of the same evening."""
    with store.read() as session:
        query = select(Debrief.member_id).where(Debrief.evening == evening, Debrief.member_id != member)
        return len(session.scalars(query).all())


def forget(store: Store, practice: DrawerKeys, member: str, evening: str) -> None:
    """Lets go of one's own page, in the database and in every copy. Raises `NotThere`."""

    def work(session: Session) -> int:
        drawer.alone(session, member)
        row = _own_row(session, member, evening)
        session.delete(row)
        return row.key

    drawer.let_go(store, practice, member, {store.write(work)})
