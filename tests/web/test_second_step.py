"""The second step at sign-in: set up, used, lost; and the page that asks for the password once more."""

import html
import re

import pyotp
import pytest

from facilitator.accounts import second_step, sign_ins
from facilitator.accounts.waiting import OF_DIGITS
from facilitator.operations import audit
from tests.places import PASSWORD, email
from tests.store.signing import every_byte

PAGE = "/account/second-step"


@pytest.fixture
def time(monkeypatch):
    """The clock that digits go by, to put forward."""

    class Now:
        at = second_step.now()

    monkeypatch.setattr(second_step, "now", lambda: Now.at)
    return Now


@pytest.fixture
def fay(site, time):
    """Fay, her browser, her app, her recovery codes."""
    browser = site.as_("Fay")
    app = pyotp.TOTP(
        re.search(r'<p class="link-once">([A-Z2-7 ]+)</p>', browser.get(PAGE).text).group(1).replace(" ", "")
    )
    shown = browser.send(PAGE, code=app.at(time.at // 1000)).text
    codes = re.findall(r'<li class="link-once">([A-Z0-9-]+)</li>', shown)
    assert len(codes) == second_step.HOW_MANY
    return browser, app, codes


def half_in(site):
    """A browser in which Fay's password has been typed."""
    browser = site.browser()
    assert browser.send("/sign-in", email=email("Fay"), password=PASSWORD).location.startswith("/sign-in/second-step")
    return browser


def test_it_is_on_only_once_the_apps_digits_have_come_back(site, time):
    browser = site.as_("Fay")
    first = re.search(r'<p class="link-once">([A-Z2-7 ]+)</p>', browser.get(PAGE).text).group(1)
    answer = browser.send(PAGE, code="000000")
    assert "do not fit" in html.unescape(answer.text)
    assert first in answer.text, "the app need not be set up again"
    assert "data:image/svg+xml" in answer.text
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).location == "/home"


def test_a_password_alone_opens_nothing_any_more_and_digits_open_once(site, fay, time):
    _, app, _ = fay
    time.at += 60_000
    digits = app.at(time.at // 1000)
    browser = half_in(site)
    assert browser.get("/groups").location.startswith("/sign-in")
    assert "does not fit" in browser.send("/sign-in/second-step", code="12345").text
    assert browser.send("/sign-in/second-step", code=f"{digits[:3]} {digits[3:]}").location == "/home"
    assert browser.get("/groups").status_code == 200
    again = half_in(site).send("/sign-in/second-step", code=digits)
    assert "has been used" in again.text, "somebody read them over her shoulder"
    time.at += 30_000
    older = half_in(site).send("/sign-in/second-step", code=app.at(time.at // 1000 - 60))
    assert older.status_code == 200, "nor older ones"


def test_the_digits_used_to_set_it_up_are_used(site, fay, time):
    _, app, _ = fay
    assert half_in(site).send("/sign-in/second-step", code=app.at(time.at // 1000)).status_code == 200


def test_a_recovery_code_works_once_and_says_how_many_are_left(site, fay):
    _, _, codes = fay
    browser = half_in(site)
    assert browser.send("/sign-in/second-step", code=codes[0].lower().replace("-", " ")).location == "/home"
    assert "9 are left" in browser.get("/groups").text
    assert half_in(site).send("/sign-in/second-step", code=codes[0]).status_code == 200
    assert half_in(site).send("/sign-in/second-step", code=codes[1]).location == "/home"


def test_new_recovery_codes_end_those_before(site, fay):
    browser, _, codes = fay
    fresh = re.findall(r'<li class="link-once">([A-Z0-9-]+)</li>', browser.send(f"{PAGE}/codes", at=PAGE).text)
    assert len(set(fresh) - set(codes)) == second_step.HOW_MANY
    assert half_in(site).send("/sign-in/second-step", code=codes[2]).status_code == 200
    assert half_in(site).send("/sign-in/second-step", code=fresh[0]).location == "/home"


def test_neither_secret_nor_codes_can_be_read_in_a_copy_of_the_database(site, fay, tmp_path):
    _, app, codes = fay
    everything = every_byte(tmp_path)
    for mark in (app.secret, *codes, *(code.replace("-", "") for code in codes)):
        assert mark.encode() not in everything


def test_half_a_sign_in_is_worth_nothing_after_a_new_password_or_ten_minutes(site, fay, time, monkeypatch):
    from facilitator.accounts import members, second_step_routes

    _, _, codes = fay
    one, other = half_in(site), half_in(site)
    late = second_step_routes.now() + second_step_routes.HALF_FOR
    monkeypatch.setattr(second_step_routes, "now", lambda: late)
    assert one.get("/sign-in/second-step").location == "/sign-in"
    monkeypatch.undo()
    members.set_password(site.home.store, email("Fay"), "another long password", lambda fn: fn())
    answer = other.client.post("/sign-in/second-step", data={"code": codes[0]})
    assert answer.status_code == 400
    assert other.get("/sign-in/second-step").location == "/sign-in"


def test_guessing_digits_waits_longer_each_time(site, fay):
    browser = half_in(site)
    for n in range(OF_DIGITS.free + 5):
        site.home.digits.turn(site.ids["Fay"], f"10.0.0.{n}")
    answer = browser.send("/sign-in/second-step", code="000000")
    assert (answer.status_code, "Please wait" in answer.text) == (429, True)


def test_turning_it_off_asks_once_more(site, fay):
    browser, _, _ = fay
    assert "Turn the second step off?" in browser.get(f"{PAGE}/off").text
    assert browser.send(f"{PAGE}/off").location == "/account"
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).location == "/home"
    assert second_step.codes_left(site.home.store, site.ids["Fay"]) == 0


def test_an_administrator_can_take_it_away_and_that_is_in_the_audit_trail(site, fay):
    ada, page = site.as_("Ada"), f"/organization/members/{site.ids['Fay']}"
    assert "Take the second step away?" in ada.send(f"{page}/second-step", at=page).text
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).location != "/home", "not yet"
    token = re.search(r'name="csrf_token" value="([^"]+)"', ada.get(page).text).group(1)
    assert ada.client.post(f"{page}/second-step", data={"csrf_token": token, "sure": "1"}).location == page
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).location == "/home"
    entry, change = audit.entries(site.home.store, site.ids["Riverside"])[0]
    assert (entry.what, entry.member, entry.about, change["on"]) == (
        "member.second_step", site.ids["Ada"], site.ids["Fay"], False)  # fmt: skip
    assert "Turned the second step off." in ada.get("/organization/audit").text


SURE_PAGES = ("/account/details", "/account/password", PAGE, f"{PAGE}/off")


def later(site, monkeypatch, minutes: int) -> None:
    from facilitator.accounts import roles

    at = sign_ins.now() + minutes * 60_000
    monkeypatch.setattr(roles, "now", lambda: at)
    monkeypatch.setattr(sign_ins, "now", lambda: at)


def test_after_ten_minutes_a_page_that_matters_asks_for_the_password_once_more(site, monkeypatch):
    ada = site.as_("Ada")
    pages = [*SURE_PAGES[:3], f"/organization/members/{site.ids['Fay']}"]
    assert {ada.get(p).status_code for p in pages} == {200}
    later(site, monkeypatch, 11)
    for page in pages:
        assert ada.get(page).location == f"/account/sure?next={page}"
    where = ada.get("/account/details").location
    assert "That is not your password." in ada.send(where, password="wrong password").text
    assert ada.get("/account/details").status_code == 302
    assert ada.send(where, password=PASSWORD).location == "/account/details"
    assert {ada.get(p).status_code for p in pages} == {200}


def test_a_form_that_was_loaded_in_time_may_be_sent_for_half_an_hour_more(site, monkeypatch):
    fay = site.as_("Fay")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', fay.get("/account/details").text).group(1)
    form = {"csrf_token": token, "name": "Fay Findable", "email": email("Fay"), "language": "en"}
    later(site, monkeypatch, 39)
    assert fay.client.post("/account/details", data=form).location == "/account"
    assert "Fay Findable" in fay.get("/account").text
    later(site, monkeypatch, 50)
    assert fay.client.post("/account/details", data=form).location == "/account/sure?next=/account/details"
    codes = fay.client.post(f"{PAGE}/codes", data={"csrf_token": token})
    assert codes.location == f"/account/sure?next={PAGE}", "back to the page its button is on"


def test_an_invitation_of_an_administrator_asks_first_and_remembers_what_was_chosen(site, monkeypatch):
    ada = site.as_("Ada")
    later(site, monkeypatch, 41)
    assert "/invitation/" in ada.send("/organization", facilitator="y").text, "of others it does not"
    answer = ada.send("/organization", facilitator="y", administrator="y")
    assert answer.location == "/account/sure?next=/organization"
    ada.send(answer.location, password=PASSWORD)
    page = ada.get("/organization").text
    assert re.search(r"<input checked [^>]*administrator", page)
    assert "/invitation/" in ada.send("/organization", administrator="y").text


def test_the_command_line_takes_it_away_from_whoever_has_lost_everything(site, fay, tmp_path):
    from click.testing import CliRunner

    from facilitator.cli import accounts, cli
    from tests.places import settings

    assert accounts.member.name == "member"
    asked = ["member", "reset", "--second-step", "--email"]
    told = CliRunner().invoke(cli, [*asked, email("Fay")], env=settings(tmp_path))
    assert (told.exit_code, "A password is enough" in told.output) == (0, True)
    assert CliRunner().invoke(cli, [*asked, "nobody@example.org"], env=settings(tmp_path)).exit_code == 1
    assert site.browser().send("/sign-in", email=email("Fay"), password=PASSWORD).location == "/home"
