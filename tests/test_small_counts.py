"""What leaves the house for outside: no count of 1 to 10 can be worked out, and little more is hidden than that takes."""

import itertools
import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.attendance.outside import LEAST, ROOM, Counts, row
from facilitator.attendance.outside_periods import Period, earlier, period_called
from tests.outside_attack import attack

SHOWN = 30
"""Any count that shows: it can be subtracted, so how large it is tells nothing."""


def visits(*months):
    return [Counts(n, n and 1) for n in months]


def published(months: list[Counts]) -> dict:
    """Everything that is ever published of one group in one year."""
    found = {f"2025-{at + 1:02}": row([one]) for at, one in enumerate(months)}
    found |= {f"2025-Q{at + 1}": row(months[at * 3 : at * 3 + 3]) for at in range(4)}
    return {**found, "2025": row(months)}


def tables_of(groups: dict[str, list[Counts]]) -> dict:
    """The same as the attacker reads it: a group that did not meet is not in the table."""
    tables = defaultdict(dict)
    for group, months in groups.items():
        for period, cells in published(months).items():
            if cells.visits != 0:
                tables[period][group] = _cells(period, cells)
    return tables


def _cells(period, cells) -> dict:
    names = ["visits"]
    if len(period) < 7 or "Q" in period:
        names.append("in_shown_months")
    if len(period) == 4:
        names += ["sessions", "first", "again", "not_said", "in_room", "elsewhere"]
    return {name: getattr(cells, name) for name in names}


# The rule


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (10, None), (11, 11), (32, 32)])
def test_a_month_shows_nothing_or_eleven_and_more(count, shown):
    assert row(visits(count)).visits == shown


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        ((30, 20, 11), 61),
        ((30, 20, 0), 50),
        ((0, 0, 0), 0),
        ((30, 20, 10), None),  # less the two, it would be the third
        ((30, 0, 10), None),
        ((30, 6, 5), 41),  # 11 together: each may be 1 to 10
        ((30, 5, 5), None),  # 10 together is itself too small
        ((30, 10, 10), None),  # 20 together can only be 10 and 10
        ((30, 10, 7), None),
        ((9, 9, 8), 26),
        ((9, 9, 9), None),
        ((1, 1, 1), None),
    ],
)
def test_a_quarter_shows_where_its_hidden_months_stay_open(months, shown):
    for order in itertools.permutations(months):
        assert row(visits(*order)).visits == shown


def test_a_year_with_one_hidden_month_is_hidden_and_its_other_months_stand_together():
    year = row(visits(30, 30, 30, 30, 30, 30, 30, 7, 30, 30, 30, 30))
    assert (year.visits, year.in_shown_months, year.sessions, year.in_room) == (None, 330, None, None)


def test_a_year_shows_again_where_two_quarters_share_what_is_hidden():
    year = row(visits(30, 30, 30, 30, 30, 30, 30, 7, 30, 30, 30, 8))
    assert (year.visits, year.in_shown_months) == (315, 300)


def test_sessions_show_only_where_neither_a_month_of_them_nor_one_session_s_heads_follow():
    def sessions(each, heads):
        return row([Counts(heads, each)] * 12).sessions

    assert sessions(4, 32) == 48
    assert sessions(1, 32) is None, "one a month: every month's would be known"
    assert sessions(11, 11) is None, "one visitor to each: every session's would be known"
    assert row([Counts(44, 4)] * 2 + [Counts()] * 10).sessions is None, "eight sessions are a small count"
    assert row([Counts(32, 4)] * 11 + [Counts(9, 2)]).sessions is None, "a month is hidden"


@pytest.mark.parametrize(
    ("first", "again", "remote", "told", "where"),
    [
        (100, 200, 0, (100, 200, 84), (384, 0)),
        (10, 200, 373, (None, None, None), (11, 373)),
        (100, 284, 374, (100, 284, 0), (None, None)),
        (100, 275, 10, (None, None, None), (None, None)),
        (300, 100, 400, (None, None, None), (None, None)),  # corrected heads: more told than came
    ],
)
def test_kinds_of_visits_show_all_together_or_not_at_all(first, again, remote, told, where):
    months = [Counts(32, 4, remote, first, again), *[Counts(32, 4)] * 11]
    shown = row(months)
    assert (shown.first, shown.again, shown.not_said) == told
    assert (shown.in_room, shown.elsewhere) == where


# The attack


def test_who_knows_the_rule_goes_through_every_year_there_can_be_and_is_certain_of_nothing():
    """Years that look alike from outside are put together: in each such heap every hidden month has five values or more, and
    so has every sum of quarters that might be small. Shown months matter only by being shown."""
    assert ROOM == 5
    for pattern in itertools.combinations_with_replacement(range(4), 4):
        heaps = defaultdict(set)
        choices = [[(n, *_seen_quarter(hidden, n)) for n in _telling_sums(hidden)] for hidden in pattern]
        for quarters in itertools.product(*choices):
            sums, months, shown = zip(*quarters, strict=True)
            heaps[shown, row([*itertools.chain(*months)]).visits].add(sums)
        for (_, year), possible in heaps.items():
            assert _nothing_certain(pattern, possible), (pattern, year)


