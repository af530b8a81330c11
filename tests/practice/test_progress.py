"""Renewal periods and what counts in them: leap years, time zones, minimums, repeats, hours carried over or not."""

import os
import time
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from facilitator.attendance.periods import day_of
from facilitator.practice.learning import Entry, Hours
from facilitator.practice.periods import Span, span_of
from facilitator.practice.progress import due_soon, progress
from facilitator.practice.renewals import KIND_KEYS
from facilitator.practice.rule_packs import shipped

PACKS = shipped(KIND_KEYS)
PERIOD = Span(date(2025, 1, 1), date(2026, 12, 31))


def entry(hours: float, category: str = "", day: str = "2025-06-01", title: str = "", kind: str = "course") -> Entry:
    entry.made += 1
    made = Hours(
        date=date.fromisoformat(day), minutes=round(hours * 60), title=title or f"Training {entry.made}", kind=kind,
        category=category,
    )  # fmt: skip
    return Entry(f"x{entry.made:04}", made)


entry.made = 0


@pytest.mark.parametrize(("first", "months", "last"), [
    ("2025-01-01", 24, "2026-12-31"),
    ("2024-03-15", 24, "2026-03-14"),
    ("2024-02-29", 24, "2026-02-28"),
    ("2024-02-29", 48, "2028-02-28"),
    ("2022-03-01", 24, "2024-02-29"),
    ("2023-02-28", 12, "2024-02-27"),
    ("2025-08-31", 6, "2026-02-28"),
    ("2023-08-31", 6, "2024-02-29"),
    ("2025-12-31", 1, "2026-01-30"),
    ("2025-01-31", 1, "2025-02-28"),
])  # fmt: skip
def test_a_period_ends_the_day_before_the_same_day(first, months, last):
    assert span_of(date.fromisoformat(first), months) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("day", "left"), [("2026-12-31", 1), ("2026-12-30", 2), ("2027-01-01", 0), ("2024-01-01", 730),
                                           ("2025-01-01", 730)])  # fmt: skip
def test_days_left_count_today_and_end_at_none(day, left):
    assert PERIOD.left(date.fromisoformat(day)) == left


def test_a_period_over_a_leap_day_has_it():
    assert span_of(date(2023, 3, 1), 12).left(date(2023, 3, 1)) == 366


@pytest.fixture
def in_zone():
    """Gives a function that moves this process to a time zone; afterwards it is back."""
    before = os.environ.get("TZ")

    def move(zone: str) -> None:
        os.environ["TZ"] = zone
        time.tzset()

    yield move
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(("zone", "inside"), [("UTC", False), ("Pacific/Honolulu", True), ("America/New_York", True),
                                              ("Asia/Tokyo", False)])  # fmt: skip
def test_the_last_evening_of_a_period_counts_where_it_still_is_that_day(in_zone, zone, inside):
    in_zone(zone)
    half_past_midnight = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    assert PERIOD.has(day_of(int(half_past_midnight.timestamp() * 1000))) == inside


@pytest.mark.parametrize(("pack", "entries", "still", "missing"), [
    ("us-pa", [], 36, {"peer": 24, "ethics": 3}),
    ("us-pa", [entry(24, "peer"), entry(3, "ethics")], 9, {"peer": 0, "ethics": 0}),
    ("us-pa", [entry(36)], 27, {"peer": 24, "ethics": 3}),
    ("us-pa", [entry(40, "peer")], 3, {"peer": 0, "ethics": 3}),
    ("us-pa", [entry(24, "peer"), entry(2.75, "ethics"), entry(20)], 0.25, {"peer": 0, "ethics": 0.25}),
    ("us-pa", [entry(24, "peer"), entry(3, "ethics"), entry(9)], 0, {"peer": 0, "ethics": 0}),
    ("us-ca", [entry(14), entry(6, "ethics")], 6, {"law_ethics": 6}),
    ("us-oh", [entry(14)], 16, {"ethics": 3, "boundaries": 3, "diversity": 2, "navigation": 1, "trauma": 2,
                                "trafficking": 1, "behavioral_health": 1, "wellness": 1, "coaching": 2}),
    ("us-ne", [entry(14), entry(6, "ethics")], 0, {"ethics": 0}),
    ("us-wi", [entry(20, kind="gathering")], 0, {}),
    ("us-tx", [entry(19.75)], 0.25, {}),
])  # fmt: skip
def test_what_is_missing(pack, entries, still, missing):
    found = progress(PACKS[pack], PERIOD, 0, entries)
    assert found.still == still * 60
    assert {part.category.key: part.missing / 60 for part in found.parts} == missing
    assert found.complete == (still == 0)


