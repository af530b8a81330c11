"""The half of the evening that facilitators share: a plan forked, a circle closed and its hours claimed, on real screens."""

import re

import pytest
from playwright.sync_api import expect

from facilitator.rehearsing.phone import Screen
from tests.browser.stage import axe
from tests.places import PASSWORD, Server, Session, email


@pytest.fixture
def place(tmp_path):
    server = Server(tmp_path).prepare().start()
    yield server
    server.kill()


def signed_in(place, device, name: str, kind: str = "laptop"):
    """A member on a device of their own."""
    one = device(kind)
    one.page.goto(f"{place.url}/sign-in")
    sign(one.page, name)
    return one


def sign(page, name: str) -> None:
    page.fill("#email", email(name))
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda url: "sign-in" not in url)


def test_a_plan_is_shared_with_what_was_learned_and_taken_by_a_colleague(place, device):
    fay, dot = signed_in(place, device, "Fay"), signed_in(place, device, "Dot")
    fay.page.goto(f"{place.url}/groups/{place.ids['group']}")
    fay.page.get_by_role("link", name="Say what you learned with it").click()
    fay.page.get_by_label("What was learned with it").fill("Let the silence be.")
    fay.page.get_by_label("Tags").fill("Hope, evening")
    assert axe(fay.page) == []
    fay.button("Save").click()
    dot.page.goto(f"{place.url}/practice")
    dot.page.get_by_role("link", name="Practice library").click()
    dot.page.get_by_label("Words").fill("silence")
    dot.button("Find").click()
    dot.page.get_by_role("link", name="Stories and thanks").click()
    expect(dot.page.locator("main")).to_contain_text("Let the silence be.")
    dot.button("Take a copy").click()
    dot.page.wait_for_url(re.compile("/plans/"))
    dot.page.fill("#name", "My own evening")
    dot.button("Save", exact=True).click()
    dot.page.wait_for_url(re.compile("#plans$"))
    card = dot.page.locator(".plan", has_text="My own evening")
    card.get_by_role("button", name="Share").click()
    dot.page.locator(".plan", has_text="My own evening").get_by_role("link", name="Shared").click()
    expect(dot.page.locator(".credit-line")).to_have_text(
        re.compile(r"Began as “Stories and thanks” by Fay\s*; now in the hands of Dot")
    )
    dot.page.get_by_label("How it went").fill("A calm evening.")
    dot.button("Leave the note").click()
    expect(dot.page.locator("#tried")).to_contain_text("A calm evening.")
    assert axe(dot.page) == []
    with dot.page.expect_download() as saved:
        dot.page.get_by_text("As a file for another organization").click()
        dot.button("Save as a file").click()
    dot.page.goto(f"{place.url}/practice/library/bring-in")
    dot.page.set_input_files("#file", saved.value.path())
    dot.button("Bring it in").click()
    dot.page.wait_for_url(re.compile("/plans/"))
    assert dot.page.input_value("#name") == "My own evening"


def test_a_circle_is_closed_and_its_hours_claimed_by_whoever_was_there(place, device):
    fay = signed_in(place, device, "Fay")
    fay.page.goto(f"{place.url}/practice/circles")
    fay.page.get_by_role("link", name="Make a practice circle").click()
    expect(fay.page.get_by_label("A practice circle: facilitators among themselves")).to_be_checked()
    fay.page.get_by_label("Name of the group").fill("Craft Evening")
    fay.button("Save").click()
    fay.button("Open a session").click()
    fay.page.wait_for_selector(".columns")
    console = Screen(place.url, place.web("Fay"))
    console.load(fay.page.url.removeprefix(place.url))
    dot = signed_in(place, device, "Dot", "phone")
    dot.page.goto(place.url + "/j/" + console.boot["links"]["join"].rsplit("/", 1)[1])
    dot.page.get_by_label("Use my own name here: Dot").check()
    dot.page.set_viewport_size({"width": 390, "height": 1500})  # nothing lies half under the bar that stays
    assert axe(dot.page) == []
    dot.page.set_viewport_size({"width": 390, "height": 780})
    dot.page.click(".go button")
    dot.page.wait_for_selector(".always")
    expect(fay.page.locator(".seats")).to_contain_text("Dot")
    session = Session(place, console, "")
    for round in console.view["order"][:4]:
        console.do("round.start", round=round)
    console.do("meeting.begin_closing")
    code = dot.page.locator(".hours-code")
    code.wait_for()
    assert axe(dot.page) == []
    typed = code.inner_text()
    fay.page.locator(".next .main").click()
    expect(fay.page.get_by_role("dialog")).to_contain_text("No list says who was there")
    expect(fay.page.get_by_role("dialog")).not_to_contain_text("credit")
    expect(fay.page.get_by_label("How many came?")).to_have_count(0)
    fay.page.click("dialog button.main")
    session.close()
    dot.page.get_by_role("link", name="Your hours of this circle").click()
    expect(dot.page.get_by_label("The code on your phone")).to_have_value(typed)
    dot.button("Go on").click()
    expect(dot.page.locator(".facts")).to_contain_text("Shared story")
    assert axe(dot.page) == []
    dot.page.get_by_label("I led a part of it").check()
    dot.button("Put it into my learning log").click()
    dot.sees("Your hours are in your learning log.")
    expect(dot.page.locator(".facts")).to_contain_text("Dot")
    dot.page.wait_for_function("!localStorage.getItem('facilitator:hours')")
    fay.page.goto(f"{place.url}/practice/circles")
    fay.page.get_by_role("link", name="You led it: your hours").click()
    fay.button("Put it into my learning log").click()
    fay.sees("Your hours are in your learning log.")