def _seen_quarter(hidden, together):
    months = visits(*_months(hidden, together))
    return months, row(months).visits


def _telling_sums(hidden):
    """What the hidden months of a quarter may be together. Of the sums that show, which say nothing about other quarters, the
    first stands for all; the test of quarters goes through them."""
    sums = range(hidden, hidden * 10 + 1)
    shown = [n for n in sums if row(visits(*_months(hidden, n))).visits is not None]
    return [n for n in sums if n not in shown[1:]]


def _months(hidden, together):
    """Three months, so many of them hidden."""
    found = []
    for left in range(hidden, 0, -1):
        found.append(max(1, together - 10 * (left - 1)))
        together -= found[-1]
    return [*found, *[SHOWN] * (3 - hidden)]


def _nothing_certain(pattern, possible):
    """Each hidden month could be five things or more; so could whatever of the quarters' sums might be small."""
    for at, hidden in enumerate(pattern):
        sums = {one[at] for one in possible}
        values = {v for v in range(1, 11) for n in sums if hidden - 1 <= n - v <= 10 * (hidden - 1)}
        if hidden and len(values) < ROOM:
            return False
    for some in itertools.product((False, True), repeat=4):
        together = {sum(itertools.compress(one, some)) for one in possible}
        if len(together) < ROOM and min(together) in range(1, 11):
            return False
    return True


def test_every_quarter_there_can_be_hides_its_months_and_says_no_more_than_their_sum():
    for hidden in (1, 2, 3):
        heaps, by_sum = defaultdict(set), defaultdict(set)
        for months in itertools.product(range(1, 11), repeat=hidden):
            shown = row(visits(*months, *[SHOWN] * (3 - hidden))).visits
            heaps[shown].add(months)
            by_sum[sum(months)].add(shown)
        assert all(len(shown) == 1 for shown in by_sum.values())
        for possible in heaps.values():
            for at in range(hidden):
                assert len({months[at] for months in possible}) >= ROOM


def test_how_hidden_visits_are_spread_over_the_months_changes_nothing_that_shows():
    dice = random.Random(4)
    for _ in range(2000):
        year = [dice.choice((0, SHOWN, 0, dice.randint(1, 10), dice.randint(1, 10))) for _ in range(12)]
        other = list(year)
        for quarter in range(0, 12, 3):
            hidden = [at for at in range(quarter, quarter + 3) if year[at] in range(1, 11)]
            for one, two in itertools.permutations(hidden, 2):
                step = dice.randint(0, min(other[one] - 1, 10 - other[two]))
                other[one], other[two] = other[one] - step, other[two] + step
        assert published(visits(*year)) == published(visits(*other))


@pytest.mark.parametrize("total", range(11, 41))
def test_who_knows_the_rule_learns_no_kind_that_is_hidden(total):
    heaps = defaultdict(set)
    for first in range(total + 1):
        for again in range(total - first + 1):
            shown = row([Counts(total, 1, 0, first, again), *[Counts()] * 11])
            heaps[shown].add((first, again, total - first - again))
    for shown, possible in heaps.items():
        kinds = list(zip(*possible, strict=True))
        assert len(possible) == 1 or all(len(set(kind)) >= ROOM for kind in kinds)
        assert shown.first is None or all(n == 0 or n >= LEAST for n in possible.copy().pop())


