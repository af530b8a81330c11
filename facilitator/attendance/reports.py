"""Figures of a period: read from the months, which are added up already, so that ten years are read as fast as one."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import func, select

from facilitator.attendance.models import Month
from facilitator.attendance.periods import Period
from facilitator.attendance.reach import Reach
from facilitator.store.writing import Store


class Figures(Struct, frozen=True):
    """What is known of some meetings together."""

    meetings: int = 0
    cancelled: int = 0
    minutes: int = 0
    heads: int = 0
    """Every person counted each time they came."""
    remote: int = 0
    group_first: int = 0
    group_again: int = 0
    year_first: int = 0
    year_again: int = 0
    signed: int = 0
    person_minutes: int = 0
    """How long people stayed, together."""

    @property
    def average(self) -> float:
        """Heads in a meeting."""
        return round(self.heads / self.meetings, 1) if self.meetings else 0.0

    @property
    def in_person(self) -> int:
        """Heads in the room."""
        return max(0, self.heads - self.remote)

    @property
    def group_not_said(self) -> int:
        """Heads whose device did not tell whether they had been in the group before."""
        return max(0, self.heads - self.group_first - self.group_again)

    @property
    def year_not_said(self) -> int:
        """The same of this year."""
        return max(0, self.heads - self.year_first - self.year_again)


NAMES = Figures.__struct_fields__
_SUMS = [func.sum(getattr(Month, name)) for name in NAMES]


def added(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    rows = [[getattr(one, name) for name in NAMES] for one in figures]
    return Figures(*(sum(column) for column in zip(*rows, strict=True))) if rows else Figures()


def known(store: Store, reach: Reach) -> tuple[int, int] | None:
    """The first and the last month there is something of; None if there is nothing at all."""
    own = Month.organization_id == reach.organization if reach.whole else Month.group_id.in_(reach.groups)
    with store.read() as session:
        first = session.scalar(select(func.min(Month.month)).where(own))
        last = session.scalar(select(func.max(Month.month)).where(own))
    return (first, last) if first and last else None


def by_month(store: Store, reach: Reach, period: Period) -> dict[int, Figures]:
    """Figures of each month in which there is something, newest first."""
    own = Month.organization_id == reach.organization if reach.whole else Month.group_id.in_(reach.groups)
    query = select(Month.month, *_SUMS).where(own, Month.month.between(period.first, period.last))
    with store.read() as session:
        rows = session.execute(query.group_by(Month.month).order_by(Month.month.desc())).all()
    return {month: Figures(*map(int, sums)) for month, *sums in rows}


def by_group(store: Store, reach: Reach, period: Period) -> dict[str, Figures]:
    """Figures of each group in which there is something, by the groups' names. Asked for by groups, since a group's months
    lie together: that is twice as fast as by the organization."""
    query = select(Month.group_id, *_SUMS).where(
        Month.group_id.in_(reach.groups), Month.month.between(period.first, period.last)
    )
    with store.read() as session:
        found = {group: Figures(*map(int, sums)) for group, *sums in session.execute(query.group_by(Month.group_id))}
    return {group: found[group] for group in reach.groups if group in found}


def by_step(months: dict[int, Figures], steps: list[Period]) -> list[tuple[Period, Figures]]:
    """Figures of each step of a chart, those with nothing in them too."""
    found: list[tuple[Period, Figures]] = []
    for step in steps:
        found.append((step, added(one for month, one in months.items() if step.first <= month <= step.last)))
    return found
