"""From a code or a link to a seat: a plain form, the same seat again, a shared phone, forgetting."""

import re

import pytest

from facilitator.attendance.records import held_by
from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.joining.codes import ALPHABET, new_code, typed
from facilitator.joining.handles import HANDLES, suggestions
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.text import is_reserved, skeleton


def take(site, meeting, **fields):
    browser = site.browser()
    return browser, browser.send(f"/j/{meeting.link}", **fields)


def test_a_code_leads_to_the_form_and_the_form_to_a_seat(site):
    meeting = site.open()
    browser = site.browser()
    code = f" {meeting.code[:3].lower()}-{meeting.code[3:].lower()} "
    answer = browser.send("/", code=code)
    assert answer.location == f"/j/{meeting.code}"
    page = browser.get(answer.location).text
    assert "Tuesday Hope Circle" in page
    assert "<script" not in page
    answer = browser.send(answer.location)
    assert (answer.status_code, answer.location) == (303, "/here")
    assert browser.boot("/here")["own"]["handle"] in HANDLES["en"]


def test_what_was_chosen_is_what_one_gets(site):
    meeting = site.open()
    browser, _ = take(site, meeting, handle="Aña ", colour="plum", pattern="star", comfort="listening")
    own = browser.boot("/here")["own"]
    assert (own["handle"], own["colour"], own["pattern"], own["comfort"]) == ("Aña", "plum", "star", "listening")


@pytest.mark.parametrize("key", ["CDFHJK", "nothing", "x" * 12, "ñ", "CDF HJK"])
def test_a_code_that_opens_nothing_says_so_kindly(site, key):
    for answer in (site.browser().send("/", code=key), site.browser().get(f"/j/{key}")):
        assert answer.status_code == 404
        assert "does not open a room now" in answer.text


def test_a_closed_meetings_code_looks_like_one_that_never_was(site):
    meeting = site.open()
    site.home.desk.perform(meeting.id, Actor("facilitator", member=site.ids["Fay"]), ask.Close())
    closed, never = (
        re.sub(r'value="[^"]+"', "", site.browser().send("/", code=c).text) for c in (meeting.code, "CCCCCC")
    )
    assert closed == never


def test_the_same_phone_finds_the_same_seat(site):
    meeting = site.open()
    browser, _ = take(site, meeting, handle="Ana")
    assert browser.get(f"/j/{meeting.link}").location == "/here"
    assert browser.get(f"/j/{meeting.code}").location == "/here"
    assert browser.boot("/here")["own"]["handle"] == "Ana"


def test_a_form_sent_twice_is_one_seat(site):
    meeting = site.open()
    browser = site.browser()
    page = browser.get(f"/j/{meeting.link}").text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page))
    form = {**fields, "handle": "Ana", "colour": "plum", "pattern": "star", "comfort": "may_share"}
    for _ in range(2):
        assert browser.client.post(f"/j/{meeting.link}", data=form).status_code == 303
    assert len(site.home.desk.read(meeting.id).meeting.seats) == 1


def test_nobody_can_name_somebody_elses_seat(site):
    meeting = site.open()
    ana, _ = take(site, meeting, handle="Ana")
    seat = ana.boot("/here")["own"]["seat"]
    for forged in (seat, "", "x.y.z", f'["{meeting.id}","{seat}"]'):
        thief, answer = take(site, meeting, handle="Ben", seat=forged)
        assert answer.status_code == 422
        assert thief.get("/here").location == "/"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"handle": "ANA"}, "already goes by a name like that"),
        ({"handle": "Аna"}, "already goes by a name like that"),
        ({"handle": "Facilitator"}, "mistaken for someone else"),
        ({"handle": "\u200b"}, "nothing written yet"),
        ({"handle": "x" * 41}, "longer than fits"),
        ({"colour": "neon"}, "did not arrive whole"),
        ({"pattern": ""}, "did not arrive whole"),
        ({"comfort": "loud"}, "did not arrive whole"),
    ],
)
def test_what_cannot_be_is_said_and_can_be_mended(site, wrong, says):
    meeting = site.open()
    take(site, meeting, handle="Ana")
    browser, answer = take(site, meeting, **{"handle": "Ben", **wrong})
    assert answer.status_code == 422
    assert says in answer.text
    assert browser.send(f"/j/{meeting.link}", handle="Cy").status_code == 303


