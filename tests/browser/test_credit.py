"""Credit as people see it: signing on one's own phone and on the facilitator's tablet, stamps, the number on the big
screen, and how many came."""

import contextlib
import json
import re
import sqlite3

import pytest
from playwright.sync_api import expect

from facilitator.rehearsing.phone import Screen
from tests.browser.stage import axe
from tests.places import Server, Session, wait_until

NARROW = {"width": 320, "height": 640}
SOON = "Math.random = () => 0.02;"
"""Whatever waits for a while that nobody chose waits shortly."""

COUNTS_LOOKS = """
window.looks = 0;
const send = WebSocket.prototype.send;
WebSocket.prototype.send = function (data) {
  if (String(data).includes("presence.number")) window.looks += 1;
  return send.call(this, data);
};
"""


class Evening:
    """A session, the devices in it, and what each phone left at /credit."""

    def __init__(self, server: Server, device, language: str = "en") -> None:
        self.server, self.device, self.language = server, device, language
        self.session = server.open(language=language)
        self.left: dict[str, list] = {}

    def again(self) -> None:
        """This session ends, and the same group meets once more."""
        group = self.session.group
        if self.session.console.view["phase"] != "closed" and not self.session.console.bye:
            self.session.console.do("meeting.close")
        self.session.close()
        web = self.server.web("Fay")
        fields = Screen(self.server.url, web).page(f"/groups/{group}").fields
        form = {"csrf_token": fields["csrf_token"], "plan": self.server.ids["plan"]}
        opened = web.post(f"{self.server.url}/groups/{group}/open", data=form)
        console = Screen(self.server.url, web)
        console.load(opened.url.removeprefix(self.server.url))
        self.session = Session(self.server, console, group)

    def phone(self, name: str, **more):
        phone = self.device("phone", self.language, **more)
        phone.page.add_init_script(SOON)
        self.left[name] = []
        phone.page.on("request", lambda r: "/credit" in r.url and r.method == "POST" and self.left[name].append(r))
        self.join(phone, name)
        return phone

    def join(self, phone, name: str) -> None:
        phone.page.goto(f"{self.server.url}/j/{self.session.link}")
        phone.page.locator("#handle").fill(name)
        phone.page.locator(".go button").click()
        phone.page.locator(".always").wait_for()

    def laptop(self, name: str, path: str, kind: str = "laptop"):
        laptop = self.device(kind, self.language)
        cookies = [{"name": c.name, "value": c.value, "domain": "127.0.0.1", "path": c.path}
                   for c in self.server.web(name).cookies]  # fmt: skip
        laptop.context.add_cookies(cookies)
        laptop.page.goto(self.server.url + path)
        return laptop

    def console(self):
        laptop = self.laptop("Fay", f"/console/{self.session.id}")
        laptop.page.locator(".next").wait_for()
        return laptop

    def closing(self) -> None:
        self.session.console.do("meeting.begin_closing")


@pytest.fixture
def evening(server, device):
    made = Evening(server, device)
    yield made
    made.session.close()


def coming(evening, phone) -> dict:
    """The closing begins, and this phone tells its two bits: they are given."""
    with phone.page.expect_response("**/credit/came") as told:
        evening.closing()
    assert told.value.json() == {"outcome": "kept"}
    return json.loads(told.value.request.post_data)


def slips_of(evening) -> list[int]:
    """What lies sealed of this session: 1 for a signature, 0 for two bits."""
    with contextlib.closing(sqlite3.connect(evening.server.folder / "facilitator.sqlite3")) as file:
        return sorted(
            n for (n,) in file.execute("SELECT signature FROM sealed_slips WHERE meeting = ?", [evening.session.id])
        )


def bits(body: dict) -> tuple[int, int]:
    return body["before_in_group"], body["before_this_year"]


def sign(page, name: str, button: str = "Sign") -> None:
    page.locator("#name").fill(name)
    page.get_by_role("button", name=button, exact=True).click()


def test_a_person_signs_on_their_own_phone_at_the_closing(evening):
    ana = evening.phone("Ana")
    coming(evening, ana)
    expect(ana.page.locator(".credit")).to_contain_text("Sign before the session ends")
    ana.button("Sign for credit").click()
    ana.page.wait_for_url(f"{evening.server.url}/credit")
    assert ana.page.evaluate("location.hash + document.referrer") == ""
    ana.sees("never which words or handle belong to a name")
    expect(ana.button("Sign", exact=True)).to_be_visible()
    ana.button("Sign", exact=True).click()
    ana.sees("There is nothing written yet.")
    ana.page.reload()
    sign(ana.page, "Ana Ruiz")
    ana.sees("You have signed")
    expect(ana.page.locator("#name")).to_have_value("")
    ana.page.reload()
    ana.sees("You have signed")
    ana.page.get_by_role("link", name="Back to your session").click()
    ana.sees("You have signed for credit.")
    expect(ana.button("Sign for credit")).to_have_count(0)
    signed = evening.left["Ana"][-1]
    assert set(json.loads(signed.post_data)) == {"voucher", "name"}
    assert not {"cookie", "referer", "x-csrftoken"} & set(signed.all_headers())


