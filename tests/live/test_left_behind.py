"""Words taken back by whoever has gone: by the form on their own page, while the session goes on. Real server, real sockets."""

import html
import re

import pytest
import requests

from facilitator.rehearsing.phone import Refused, Screen
from tests.live.hearing import Circle

STORY, KEPT, OF_BEN = "a story left behind", "a thank you for Ana", "what Ben wrote"
WITHIN = 1.0
"""Seconds, on every screen."""


class Behind:
    """Ana wrote two pieces and was given one that shows. Then she goes, or is removed."""

    def __init__(self, server) -> None:
        self.server = server
        self.circle = Circle(server.open(), "shoutouts")
        for name, text, to in (
            ("Ana", STORY, None),
            ("Ana", "more of it", None),
            ("Ben", OF_BEN, None),
            ("Ben", KEPT, "Ana"),
        ):
            seat = {"to": self.circle.seat(to)} if to else {}
            self.circle[name].do("shoutouts.give", text=text, named=False, **seat)
        ana, console = self.circle["Ana"], self.circle["console"]
        given = ana.wait(lambda s: next(iter(s.own["received"]), None))
        ana.do("words.allow", item=given, on=True)
        ana.do("words.let_keep", item=given, on=True)
        for item in console.wait(lambda s: len(s.view["words"]) == 4 and list(s.view["words"])):
            console.do("words.screen", item=item, on=True)
        self.circle["screen"].wait(lambda s: all(t in str(s.view) for t in (STORY, OF_BEN, KEPT)))
        self.seat, self.web = self.circle.seat("Ana"), ana.web

    def others(self) -> list[Screen]:
        """Every screen but Ana's."""
        return [screen for name, screen in self.circle.screens.items() if name != "Ana"]

    def goes(self, how: str) -> str:
        """Gives the page she is left with."""
        if how == "removed":
            self.circle["console"].do("care.remove", seat=self.seat)
            self.circle["Ana"].wait(lambda s: s.bye)
            return self.web.get(f"{self.server.url}/here", timeout=10).text
        page = Screen(self.server.url, self.web).page("/here")
        form = {"csrf_token": page.fields["csrf_token"]}
        return self.web.post(f"{self.server.url}/here/forget", data=form, timeout=10).text

    def presses(self, page: str, web: requests.Session | None = None, **more: str) -> requests.Response:
        """Sends the form on a page, from a browser."""
        form = {**form_on(page), **more}
        return (web or self.web).post(f"{self.server.url}/here/words", data=form, timeout=10)


def form_on(page: str) -> dict[str, str]:
    """What the hidden fields of the form say."""
    form = re.search(r'<form method="post" action="/here/words".*?</form>', page, re.S)
    assert form, "there is something to take back"
    return {n: html.unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form.group())}


@pytest.fixture
def left(server):
    made = Behind(server)
    yield made
    made.circle.session.close()


@pytest.mark.parametrize("how", ["removed", "left"])
def test_every_other_screen_loses_the_words_within_a_second_and_a_second_press_answers_the_same(left, how):
    page = left.goes(how)
    assert STORY not in page
    ben = left.circle["Ben"]
    ben.wait(lambda s: s.view["seats"][left.seat].get("left"))
    heard = len(ben.heard)
    first = left.presses(page)
    for screen in left.others():
        screen.wait(lambda s: STORY not in str(s.view) and "more of it" not in str(s.view), seconds=WITHIN)
        assert OF_BEN in str(screen.view)
        assert KEPT in str(screen.view)
    assert left.seat not in str(ben.heard[heard:]), "nothing says whose they were"
    second = left.presses(page)
    for answer in (first, second):
        assert (answer.status_code, "Nothing that you wrote is in the session any more" in answer.text) == (200, True)
    assert "Take my words back" in first.text + page
    assert "Take my words back" not in first.text


def test_the_shout_outs_somebody_was_given_come_down_too_if_they_say_so(left):
    page = left.goes("removed")
    assert left.presses(page, received="1").status_code == 200
    for name in ("console", "screen", "Cy"):
        left.circle[name].wait(lambda s: KEPT not in str(s.view) and STORY not in str(s.view), seconds=WITHIN)
    assert 'id="behind"' not in left.web.get(f"{left.server.url}/here", timeout=10).text


