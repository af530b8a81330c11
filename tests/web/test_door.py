"""The door as a newcomer meets it: locked, waiting, let in, turned away, another code."""

import re

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor


@pytest.fixture
def room(site):
    meeting = site.open()
    fay = Actor("facilitator", member=site.ids["Fay"])

    def do(command):
        assert site.home.desk.perform(meeting.id, fay, command) is None
        return site.home.desk.read(meeting.id).meeting

    return meeting, do


def test_a_locked_room_tells_whoever_has_the_link_kindly(site, room):
    meeting, do = room
    early = site.browser()
    form = early.get(f"/j/{meeting.link}").text
    do(ask.LockDoor(on=True))
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', form))
    for answer in (site.browser().get(f"/j/{meeting.link}"), early.client.post(f"/j/{meeting.link}", data=fields)):
        assert answer.status_code == 422
        assert "closed for newcomers just now" in answer.text
        assert answer.headers["Refresh"] == "10", "it looks again by itself"
    do(ask.LockDoor(on=False))
    assert early.get(f"/j/{meeting.link}").status_code == 200


def test_a_newcomer_waits_on_a_page_that_asks_again_by_itself(site, room):
    meeting, do = room
    do(ask.UseWaitingRoom(on=True))
    browser = site.browser()
    browser.send(f"/j/{meeting.link}", handle="Ana")
    page = browser.get("/here")
    assert "lets people in one by one" in page.text
    assert page.headers["Refresh"] == "4"
    assert "<script" not in page.text
    assert "988" in page.text, "help is there while one waits"
    assert browser.get(f"/j/{meeting.link}").location == "/here", "waiting once is enough"
    (seat,) = site.home.desk.read(meeting.id).meeting.knocking
    do(ask.LetIn(seat=seat))
    assert browser.boot("/here")["own"]["handle"] == "Ana"


def test_whoever_would_rather_go_leaves_nothing_at_the_door(site, room):
    meeting, do = room
    do(ask.UseWaitingRoom(on=True))
    browser = site.browser()
    browser.send(f"/j/{meeting.link}", handle="Ana")
    browser.get("/here")
    browser.send("/here/forget", at="/here")
    assert site.home.desk.read(meeting.id).meeting.knocking == {}


def test_whoever_is_turned_away_reads_nothing_that_accuses(site, room):
    meeting, do = room
    do(ask.UseWaitingRoom(on=True))
    browser = site.browser()
    browser.send(f"/j/{meeting.link}", handle="Ana")
    (seat,) = site.home.desk.read(meeting.id).meeting.knocking
    do(ask.TurnAway(seat=seat))
    assert browser.get("/here").status_code == 200
    assert "can come back" in browser.get("/here").text


def test_a_new_code_and_link_open_the_room_and_the_old_ones_no_longer_do(site, room):
    meeting, _ = room
    ana = site.browser()
    ana.send(f"/j/{meeting.link}", handle="Ana")
    fay = site.as_("Fay")
    console = fay.get(f"/console/{meeting.id}").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', console).group(1)
    assert fay.client.post(f"/console/{meeting.id}/new-door", data={"csrf_token": token}).status_code == 302
    now = site.home.desk.read(meeting.id).meeting
    assert (now.code, now.link) != (meeting.code, meeting.link)
    for key in (meeting.code, meeting.link):
        assert site.browser().get(f"/j/{key}").status_code == 404
    assert site.browser().get(f"/j/{now.link}").status_code == 200
    assert ana.boot("/here")["own"]["handle"] == "Ana", "who is in stays in"


def test_only_the_facilitator_makes_a_new_code(site, room):
    meeting, _ = room
    for name in ("Dot", "Olu"):
        assert site.as_(name).send(f"/console/{meeting.id}/new-door", at="/groups/new").status_code == 404
    assert site.home.desk.read(meeting.id).meeting.code == meeting.code
