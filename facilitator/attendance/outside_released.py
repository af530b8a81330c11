"""What has left the house and what still can: reading it, and letting go of the exact months behind it."""

import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.attendance.models import FrozenMonth, Month, Release
from facilitator.attendance.outside import Row
from facilitator.attendance.outside_periods import Period, earlier, month_period, period_called
from facilitator.store.writing import Store


@dataclass(frozen=True)
class Released:
    """What was published for a period."""

    period: Period
    organization: str
    made_on: date
    rows: list[tuple[str, int, Row]]
    """Base and number of the group's name, and its counts."""


@dataclass(frozen=True)
class Listed:
    """A period that is over."""

    period: Period
    made_on: date | None
    possible: bool
    """Whether it can be made, if it is not."""


def possible(period: Period, frozen: Iterable[int], made: Container[str], last_gone: int) -> bool:
    """Whether every month of it is there: frozen, or never published and not yet so old that it may have been let go. What was
    published once is never frozen anew: it might have been corrected since."""
    absent = set(period.months) - set(frozen)
    return all(month > last_gone and str(month_period(month)) not in made for month in absent)


def made_in(session: Session, organization: str) -> dict[str, date]:
    """The periods an organization has made, and when."""
    query = select(Release.period, Release.made_on).where(Release.organization_id == organization)
    return {row.period: row.made_on for row in session.execute(query)}


def listed(store: Store, organization: str, keeps: int, today: date) -> list[Listed]:
    """Every period that is over since the organization's first session, latest first; a year before its quarters, a quarter
    before its months."""
    with store.read() as session:
        made = made_in(session, organization)
        query = select(FrozenMonth.month).where(FrozenMonth.organization_id == organization)
        frozen = set(session.scalars(query))
        first = session.scalar(select(func.min(Month.month)).where(Month.organization_id == organization))
    since = min([*([first] if first else []), *frozen, *_months_of(made)], default=None)
    if since is None:
        return []
    years = [Period(year, 1, 12) for year in range(today.year, since // 100 - 1, -1)]
    all = [part for year in years for part in year.within() if part.over(today) and part.months[-1] >= since]
    all.sort(key=lambda part: (part.ends, part.length), reverse=True)
    gone = earlier(today, keeps)
    return [Listed(part, made.get(str(part)), possible(part, frozen, made, gone)) for part in all]


def _months_of(made: Iterable[str]) -> list[int]:
    periods = [period for name in made if (period := period_called(name)) and period.length == 1]
    return [period.months[0] for period in periods]


def released(store: Store, organization: str, period: Period) -> Released | None:
    """What this organization published for a period, as it was when it was made."""
    with store.read() as session:
        found = session.get(Release, (organization, str(period)))
        if not found:
            return None
        body = json.loads(found.body)
        rows = [(base, number, Row(**counts)) for base, number, counts in body["rows"]]
        return Released(period, body["organization"], found.made_on, rows)


def forget_frozen(session: Session, organization: str, before_month: int) -> int:
    """Part of a purge: lets go of exact frozen months before 202611, say, and gives how many. What was published stays.

    An exact month is kept on only while its year can still be made from it, and not once the whole year is that old: so it goes
    when the year has been made, when another month of the year is gone for good, or when all of the year lies before. What was
    published and is not exact any more is never frozen anew (`possible`), so forgetting opens no way to a difference.
    """
    made = made_in(session, organization)
    rows = {
        one.month: one
        for one in session.scalars(select(FrozenMonth).where(FrozenMonth.organization_id == organization))
    }
    forgotten = 0
    for month in sorted(one for one in rows if one < before_month):
        year = Period(month // 100, 1, 12)
        needed = str(year) not in made and year.months[-1] >= before_month
        if not needed or not possible(year, rows, made, earlier(month_period(before_month).begins, 1)):
            session.delete(rows[month])
            forgotten += 1
    session.flush()
    return forgotten
