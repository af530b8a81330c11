"""Figures and lists of attendance say the same on both databases, also after corrections."""

import pytest

from facilitator.attendance import listing, records, reports
from facilitator.attendance.periods import Period, today
from facilitator.attendance.reach import Reach
from facilitator.groups.circles import groups_of
from tests.past import years_of
from tests.places import home_in, with_the_cast

EVER = Period(190001, 299912)


@pytest.fixture
def home(tmp_path, database):
    made = home_in(tmp_path, DATABASE_URL=database)
    yield made
    made.store.close()


def test_months_say_what_meetings_say_also_after_corrections(home):
    ids = with_the_cast(home)
    organization, store = ids["Riverside"], home.store
    rows = years_of(home, organization, [ids["group"]], 70, ids["Fay"], today())
    years_of(home, ids["Elsewhere"], [ids["their group"]], 5, ids["Olu"], today(), seed=9)
    held = [row for row in rows if not row["cancelled"]]
    records.correct_heads(store, organization, ids["Cora"], held[3]["id"], 44)
    off = records.call_off(store, organization, ids["Cora"], ids["group"], today())
    records.take_place_after_all(store, organization, ids["Cora"], next(r["id"] for r in rows if r["cancelled"]))
    groups = {group.id: group for group in groups_of(store, organization)}
    for whole in (True, False):
        reach = Reach(organization, groups, whole)
        months = reports.by_month(store, reach, EVER)
        total = reports.added(months.values())
        assert total == reports.by_group(store, reach, EVER)[ids["group"]]
        assert total.heads == sum(row["heads"] for row in held) - held[3]["heads"] + 44
        assert total.meetings == len(held)
        assert total.cancelled == len(rows) - len(held)
        listed = [one for n in range(1, 9) for one in listing.page_of(store, reach, EVER, months, n, 10)]
        assert len({one.id for one in listed}) == len(listed) == listing.count(months) == len(rows)
        assert off in {one.id for one in listed}
        assert [one.held_on for one in listed] == sorted((one.held_on for one in listed), reverse=True)
        assert reports.known(store, reach) == (min(months), max(months))
