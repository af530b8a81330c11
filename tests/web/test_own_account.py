"""A member's own account, what administrators do for them, and what of it the audit trail says."""

import re
from pathlib import Path

import pytest

from facilitator.accounts import devices, members, sign_ins
from facilitator.operations import audit
from facilitator.operations.audit_said import said
from facilitator.rehearsing.phone import Screen
from tests.places import PASSWORD, email, wait_until

ROOT = Path(__file__).parent.parent.parent
AGENTS = {
    "Mozilla/5.0 (Android 14; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0": "Firefox, Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604": "Safari, iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 (KHTML, like Gecko) Chrome/120 Safari/537 Edg/120": "Edge, Windows",
    "Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537 Chrome/120 Safari/537": "Chrome, Chromebook",
    "findable": "",
    "": "",
}


def test_a_browser_is_called_as_a_person_would_and_no_more_is_kept():
    for agent, name in AGENTS.items():
        assert devices.called(agent) == name


def test_sign_ins_can_be_seen_and_ended_one_or_all_others(site):
    agent = next(iter(AGENTS))
    phone = site.browser()
    page = phone.get("/sign-in").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
    form = {"email": email("Fay"), "password": PASSWORD, "csrf_token": token}
    phone.client.post("/sign-in", data=form, headers={"User-Agent": agent})
    here, third = site.as_("Fay"), site.as_("Fay")
    page = here.get("/account").text
    assert "Firefox, Android" in page
    assert page.count("(this one)") == 1
    assert page.index("(this one)") < page.index("Firefox, Android")
    of_phone = re.search(r'action="(/account/sign-ins/\w+/end)".*?End the sign-in: Firefox', page, re.S)
    end = re.findall(r'action="(/account/sign-ins/\w+/end)"', page[: of_phone.end()])[-1]
    assert here.send(end, at="/account").location == "/account"
    assert phone.get("/groups").location.startswith("/sign-in")
    assert third.get("/groups").status_code == 200
    assert here.send("/account/sign-ins/end-others", at="/account").location == "/account"
    assert "1 other sign-in has ended." in here.get("/account").text
    assert third.get("/groups").location.startswith("/sign-in")
    assert here.get("/groups").status_code == 200


def test_ending_the_sign_in_one_looks_from_signs_out(site):
    fay = site.as_("Fay")
    end = re.search(r'action="(/account/sign-ins/\w+/end)"', fay.get("/account").text).group(1)
    assert fay.send(end, at="/account").location == "/sign-in"
    assert fay.get("/account").location.startswith("/sign-in")


def test_nobody_ends_anybody_elses(site):
    fay, dot = site.as_("Fay"), site.as_("Dot")
    end = re.search(r'action="(/account/sign-ins/\w+/end)"', fay.get("/account").text).group(1)
    dot.send(end, at="/account")
    assert fay.get("/groups").status_code == 200


def test_ending_a_sign_in_closes_the_sockets_that_hang_on_it(server):
    session, elsewhere = server.open(), Screen(server.url)
    fields = elsewhere.page("/sign-in").fields
    elsewhere.page("/sign-in", **{**fields, "email": email("Fay"), "password": PASSWORD})
    elsewhere.load(f"/console/{session.id}")
    elsewhere.connect()
    elsewhere.wait(lambda s: s.view)
    token = Screen(server.url, server.web("Fay")).page("/account").fields["csrf_token"]
    server.web("Fay").post(f"{server.url}/account/sign-ins/end-others", data={"csrf_token": token}, timeout=10)
    elsewhere.wait(lambda s: s.bye)
    assert elsewhere.bye["code"] == "signed_out"
    assert wait_until(lambda: not elsewhere.socket.connected)
    assert session.console.bye is None
    session.console.do("care.calm", on=True)
    session.close()


def test_details_can_be_changed_and_no_address_twice(site):
    fay = site.as_("Fay")
    changed = {"name": "Fay M.", "email": "FAY.M@example.org", "language": "es"}
    assert "a member already" in fay.send("/account/details", **{**changed, "email": email("Dot").upper()}).text
    assert fay.send("/account/details", **changed).location == "/account"
    assert "fay.m@example.org" in fay.get("/account").text
    assert 'lang="es"' in fay.get("/account").text
    assert site.browser().send("/sign-in", email="fay.m@example.org", password=PASSWORD).status_code == 302
    assert members.by_email(site.home.store, email("Fay")) is None


