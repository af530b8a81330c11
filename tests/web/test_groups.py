"""Groups: making, changing, opening a session, what they keep."""

import re

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from tests.web.browsing import Site

NEW = {"name": "Friday Circle", "setting": "in_person", "agreements": "One.\nTwo.", "language": "en"}


def test_a_group_is_made_and_changed(site):
    fay = site.as_("Fay")
    where = fay.send("/groups/new", **NEW).location
    assert "Friday Circle" in fay.get("/groups").text
    assert "Two." in fay.get(where).text
    fay.send(
        f"{where}/edit",
        **{**NEW, "name": "Saturday Circle", "setting": "hybrid", "video_link": "https://call.example.org"},
    )
    page = fay.get(where).text
    assert "Saturday Circle" in page
    assert "Friday Circle" not in page


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Please fill this in"),
        ({"setting": "virtual", "video_link": ""}, "need a link"),
        ({"setting": "virtual", "video_link": "javascript:alert(1)"}, "starts with https"),
        ({"setting": "in_space"}, ""),
        ({"language": "xx"}, ""),
    ],
)
def test_a_group_that_cannot_be_is_not_made(site, wrong, says):
    answer = site.as_("Fay").send("/groups/new", **{**NEW, **wrong})
    assert answer.status_code == 200
    assert says in answer.text
    assert "Friday Circle" not in site.as_("Fay").get("/groups").text


def test_a_new_group_has_agreements_to_start_from(site):
    assert "We speak from our own experience." in site.as_("Fay").get("/groups/new").text


def test_a_session_is_opened_once_and_come_back_to(site):
    fay = site.as_("Fay")
    where = fay.send(f"/groups/{site.ids['group']}/open", at="/groups").location
    assert where.startswith("/console/")
    assert fay.send(f"/groups/{site.ids['group']}/open", at="/groups").location == where
    assert "Back to the session" in fay.get("/groups").text
    boot = fay.boot(where)
    assert [boot["view"]["plan"][id]["kind"] for id in boot["view"]["order"]] == ["story", "shoutouts"]
    assert all(boot["view"]["plan"][id]["prompt"] for id in boot["view"]["order"])
    assert boot["links"]["join"].startswith("http")
    assert fay.get(f"{where}/qr.svg").mimetype == "image/svg+xml"


def test_the_link_for_phones_never_names_this_machine_alone(tmp_path):
    site = Site(tmp_path, HOST="0.0.0.0")
    fay = site.as_("Fay")
    where = fay.send(f"/groups/{site.ids['group']}/open", at="/groups").location
    from facilitator.addresses import network_address

    if network_address():
        assert "localhost" not in fay.boot(where)["links"]["join"]


def test_another_organizations_group_is_not_there(site):
    olu = site.as_("Olu")
    for path in (f"/groups/{site.ids['group']}", f"/groups/{site.ids['group']}/edit"):
        assert olu.get(path).status_code == 404
    assert olu.send(f"/groups/{site.ids['group']}/open", at="/groups").status_code == 404
    assert "Tuesday Hope Circle" not in olu.get("/groups").text
    assert olu.send(f"/groups/{site.ids['group']}/edit", at="/groups/new", **NEW).status_code == 404


def test_the_console_of_a_session_that_is_over_says_so(site):
    assert "This session has ended" in site.as_("Fay").get("/console/xnothing").text


def test_the_video_link_is_on_phones_of_groups_that_meet_online(site):
    from facilitator.groups import circles

    change = {"setting": "hybrid", "video_link": "https://call.example.org/room"}
    circles.change_group(site.home.store, site.ids["Riverside"], site.ids["group"], change)
    meeting = site.open()
    phone = site.browser()
    phone.send(f"/j/{meeting.link}")
    assert "https://call.example.org/room" in phone.get("/here").text
    assert "call.example.org" not in site.browser().get(f"/screen/{meeting.screen}").text


