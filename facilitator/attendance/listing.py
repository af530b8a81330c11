"""The meetings of a period, latest day first, a page at a time. The months say where a page begins, so that the last page
of ten years is found as fast as the first."""

from datetime import date

from msgspec import Struct
from sqlalchemy import select

from facilitator.attendance.models import Held
from facilitator.attendance.periods import Period
from facilitator.attendance.reach import Reach
from facilitator.attendance.reports import Figures
from facilitator.store.writing import Store

ON_A_PAGE = 50
IN_A_FILE = 2000
"""A file of more would keep the machine from the groups that meet just then; more come in several parts."""


class Listed(Struct, frozen=True):
    """A meeting in a list."""

    id: str
    group_id: str
    held_on: date
    minutes: int
    heads: int
    phones: int
    without_phone: int
    remote: int
    group_first: int
    group_again: int
    year_first: int
    year_again: int
    signed: int
    cancelled: bool


_COLUMNS = [getattr(Held, name) for name in Listed.__struct_fields__]


def count(months: dict[int, Figures]) -> int:
    """How many there are, those called off too."""
    return sum(one.meetings + one.cancelled for one in months.values())


def pages(months: dict[int, Figures], size: int = ON_A_PAGE) -> int:
    """How many pages they fill; one at the least."""
    return max(1, -(-count(months) // size))


def page_of(
    store: Store, reach: Reach, period: Period, months: dict[int, Figures], number: int, size: int = ON_A_PAGE
) -> list[Listed]:
    """One page of the period's meetings. `months`: its figures, newest first; `number`: from 1."""
    first, last = period.days
    skip = max(0, number - 1) * size
    for month, figures in months.items():
        here = figures.meetings + figures.cancelled
        if skip < here:
            last = Period(month, month).days[1]
            break
        skip -= here
    else:
        return []
    own = Held.organization_id == reach.organization if reach.whole else Held.group_id.in_(reach.groups)
    query = select(*_COLUMNS).where(own, Held.held_on.between(first, last))
    query = query.order_by(Held.held_on.desc(), Held.id.desc()).offset(skip).limit(size)
    with store.read() as session:
        return [Listed(*row) for row in session.execute(query)]