def test_another_name_is_suggested_without_taking_a_seat(site):
    meeting = site.open()
    browser = site.browser()
    answer = browser.send(f"/j/{meeting.link}", again="1", handle="Ana")
    assert answer.status_code == 200
    assert 'value="Ana"' not in answer.text
    assert not site.home.desk.read(meeting.id).meeting.seats


def test_a_shared_phone_goes_to_the_next_person(site):
    meeting = site.open()
    phone, _ = take(site, meeting, handle="Ana")
    seat = phone.boot("/here")["own"]["seat"]
    answer = phone.send("/here/someone-else", at="/here")
    assert answer.location == f"/j/{meeting.link}"
    assert phone.cookie("seat", "/here") is None
    assert phone.cookie("seat", "/j") is None
    assert "Ana" not in phone.get(answer.location).text
    assert site.home.desk.read(meeting.id).meeting.seats[seat].phone is False
    phone.send(f"/j/{meeting.link}", handle="Bea")
    assert phone.boot("/here")["own"]["handle"] == "Bea"


@pytest.mark.parametrize("words", ["", "1"])
def test_forgetting_leaves_nothing_on_the_phone_and_the_seat_has_left(site, words):
    meeting = site.open()
    phone, _ = take(site, meeting, handle="Ana")
    seat = phone.boot("/here")["own"]["seat"]
    answer = phone.send("/here/forget", at="/here", words=words)
    assert "forgotten" in answer.text
    assert [phone.cookie(n, p) for n, p in (("seat", "/here"), ("seat", "/j"), ("session", "/"))] == [None] * 3
    live = site.home.desk.read(meeting.id)
    assert live.meeting.seats[seat].left
    assert bool(live.meeting.seats[seat].handle) == (not words)
    assert phone.get("/here").location == "/"


def test_a_member_who_sat_down_is_signed_out_by_it_on_the_server_too(site):
    meeting, fay = site.open(), site.as_("Fay")
    kept = fay.cookie("session")
    fay.send(f"/j/{meeting.link}", handle="Ana")
    assert "forgotten" in fay.send("/here/forget", at="/here", words="").text
    again = site.browser()
    again.client.set_cookie("session", kept)
    assert again.get("/groups").status_code == 302, "nor by the cookie as it was"


def test_after_the_end_the_phone_says_so(site):
    meeting = site.open()
    phone, _ = take(site, meeting, handle="Ana")
    site.home.desk.perform(meeting.id, Actor("facilitator", member=site.ids["Fay"]), ask.Close())
    page = phone.get("/here").text
    assert "This session has ended" in page
    assert "Ana" not in page


def test_a_seat_cookie_goes_to_the_phone_pages_only(site):
    meeting = site.open()
    _, answer = take(site, meeting, handle="Ana")
    cookies = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("seat=")]
    assert {re.search(r"Path=([^;]+)", c).group(1) for c in cookies} == {"/here", "/j"}
    assert all("HttpOnly" in c and "SameSite=Lax" in c for c in cookies)


def test_the_live_page_needs_no_socket_for_its_first_picture(site):
    meeting = site.open()
    phone, _ = take(site, meeting, handle="Ana")
    boot = phone.boot("/here")
    assert boot["view"]["phase"] == "lobby"
    assert {"ticket", "v", "view", "own", "ov", "now", "lang", "tonight"} <= set(boot)
    assert not {"words", "kinds"} & set(boot), "they come with its files, which a phone keeps"
    assert "Everyone may pass." in phone.get("/here").text


def test_the_big_screen_needs_no_sign_in_and_its_link_opens_nothing_else(site):
    meeting = site.open()
    browser = site.browser()
    assert browser.boot(f"/screen/{meeting.screen}")["view"]["code"] == meeting.code
    assert browser.get(f"/screen/{meeting.screen}/qr.svg").mimetype == "image/svg+xml"
    for other in (meeting.code, meeting.link, "guess"):
        assert browser.get(f"/screen/{other}").status_code == 404
    assert browser.get(f"/j/{meeting.screen}").status_code == 404


