"""Hours in a member's log: their own, sealed, and gone when they say so."""

from datetime import date

import pytest

from facilitator.accounts.models import Member
from facilitator.practice import learning
from facilitator.practice.learning import Hours
from facilitator.practice.models import LearningEntry

ETHICS = Hours(
    date=date(2026, 3, 1), minutes=90, title="Boundaries in practice", provider="Riverside", category="ethics"
)


def member(home, ids, name: str) -> Member:
    with home.store.read() as session:
        return session.get(Member, ids[name])


def record(home, ids, name: str, hours: Hours = ETHICS) -> str:
    who = member(home, ids, name)
    return home.store.write(lambda session: learning.record_hours(session, home.practice, who, hours))


def test_hours_come_back_as_they_were_written(cast_home):
    home, ids = cast_home
    id = record(home, ids, "Fay")
    assert learning.entries_of(home.store, home.practice, ids["Fay"]) == [learning.Entry(id, ETHICS)]


@pytest.mark.parametrize(("minutes", "kept"), [(90, 90), (97, 90), (104, 90), (105, 105), (1, 15), (999_999, 6000)])
def test_minutes_become_whole_quarter_hours(minutes, kept):
    assert learning.in_quarters(minutes) == kept


def test_what_they_say_lies_sealed_in_the_database(cast_home):
    home, ids = cast_home
    id = record(home, ids, "Fay")
    with home.store.read() as session:
        body = session.get(LearningEntry, id).body
    assert b"Boundaries" not in body
    assert b"ethics" not in body


def test_nobody_else_has_them(cast_home):
    home, ids = cast_home
    id = record(home, ids, "Fay")
    assert learning.entries_of(home.store, home.practice, ids["Dot"]) == []
    with pytest.raises(learning.NotThere):
        learning.entry_of(home.store, home.practice, ids["Dot"], id)
    dot = member(home, ids, "Dot")
    with pytest.raises(learning.NotThere):
        home.store.write(lambda session: learning.change_hours(session, home.practice, dot, id, ETHICS))