def test_who_knows_the_rule_learns_no_month_s_sessions_and_no_session_s_heads():
    for visits_each, months in itertools.product((11, 12, 20, 33), (1, 2, 3, 5)):
        heaps = defaultdict(set)
        for sessions in range(months, visits_each * months + 1):
            each = [Counts(visits_each, sessions // months + (at < sessions % months)) for at in range(months)]
            heaps[row([*each, *[Counts()] * (12 - months)]).sessions].add(sessions)
        for possible in heaps.values():
            spare = max(possible) - months, visits_each * months - min(possible)
            assert min(spare) >= ROOM - 1, "a month's sessions, or a session's heads, could be one number only"


MONTH = st.one_of(st.just(0), st.integers(1, 10), st.integers(1, 10), st.integers(11, 60))


@given(st.lists(st.lists(MONTH, min_size=12, max_size=12), min_size=1, max_size=4))
@settings(max_examples=400)
def test_no_exports_give_a_small_count_away(years):
    groups = {f"group {at}": visits(*months) for at, months in enumerate(years)}
    found = attack(tables_of(groups))
    assert found.nothing
    assert found.narrowest >= ROOM
    for group, months in groups.items():
        for at, month in enumerate(months):
            assert month.visits in found.could_be.get((group, f"2025-{at + 1:02}"), {month.visits})


def naive(groups: dict[str, list[Counts]]) -> tuple[dict, dict]:
    """Hides what is 1 to 10 and nothing else, with totals of everything."""
    tables, totals = defaultdict(dict), {}
    for period in ("2025", *(f"2025-Q{n}" for n in range(1, 5)), *(f"2025-{n:02}" for n in range(1, 13))):
        months = [one - 202501 for one in period_called(period).months]
        for group, year in groups.items():
            n = sum(year[at].visits for at in months)
            if n:
                tables[period][group] = {"visits": n if n >= LEAST else None}
        totals[period] = {"visits": sum(year[at].visits for year in groups.values() for at in months)}
    return tables, totals


def test_the_attacker_breaks_a_publisher_who_only_hides_what_is_small():
    dice = random.Random(8)
    circles = {f"group {n}": visits(*[dice.choice((0, 4, 7, 9, 24, 30)) for _ in range(12)]) for n in range(6)}
    tables, totals = naive(circles)
    for believed in (None, totals):
        found = attack(tables, believed)
        assert len(found.certain) >= 9
        assert found.together
        for (group, month), value in found.certain.items():
            assert circles[group][int(month[5:]) - 1].visits == value


def test_the_attacker_finds_what_totals_of_everything_give_away():
    circles = {"large": visits(*[30] * 12), "small": visits(*[7] * 12)}
    tables, totals = naive(circles)
    months = {period: rows for period, rows in tables.items() if len(period) == 7 and "Q" not in period}
    assert attack(months).nothing
    assert set(attack(months, {period: totals[period] for period in months}).certain.values()) == {7}


# What it is for


def sessions_of(dice, year, holidays):
    """A weekly group of eight: each comes with 80 to 90 %, holidays fall out, now and then a session is called off."""
    months = [[0, 0] for _ in range(12)]
    day = date(year, 1, 1) + timedelta(days=dice.randrange(7))
    while day.year == year:
        called_off = dice.random() < 0.06 or any(abs((day - holiday).days) <= 3 for holiday in holidays)
        if not called_off:
            came = sum(dice.random() < dice.uniform(0.8, 0.9) for _ in range(8))
            months[day.month - 1][0] += max(came, 1)
            months[day.month - 1][1] += 1
        day += timedelta(days=7)
    return [Counts(*month) for month in months]


def test_a_weekly_group_of_eight_yields_its_person_visits_in_nine_months_of_ten():
    dice = random.Random(2026)
    months = shown = quarters = years = 0
    for _ in range(200):
        holidays = [date(2025, 12, 26), date(2025, 12, 31), date(2025, 1, 1), date(2025, 7, 4), date(2025, 11, 27)]
        if dice.random() < 0.3:  # some close for three weeks in summer
            holidays += [date(2025, 8, 4), date(2025, 8, 11), date(2025, 8, 18)]
        year = sessions_of(dice, 2025, holidays)
        seen = published(year)
        for name, cells in seen.items():
            exact = sum(year[month - 202501].visits for month in period_called(name).months)
            assert cells.visits in (None, exact)
            length = period_called(name).length
            months, shown = months + (length == 1), shown + (length == 1 and cells.visits is not None)
            quarters, years = (
                quarters + (length == 3 and bool(cells.visits)),
                years + (length == 12 and bool(cells.visits)),
            )
    print(f"shown: {shown / months:.1%} of months, {quarters / 800:.1%} of quarters, {years / 200:.1%} of years")
    assert shown / months >= 0.97
    assert quarters / 800 >= 0.9


# Periods


def test_periods_are_calendar_months_quarters_and_years():
    for name in ("2025-01", "2025-12", "2025-Q1", "2025-Q4", "2025"):
        assert str(period_called(name)) == name
    for name in ("2025-13", "2025-00", "2025-Q5", "25", "2025-1", "2025-W3", "1999", "2025-01-01", "", "２０２５"):
        assert period_called(name) is None
    assert period_called("2025-Q4").months == [202510, 202511, 202512]
    assert [str(p) for p in Period(2025, 4, 3).within()] == ["2025-04", "2025-05", "2025-06", "2025-Q2"]
    assert len(list(Period(2025, 1, 12).within())) == 17
    assert (Period(2024, 2, 1).ends, Period(2024, 10, 3).ends) == (date(2024, 2, 29), date(2024, 12, 31))
    assert not Period(2024, 2, 1).over(date(2024, 2, 29))
    assert Period(2024, 2, 1).over(date(2024, 3, 1))
    assert (earlier(date(2026, 11, 21), 84), earlier(date(2026, 1, 1), 1)) == (201911, 202512)