def test_the_seat_stays_dead_for_everything_else(left):
    ana, page = left.circle["Ana"], left.goes("removed")
    left.presses(page)
    again = Screen(left.server.url, left.web)
    again.boot = ana.boot
    with pytest.raises(Exception, match=r"."):
        again.connect()
    with pytest.raises(Refused):
        Screen(left.server.url, left.web).load("/here")
    token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
    for path in ("/here/someone-else", f"/j/{left.circle.session.link}"):
        left.web.post(
            f"{left.server.url}{path}", data={"csrf_token": token, "handle": "Ana"}, timeout=10, allow_redirects=False
        )
    left.circle["screen"].wait(lambda s: STORY not in str(s.view))
    console = left.circle["console"].wait(lambda s: STORY not in str(s.view) and s.view)
    assert left.seat not in console["seats"]
    assert console["removed"] == [left.seat], "nobody sees that anything was taken back"


def test_a_strangers_browser_cannot_do_it_and_is_told_nothing(left):
    page = left.goes("removed")
    stranger, ben = requests.Session(), left.circle["Ben"].web
    for web, path in ((stranger, "/"), (ben, "/here")):
        token = re.search(
            r'name="csrf_token" value="([^"]+)"', web.get(f"{left.server.url}{path}", timeout=10).text
        ).group(1)
        cookie = left.web.cookies.get("seat", path="/here")
        for slip in ("", "forged", form_on(page)["slip"][5:], cookie):
            answer = web.post(f"{left.server.url}/here/words", data={"csrf_token": token, "slip": slip}, timeout=10)
            assert "any more" not in answer.text
    assert left.presses(page, web=requests.Session()).status_code == 400, "the slip alone is not enough from elsewhere"
    del left.circle.screens["Ana"]
    left.circle.mark()
    assert STORY in str(left.circle["screen"].view)


def test_on_a_phone_that_somebody_else_has_joined_with_the_old_page_is_still_the_old_seats(left):
    page = left.goes("left")
    bea = Screen(left.server.url, left.web)
    fields = bea.page(f"/j/{left.circle.session.link}").fields
    fields.pop("again", None)
    bea.page(f"/j/{left.circle.session.link}", **{**fields, "handle": "Bea", "comfort": "may_share"})
    bea.load("/here")
    bea.connect()
    bea.do("shoutouts.give", text="what Bea wrote")
    answer = left.presses(page, csrf_token=fields["csrf_token"])
    assert "Nothing that you wrote is in the session any more" in answer.text
    left.circle["Cy"].wait(lambda s: STORY not in str(s.view) and "what Bea wrote" in str(s.view), seconds=WITHIN)
    assert Screen(left.server.url, left.web).page("/here").boot["own"]["handle"] == "Bea"
    bea.close()


def test_whoever_forgets_themselves_after_being_removed_still_has_that_page(left):
    left.goes("removed")
    page = left.goes("left")
    assert "This phone has forgotten you" in page
    assert left.web.cookies.get("seat") is None
    left.presses(page)
    left.circle["screen"].wait(lambda s: STORY not in str(s.view), seconds=WITHIN)


def test_once_the_session_is_over_the_page_says_that_everything_has_been_erased(left):
    pages = [left.goes("removed"), left.goes("left")]
    left.circle["console"].do("meeting.close")
    for page in pages:
        answer = left.presses(page, csrf_token=form_on(pages[1])["csrf_token"])
        assert answer.status_code == 200
        assert "has been erased" in answer.text
        assert 'id="behind"' not in answer.text


def test_brought_back_meanwhile_they_are_simply_in_the_session_again(left):
    page = left.goes("removed")
    left.circle["console"].do("care.bring_back", seat=left.seat)
    left.presses(page)
    left.circle["screen"].wait(lambda s: STORY not in str(s.view), seconds=WITHIN)
    back = Screen(left.server.url, left.web)
    back.load("/here")
    assert (back.own["handle"], back.own["mine"]) == ("Ana", {})


def test_it_cannot_be_asked_over_a_socket(left):
    for name in ("Ana", "console"):
        assert left.circle[name].ask("words.take_all_back")["code"] == "E_UPGRADE"


def test_what_the_group_was_let_keep_is_not_asked_for_before_it_keeps_it(left):
    """The answer would be that it is gone already, and the phone would forget by what it can be taken back."""
    assert 'action="/here/kept"' not in left.goes("removed")
    left.circle["console"].do("meeting.close")
    assert 'action="/here/kept"' in left.web.get(f"{left.server.url}/here", timeout=10).text
