"""Somebody is no longer a member: no way in is left, what they wrote for themself is gone, their name stays where they led."""

from datetime import date

import pytest
from sqlalchemy import update

from facilitator.accounts import leaving, links, members
from facilitator.accounts.models import ROLES, Member
from facilitator.practice import evidence, forgetting, learning
from facilitator.practice.evidence import EVIDENCE
from tests.places import PASSWORD, email
from tests.practice.papers import a_png
from tests.web.test_learning import upload, write_down


@pytest.fixture
def ada(site):
    return site.as_("Ada")


@pytest.fixture
def page(site) -> str:
    return f"/organization/members/{site.ids['Fay']}"


def test_it_is_asked_for_once_more_and_says_what_goes(ada, page, site):
    asked = ada.send(f"{page}/leave", at=page)
    assert "Remove Fay?" in asked.text
    assert "audit packet" in asked.text
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).status_code == 302


def test_who_has_left_has_no_way_in(ada, page, site):
    fay = site.as_("Fay")
    link = links.make(site.home.store, "password", site.ids["Fay"])
    assert ada.send(f"{page}/leave", at=page, sure="1").location == "/organization"
    assert fay.get("/groups").location.startswith("/sign-in")
    assert site.browser().get(f"/password/{link}").status_code == 404
    for address in (email("Fay"), f"{site.ids['Fay']}@{leaving.NOWHERE}"):
        for word in (PASSWORD, ""):
            assert site.browser().send("/sign-in", email=address, password=word).status_code != 302
    told = ada.get("/organization").text
    assert "Fay is no longer a member." in told
    assert email("Fay") not in told
    for path in (page, f"{page}/leave", f"{page}/password-link", f"{page}/sign-ins"):
        assert ada.send(path, at="/account", sure="1").status_code == 404
    assert "Removed a member: facilitator." in ada.get("/organization/audit").text


def test_the_same_address_can_be_invited_again(ada, page, site):
    ada.send(f"{page}/leave", at=page, sure="1")
    token = members.invite(site.home.store, site.ids["Riverside"], ["facilitator"])
    browser = site.browser()
    path = f"/invitation/{token}"
    assert browser.send(path, name="Fay", email=email("Fay"), password=PASSWORD).status_code == 302
    assert "Boundaries" not in browser.get("/practice/log").text


def test_what_they_wrote_for_themself_is_gone_and_nobody_elses(ada, page, site):
    fay, dot = site.as_("Fay"), site.as_("Dot")
    for browser in (fay, dot):
        upload(browser, write_down(browser), a_png(), "a.png")
    keys = site.home.practice.every(site.ids["Fay"])
    assert keys
    ada.send(f"{page}/leave", at=page, sure="1")
    home = site.home
    assert learning.entries_of(home.store, home.practice, site.ids["Fay"]) == []
    assert home.practice.every(site.ids["Fay"]) == {}
    (left,) = (home.config.data / EVIDENCE).iterdir()
    (file,) = evidence.files_of(home.store, home.practice, site.ids["Dot"])
    assert left.name == file.id


def test_what_a_crash_left_is_gone_by_the_next_day(site):
    fay, home = site.as_("Fay"), site.home
    write_down(fay)
    leaving.leave(home.store, members.by_id(home.store, site.ids["Fay"]), home.serving.offload, by="")
    assert home.practice.every(site.ids["Fay"])
    forgetting.let_go(home.store, home.practice, home.config.data / EVIDENCE, date.today())
    assert home.practice.every(site.ids["Fay"]) == {}


def test_whoever_only_has_no_role_loses_nothing_they_wrote(site):
    fay, home = site.as_("Fay"), site.home
    write_down(fay)
    none = dict.fromkeys(ROLES, False)
    home.store.write(lambda s: s.execute(update(Member).where(Member.id == site.ids["Fay"]).values(**none)) and None)
    forgetting.let_go(home.store, home.practice, home.config.data / EVIDENCE, date.today())
    assert home.practice.every(site.ids["Fay"])


def test_nobody_removes_themself_and_no_organization_is_left_without_an_administrator(ada, site):
    own = f"/organization/members/{site.ids['Ada']}"
    assert "/leave" not in ada.get(own).text
    assert ada.send(f"{own}/leave", at=own, sure="1").status_code == 403
    found = members.by_id(site.home.store, site.ids["Ada"])
    with pytest.raises(members.LastOne):
        leaving.leave(site.home.store, found, site.home.serving.offload, by="")


@pytest.mark.parametrize(("name", "status"), [("Fay", 403), ("Cora", 403), ("Olu", 404)])
def test_only_an_administrator_of_the_same_organization_removes_anybody(site, name, status):
    path = f"/organization/members/{site.ids['Dot']}/leave"
    assert site.as_(name).send(path, at="/account", sure="1").status_code == status
    assert members.by_id(site.home.store, site.ids["Dot"]).roles


def test_their_name_stays_where_they_led_and_they_are_offered_for_nothing(ada, page, site):
    ada.send(f"{page}/leave", at=page, sure="1")
    everyone = {m.name for m in members.members_of(site.home.store, site.ids["Riverside"])}
    assert "Fay" in everyone
    ada.get("/organization")  # says once that they are gone
    assert "Fay" not in ada.get("/organization").text
