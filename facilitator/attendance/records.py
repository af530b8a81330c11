"""Writing down that a meeting was held, correcting it, and reading it back. Months are added up in the same step."""

import json
import secrets
from datetime import UTC, date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.attendance.models import Held, Month
from facilitator.attendance.names import alone, bucket_on, write_names
from facilitator.attendance.slips import Slip, opened
from facilitator.meeting.harvest import Harvest
from facilitator.operations import audit
from facilitator.operations.reaching import reached_across
from facilitator.store.keys import Keys, NoKey
from facilitator.store.name_keys import NameKeys
from facilitator.store.sealing import Unreadable
from facilitator.store.tables import OpenMeeting, SealedSlip
from facilitator.store.writing import Store

ADDED_UP = ("heads", "remote", "group_first", "group_again", "year_first", "year_again", "signed")


class NotThere(Exception):
    """There is no such meeting in this organization."""


def note(session: Session, keys: Keys, names: NameKeys, meeting: OpenMeeting, harvest: Harvest) -> None:
    """Part of the transaction that closes a meeting. A meeting that nobody came to is not one."""
    slips = _slips(session, keys, meeting.id)
    came = harvest.phones + harvest.without_phone if harvest.counted is None else harvest.counted
    signed = [slip.name for slip in slips if slip.name]
    heads = max(came, len(signed))
    if not heads or meeting.rehearsal:
        return
    told = [slip for slip in slips if slip.name is None]
    day = _day(meeting)
    if signed:
        alone(session, bucket_on(meeting.organization, day))
    held = Held(
        id="h" + secrets.token_hex(10), organization_id=meeting.organization, group_id=meeting.group, held_on=day,
        minutes=harvest.minutes, phones=harvest.phones, without_phone=harvest.without_phone, heads=heads,
        remote=min(harvest.remote, heads), signed=len(signed), led_by=harvest.facilitator, cancelled=False,
        group_first=sum(not s.before_in_group for s in told), group_again=sum(s.before_in_group for s in told),
        year_first=sum(not s.before_this_year for s in told), year_again=sum(s.before_this_year for s in told),
        arrivals=json.dumps(harvest.arrivals), stays=json.dumps(harvest.stays),
    )  # fmt: skip
    session.add(held)
    session.flush()
    add_up(session, held, 1)
    write_names(session, names, held.id, meeting.organization, day, signed)


def note_ended_early(session: Session, meeting: OpenMeeting) -> None:
    """Part of the transaction that erases a meeting whose key is lost: that it met is known, and nothing else."""
    if meeting.rehearsal:
        return
    held = Held(
        id="h" + secrets.token_hex(10), organization_id=meeting.organization, group_id=meeting.group,
        held_on=_day(meeting), minutes=0, phones=0, without_phone=0, heads=0, remote=0, group_first=0, group_again=0,
        year_first=0, year_again=0, signed=0, arrivals="{}", stays="{}", cancelled=False, ended_early=True,
        led_by=meeting.facilitator,
    )  # fmt: skip
    session.add(held)
    session.flush()
    add_up(session, held, 1)


def _day(meeting: OpenMeeting) -> date:
    return datetime.fromtimestamp(meeting.opened_at / 1000, UTC).astimezone().date()


def _slips(session: Session, keys: Keys, meeting: str) -> list[Slip]:
    rows = list(session.scalars(select(SealedSlip).where(SealedSlip.meeting == meeting)))
    if not rows:
        return []
    try:
        key = keys.for_slips(meeting)
        return [opened(key, row.id, row.body) for row in rows]
    except (NoKey, Unreadable):
        return []


def month_of(day: date) -> int:
    """202611 for a day in November 2026."""
    return day.year * 100 + day.month


def person_minutes(held: Held) -> int:
    """How long people stayed, together. Heads nobody measured stayed as long as the others did on average."""
    stays = {int(minutes): n for minutes, n in json.loads(held.stays).items()}
    measured, total = sum(stays.values()), sum(minutes * n for minutes, n in stays.items())
    return round(total * held.heads / measured) if measured else held.minutes * held.heads


