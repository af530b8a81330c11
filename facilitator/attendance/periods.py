"""Periods that attendance is looked at in: a month, a quarter, a year, all years, or from one month to another.

A month is a number, 202611 for November 2026. Plain values; no database and no web.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from flask_babel import format_date, gettext
from msgspec import Struct

from facilitator.clock import now

_WRITTEN = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4]))?")
MONTHS_SHOWN = 24
"""Up to so many months a chart shows each; up to three times as many, each quarter; else each year."""


class Period(Struct, frozen=True):
    """From the first to the last month, both included."""

    first: int
    last: int
    every: bool = False
    """All years there are."""

    @property
    def name(self) -> str:
        """As it stands in an address: "2026-11", "2026-Q4", "2026", "2026-03..2026-08" or "all"."""
        if self.every:
            return "all"
        year, months = self.first // 100, self.months
        whole = (self.first % 100 - 1) % months == 0 and self.last // 100 == year
        if months == 1:
            return written(self.first)
        if months == 3 and whole:
            return f"{year}-Q{self.first % 100 // 3 + 1}"
        if months == 12 and whole:
            return str(year)
        return f"{written(self.first)}..{written(self.last)}"

    @property
    def months(self) -> int:
        """How many months it has."""
        return _count(self.last) - _count(self.first) + 1

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        after = moved(self.last, 1)
        return date(self.first // 100, self.first % 100, 1), date(after // 100, after % 100, 1) - timedelta(days=1)


def read_period(typed: str, known: tuple[int, int]) -> Period | None:
    """The period an address names; `known` are the months there are, for all years. None if it is none."""
    if typed == "all":
        return Period(*known, every=True)
    start, between, end = typed.partition("..")
    first, last = _read_one(start), _read_one(end) if between else _read_one(start)
    if not first or not last or first.first > last.last:
        return None
    return Period(first.first, last.last)


def _read_one(typed: str) -> Period | None:
    found = _WRITTEN.fullmatch(typed)
    if not found or not 1900 <= int(found[1]) <= 2999:
        return None
    year = int(found[1]) * 100
    if found[2]:
        return Period(year + int(found[2]), year + int(found[2]))
    if found[3]:
        return Period(year + int(found[3]) * 3 - 2, year + int(found[3]) * 3)
    return Period(year + 1, year + 12)


def usual(known: tuple[int, int]) -> Period:
    """What is shown where nobody asked: this year, or the newest one in which there is something."""
    year = min(max(this_month() // 100, known[0] // 100), known[1] // 100)
    return Period(year * 100 + 1, year * 100 + 12)


def beside(period: Period, known: tuple[int, int]) -> tuple[Period | None, Period | None]:
    """The periods of the same length before and after, where there is something in them."""
    if period.every:
        return None, None
    before, after = (Period(moved(period.first, n), moved(period.last, n)) for n in (-period.months, period.months))
    return (before if before.last >= known[0] else None), (after if after.first <= known[1] else None)


def around(period: Period, known: tuple[int, int]) -> list[Period]:
    """The month, the quarter and the year that one could look at next, and all years."""
    at = max(period.first, min(period.last, known[1]))
    quarter = at // 100 * 100 + (at % 100 - 1) // 3 * 3 + 1
    year = at // 100 * 100 + 1
    return [
        Period(at, at),
        Period(quarter, quarter + 2),
        Period(year, year + 11),
        Period(*known, every=True),
    ]


def steps(period: Period, known: tuple[int, int]) -> list[Period]:
    """What a chart of the period is divided into, from the first month there is something of until now: months, quarters
    or years."""
    first, last = max(period.first, known[0]), min(period.last, max(known[1], this_month()))
    if first > last:
        return []
    months = _count(last) - _count(first) + 1
    size = 1 if months <= MONTHS_SHOWN else 3 if months <= 3 * MONTHS_SHOWN else 12
    start = _month(_count(first) // size * size)
    found = []
    while start <= last:
        found.append(Period(start, moved(start, size - 1)))
        start = moved(start, size)
    return found


def each_month(period: Period) -> Iterator[int]:
    """Every month of it."""
    return (_month(n) for n in range(_count(period.first), _count(period.last) + 1))


def said(period: Period, short: bool = False) -> str:
    """What a reader calls it."""
    if period.every:
        return gettext("All years")
    day, name = period.days[0], period.name
    if ".." in name:
        return gettext("%(first)s to %(last)s", first=_said(period.first, "MMM y"), last=_said(period.last, "MMM y"))
    if "Q" in name:
        return str(format_date(day, "QQQ y" if short else "QQQQ y"))
    return name if len(name) == 4 else _said(period.first, "MMM y" if short else "MMMM y")


def _said(month: int, form: str) -> str:
    return str(format_date(date(month // 100, month % 100, 1), form))


def written(month: int) -> str:
    """ "2026-11"."""
    return f"{month // 100:04}-{month % 100:02}"


def moved(month: int, by: int) -> int:
    """So many months later, or earlier."""
    return _month(_count(month) + by)


def today() -> date:
    """The day it is here."""
    return day_of(now())


def day_of(at: int) -> date:
    """The day it was here at a time."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone().date()


def this_month() -> int:
    """The month it is here."""
    return today().year * 100 + today().month


def _count(month: int) -> int:
    return month // 100 * 12 + month % 100 - 1


def _month(count: int) -> int:
    return count // 12 * 100 + count % 12 + 1
