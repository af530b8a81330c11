"""The learning log: hours that a member learnt, each in a few plain fields. Their own; nobody else reads them."""

from datetime import date

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Member
from facilitator.clock import new_id
from facilitator.meeting.refusals import N_
from facilitator.practice import drawer
from facilitator.practice.models import LearningEntry
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.writing import Store

QUARTER = 15
"""Minutes. Boards count in quarter hours."""
MOST_MINUTES = 100 * 60
KINDS = (
    ("course", N_("Course or training")),
    ("webinar", N_("Webinar")),
    ("conference", N_("Conference")),
    ("gathering", N_("Practice circle")),
    ("self_study", N_("Reading or self-study")),
    ("supervision", N_("Supervision")),
    ("teaching", N_("Teaching others")),
    ("other", N_("Something else")),
)
"""What an entry can be."""


class Hours(Struct, frozen=True, kw_only=True):
    """One entry. `category` is the key of a category of the member's rule pack, or empty for general hours."""

    date: date
    minutes: int
    title: str
    provider: str = ""
    kind: str = "other"
    category: str = ""
    note: str = ""
    link: str = ""
    """https://, or empty."""


class Entry(Struct, frozen=True):
    """Hours with the id they are found by."""

    id: str
    hours: Hours


class NotThere(Exception):
    """This member has nothing of the kind."""


def in_quarters(minutes: int) -> int:
    """Minutes as they are kept: whole quarter hours, rounded down; one at the least."""
    return max(QUARTER, min(minutes, MOST_MINUTES) // QUARTER * QUARTER)


def record_hours(session: Session, keys: DrawerKeys, member: Member, hours: Hours) -> str:
    """Writes hours into a member's log, as part of the caller's transaction; gives the entry's id. `keys` is
    `house().practice`. Minutes become quarter hours."""
    drawer.alone(session, member.id)
    entry = LearningEntry(id=new_id(), member_id=member.id, organization_id=member.organization_id)
    drawer.put_in(keys, entry, _kept(hours))
    session.add(entry)
    return entry.id


def change_hours(session: Session, keys: DrawerKeys, member: Member, id: str, hours: Hours) -> None:
    """Writes an entry of one's own again. Raises `NotThere`."""
    drawer.alone(session, member.id)
    drawer.put_in(keys, own_entry(session, member.id, id), _kept(hours))


def _kept(hours: Hours) -> Hours:
    return replace(hours, minutes=in_quarters(hours.minutes))


def own_entry(session: Session, member: str, id: str) -> LearningEntry:
    """One entry of this member's. Raises `NotThere`."""
    entry = session.get(LearningEntry, id)
    if not entry or entry.member_id != member:
        raise NotThere
    return entry


def entry_of(store: Store, keys: DrawerKeys, member: str, id: str) -> Entry:
    """One entry of this member's, read. Raises `NotThere`."""
    with store.read() as session:
        row = own_entry(session, member, id)
    hours = drawer.taken_out(keys, row, Hours)
    if hours is None:
        raise NotThere
    return Entry(id, hours)


def entries_of(store: Store, keys: DrawerKeys, member: str) -> list[Entry]:
    """Everything in a member's log that can be read here, latest day first."""
    with store.read() as session:
        rows = list(session.scalars(select(LearningEntry).where(LearningEntry.member_id == member)))
    found = [Entry(row.id, hours) for row, hours in drawer.all_taken_out(keys, rows, Hours)]
    return sorted(found, key=lambda entry: (entry.hours.date, entry.hours.title, entry.id), reverse=True)
