"""What of a group's counts may leave the house: a pure rule, and why it holds.

A **month** shows its person-visits when they are 0 or at least 11. Who sees a hidden month knows "1 to 10" and no more.
Every other figure is exact only where it gives no more away about a hidden month than that:

* What is shown of other months can be subtracted, so a longer period tells the sum of its hidden months. A **quarter** shows
  if no month of it is hidden, or if that sum is at least 11 and still leaves each hidden month `ROOM` values it could have.
  With one hidden month that is never so.
* A **year** less its quarters that show, less the months that show in the others, is the sum of what is left. Whoever knows
  this rule also knows which sums a quarter that is *not* shown cannot have; so both are asked together, and each hidden month,
  and each such quarter's sum (which may be small itself), must keep `ROOM` values. What shows depends on these sums alone,
  never on how they are spread over the months.
* The sum of those months that are shown adds nothing to them. It stands beside, so that a holiday does not cost the year.
* **Sessions** and the visits of a year **by kind** only where no month of that year is hidden: so they can say nothing about
  one. A session has at least one visitor and a month in the table at least one session; where sessions are nearly as many as
  visits or hardly more than months, one session's heads or one month's sessions would follow, so both distances are at least
  11. Kinds (first time, again, not said; in the room, elsewhere) show all together or not at all, each 0 or at least 11, since
  one hidden part is the rest of the others.
* No minutes and no averages: minutes are a second sum of the same months with other weights. Totals over groups are made of
  what is shown and say so; there is no export of a part of the organization to subtract from another.

Groups are told apart and years do not overlap, so one group's year is all that can be put together. tests/test_small_counts.py
goes through every year there can be, as somebody who knows the rule; tests/web/test_outside_attack.py attacks real exports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

LEAST = 11
"""The smallest count that is shown, besides 0."""
SMALL = range(1, LEAST)
ROOM = 5
"""How many different values a hidden month must still be able to have, for somebody who knows all exports and this rule."""


@dataclass(frozen=True)
class Counts:
    """One group in one month, exact."""

    visits: int = 0
    sessions: int = 0
    remote: int = 0
    first: int = 0
    again: int = 0


@dataclass(frozen=True)
class Row:
    """One group in one period, as published. None is hidden."""

    visits: int | None
    in_shown_months: int | None = None
    """Of a quarter or a year: the months that show, together. None where none shows."""
    sessions: int | None = None
    first: int | None = None
    again: int | None = None
    not_said: int | None = None
    in_room: int | None = None
    elsewhere: int | None = None


def row(months: Sequence[Counts]) -> Row:
    """A group's row from its months: one, the three of a quarter, or the twelve of a year in their order."""
    visits = [month.visits for month in months]
    if len(months) == 1:
        return Row(visits[0] if _shows(visits[0]) else None)
    shown = [n for n in visits if n >= LEAST]
    together = sum(visits) if (_quarter_of if len(months) == 3 else _year_of)(visits) else None
    subtotal = sum(shown) if shown else None
    if len(months) < 12 or any(n in SMALL for n in visits):
        return Row(together, subtotal)
    sessions, kinds = _sessions(months), _kinds(months)
    return Row(together, subtotal, sessions, *kinds)


def _shows(count: int) -> bool:
    return count == 0 or count >= LEAST


def _hidden(visits: Iterable[int]) -> list[int]:
    return [n for n in visits if n in SMALL]


def _quarter_of(visits: Sequence[int]) -> bool:
    hidden = _hidden(visits)
    return quarter_shows(len(hidden), sum(hidden))


def _year_of(visits: Sequence[int]) -> bool:
    quarters = [visits[at : at + 3] for at in range(0, 12, 3)]
    left = [_hidden(quarter) for quarter in quarters if not _quarter_of(quarter)]
    return year_shows(tuple(sorted(map(len, left))), sum(map(sum, left)))


@cache
def _could_be(hidden: int, sums: frozenset[int]) -> int:
    """How many values each of so many hidden months could have, if these are the sums they may have together."""
    others = range(hidden - 1, (hidden - 1) * SMALL[-1] + 1)
    return sum(any(together - value in others for together in sums) for value in SMALL)


@cache
def quarter_shows(hidden: int, together: int) -> bool:
    """Whether a quarter shows in which so many months are hidden, which are so much together."""
    return not hidden or (together >= LEAST and _could_be(hidden, frozenset({together})) >= ROOM)


@cache
def _unshown(hidden: int) -> frozenset[int]:
    """What the hidden months of a quarter that does not show may be together."""
    return frozenset(n for n in range(hidden, hidden * SMALL[-1] + 1) if not quarter_shows(hidden, n))


@cache
def year_shows(left: tuple[int, ...], together: int) -> bool:
    """Whether a year shows. `left`: how many months are hidden in each quarter that does not; `together`: all those months."""
    if not left:
        return True
    if together < LEAST:
        return False
    for at, hidden in enumerate(left):
        others = {0}
        for other in left[:at] + left[at + 1 :]:
            others = {a + b for a in others for b in _unshown(other)}
        possible = frozenset(n for n in _unshown(hidden) if together - n in others)
        if min(_could_be(hidden, possible), len(possible)) < ROOM:
            return False
    return True


def _sessions(months: Sequence[Counts]) -> int | None:
    visits, sessions = sum(month.visits for month in months), sum(month.sessions for month in months)
    met = sum(month.visits > 0 for month in months)
    far = min(sessions, visits - sessions, sessions - met) >= LEAST
    return sessions if far else None


def _kinds(months: Sequence[Counts]) -> tuple[int | None, ...]:
    visits = sum(month.visits for month in months)
    first, again = sum(month.first for month in months), sum(month.again for month in months)
    remote = sum(month.remote for month in months)
    told = first, again, visits - first - again
    where = visits - remote, remote
    return (*(told if all(map(_shows, told)) else (None,) * 3), *(where if all(map(_shows, where)) else (None,) * 2))
