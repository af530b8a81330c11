"""The phone on a bad day: no script, no network, a reload, a server that goes away, a phone that is handed on."""

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Device, axe


@pytest.fixture
def session(server):
    made = server.open()
    yield made
    made.close()


def join(session, phone: Device, name: str) -> None:
    phone.page.goto(f"{session.server.url}/j/{session.link}")
    phone.page.get_by_label("What we call you here").fill(name)
    phone.page.get_by_role("button", name="Come in").click()
    phone.sees("Good that you are here")


def seat_of(session, name: str) -> str:
    return session.console.wait(lambda s: next((i for i, p in s.view["seats"].items() if p["handle"] == name), None))


def test_joining_needs_no_script(session, device):
    phone = device("phone", java_script_enabled=False)
    phone.page.goto(session.server.url)
    phone.page.get_by_label("The code on the screen").fill(session.code)
    phone.page.get_by_role("button", name="Go on").click()
    phone.page.get_by_label("What we call you here").fill("Ana")
    phone.page.get_by_text("Choose your patch").click()
    phone.page.locator("label:has(.c-plum)").click()
    phone.page.get_by_role("button", name="Come in").click()
    phone.sees("You are in.")
    expect(phone.page.locator("noscript .note")).to_be_visible()
    assert session.console.wait(lambda s: s.view["seats"])[seat_of(session, "Ana")]["colour"] == "plum"


def test_the_patch_that_was_chosen_shows_before_any_script(session, device):
    phone = device("phone", java_script_enabled=False)
    phone.page.goto(f"{session.server.url}/j/{session.link}")
    phone.page.get_by_text("Choose your patch").click()
    phone.page.locator("label:has(.p-star)").click()
    expect(phone.page.locator(".preview .of-star")).to_be_visible()
    expect(phone.page.locator(".preview > span:visible")).to_have_count(1)