def add_up(session: Session, held: Held, sign: int) -> None:
    """Adds a meeting to its month, or with -1 takes it out again."""
    key = (held.group_id, month_of(held.held_on))
    month = session.get(Month, key, with_for_update=True)
    if month is None:
        month = Month(group_id=key[0], month=key[1], organization_id=held.organization_id)
        for name in (*ADDED_UP, "meetings", "cancelled", "minutes", "person_minutes"):
            setattr(month, name, 0)
        session.add(month)
    if held.cancelled:
        month.cancelled += sign
        return
    month.meetings += sign
    month.minutes += sign * held.minutes
    month.person_minutes += sign * person_minutes(held)
    for name in ADDED_UP:
        setattr(month, name, getattr(month, name) + sign * getattr(held, name))


def correct_heads(store: Store, organization: str, member: str, id: str, heads: int) -> None:
    """Somebody counted again: how many came is changed, and who changed it is kept. Never below the names that were left.
    Raises `NotThere`."""

    def work(session: Session) -> None:
        held = session.get(Held, id, with_for_update=True)
        if not held or held.organization_id != organization or held.cancelled:
            raise NotThere
        was, became = held.heads, max(heads, held.signed, 1)
        if was == became:
            return
        add_up(session, held, -1)
        held.heads, held.remote = became, min(held.remote, became)
        add_up(session, held, 1)
        audit.write(session, organization, member, "attendance.heads", id, was=was, became=became)

    store.write(work)


def call_off(store: Store, organization: str, member: str, group: str, day: date) -> str:
    """A meeting that was planned and did not take place. The same day twice is once. Gives its id."""

    def work(session: Session) -> str:
        query = select(Held.id).where(Held.group_id == group, Held.held_on == day, Held.cancelled.is_(True))
        already = session.scalar(query)
        if already:
            return already
        held = Held(
            id="h" + secrets.token_hex(10), organization_id=organization, group_id=group, held_on=day, minutes=0, phones=0,
            without_phone=0, heads=0, remote=0, group_first=0, group_again=0, year_first=0, year_again=0, signed=0,
            arrivals="{}", stays="{}", cancelled=True, led_by=member,
        )  # fmt: skip
        session.add(held)
        session.flush()
        add_up(session, held, 1)
        audit.write(session, organization, member, "attendance.called_off", group, day=day.isoformat())
        return held.id

    return store.write(work)


def take_place_after_all(store: Store, organization: str, member: str, id: str) -> None:
    """Takes back that a meeting was called off. Raises `NotThere`."""

    def work(session: Session) -> None:
        held = session.get(Held, id)
        if not held or held.organization_id != organization or not held.cancelled:
            raise NotThere
        add_up(session, held, -1)
        session.execute(delete(Held).where(Held.id == id))
        audit.write(
            session, organization, member, "attendance.not_called_off", held.group_id, day=held.held_on.isoformat()
        )

    store.write(work)


def held_by(store: Store, organization: str, group: str | None = None, most: int | None = None) -> list[Held]:
    """The meetings an organization held or called off, or one of its groups, latest day first; at most so many."""
    query = select(Held).where(Held.organization_id == organization).order_by(Held.held_on.desc(), Held.id)
    if group:
        query = query.where(Held.group_id == group)
    with store.read() as session:
        return list(session.scalars(query.limit(most)))


def led_by(store: Store, organization: str, member: str) -> set[str]:
    """The groups a facilitator has led: their own, whose attendance they see. Calling a session off is not leading one."""
    mine = (Held.organization_id == organization, Held.led_by == member, Held.cancelled.is_(False))
    query = select(Held.group_id).where(*mine).distinct()
    with store.read() as session:
        return set(session.scalars(query))


def held_one(store: Store, organization: str, id: str) -> Held | None:
    """One meeting of this organization."""
    with store.read() as session:
        found = session.get(Held, id)
    if found and found.organization_id != organization:
        reached_across("attendance")
        return None
    return found
