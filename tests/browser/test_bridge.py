"""A card from the directory, handed on the console and taken along on a phone: kept, saved, printed, put away."""

import pytest
from playwright.sync_api import expect

from facilitator.practice.bridge import directory
from tests.browser.speaking import say
from tests.browser.stage import axe
from tests.places import PASSWORD, Server, email, home_in
from tests.practice.lines import PANTRY, SHELTER, with_lines


@pytest.fixture
def place(tmp_path):
    """A server whose organization has two lines in its directory."""
    server = Server(tmp_path).prepare()
    home = home_in(tmp_path)
    with_lines(home.store, server.ids["Riverside"])
    home.store.close()
    yield server.start()
    server.kill()


@pytest.fixture
def evening(place, device):
    """Fay's console and Ana's and Ben's phones, in a session."""
    session = place.open()
    fay = device("laptop")
    fay.page.goto(f"{place.url}/sign-in")
    fay.page.fill("#email", email("Fay"))
    fay.page.fill("#password", PASSWORD)
    fay.page.click("main button")
    fay.page.wait_for_url(lambda url: "sign-in" not in url)
    fay.page.goto(f"{place.url}/console/{session.id}")
    people = {}
    for name, language in (("Ana", "en"), ("Ben", "es")):
        people[name] = device("phone", language)
        people[name].page.goto(f"{place.url}/j/{session.link}")
        people[name].page.fill("#handle", name)
        people[name].page.click(".go button")
        people[name].page.wait_for_selector(".always")
    yield session, fay, people["Ana"], people["Ben"]
    session.close()


def hand(fay, handle: str, line: str) -> None:
    """The facilitator hands one person a card."""
    fay.page.get_by_label(f"More for {handle}").click()
    fay.button("Hand them a card from our directory").click()
    fay.page.get_by_label("Find by a word").fill("green door")
    fay.button(line).click()
    expect(fay.button(line)).to_have_attribute("aria-pressed", "true")


def test_a_card_handed_to_one_phone_goes_along_with_its_owner_alone(evening):
    session, fay, ana, ben = evening
    hand(fay, "Ana", SHELTER.name)
    assert axe(fay.page) == []
    fay.page.keyboard.press("Escape")
    card = ana.page.locator(".handed")
    expect(card.get_by_role("heading", name=SHELTER.name)).to_be_visible()
    expect(card.get_by_role("link", name=f"Call {SHELTER.phone}")).to_have_attribute("href", "tel:5550102030")
    expect(card).to_contain_text(SHELTER.way)
    ben.sees(say("es", "Good that you are here"))
    assert ben.page.locator(".handed").count() == 0
    assert axe(ana.page) == []
    card.get_by_role("button", name="Save as a picture").click()
    expect(card.get_by_role("link", name="Save the picture")).to_be_visible()
    assert f"How to get in: {SHELTER.way}" in card.locator("img").get_attribute("alt")
    card.get_by_role("button", name="Keep it on this phone").click()
    expect(card.get_by_role("button", name="Kept on this phone")).to_be_visible()
    session.console.do("meeting.begin_closing")
    session.console.do("meeting.close")
    ana.page.get_by_role("link", name="Go on").click()
    handed = ana.page.locator("#handed")
    expect(handed).to_contain_text(SHELTER.way)
    expect(handed.get_by_role("link", name=f"Call: {SHELTER.name}")).to_have_attribute("href", "tel:5550102030")
    assert axe(ana.page) == []
    ana.button("Forget me on this phone").click()
    ana.page.wait_for_url("**/forget")
    assert ana.page.evaluate("Object.keys(localStorage)") == []


def test_a_kept_card_is_there_without_a_network_and_can_be_put_away(evening):
    _session, fay, ana, _ = evening
    hand(fay, "Ana", SHELTER.name)
    fay.page.keyboard.press("Escape")
    card = ana.page.locator(".handed")
    card.get_by_role("button", name="Keep it on this phone").click()
    ana.page.evaluate(
        "() => { window.print = () => { window.printed = document.querySelector('.home-paper').textContent; }; }"
    )
    ana.page.context.set_offline(True)
    card.get_by_role("button", name="Print").click()
    assert SHELTER.way in ana.page.evaluate("window.printed")
    card.get_by_role("button", name="Put it away").click()
    expect(card).to_have_count(0)
    ana.page.locator(".always button").last.click()
    ana.page.get_by_text("More places to turn to").click()
    expect(ana.page.locator("dialog")).to_contain_text(PANTRY.name)
    ana.wrong.clear()  # the browser reports that it was cut off


def test_a_line_for_all_reaches_every_phone_in_its_own_language_also_one_that_came_before_the_line(evening, place):
    session, _fay, ana, ben = evening
    home = home_in(place.folder)
    later = directory.add(
        home.store, place.ids["Riverside"], directory.Line(kind="legal", name="Tenants' desk", way="Walk in")
    )
    home.store.close()
    session.console.do("care.offer", resource=later)
    expect(ana.page.locator(".handed")).to_contain_text("Tenants' desk")
    expect(ben.page.locator(".handed")).to_contain_text(say("es", "How to get in"))
    session.console.do("care.offer", resource=later, on=False)
    expect(ben.page.locator(".handed")).to_have_count(0)


def test_a_line_that_the_phones_server_does_not_know_yet_is_looked_for_again(evening, place):
    session, _fay, ana, _ben = evening
    home = home_in(place.folder)
    later = directory.add(
        home.store, place.ids["Riverside"], directory.Line(kind="food", name="Soup kitchen", way="Walk in")
    )
    home.store.close()
    asked = []

    def as_it_was(route):
        """The first two answers are from before the line was written."""
        asked.append(route.request.url)
        answer = route.fetch()
        said = answer.text() if len(asked) > 2 else answer.text().replace(later, "another")
        route.fulfill(response=answer, body=said)

    ana.page.route("**/here", as_it_was)
    session.console.do("care.offer", resource=later)
    expect(ana.page.locator(".handed")).to_contain_text("Soup kitchen")
    assert len(asked) == 3