def test_member_pages_speak_the_members_language(site):
    from facilitator.accounts.models import Member

    def spanish(session):
        session.get(Member, site.ids["Fay"]).language = "es"

    site.home.store.write(spanish)
    fay = site.as_("Fay")
    assert '<html lang="es">' in fay.get("/groups", headers={"Accept-Language": "en"}).text


def test_no_session_opens_before_an_administrator_has_looked_at_the_help_card(site):
    from sqlalchemy import update

    from facilitator.accounts.models import Organization

    site.home.store.write(lambda s: s.execute(update(Organization).values(help_confirmed=False)) and None)
    path = f"/groups/{site.ids['group']}"
    fay = site.as_("Fay")
    assert fay.send(f"{path}/open", at=path).location == path
    assert "an administrator looks at the help card" in fay.get(path).text
    ada = site.as_("Ada")
    card = ada.get("/organization").text
    assert "988lifeline.org" in card
    assert "They are right" in card
    assert ada.send("/organization/help-lines", at="/organization", country="US", help_lines="").status_code == 302
    assert "/console/" in fay.send(f"{path}/open", at=path).location


def test_a_group_that_meets_no_more_is_put_away_and_brought_back(site):
    fay, here = site.as_("Fay"), f"/groups/{site.ids['group']}"
    assert "Groups that meet no more" not in fay.get("/groups").text
    assert fay.send(f"{here}/put-away", at=here).location == "/groups"
    page = fay.get("/groups").text
    meeting, away = page.split("Groups that meet no more")
    assert "“Tuesday Hope Circle” is put away." in meeting
    assert f'href="{here}"' not in meeting
    assert f'href="{here}"' in away
    shown = fay.get(here).text
    assert "it meets no more" in shown
    assert f'action="{here}/open"' not in shown
    assert fay.send(f"{here}/bring-back", at="/groups").location == here
    assert "Groups that meet no more" not in fay.get("/groups").text
    assert f'action="{here}/open"' in fay.get(here).text


def test_it_is_undone_where_it_was_said(site):
    fay, here = site.as_("Fay"), f"/groups/{site.ids['group']}"
    fay.send(f"{here}/put-away", at=here)
    undo = re.search(r'action="([^"]+)" class="note good flash', fay.get("/groups").text).group(1)
    fay.send(undo, at="/groups")
    assert "It is back." in fay.get(here).text


def test_while_it_meets_it_cannot_be_put_away_and_put_away_it_opens_no_session(site):
    fay, here = site.as_("Fay"), f"/groups/{site.ids['group']}"
    console = fay.send(f"{here}/open", at="/groups").location
    assert f'action="{here}/put-away"' not in fay.get(here).text
    fay.send(f"{here}/put-away", at="/groups")
    assert "once the session has ended" in fay.get(here).text
    assert fay.get(console).status_code == 200
    live = site.home.desk.read(console.rpartition("/")[2])
    assert site.home.desk.perform(live.meeting.id, Actor("facilitator", member=site.ids["Fay"]), ask.Close()) is None
    fay.send(f"{here}/put-away", at="/groups")
    assert fay.send(f"{here}/open", at="/groups").location == here
    assert "Bring it back to open a session." in fay.get(here).text


def test_what_was_attended_stays_with_those_who_look_at_it(site):
    fay, here = site.as_("Fay"), f"/groups/{site.ids['group']}"
    fay.send(f"{here}/put-away", at=here)
    assert "Tuesday Hope Circle" in site.as_("Cora").get(f"/attendance/group/{site.ids['group']}").text


def test_another_organizations_group_is_neither_put_away_nor_brought_back(site):
    olu, here = site.as_("Olu"), f"/groups/{site.ids['group']}"
    for what in ("put-away", "bring-back"):
        assert olu.send(f"{here}/{what}", at="/groups/new").status_code == 404
    assert f'href="{here}"' in site.as_("Fay").get("/groups").text
