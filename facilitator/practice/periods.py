"""Renewal periods: from a day, for so many months. Plain dates, as they stand on a certificate; no clock and no time zone."""

from calendar import monthrange
from datetime import date, timedelta

from msgspec import Struct


class Span(Struct, frozen=True):
    """Both days included."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day is in it."""
        return self.first <= day <= self.last

    def left(self, today: date) -> int:
        """How many days are left, today included; none once it is over, all of them before it begins."""
        return max(0, (self.last - max(today, self.first)).days + 1)


def span_of(first: date, months: int) -> Span:
    """The period that begins on a day. It ends on the day before the same day of the month; where that month has no such
    day (begun on 29 February), on its last day."""
    month = first.year * 12 + first.month - 1 + months
    year, month = month // 12, month % 12 + 1
    days = monthrange(year, month)[1]
    if first.day > days:
        return Span(first, date(year, month, days))
    return Span(first, date(year, month, first.day) - timedelta(days=1))