def test_an_answer_that_was_lost_looks_like_what_it_was(evening):
    ana = evening.phone("Ana")
    coming(evening, ana)
    ana.button("Sign for credit").click()
    ana.page.locator("#name").wait_for()

    def lose(route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    ana.page.route("**/credit", lose)
    sign(ana.page, "Ana Ruiz")
    ana.sees("That did not get through.")
    expect(ana.page.locator("#name")).to_have_value("Ana Ruiz")
    ana.page.unroute("**/credit")
    ana.button("Sign", exact=True).click()
    ana.sees("You have signed")
    assert any("ERR_FAILED" in line for line in ana.wrong)
    ana.wrong.clear()


def test_a_link_that_somebody_else_has_used_and_one_after_the_end_say_so_kindly(evening):
    ben, cy = evening.session.phone("Ben"), evening.session.phone("Cy")
    used, late = ben.ask("credit.ask")["vouchers"][0], cy.ask("credit.ask")["vouchers"][0]
    stranger = evening.device("phone")
    for voucher, says in ((used, "You have signed"), (used, "This has been used")):
        stranger.page.goto("about:blank")
        stranger.page.goto(f"{evening.server.url}/credit#{voucher}")
        stranger.page.evaluate("localStorage.clear()")
        stranger.page.reload()
        sign(stranger.page, "Ben")
        stranger.sees(says, exact=True)
    evening.session.console.do("meeting.close")
    stranger.page.goto("about:blank")
    stranger.page.goto(f"{evening.server.url}/credit#{late}")
    sign(stranger.page, "Cy")
    stranger.sees("The session is over")
    stranger.sees("sign on paper")


def test_without_a_voucher_the_page_says_where_it_opens_from(evening):
    phone = evening.device("phone")
    phone.page.goto(f"{evening.server.url}/credit")
    phone.sees("This page opens from the session on your phone")
    assert axe(phone.page) == []


# Stamps


def test_two_phones_of_a_group_send_the_same_but_for_the_bits(evening):
    ana, ben = evening.phone("Ana"), evening.phone("Ben")
    stamp = ana.page.evaluate("JSON.parse(document.getElementById('boot').textContent).stamp")
    ben.page.evaluate("s => localStorage.setItem('facilitator:stamps', JSON.stringify({[s.group]: [s.year]}))", stamp)
    with ben.page.expect_response("**/credit/came"):
        first = coming(evening, ana)
    requests = [evening.left[name][0] for name in ("Ana", "Ben")]
    bodies = [json.loads(r.post_data) for r in requests]
    assert [bits(body) for body in bodies] == [(0, 0), (1, 1)]
    assert [set(body) for body in bodies] == [set(first)] * 2
    assert len({len(r.post_data) for r in requests}) == 1
    headers = [r.all_headers() for r in requests]
    assert headers[0] == headers[1]
    assert "cookie" not in headers[0]


def test_whoever_comes_back_is_counted_as_returning_until_they_erase_the_stamp(evening):
    ana = evening.phone("Ana")
    assert bits(coming(evening, ana)) == (0, 0)
    evening.again()
    evening.join(ana, "Ana")
    assert bits(coming(evening, ana)) == (1, 1)
    ana.page.locator(".me-button").click()
    ana.page.get_by_text("Credit, and the stamp on this phone").click()
    ana.sees("This phone remembers that it was in this group")
    ana.button("Erase the stamp").click()
    ana.sees("This phone has no stamp of this group.")
    evening.again()
    evening.join(ana, "Ana")
    assert bits(coming(evening, ana)) == (0, 0)


def test_a_stamp_of_last_year_says_that_somebody_was_in_the_group_and_not_in_this_year(evening):
    ana = evening.phone("Ana")
    stamp = ana.page.evaluate("JSON.parse(document.getElementById('boot').textContent).stamp")
    last_year = {stamp["group"]: [str(int(stamp["year"]) - 1)], "0123456789abcdef": [stamp["year"]]}
    ana.page.evaluate("s => localStorage.setItem('facilitator:stamps', JSON.stringify(s))", last_year)
    assert bits(coming(evening, ana)) == (1, 0)
    kept = ana.page.evaluate("JSON.parse(localStorage.getItem('facilitator:stamps'))")
    assert kept[stamp["group"]] == [*last_year[stamp["group"]], stamp["year"]]


def test_the_stamp_shows_afterwards_and_can_be_erased_there_and_forgetting_takes_it_along(evening):
    ana, ben = evening.phone("Ana"), evening.phone("Ben")
    with ben.page.expect_response("**/credit/came"):
        coming(evening, ana)
    evening.session.console.do("meeting.close")
    for phone in (ana, ben):
        phone.page.get_by_role("link", name="Go on").click()
        phone.sees("This phone keeps a stamp of the group it was in.")
    assert axe(ana.page) == []
    ana.button("Erase the stamp").click()
    ana.sees("Nothing of it is left on this phone.")
    ana.page.reload()
    expect(ana.page.get_by_text("keeps a stamp")).to_be_hidden()
    ben.button("Forget me on this phone").click()
    ben.sees("This phone has forgotten you")
    for phone in (ana, ben):
        assert phone.page.evaluate("localStorage.length") == 0


def test_a_phone_is_not_asked_twice_when_its_page_is_loaded_again(evening):
    ana = evening.phone("Ana")
    coming(evening, ana)
    ana.page.reload()
    ana.button("Sign for credit").wait_for()
    ana.button("Sign for credit").click()
    ana.page.locator("#name").wait_for()
    assert len(evening.left["Ana"]) == 1


# Leaving early, proofs, the number


def test_whoever_leaves_early_can_sign_first(evening):
    ana = evening.phone("Ana")
    ana.page.locator(".me-button").click()
    ana.page.get_by_text("Going", exact=True).click()
    ana.button("Leave, and forget me here").click()
    assert evening.left["Ana"] == []
    ana.button("Would you like credit first?").click()
    with ana.page.expect_response("**/credit/came"):
        ana.page.locator("dialog .credit").wait_for()
    assert axe(ana.page) == []
    ana.button("Sign for credit").click()
    sign(ana.page, "Ana Ruiz")
    ana.sees("You have signed")


def test_whoever_signs_at_once_and_does_not_come_back_is_still_counted_as_new(evening):
    ana = evening.phone("Ana")
    ana.page.evaluate(
        "() => { const wait = setTimeout; window.setTimeout = (f, ms) => wait(f, ms > 50 ? ms * 1000 : ms); }"
    )
    evening.closing()
    ana.button("Sign for credit").click()
    ana.page.wait_for_url(f"{evening.server.url}/credit")
    sign(ana.page, "Ana Ruiz")
    ana.sees("You have signed")
    wait_until(lambda: slips_of(evening) == [0, 1])


def test_a_proof_that_cannot_be_made_is_said_kindly_or_made(evening):
    ana = evening.phone("Ana")
    coming(evening, ana)
    ana.page.route("**/proof", lambda route: route.fulfill(body="proof", content_type="text/html"))
    ana.button("A proof to take home").click()
    made = re.compile(r"cannot be made here|^proof$")
    expect(ana.page.get_by_text(made).first).to_be_visible()


def test_the_number_on_the_big_screen_shows_who_is_in_the_room(evening):
    ana = evening.phone("Ana")
    projector = evening.device("projector")
    projector.page.add_init_script(COUNTS_LOOKS)
    projector.page.clock.install()
    projector.page.goto(evening.server.url + evening.session.screen_path)
    expect(projector.page.locator(".presence-number")).to_have_count(0)
    coming(evening, ana)
    shown = projector.page.locator(".presence-number b")
    expect(shown).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    assert axe(projector.page) == []
    number = ana.page.get_by_label("The number on the big screen")
    number.fill("12")
    ana.button("Show it").click()
    ana.sees("That is not the number on the big screen just now.")
    number.fill(shown.inner_text())
    ana.button("Show it").click()
    ana.sees("You have shown that you are in the room.")
    before = projector.page.evaluate("window.looks")
    projector.page.clock.fast_forward(61_000)
    projector.page.wait_for_function("before => window.looks > before", arg=before)
    expect(shown).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    projector.wrong.clear()  # a minute in one moment is more than its socket bears


# The facilitator


def test_somebody_without_a_phone_signs_on_the_facilitators_tablet(evening):
    for name in ("Rose", "Sal"):
        evening.session.console.do("circle.add", handle=name, colour="teal", pattern="dots")
    laptop = evening.console()
    laptop.page.get_by_label("More for Rose").click()
    with laptop.context.expect_page() as opened:
        laptop.button("Sign for credit on this device").click()
    tablet = opened.value
    sign(tablet, "Rose Miller")
    tablet.get_by_text("You have signed", exact=True).wait_for()
    assert "Rose" not in tablet.locator("main").inner_text()
    expect(tablet.get_by_role("button", name="The next person signs")).to_be_hidden()
    tablet.get_by_role("button", name="Hand back to the facilitator").click()
    tablet.get_by_text("Please hand this back to the facilitator.").wait_for()
    evening.closing()
    laptop.button("End the session").click()
    with laptop.context.expect_page() as opened:
        laptop.button("Sign on this device, for people without a phone").click()
    tablet = opened.value
    tablet.set_viewport_size(NARROW)
    for n in (1, 2):
        expect(tablet.locator("#name")).to_be_visible()
        expect(tablet.locator("#name")).to_have_value("")
        assert "Rose" not in tablet.locator("main").inner_text()
        assert axe(tablet) == []
        assert tablet.evaluate("document.documentElement.scrollWidth") <= 320
        if n == 1:
            sign(tablet, "Sal")
            tablet.get_by_role("button", name="The next person signs").click()
    sign(tablet, "Somebody")
    tablet.get_by_text("There is no place left", exact=True).wait_for()
    assert axe(tablet) == []
    tablet.get_by_role("button", name="Hand back to the facilitator").click()
    tablet.get_by_role("button", name="Somebody else signs").click()
    expect(tablet.locator("#name")).to_have_value("")


def test_the_facilitator_says_how_many_came_and_the_coordinator_sees_that_number(evening):
    evening.session.phone("Ben")
    laptop = evening.console()
    evening.closing()
    laptop.button("End the session").click()
    came = laptop.page.get_by_label("How many came?")
    expect(came).to_have_value("1")
    laptop.button("One more").click()
    expect(came).to_have_value("2")
    for _ in range(3):
        laptop.button("One fewer").click()
    expect(came).to_have_value("1")
    came.fill("0")
    laptop.sees("Please write a number from 1 to 5000.")
    laptop.button("End and erase").click(force=True)
    expect(came).to_be_focused()
    came.press("Control+a")
    came.press_sequentially("37")
    laptop.page.set_viewport_size(NARROW)
    assert axe(laptop.page) == []
    laptop.button("End and erase").click()
    laptop.sees("The session has ended")
    cora = evening.laptop("Cora", "/attendance")
    expect(cora.page.get_by_text("37", exact=True).first).to_be_visible()


def test_what_was_counted_stands_where_nothing_was_changed(evening):
    sent: list[str] = []
    laptop = evening.device("laptop")
    laptop.page.on("websocket", lambda ws: ws.on("framesent", lambda f: sent.append(str(f))))
    cookies = [{"name": c.name, "value": c.value, "domain": "127.0.0.1", "path": c.path}
               for c in evening.server.web("Fay").cookies]  # fmt: skip
    laptop.context.add_cookies(cookies)
    laptop.page.goto(f"{evening.server.url}/console/{evening.session.id}")
    evening.closing()
    laptop.button("End the session").click()
    expect(laptop.page.get_by_label("How many came?")).to_have_value("0")
    laptop.button("End and erase").click()
    laptop.sees("The session has ended")
    [closed] = [frame for frame in sent if "meeting.close" in frame]
    assert "heads" not in closed


def test_a_facilitator_in_the_circle_has_no_credit_to_ask_for(evening):
    console = evening.session.console
    console.do("circle.join", handle="Fern", colour="teal", pattern="dots")
    evening.session.begin("closing")
    laptop = evening.console()
    laptop.page.locator(".my-seat").wait_for()
    laptop.sees("your seat")
    expect(laptop.page.locator(".credit")).to_have_count(0)
    expect(laptop.page.get_by_label("More for Fern")).to_have_count(0)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_it_is_accessible_and_fits_a_small_phone(server, device, language, scheme):
    evening = Evening(server, device, language)
    ana = evening.phone("Ana", color_scheme=scheme)
    found = []

    def look(page, name: str) -> None:
        page.set_viewport_size(NARROW)
        found.extend(f"{name}: {line}" for line in axe(page))
        if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
            found.append(f"{name} is too wide")

    coming(evening, ana)
    look(ana.page, "phone")
    ana.page.locator(".credit button.main").click()
    ana.page.locator("#name").wait_for()
    look(ana.page, "form")
    ana.page.locator("#form form button").click()
    expect(ana.page.locator("#wrong")).not_to_be_empty()
    look(ana.page, "refused")
    ana.page.locator("#name").fill("A. R.")
    ana.page.locator("#form form button").click()
    ana.page.locator("#kept h1").wait_for()
    look(ana.page, "kept")
    for section in ("used", "unknown", "unsure", "full", "none", "done"):
        ana.page.evaluate(
            "id => document.querySelectorAll('section').forEach(s => { s.hidden = s.id !== id; })", section
        )
        look(ana.page, section)
    evening.session.close()
    assert found == []
