"""FAULTS.md, what a phone in people's hands must do: rows 1, 2, 7, 13, 30, 33, 34, 38, 41 and 58."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Device
from tests.browser.test_phone import join


@pytest.fixture
def session(server):
    made = server.open()
    yield made
    made.close()


@pytest.fixture
def phone(session, device) -> Device:
    made = device("phone")
    join(session, made, "Ana")
    return made


def holds_the_piece(session, phone: Device) -> None:
    session.begin("story", order="queue")
    session.console.do("story.send")
    phone.button("Raise my hand").click()
    phone.button("I take it").click()
    phone.sees("You hold the piece")
    phone.button("Write instead").click()


def sent(phone: Device) -> list:
    """The commands this phone still keeps."""
    return phone.page.evaluate(
        "Object.keys(localStorage).filter(k => k.endsWith(':sending')).flatMap(k => JSON.parse(localStorage[k]).value)"
    )


def test_fault_01_02_too_much_is_counted_never_cut_and_not_sent(session, phone):
    """Row 1: nothing over 2,000 leaves the phone. Row 2: nor what would be a frame too long, in however few characters."""
    holds_the_piece(session, phone)
    field = phone.page.get_by_label("Your story")
    field.fill("é" * 1999)
    field.press("End")
    field.press_sequentially("ab")
    phone.sees("2001 of 2000")
    phone.button("Share it").click()
    phone.sees("Too long to send")
    expect(field).to_have_value("é" * 1999 + "ab")
    field.press("Backspace")
    phone.sees("2000 of 2000")
    family = "👩‍👩‍👧‍👦" * 1000
    field.fill(family)
    phone.button("Share it").click()
    phone.sees("Too long to send")
    expect(field).to_have_value(family)
    assert sent(phone) == []
    phone.page.reload()
    expect(field).to_have_value(family)
    assert session.console.view.get("words", {}) == {}


def test_fault_07_13_words_are_shown_apart_as_text_and_nothing_in_them_runs(session, phone):
    """Rows 7 and 13: each in its own <bdi>, no link, no element, and not one report of the content policy."""
    reports = []
    phone.page.on("console", lambda m: reports.append(m.text) if "Content Security Policy" in m.text else None)
    ben = session.phone("Ben")
    session.begin("shoutouts")
    for nasty in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1) https://example.org",
                  "<svg onload=alert(1)>", "مرحبا \u202eabc"):  # fmt: skip
        ben.do("shoutouts.give", text=nasty)
        words = phone.page.locator(".latest .words bdi[dir=auto]")
        expect(words).to_have_text(nasty.replace("\u202e", ""))
        assert words.locator("*").count() == 0
    assert phone.page.locator("a[href*='example.org'], a[href^='javascript']").count() == 0
    assert reports == []


def test_fault_30_a_page_that_is_too_old_loads_itself_anew_and_keeps_the_draft(session, phone):
    session.begin("shoutouts")
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    field = phone.page.get_by_label("In your own words, if you like")
    field.fill("Half a sentence")
    seat = session.console.wait(lambda s: next(iter(s.view["seats"])))
    old = json.dumps([{"id": "0123456789abcdef", "kind": "shoutouts.of_last_year", "text": "Half a sentence"}])
    phone.page.evaluate(
        f"localStorage['facilitator:{seat}:sending'] = JSON.stringify({{at: Date.now(), value: {old}}})"
    )
    phone.page.reload()  # it sends what it keeps, is told that it is old, and loads itself once more
    phone.page.wait_for_function("() => !Object.keys(localStorage).some(k => k.endsWith(':sending'))")
    phone.page.wait_for_function("() => localStorage['facilitator:renewed']")
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    expect(field).to_have_value("Half a sentence")
    expect(phone.page.locator("header .connection")).to_be_hidden()


def test_fault_33_a_double_tap_is_one_intent(session, phone):
    session.begin("celebration")
    phone.page.get_by_label("A win, however small").fill("I slept.")
    phone.page.evaluate(
        "() => { const b = [...document.querySelectorAll('button')].find(b => b.textContent.includes('Put it up'));"
        " b.click(); b.click(); b.click(); }"
    )
    session.console.wait(lambda s: s.view.get("words"))
    expect(phone.page.get_by_label("A win, however small")).to_have_value("")
    assert len(session.console.view["words"]) == 1


def test_fault_34_what_was_sent_by_an_earlier_page_leaves_no_draft_to_send_again(session, phone):
    session.begin("celebration")
    field = phone.page.get_by_label("A win, however small")
    field.wait_for()  # the round's own file has come
    phone.context.set_offline(True)
    field.fill("I slept.")
    phone.button("Put it up").click()
    phone.context.set_offline(False)
    phone.page.reload()
    session.console.wait(lambda s: s.view.get("words"))
    expect(field).to_have_value("")
    assert len(session.console.view["words"]) == 1
    phone.wrong.clear()


def test_fault_38_a_draft_whose_round_is_over_is_offered_in_the_next(session, phone):
    session.begin("celebration")
    phone.page.get_by_label("A win, however small").fill("I slept.")
    session.console.do("round.end", round=session.console.round["id"])
    expect(phone.page.get_by_label("A win, however small")).to_be_hidden()
    session.begin("celebration", prompt="And another?")
    expect(phone.page.get_by_label("A win, however small")).to_have_value("I slept.")


def test_fault_41_after_a_minute_a_phone_says_that_its_facilitator_is_away(session, device):
    phone = device("phone")
    phone.page.clock.install()
    join(session, phone, "Ana")
    phone.sees("Good that you are here")
    ben = session.phone("Ben")
    session.console.cut()
    ben.wait(lambda s: s.here.get("host") is False)
    for _ in range(70):
        phone.page.clock.run_for(1000)
    phone.sees("Your facilitator is away for a moment. The session goes on.")
    phone.wrong.clear()


def test_fault_43_after_the_end_the_phone_still_takes_back_what_the_group_was_let_keep(session, phone):
    session.begin("shoutouts")
    phone.button("Give a shout-out").click()
    phone.button("For the whole group").click()
    phone.page.get_by_label("In your own words, if you like").fill("You stayed.")
    phone.button("Give it").click()
    session.console.wait(lambda s: s.view["quilt"]["sewn"] == 1)
    session.console.do("meeting.begin_closing")
    phone.page.get_by_label("The group may keep it, without names").check()
    phone.page.wait_for_function("() => localStorage['facilitator:given']")
    session.console.do("meeting.close")
    phone.page.get_by_role("link", name="Go on").click()
    phone.sees("You let your group keep shout-outs")
    phone.button("Take it back from the group").click()
    phone.sees("Taken back. Your group does not keep it any more.")
    assert phone.page.evaluate("localStorage['facilitator:given'] || null") is None


def test_fault_58_what_waits_for_the_network_can_be_kept_back_without_a_trace(session, phone):
    session.begin("celebration")
    field = phone.page.get_by_label("A win, however small")
    field.fill("I slept.")
    phone.context.set_offline(True)
    phone.page.locator("header .connection:visible").wait_for()
    phone.button("Put it up").click()
    phone.sees("What you sent goes when you are back")
    assert len(sent(phone)) == 1
    phone.button("Don't send it").click()
    assert sent(phone) == []
    expect(field).to_have_value("I slept.")
    heard = len(session.console.heard)
    phone.context.set_offline(False)
    phone.page.locator("header .connection").wait_for(state="hidden")
    session.begin("celebration", prompt="And now?")
    assert session.console.view.get("words", {}) == {}
    assert "I slept" not in json.dumps(session.console.heard[heard:])
    phone.wrong.clear()