def test_roles_are_changed_by_an_administrator_and_one_of_them_stays(site):
    ada = site.as_("Ada")
    page = f"/organization/members/{site.ids['Fay']}"
    cora = site.as_("Fay")
    assert ada.send(page, facilitator="", coordinator="y").location == "/organization"
    assert cora.get("/groups").status_code == 403
    assert cora.get("/attendance").status_code == 200
    token = re.search(r'csrf_token"[^>]*value="([^"]+)', ada.get(page).text).group(1)
    assert "Choose at least one." in ada.client.post(page, data={"csrf_token": token}).text
    own = f"/organization/members/{site.ids['Ada']}"
    answer = ada.client.post(own, data={"csrf_token": token, "facilitator": "y"})
    assert "Nobody else administers." in answer.text
    assert ada.get("/organization").status_code == 200


def test_an_administrator_ends_every_sign_in_of_somebody_who_lost_a_phone(site):
    fay, ada, page = site.as_("Fay"), site.as_("Ada"), f"/organization/members/{site.ids['Fay']}"
    assert "Signed in on 1 browser." in ada.get(page).text
    assert ada.send(f"{page}/sign-ins", at=page).location == page
    assert fay.get("/groups").location.startswith("/sign-in")


def test_the_audit_trail_says_who_did_what_and_holds_no_name_address_or_secret(site):
    ada, fay = site.as_("Ada"), site.as_("Fay")
    page = f"/organization/members/{site.ids['Fay']}"
    ada.send("/organization", coordinator="y")
    ada.send("/organization/help-lines", at="/organization", country="US", help_lines="findable line")
    ada.send(f"{page}/password-link", at=page)
    ada.send(page, coordinator="y")
    fay.send("/account/details", name="Findable", email="findable@example.org", language="en")
    fay.send("/account/password", password="findable walk by the river")
    found = audit.entries(site.home.store, site.ids["Riverside"])
    assert [entry.what for entry, _ in reversed(found)] == [
        "member.invited", "organization.help_lines", "member.password_link", "member.roles", "member.email",
        "member.password"]  # fmt: skip
    assert "findable" not in str([(e.member, e.about, e.change) for e, _ in found]).lower()
    shown = ada.get("/organization/audit").text
    assert "Changed roles from facilitator to facilitator, coordinator." in shown
    assert "Changed the e-mail for signing in." in shown


def test_whatever_is_written_in_the_audit_trail_has_its_sentence(site):
    """Every kind there is in the code; a new one without a sentence would show its bare name."""
    written = set()
    for path in (ROOT / "facilitator").rglob("*.py"):
        written |= set(re.findall(r'audit\.write\([^)]*?"([a-z_]+\.[a-z_]+)"', path.read_text("utf-8"), re.S))
    assert {"member.roles", "sign_ins.ended", "attendance.heads", "member.second_step"} <= written
    change = {"day": "2026-11-01", "was": 1, "became": 2, "many": 1, "names": 1, "sessions": 1}
    with site.app.test_request_context("/"):
        bare = [what for what in written if said(what, change, "2026-11") == what]
    assert bare == []


@pytest.mark.parametrize(("address", "https", "warned"), [
    ("192.168.1.20", False, True), ("192.168.1.20", True, False), ("127.0.0.1", False, False), ("::1", False, False),
])  # fmt: skip
def test_where_a_password_is_typed_an_unencrypted_page_says_what_it_lacks(site, address, https, warned):
    base = "https://groups.example.org" if https else "http://192.168.1.5:8000"
    answer = site.browser().get("/sign-in", base_url=base, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200
    assert ("This connection is not encrypted" in answer.text) == warned


def test_a_sign_in_is_over_after_its_time(site, monkeypatch):
    fay = site.as_("Fay")
    at = sign_ins.now() + sign_ins.SIGNED_IN_FOR
    monkeypatch.setattr(sign_ins, "now", lambda: at)
    assert fay.get("/groups").location.startswith("/sign-in")
