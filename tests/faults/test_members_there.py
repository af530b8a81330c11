"""Members where the database has row locks: whoever changes one waits for whoever does already, and no page fails of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitator.accounts import leaving, members
from tests.places import PASSWORD, home_in, with_the_cast


@pytest.fixture
def home(tmp_path, database):
    made = home_in(tmp_path, DATABASE_URL=database.replace("+psycopg2", ""))
    assert made.store.sqlite == database.startswith("sqlite")
    yield made
    made.store.close()


def at_once(fn):
    return fn()


def test_members_come_change_and_leave_on_either_database(home):
    ids, store = with_the_cast(home), home.store
    newcomer = members.Newcomer("Eve", "eve@example.org", PASSWORD)
    eve = members.accept(store, members.invite(store, ids["Riverside"], ["facilitator"]), newcomer, at_once)
    members.set_roles(store, members.by_id(store, eve), ["coordinator"], by=ids["Ada"])
    members.invite(store, ids["Riverside"], ["facilitator"])
    (waits,) = members.invitations_of(store, ids["Riverside"])
    olu = members.by_id(store, ids["Olu"])
    assert not members.withdraw(store, olu.organization_id, waits.id, by=olu.id)
    assert members.withdraw(store, ids["Riverside"], waits.id, by=ids["Ada"])
    leaving.leave(store, members.by_id(store, eve), at_once, by=ids["Ada"])
    assert members.by_id(store, eve).roles == []
    assert members.by_email(store, "eve@example.org") is None


def test_who_has_left_gets_no_role_back_from_a_page_that_was_open(home):
    ids, store = with_the_cast(home), home.store
    before = members.by_id(store, ids["Fay"])
    leaving.leave(store, before, at_once, by=ids["Ada"])
    with pytest.raises(members.Left):
        members.set_roles(store, before, ["administrator"], by=ids["Ada"])
    assert members.by_id(store, ids["Fay"]).roles == []


def test_of_two_administrators_who_remove_each_other_one_stays(home):
    ids, store = with_the_cast(home), home.store
    members.set_roles(store, members.by_id(store, ids["Fay"]), ["administrator"], by=ids["Ada"])
    both = [members.by_id(store, ids[name]) for name in ("Ada", "Fay")]

    def remove(member):
        try:
            leaving.leave(store, member, at_once, by="")
        except members.LastOne:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(remove, both)) == [False, True]
    assert sum(m.administrator for m in members.members_of(store, ids["Riverside"])) == 1
