"""Calendar months, quarters and years: the only periods of which anything leaves the house, and only once they are over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """A calendar month (length 1), quarter (3) or year (12)."""

    year: int
    first: int
    """Its first month, 1 to 12."""
    length: int

    def __str__(self) -> str:
        if self.length == 12:
            return f"{self.year:04}"
        return f"{self.year:04}-Q{self.first // 3 + 1}" if self.length == 3 else f"{self.year:04}-{self.first:02}"

    @property
    def months(self) -> list[int]:
        """Its months, as 202611 for November 2026."""
        return [self.year * 100 + month for month in range(self.first, self.first + self.length)]

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, self.first, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        last = self.first + self.length - 1
        return date(self.year + last // 12, last % 12 + 1, 1) - timedelta(days=1)

    def over(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.ends < today

    def within(self) -> Iterator["Period"]:
        """Every period inside this one, itself last."""
        for length in (1, 3, 12):
            if length <= self.length:
                for first in range(self.first, self.first + self.length, length):
                    yield Period(self.year, first, length)


def period_called(name: str) -> Period | None:
    """The period of an address such as "2026-11", "2026-Q4" or "2026"; None for anything else."""
    found = re.fullmatch(r"(20\d\d)(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", name, re.ASCII)
    if not found:
        return None
    year, quarter, month = found.groups()
    if quarter:
        return Period(int(year), int(quarter) * 3 - 2, 3)
    return Period(int(year), int(month), 1) if month else Period(int(year), 1, 12)


def month_period(month: int) -> Period:
    """The period of 202611."""
    return Period(month // 100, month % 100, 1)


def earlier(day: date, months: int) -> int:
    """The month so many months before a day's, as 202611."""
    count = day.year * 12 + day.month - 1 - months
    return count // 12 * 100 + count % 12 + 1
