"""Passwords: a growing delay and never a lock, the same for accounts that exist and those that do not; links for new ones."""

import re

import pytest
from argon2 import PasswordHasher, extract_parameters

from facilitator.accounts import links, members, passwords
from facilitator.accounts.waiting import ACCOUNT, ADDRESS, LONGEST_WAIT, OF_DIGITS, OWN, Waiting
from tests.places import PASSWORD, email

ANOTHER = "another walk by the lake"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def waiting(clock):
    return Waiting(now=clock)


def test_each_further_try_waits_twice_as_long_up_to_a_minute_and_no_longer(waiting, clock):
    waits = []
    for _ in range(14):
        waits.append(waiting.turn("fay", "10.0.0.1"))
        clock.now += waits[-1]
        if waits[-1]:
            assert waiting.turn("fay", "10.0.0.1") == 0, "the turn has come"
    assert waits[: OWN.free] == [0] * OWN.free
    assert waits[OWN.free :] == sorted(waits[OWN.free :])
    assert waits[OWN.free] == 1.0
    assert waits[-1] == OWN.longest


def test_whoever_waits_keeps_their_place_and_asking_again_makes_it_no_longer(waiting, clock):
    for _ in range(12):
        first = waiting.turn("fay", "10.0.0.1")
    clock.now += 1
    assert waiting.turn("fay", "10.0.0.1") == pytest.approx(first - 1)


def test_strangers_who_try_an_account_from_everywhere_never_make_its_owner_wait_where_they_have_been_before(waiting):
    for n in range(500):
        waiting.turn("fay", f"10.0.{n // 250}.{n % 250}")
    assert waiting.turn("fay", "10.9.9.9", device="hers") == 0
    assert 0 < waiting.turn("fay", "10.9.9.9") <= LONGEST_WAIT, "elsewhere she waits, and her turn comes"


def test_one_address_that_tries_many_accounts_waits_and_its_neighbours_not_for_long(waiting):
    waits = [waiting.turn(f"member {n}", "10.0.0.1") for n in range(30)]
    assert waits[: ADDRESS.free] == [0] * ADDRESS.free
    assert waits[-1] > 0
    assert ADDRESS.longest <= 10


def test_the_right_one_counts_for_nothing_and_an_hour_forgets(waiting, clock):
    for _ in range(100):
        assert waiting.turn("fay", "10.0.0.1") == 0
        waiting.right("fay", "10.0.0.1")
    for _ in range(OWN.free + 1):
        waiting.turn("fay", "10.0.0.1")
    clock.now += 3601
    assert waiting.turn("fay", "10.0.0.1") == 0


def test_six_digits_are_fewer_so_all_tries_at_one_account_slow_down_more(clock):
    waiting, looked_at = Waiting(OF_DIGITS, clock), 0
    for n in range(24 * 60):
        clock.now += 60
        looked_at += waiting.turn("fay", f"10.0.{n // 250}.{n % 250}") == 0
    assert looked_at * 3 / 10**6 < 0.001, "odds of a right guess in a day, by somebody who has the password"
    assert OF_DIGITS.longest > ACCOUNT.longest


def test_an_account_nobody_has_is_checked_against_a_hash_that_takes_as_long():
    mine = extract_parameters(PasswordHasher().hash("x"))
    assert extract_parameters(passwords.NOBODYS) == mine
    assert mine.type.name == "ID"
    assert not passwords.fits(None, "anything", lambda fn: fn())


def test_tries_look_the_same_whether_there_is_such_an_account_or_not(site):
    told = {}
    for who in (email("Fay"), "nobody@example.org"):
        tried_often(site, "somebody else")
        first = site.browser().send("/sign-in", email=who, password="wrong one")
        tried_often(site, who)
        later = site.browser().send("/sign-in", email=who, password="wrong one")
        told[who] = [
            (a.status_code, re.sub(r'value="[^"]*"', "", a.text), a.headers.get("Retry-After")) for a in (first, later)
        ]
    assert told[email("Fay")] == told["nobody@example.org"]
    assert [status for status, _, _ in told[email("Fay")]] == [200, 429]
    assert "Please wait 16 seconds" in told[email("Fay")][1][1]


def tried_often(site, who: str) -> Clock:
    """Somebody has tried this account from here, so that the next try waits 16 seconds. Gives the clock it goes by."""
    clock = Clock()
    waiting = Waiting(now=clock)
    for _ in range(OWN.free + 4):
        if wait := waiting.turn(who, "127.0.0.1"):
            clock.now += wait
            assert waiting.turn(who, "127.0.0.1") == 0
    object.__setattr__(site.home, "passwords", waiting)
    return clock


