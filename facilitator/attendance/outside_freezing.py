"""Freezing what leaves the house: once for each period, by whoever makes it first.

The exact months are frozen when anything of them is first made, and everything made later rests on those: a quarter made
after a correction still adds up from the months published before it, so the difference tells nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.attendance.models import FrozenMonth, Month, Release
from facilitator.attendance.outside import Counts, row
from facilitator.attendance.outside_periods import Period, earlier
from facilitator.attendance.outside_released import made_in, possible
from facilitator.operations import audit
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Clash, Store

Groups = dict[str, dict[str, Any]]
"""Of a frozen month: group id -> its counts, and the name it goes by outside (`base`, `number`)."""
TRIES = 5


@dataclass(frozen=True)
class Publisher:
    """Whose attendance it is: the organization, its name on paper, how many months it keeps attendance, and what each of its
    groups is called on paper."""

    organization: str
    name: str
    keeps: int
    groups: Mapping[str, str]


class NotPossible(Exception):
    """It cannot be made: the period is not `over`, a session of it is still `open`, or some of it is `gone`."""

    def __init__(self, why: Literal["over", "open", "gone"]) -> None:
        super().__init__(why)
        self.why = why


def make(store: Store, who: Publisher, member: str, period: Period, today: date) -> None:
    """Freezes a period for outside, with every period inside it, in one transaction. One that is made already stays as it is.
    Raises `NotPossible`."""
    for attempt in range(TRIES):
        try:
            return store.write(
                lambda session: _make(session, who, member, period, today), f"outside {who.organization}"
            )
        except Clash:
            if attempt == TRIES - 1:
                raise
    return None


def _make(session: Session, who: Publisher, member: str, period: Period, today: date) -> None:
    made = made_in(session, who.organization)
    if str(period) in made:
        return
    if not period.over(today):
        raise NotPossible("over")
    if _still_open(session, who.organization, period):
        raise NotPossible("open")
    months = _frozen(session, who, period, set(made), today)
    fresh = [part for part in period.within() if str(part) not in made]
    for part in fresh:
        body = {"organization": who.name, "rows": _rows([months[month] for month in part.months])}
        release = Release(organization_id=who.organization, period=str(part), made_on=today, body=json.dumps(body))
        session.add(release)
    audit.write(session, who.organization, member, "attendance.release", str(period), periods=len(fresh))
    session.flush()


def _still_open(session: Session, organization: str, period: Period) -> bool:
    """Whether a session that began in it has not ended: it would be missing."""
    before = datetime.combine(period.ends, time.max).timestamp() * 1000
    began = (OpenMeeting.organization == organization, OpenMeeting.opened_at <= before)
    query = select(OpenMeeting.id).where(*began, OpenMeeting.rehearsal.is_(False)).limit(1)
    return session.scalar(query) is not None


def _frozen(session: Session, who: Publisher, period: Period, made: set[str], today: date) -> dict[int, Groups]:
    """The exact months of a period, those that were not frozen yet frozen now."""
    rows = session.scalars(select(FrozenMonth).where(FrozenMonth.organization_id == who.organization))
    frozen: dict[int, Groups] = {one.month: json.loads(one.body) for one in rows}
    if not possible(period, set(frozen), made, earlier(today, who.keeps)):
        raise NotPossible("gone")
    fresh = [month for month in period.months if month not in frozen]
    names = {group: (at["base"], at["number"]) for month in sorted(frozen) for group, at in frozen[month].items()}
    taken = {(at["base"], at["number"]): group for groups in frozen.values() for group, at in groups.items()}
    found: dict[int, Groups] = {month: {} for month in fresh}
    of_them = (Month.organization_id == who.organization, Month.month.in_(fresh), Month.heads > 0)
    for one in session.scalars(select(Month).where(*of_them).order_by(Month.month, Month.group_id)):
        counts = Counts(one.heads, one.meetings, one.remote, one.year_first, one.year_again)
        base, number = _named(one.group_id, who.groups.get(one.group_id, ""), names, taken)
        found[one.month][one.group_id] = {"base": base, "number": number, **asdict(counts)}
    for month, groups in found.items():
        session.add(FrozenMonth(organization_id=who.organization, month=month, body=json.dumps(groups)))
    session.flush()
    return {month: frozen.get(month, found.get(month, {})) for month in period.months}


def _named(
    group: str, base: str, names: dict[str, tuple[str, int]], taken: dict[tuple[str, int], str]
) -> tuple[str, int]:
    """The name a group goes by outside. Groups called alike are numbered, and a number stays with its group."""
    if names.get(group, ("", 0))[0] != base or group not in names:
        number = next(n for n in range(1, len(taken) + 2) if taken.get((base, n), group) == group)
        names[group] = base, number
        taken[base, number] = group
    return names[group]


def _rows(months: list[Groups]) -> list[list[Any]]:
    ids = {group for groups in months for group in groups}
    found = []
    for id in ids:
        last = next(groups[id] for groups in reversed(months) if id in groups)
        counts = [_counts(groups.get(id)) for groups in months]
        found.append([last["base"], last["number"], asdict(row(counts))])
    return sorted(found, key=lambda one: (one[0].casefold(), one[1]))


def _counts(at: Mapping[str, Any] | None) -> Counts:
    return Counts(**{name: at[name] for name in Counts.__dataclass_fields__}) if at else Counts()
