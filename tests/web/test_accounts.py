"""Set-up, sign-in, invitations, roles."""

import re

import pytest

from facilitator import create_app
from facilitator.accounts import links, members
from facilitator.accounts.routes import set_up_token
from tests.places import PASSWORD, config, email
from tests.web.browsing import Browser

FIRST = {"organization": "Riverside", "name": "Ada", "email": "ada@example.org", "password": PASSWORD}


@pytest.fixture
def fresh(tmp_path):
    app = create_app(config(tmp_path))
    yield app, f"/set-up/{set_up_token(app.extensions['facilitator'].keys)}"
    app.extensions["facilitator"].store.close()


def test_the_set_up_link_makes_the_organization_and_its_first_member_and_works_once(fresh):
    app, link = fresh
    browser = Browser(app.test_client())
    assert browser.get("/set-up/guessed").status_code == 404
    answer = browser.send(link, **FIRST)
    assert answer.location == "/groups"
    assert browser.get("/groups").status_code == 200
    assert browser.get("/organization").status_code == 200
    assert browser.get("/attendance").status_code == 200
    later = Browser(app.test_client())
    assert later.get(link).location == "/sign-in"
    assert "That link has been used" in later.get("/sign-in").text
    assert later.send(link, at="/sign-in", **{**FIRST, "organization": "Another"}).location == "/sign-in"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "short"}, "at least 10 characters"),
        ({"password": "1234567890"}, "Many people use this password"),
        ({"email": "nowhere"}, "does not look like an e-mail"),
        ({"email": "a b@example.org"}, "does not look like an e-mail"),
        ({"organization": ""}, "Please fill this in"),
        ({"name": "   "}, "Please fill this in"),
        ({"name": "x" * 81}, "too long"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(fresh, wrong, says):
    app, link = fresh
    answer = Browser(app.test_client()).send(link, **{**FIRST, **wrong})
    assert says in answer.text
    assert 'value="Riverside"' in answer.text or "organization" in wrong
    assert PASSWORD not in answer.text
    assert ("Please type it once more" in answer.text) == ("password" not in wrong)
    assert not members.any_organization(app.extensions["facilitator"].store)


def test_two_people_with_the_same_set_up_link_get_one_organization(fresh):
    app, link = fresh
    first, second = Browser(app.test_client()), Browser(app.test_client())
    page = second.get(link)
    first.send(link, **FIRST)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
    answer = second.client.post(link, data={**FIRST, "email": "other@example.org", "csrf_token": token})
    assert answer.status_code in (302, 404)


def test_members_sign_in_and_out(site):
    browser = site.as_("Fay")
    assert browser.get("/groups").status_code == 200
    assert browser.get("/sign-in").location == "/home"
    assert browser.send("/sign-out", at="/groups").location == "/"
    assert browser.get("/groups").location.startswith("/sign-in")


def test_a_copied_cookie_is_worth_nothing_after_signing_out(site):
    browser, thief = site.as_("Fay"), site.browser()
    thief.client.set_cookie("session", browser.cookie("session"))
    assert thief.get("/groups").status_code == 200
    browser.send("/sign-out", at="/groups")
    assert thief.get("/groups").location.startswith("/sign-in")


@pytest.mark.parametrize(("who", "password"), [("fay@example.org", "wrong password"), ("nobody@example.org", PASSWORD)])
def test_wrong_address_and_wrong_password_look_the_same(site, who, password):
    answer = site.browser().send("/sign-in", email=who, password=password)
    assert "E-mail and password do not fit together." in answer.text
    assert password not in answer.text


def test_the_address_is_the_same_in_any_case(site):
    assert site.browser().send("/sign-in", email=" FAY@example.org ", password=PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_somebody_elses_page(site, elsewhere):
    browser = site.browser()
    page = browser.get("/sign-in")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text).group(1)
    form = {"email": email("Fay"), "password": PASSWORD, "csrf_token": token}
    answer = browser.client.post("/sign-in", query_string={"next": elsewhere}, data=form)
    assert answer.location == "/home"


def test_signing_in_leads_where_one_was_going(site):
    browser = site.browser()
    where = browser.get("/groups/new").location
    assert where == "/sign-in?next=/groups/new"
    assert browser.send(where, email=email("Fay"), password=PASSWORD).location == "/groups/new"


@pytest.mark.parametrize(
    ("name", "opens"),
    [("Fay", "/groups"), ("Cora", "/attendance"), ("Ada", "/organization"), ("Olu", "/groups")],
)
def test_each_role_begins_at_its_own_page(site, name, opens):
    assert site.as_(name).get("/home").location == opens


def test_roles_open_their_own_pages_and_no_others(site):
    meeting = site.open()
    pages = {
        "/groups": {"Fay", "Olu"}, "/groups/new": {"Fay", "Olu"}, f"/groups/{site.ids['group']}": {"Fay"},
        f"/groups/{site.ids['group']}/edit": {"Fay"}, f"/console/{meeting.id}": {"Fay"},
        f"/console/{meeting.id}/qr.svg": {"Fay"}, "/attendance": {"Fay", "Cora", "Olu"}, "/organization": {"Ada", "Olu"},
    }  # fmt: skip
    for name in ("Fay", "Cora", "Ada", "Olu"):
        browser = site.as_(name)
        for path, whose in pages.items():
            status = browser.get(path).status_code
            assert (status == 200) == (name in whose), (name, path, status)
            assert status in (200, 403, 404)


def test_nobody_who_is_not_signed_in_sees_a_members_page(site):
    meeting = site.open()
    for path in (
        "/groups",
        f"/groups/{site.ids['group']}",
        f"/console/{meeting.id}",
        "/attendance",
        "/organization",
        "/home",
    ):
        answer = site.browser().get(path)
        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")


def test_another_facilitator_of_the_same_organization_does_not_reach_the_console(site):
    meeting = site.open()
    newcomer = members.Newcomer("Finn", "finn@example.org", PASSWORD)
    members.add_member(site.home.store, site.ids["Riverside"], newcomer, ["facilitator"], lambda fn: fn())
    finn = site.as_("Finn")
    assert finn.get(f"/console/{meeting.id}").status_code == 404
    assert "with another facilitator" in finn.get(f"/groups/{site.ids['group']}").text
    answer = finn.send(f"/groups/{site.ids['group']}/open", at="/groups")
    assert "/console/" not in answer.location


def test_an_invitation_makes_one_member_with_its_roles_once(site):
    ada = site.as_("Ada")
    page = ada.send("/organization", coordinator="y", facilitator="").text
    link = re.search(r'href="(http://[^"]*/invitation/[^"]+)"', page).group(1).removeprefix("http://localhost")
    newcomer = {"name": "Cleo", "email": "cleo@example.org", "password": PASSWORD}
    cleo = site.browser()
    assert "Riverside" in cleo.get(link).text
    assert cleo.send(link, **newcomer).location == "/home"
    assert cleo.get("/attendance").status_code == 200
    assert site.browser().get(link).status_code == 404
    assert "This invitation is over" in site.browser().get(link).text
    assert "Cleo" in ada.get("/organization").text


def test_an_invitation_for_somebody_who_is_a_member_already_says_so_and_is_not_used_up(site):
    page = site.as_("Ada").send("/organization", coordinator="y").text
    link = re.search(r'href="(http://[^"]*/invitation/[^"]+)"', page).group(1).removeprefix("http://localhost")
    taken = {"name": "Fay", "email": "FAY@example.org", "password": PASSWORD}
    assert "a member already" in site.browser().send(link, **taken).text
    assert site.browser().get(link).status_code == 200


def test_an_invitation_to_nothing_is_not_made(site):
    ada = site.as_("Ada")
    token = re.search(r'csrf_token"[^>]*value="([^"]+)', ada.get("/organization").text).group(1)
    answer = ada.client.post("/organization", data={"csrf_token": token})
    assert "Choose at least one." in answer.text
    assert "/invitation/" not in answer.text


def test_the_help_card_shows_what_the_administrator_wrote(site):
    site.as_("Ada").send(
        "/organization/help-lines", at="/organization", country="", help_lines="Warm line: 555-0100\n<b>x</b>"
    )
    meeting = site.open()
    phone = site.browser()
    phone.send(f"/j/{meeting.link}")
    page = phone.get("/here").text
    assert "Warm line: 555-0100" in page
    assert "<b>x</b>" not in page
    assert "tel:988" not in page


def test_a_new_password_ends_every_sign_in(site):
    browser = site.as_("Fay")
    assert members.set_password(site.home.store, email("Fay"), "another long password", lambda fn: fn())
    assert browser.get("/groups").location.startswith("/sign-in")
    assert not members.set_password(site.home.store, "nobody@example.org", "another long password", lambda fn: fn())


def test_a_sign_in_link_works_once(site):
    token = links.make(site.home.store, "sign-in", site.ids["Fay"])
    first, second = site.browser(), site.browser()
    assert first.get(f"/sign-in/{token}?next=/groups/new").location == "/groups/new"
    assert first.get("/groups").status_code == 200
    assert second.get(f"/sign-in/{token}").location == "/sign-in"
    assert second.get("/sign-in/forged").location == "/sign-in"