def test_the_right_password_is_taken_when_its_turn_has_come_and_not_before(site):
    clock, browser = tried_often(site, email("Fay")), site.browser()
    early = browser.send("/sign-in", email=email("Fay"), password=PASSWORD)
    assert early.status_code == 429
    assert PASSWORD not in early.text
    clock.now += int(early.headers["Retry-After"])
    assert browser.send("/sign-in", email=email("Fay"), password=PASSWORD).location == "/home"


def test_a_browser_its_owner_has_signed_in_from_is_known_and_waits_for_no_stranger(site):
    fay = site.as_("Fay")
    fay.send("/sign-out", at="/groups")
    for n in range(30):
        site.home.passwords.turn(email("Fay"), f"10.0.0.{n}")
    assert "Please wait" in site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).text
    assert fay.send("/sign-in", email=email("Fay"), password=PASSWORD).location == "/home"
    assert fay.cookie("known", "/sign-in"), "it goes to this page alone"


def test_a_forged_mark_of_a_known_browser_is_none(site):
    thief = site.browser()
    thief.client.set_cookie("known", f'["x",["{site.ids["Fay"]}"]].forged', path="/sign-in")
    for n in range(30):
        site.home.passwords.turn(email("Fay"), f"10.0.0.{n}")
    assert "Please wait" in thief.send("/sign-in", email=email("Fay"), password=PASSWORD).text


def link_from(page: str) -> str:
    return re.search(r'href="http://[^/"]+(/password/[^"]+)"', page).group(1)


def test_an_administrators_link_gives_one_new_password_and_ends_every_sign_in(site):
    fay, ada = site.as_("Fay"), site.as_("Ada")
    page = f"/organization/members/{site.ids['Fay']}"
    old = link_from(ada.send(f"{page}/password-link", at=page).text)
    link = link_from(ada.send(f"{page}/password-link", at=page).text)
    browser = site.browser()
    assert browser.get(old).status_code == 404, "a newer one ends it"
    assert "at least 10 characters" in browser.send(link, password="short").text
    assert browser.send(link, password=ANOTHER).location == "/home"
    assert browser.get("/groups").status_code == 200
    assert fay.get("/groups").location.startswith("/sign-in")
    again = site.browser().get(link)
    assert (again.status_code, "This link is over" in again.text) == (404, True)
    assert site.browser().send("/sign-in", email=email("Fay"), password=ANOTHER).status_code == 302
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).status_code == 200


@pytest.mark.parametrize(("name", "status"), [("Fay", 403), ("Cora", 403), ("Olu", 404)])
def test_only_an_administrator_of_the_same_organization_makes_one(site, name, status):
    path = f"/organization/members/{site.ids['Dot']}"
    browser = site.as_(name)
    assert browser.get(path).status_code == status
    for act in ("", "/password-link", "/second-step", "/sign-ins"):
        assert browser.send(path + act, at="/account").status_code == status


def test_a_link_for_a_password_signs_nobody_in_and_one_for_a_sign_in_sets_no_password(site):
    store = site.home.store
    password, sign_in = (links.make(store, kind, site.ids["Fay"]) for kind in ("password", "sign-in"))
    assert site.browser().get(f"/sign-in/{password}").location == "/sign-in"
    assert site.browser().get(f"/password/{sign_in}").status_code == 404


def test_links_are_over_after_their_time(site, monkeypatch):
    token = links.make(site.home.store, "password", site.ids["Fay"])
    later = links.now() + links.LASTS["password"]
    monkeypatch.setattr(links, "now", lambda: later)
    assert site.browser().get(f"/password/{token}").status_code == 404
    assert links.new_password(site.home.store, token, ANOTHER, lambda fn: fn()) is None


def test_ones_own_new_password_ends_the_others_and_begins_a_new_sign_in_here(site):
    here, elsewhere = site.as_("Fay"), site.as_("Fay")
    before = here.cookie("session")
    assert here.send("/account/password", password="password123").status_code == 200
    assert here.send("/account/password", password=ANOTHER).location == "/account"
    assert here.get("/groups").status_code == 200
    assert elsewhere.get("/groups").location.startswith("/sign-in")
    copied = site.browser()
    copied.client.set_cookie("session", before)
    assert copied.get("/groups").location.startswith("/sign-in"), "a cookie copied before is worth nothing"
    assert members.by_email(site.home.store, email("Fay")).password.startswith("$argon2id$")