def test_a_reload_loses_neither_the_seat_nor_what_is_being_typed(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    session.begin("shoutouts")
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    phone.page.get_by_label("In your own words, if you like").fill("Half a sentence")
    phone.page.reload()
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    expect(phone.page.get_by_label("In your own words, if you like")).to_have_value("Half a sentence")
    phone.button("Give it").click()
    session.console.wait(lambda s: s.view["quilt"]["sewn"] == 1)
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    expect(phone.page.get_by_label("In your own words, if you like")).to_have_value("")


def test_what_is_sent_without_a_network_goes_once_when_there_is_one_again(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    session.begin("shoutouts")
    phone.sees("Give a shout-out")
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    phone.button("hope", exact=True).click()
    phone.context.set_offline(True)
    phone.button("Give it").click()
    phone.page.locator(".connection:visible").last.wait_for()
    phone.sees("What you sent goes when you are back")
    assert session.console.view["quilt"]["sewn"] == 0
    phone.context.set_offline(False)
    session.console.wait(lambda s: s.view["quilt"]["sewn"] == 1)
    expect(phone.page.locator(".connection:visible")).to_have_count(0)
    assert session.console.view["quilt"]["sewn"] == 1
    phone.wrong.clear()  # the browser reports the lost connection


def test_a_command_survives_a_reload_without_a_network(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    session.begin("story", order="queue")
    phone.button("Raise my hand").wait_for()
    phone.context.set_offline(True)
    phone.button("Raise my hand").click()
    phone.context.set_offline(False)
    phone.page.reload()
    session.console.wait(lambda s: s.round["hands"])
    phone.wrong.clear()


def test_the_help_card_opens_with_no_network(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    phone.context.set_offline(True)
    phone.page.get_by_role("navigation").get_by_role("button", name="Help").click()
    expect(phone.page.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")
    phone.context.set_offline(False)
    phone.wrong.clear()


def test_a_server_that_goes_away_for_a_moment_is_waited_for(own_server, device):
    session = own_server.open()
    phone = device("phone")
    join(session, phone, "Ana")
    session.begin("story", order="queue")
    phone.button("Raise my hand").wait_for()
    own_server.stop()
    phone.sees("Back in a moment. Nothing is lost.")
    own_server.start()
    phone.page.locator(".connection").wait_for(state="hidden")
    phone.button("Raise my hand").click()
    phone.button("Your hand is up").wait_for()
    phone.wrong.clear()


def test_a_shared_phone_forgets_who_had_it_before(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    phone.page.evaluate("localStorage.setItem('facilitator:kept', '[]')")
    phone.page.get_by_role("button", name="Ana, about you").click()
    phone.page.get_by_text("Going", exact=True).click()
    phone.button("Someone else joins on this phone").click()
    phone.button("Hand the phone on").click()
    phone.page.get_by_label("What we call you here").wait_for()
    assert phone.page.evaluate("localStorage.length") == 0
    assert "Ana" not in phone.page.content()
    session.console.wait(lambda s: s.view["seats"][seat_of(session, "Ana")].get("phone") is False)
    phone.page.go_back()
    phone.page.wait_for_load_state()
    assert "Ana" not in phone.page.content()


def test_leaving_wipes_this_phone(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    phone.page.get_by_role("button", name="Ana, about you").click()
    phone.page.get_by_text("Going", exact=True).click()
    phone.button("Leave, and forget me here").click()
    phone.button("Leave", exact=True).click()
    phone.sees("This phone has forgotten you")
    assert phone.page.evaluate("localStorage.length") == 0
    assert [c for c in phone.context.cookies() if c["name"] in ("seat", "session")] == []
    session.console.wait(lambda s: not s.view["seats"])


def test_the_same_link_on_the_same_phone_leads_back_to_the_same_seat(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    phone.page.goto(f"{session.server.url}/j/{session.code}")
    phone.sees("Good that you are here")
    assert len(session.console.view["seats"]) == 1


def test_two_tabs_of_one_seat_show_the_same(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    session.begin("story", order="queue")
    second = phone.context.new_page()
    second.goto(f"{session.server.url}/here")
    phone.button("Raise my hand").click()
    second.get_by_role("button", name="Your hand is up").wait_for()


def test_passing_and_comfort_take_one_or_two_taps_from_anywhere(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    navigation = phone.page.get_by_role("navigation", name="Always here")
    navigation.get_by_role("button", name="May share").click()
    phone.page.get_by_role("radio", name="Just listening").click()
    expect(navigation.get_by_role("button", name="Listening")).to_be_visible()


def test_not_ok_and_unseen_opens_the_help_card_by_itself(session, device):
    phone = device("phone")
    phone.page.clock.install()
    join(session, phone, "Ana")
    phone.page.get_by_role("navigation").get_by_role("button", name="Signal").click()
    phone.button("I am not OK").click()
    phone.sees("Sent. Your facilitator has not looked yet.")
    phone.page.keyboard.press("Escape")
    phone.page.clock.run_for(61_000)
    expect(phone.page.get_by_role("dialog", name="Help now")).to_be_visible()
    phone.wrong.clear()  # a minute in no time looks like a phone that slept, and it connects anew


def test_words_are_shown_as_they_were_written_and_nothing_in_them_runs(session, device):
    phone, other = device("phone"), session.phone("Ben")
    join(session, phone, "Ana")
    session.begin("shoutouts")
    nasty = "<img src=x onerror=alert(1)> <b>bold</b> {{7*7}} https://example.org"
    other.do("shoutouts.give", text=nasty)
    phone.sees(nasty)
    assert phone.page.locator(".latest bdi *").count() == 0


def test_the_keyboard_alone_is_enough(session, device):
    phone = device("laptop")
    join(session, phone, "Ana")
    page = phone.page
    page.locator(".me-button").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".me-button")).to_be_focused()
    page.keyboard.press("Tab")
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent.includes('Help')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name="Help now").wait_for()


def test_whoever_has_left_can_still_take_their_words_back_from_the_page_they_are_left_with(session, device):
    phone = device("phone")
    join(session, phone, "Ana")
    session.begin("shoutouts")
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    phone.page.get_by_label("In your own words, if you like").fill("Words left behind")
    phone.button("Give it").click()
    session.console.wait(lambda s: "Words left behind" in str(s.view))
    phone.button("Ana, about you").click()
    phone.page.get_by_text("Going", exact=True).click()
    phone.button("Leave, and forget me here").click()
    phone.button("Leave", exact=True).click()
    phone.page.set_viewport_size({"width": 320, "height": 640})
    expect(phone.page.get_by_text("Nobody is told that you did this")).to_be_hidden()
    phone.page.get_by_text("Take my words back").click()
    assert axe(phone.page) == []
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320
    phone.button("Yes, take all of it back").click()
    phone.sees("Nothing that you wrote is in the session any more")
    session.console.wait(lambda s: "Words left behind" not in str(s.view))
    assert axe(phone.page) == []
