"""Care over real sockets: who hears it, whose screens are done."""

import pytest

from facilitator.rehearsing.phone import Refused, Screen
from tests.live.hearing import Circle

EVERYONE = {"Ana", "Ben", "Cy", "console", "screen"}


@pytest.fixture
def story(server):
    circle = Circle(server.open(), "story", order="queue")
    yield circle
    circle.session.close()


def ask(circle: Circle, name: str, kind: str, **fields):
    return lambda: circle[name].do(kind, **fields)


def test_a_resting_room_and_a_recalled_agreement_reach_everyone(story):
    for kind, fields in (("care.calm", {"on": True}), ("care.calm", {"on": False}), ("care.agreement", {"number": 0})):
        assert set(story.hears(ask(story, "console", kind, **fields), EVERYONE)) == EVERYONE


def test_what_is_offered_to_one_phone_is_heard_there_and_on_the_console(story):
    act = ask(story, "console", "care.offer", resource="988", seat=story.seat("Ana"))
    assert set(story.hears(act, {"Ana", "console"})) == {"Ana", "console"}
    assert story["Ana"].own["offered"] == ["988"]


def test_stepping_out_is_heard_by_its_owner_alone(story):
    assert set(story.hears(ask(story, "Ana", "seat.step_out", on=True), {"Ana"})) == {"Ana"}


def test_quiet_is_heard_by_its_owner_and_the_console(story):
    act = ask(story, "console", "care.quiet", seat=story.seat("Ana"), on=True)
    assert set(story.hears(act, {"Ana", "console"})) == {"Ana", "console"}
    with pytest.raises(Refused, match="E_STATE"):
        story["Ana"].do("story.raise_hand")


def test_whoever_is_removed_is_told_neutrally_on_every_tab_and_stays_out(story):
    phone = story["Ana"]
    tab = Screen(phone.url, phone.web)
    tab.load("/here")
    tab.connect()
    story["console"].do("care.remove", seat=story.seat("Ana"))
    for screen in (phone, tab):
        screen.wait(lambda s: s.bye)
        assert screen.bye["code"] == "removed"
        assert "your facilitator will be there" in screen.bye["message"]
    again = phone.web.get(f"{phone.url}/j/{story.session.link}")
    assert "You are not part of this session any more" in again.text
    assert 'name="handle"' not in again.text
    story["console"].do("undo.step", step=story["console"].view["step"]["id"])
    tab.load("/here")
    assert tab.own["handle"] == "Ana", "taken back, the same phone finds the same seat"


def test_a_deputy_hears_the_console_from_being_named_until_no_longer_named(server, story):
    console = story["console"]
    path = f"/console/{story.session.id}"
    assert server.web("Cora").get(server.url + path).status_code == 403
    dot = Screen(server.url, server.web("Dot"))
    assert dot.web.get(server.url + path).status_code == 404
    console.do("deputy.name", member=server.ids["Dot"], name="Dot")
    story["Ana"].wait(lambda s: s.view.get("deputies") == ["Dot"])
    dot.load(path)
    dot.connect()
    with pytest.raises(Refused, match="E_ROLE"):
        dot.do("care.calm", on=True)
    dot.do("deputy.step_in")
    dot.do("care.calm", on=True)
    console.do("deputy.unname", member=server.ids["Dot"])
    dot.wait(lambda s: s.bye)
    assert dot.bye["code"] == "unnamed"
    assert dot.web.get(server.url + path).status_code == 404