def test_phones_speak_the_language_of_whoever_holds_them(site):
    meeting = site.open()
    spanish = {"Accept-Language": "es-MX,es;q=0.9"}
    browser = site.browser()
    assert '<html lang="es">' in browser.get(f"/j/{meeting.link}", headers=spanish).text
    assert '<html lang="en">' in browser.get(f"/j/{meeting.link}?lang=en", headers=spanish).text
    assert '<html lang="en">' in browser.get(f"/j/{meeting.link}", headers=spanish).text, "it was chosen on this phone"


def test_where_a_browser_asks_for_neither_language_the_groups_is_taken(site):
    from facilitator.groups import circles

    circles.change_group(site.home.store, site.ids["Riverside"], site.ids["group"], {"language": "es"})
    meeting = site.open()
    assert '<html lang="es">' in site.browser().get(f"/j/{meeting.link}", headers={"Accept-Language": "fr"}).text
    assert '<html lang="es">' in site.browser().get(f"/screen/{meeting.screen}").text


def test_a_link_that_opens_nothing_any_more_says_what_may_be_the_reason(site):
    answer = site.browser().get(f"/j/{'x' * 22}")
    assert answer.status_code == 404
    assert "This link is over" in answer.text


def test_right_codes_never_wait(site):
    meeting = site.open()
    for _ in range(60):
        assert site.browser().send("/", code=meeting.code).location == f"/j/{meeting.code}"
    assert site.browser().get(f"/j/{meeting.code}").status_code == 200


def test_a_turn_is_for_one_code_and_gains_nothing_for_another(site):
    """Somebody guesses, so codes queue. The turn is on the phone, where its owner may write what they like."""
    for n in range(60):
        site.home.guessing.looks_up(str(n))
    meeting, waits = site.open(), site.browser()
    assert "Refresh" in waits.send("/", code="CCCCCC").headers
    answer = waits.send("/", code=meeting.code)
    assert "Refresh" in answer.headers
    assert "Location" not in answer.headers
    assert waits.get(f"/j/{meeting.code}").headers["Refresh"], "its address is no way around"
    assert waits.get(f"/j/{meeting.link}").status_code == 200, "its link is one"


def test_whoever_has_a_seat_finds_it_by_the_code_also_when_the_room_is_locked(site):
    meeting = site.open()
    phone, _ = take(site, meeting, handle="Ana")
    site.home.desk.perform(meeting.id, Actor("facilitator", member=site.ids["Fay"]), ask.LockDoor(on=True))
    answer = phone.send("/j", at="/", code=meeting.code)
    assert phone.get(answer.location).location == "/here"
    assert phone.get("/j?lang=es").location == "/"


def test_codes_cannot_be_misread_and_spell_nothing():
    assert not set("01OIL2Z5S6G8BUVAE") & set(ALPHABET) - {"V"}
    assert all(len(new_code()) == 6 and set(new_code()) <= set(ALPHABET) for _ in range(50))
    assert typed(" cd-fh jk ") == "CDFHJK"


@pytest.mark.parametrize("language", ["en", "es"])
def test_suggested_handles_are_enough_different_and_not_reserved(language):
    words = HANDLES[language]
    assert len(words) >= 80
    assert len({skeleton(w) for w in words}) == len(words)
    assert not any(is_reserved(w) for w in words)
    assert len(suggestions(language, lambda name: name in words, 3)) == 3


def test_the_circle_is_counted_in_attendance_and_nothing_else_of_it(site):
    meeting = site.open()
    for name in ("Findable Ana", "Findable Ben"):
        take(site, meeting, handle=name)
    site.home.desk.perform(meeting.id, Actor("facilitator", member=site.ids["Fay"]), ask.Close())
    cora, olu = site.as_("Cora"), site.as_("Olu")
    page = cora.get("/attendance").text
    assert "Tuesday Hope Circle" in page
    assert re.search(r'<td class="number">2</td>', page)
    assert "Findable" not in page
    assert "Tuesday Hope Circle" not in olu.get("/attendance").text
    assert olu.get(f"/attendance?group={site.ids['group']}").status_code == 404