@pytest.mark.parametrize(("day", "counts"), [("2024-12-31", False), ("2025-01-01", True), ("2026-12-31", True),
                                             ("2027-01-01", False)])  # fmt: skip
def test_only_what_lies_in_the_period_counts(day, counts):
    found = progress(PACKS["us-tx"], PERIOD, 0, [entry(2, day=day)])
    assert bool(found.counted) == counts
    assert [why for _, why in found.left_out] == ([] if counts else ["outside"])


def test_a_kind_the_board_does_not_count_is_left_out_and_one_it_is_silent_about_is_marked():
    pack = replace(PACKS["us-wi"], does_not_count=("self_study",))
    kept, silent, out = entry(1, kind="gathering"), entry(1, kind="webinar"), entry(1, kind="self_study")
    found = progress(pack, PERIOD, 0, [kept, silent, out])
    assert found.counted == (kept, silent)
    assert found.unsure == (silent,)
    assert found.left_out == ((out, "kind"),)


@pytest.mark.parametrize(("rule", "done"), [(True, 5), (False, 7)])
def test_the_same_training_again_counts_once_where_the_board_says_so(rule, done):
    pack = replace(PACKS["us-tx"], no_repeat=rule)
    entries = [entry(2, day="2026-02-01", title="ETHICS  at work"), entry(2, day="2025-02-01", title="Ethics at Work"),
               entry(2, day="2024-02-01", title="Ethics at work"), entry(3, title="Another")]  # fmt: skip
    found = progress(pack, PERIOD, 0, entries)
    assert found.whole.done == done * 60
    repeats = [one.hours.date.isoformat() for one, why in found.left_out if why == "repeat"]
    assert repeats == (["2026-02-01"] if rule else []), (
        "the first in the period counts; one before it takes nothing away"
    )


@pytest.mark.parametrize(("allowed", "brought", "counts"), [(0, 5, 0), (3, 5, 3), (10, 5, 5), (3, 0, 0), (3, -4, 0)])
def test_hours_carried_over_count_as_far_as_the_board_lets_them(allowed, brought, counts):
    found = progress(replace(PACKS["us-tx"], carry=allowed), PERIOD, brought * 60, [entry(1)])
    assert found.whole.done == (1 + counts) * 60
    assert found.carried == counts * 60


@pytest.mark.parametrize(("allowed", "brought", "learnt", "beyond"), [
    (5, 0, 22, 2), (1, 0, 22, 1), (0, 0, 22, 0), (5, 0, 20, 0), (5, 0, 19, 0),
    (5, 3, 20, 0), (5, 3, 21, 1), (5, 3, 17, 0),
])  # fmt: skip
def test_what_is_beyond_the_total_can_be_carried_on_but_not_what_was_carried_before(allowed, brought, learnt, beyond):
    found = progress(replace(PACKS["us-tx"], carry=allowed), PERIOD, brought * 60, [entry(learnt)])
    assert found.beyond == beyond * 60


@pytest.mark.parametrize(("day", "hours", "says"), [
    ("2026-06-01", 0, False), ("2026-10-03", 0, True), ("2026-10-02", 0, False), ("2026-12-31", 0, True),
    ("2027-01-01", 0, False), ("2026-12-31", 20, False),
])  # fmt: skip
def test_a_reminder_comes_near_the_end_and_only_where_something_is_missing(day, hours, says):
    found = progress(PACKS["us-tx"], PERIOD, 0, [entry(hours)] if hours else [])
    assert due_soon(found, date.fromisoformat(day)) == says