@pytest.mark.parametrize(("setting", "chosen", "remote"), [
    ("hybrid", "remote", True), ("hybrid", "room", False), ("hybrid", "", False), ("hybrid", "moon", False),
    ("in_person", "remote", False), ("virtual", "room", True),
])  # fmt: skip
def test_where_somebody_is_is_asked_in_a_hybrid_group_alone(site, setting, chosen, remote):
    values = {"name": "A circle", "setting": setting, "video_link": "https://video.example/room"}
    group = circles.group_of(site.home.store, site.ids["Riverside"], circles.make_group(
        site.home.store, site.ids["Riverside"], values))  # fmt: skip
    meeting = site.home.desk.read(circles.open_meeting(site.home, group, site.ids["Fay"])).meeting
    form = site.browser().get(f"/j/{meeting.link}").text
    assert ("Where are you just now?" in form) == ('name="where"' in form) == (setting == "hybrid")
    take(site, meeting, handle="Ana", where=chosen)
    site.home.desk.perform(meeting.id, Actor("facilitator", member=site.ids["Fay"]), ask.Close())
    [held] = held_by(site.home.store, site.ids["Riverside"], group.id)
    assert (held.heads, held.remote) == (1, int(remote))


def test_a_form_that_is_refused_remembers_where_somebody_is(site):
    values = {"name": "A circle", "setting": "hybrid", "video_link": "https://video.example/room"}
    group = circles.group_of(site.home.store, site.ids["Riverside"], circles.make_group(
        site.home.store, site.ids["Riverside"], values))  # fmt: skip
    meeting = site.home.desk.read(circles.open_meeting(site.home, group, site.ids["Fay"])).meeting
    _, answer = take(site, meeting, handle="Facilitator", where="remote")
    assert re.search(r'value="remote" checked', answer.text)


def test_a_rehearsal_leaves_no_attendance(site):
    from facilitator.rehearsing.begin import rehearsal_group

    group = rehearsal_group(site.home, site.ids["Riverside"], "Rehearsal", "en")
    id = circles.open_meeting(site.home, group, site.ids["Fay"], rehearsal=True)
    meeting = site.home.desk.read(id).meeting
    take(site, meeting, handle="Ana")
    site.home.desk.perform(id, Actor("facilitator", member=site.ids["Fay"]), ask.Close())
    assert "No session has been held yet" in site.as_("Cora").get("/attendance").text
    assert "Rehearsal circle" not in site.as_("Fay").get("/groups").text


def test_the_page_of_whoever_left_offers_what_they_left_behind_and_nothing_where_there_is_nothing(site):
    meeting = site.open()
    fay = Actor("facilitator", member=site.ids["Fay"])
    planned = ask.PlanRound(round_kind="shoutouts", settings={}, prompt=None)
    assert site.home.desk.perform(meeting.id, fay, planned) is None
    round = site.home.desk.read(meeting.id).meeting.rounds[-1].id
    assert site.home.desk.perform(meeting.id, fay, ask.StartRound(round=round)) is None
    (ana, _), (ben, _) = take(site, meeting, handle="Ana"), take(site, meeting, handle="Ben")
    for phone, text in ((ana, "left behind"), (ben, None)):
        seat = Actor("seat", seat=phone.boot("/here")["own"]["seat"])
        if text:
            assert site.home.desk.perform(meeting.id, seat, Give(text=ask.Line(new_id(), text))) is None
        assert site.home.desk.perform(meeting.id, seat, ask.LeaveSeat()) is None
    assert "Take my words back" not in ben.get("/here").text
    page = ana.get("/here").text
    assert "You have left this session" in page
    assert "Take my words back" in page
    answer = ana.send("/here/words", at="/here")
    assert "Nothing that you wrote is in the session any more" in answer.text
    assert "left behind" not in str(site.home.desk.read(meeting.id).texts)
    assert "Take my words back" not in ana.get("/here").text
    assert ana.get(f"/j/{meeting.link}").status_code == 200, "they may come back in, to another seat"
