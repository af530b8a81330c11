"""The console: planning, the next step by key, narrow screens, signing out."""

import pytest
from playwright.sync_api import expect

from tests.places import PASSWORD, email


@pytest.fixture
def console(server, device):
    laptop = device("laptop")
    session = server.open()
    page = laptop.page
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("E-mail").fill(email("Fay"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/groups")
    page.goto(f"{server.url}/console/{session.id}")
    page.get_by_role("heading", name="Plan").wait_for()
    laptop.session = session
    yield laptop
    session.close()


def steps(laptop):
    return laptop.page.locator(".step")


def test_a_round_is_added_changed_moved_and_removed(console):
    console.button("+ Add a round").click()
    console.page.get_by_role("radio", name="Shared story").click()
    console.page.get_by_text("Ideas for a prompt").click()
    console.button("What does a good day look like for you lately?").click()
    console.page.get_by_label("Round the circle").check()
    console.page.get_by_label("About how many minutes for each").select_option("5")
    console.button("Add it").click()
    expect(steps(console)).to_have_count(3)
    console.button("Earlier: Shared story").last.click()
    expect(steps(console).nth(1)).to_contain_text("good day")
    steps(console).nth(1).get_by_role("button", name="Change").click()
    expect(console.page.get_by_label("Round the circle")).to_be_checked()
    console.page.get_by_label("Prompt").fill("What gives you strength?")
    console.button("Save").click()
    expect(steps(console).nth(1)).to_contain_text("What gives you strength?")
    console.button("Leave out: Strengths shout-outs").click()
    expect(steps(console).last).to_contain_text("left out")
    console.button("Undo the last step").click()
    expect(steps(console).last).not_to_contain_text("left out")


def test_the_next_step_is_one_key_away_and_typing_is_not_a_command(console):
    console.page.keyboard.press("n")
    console.button("Send the piece on its way").wait_for()
    console.button("+ Add a round").click()
    console.page.get_by_label("Prompt").click()
    console.page.keyboard.type("nnn")
    expect(console.page.get_by_label("Prompt")).to_have_value("nnn")
    console.page.keyboard.press("Escape")
    expect(console.button("+ Add a round")).to_be_focused()
    expect(console.page.locator(".next .main")).to_contain_text("Send the piece on its way")
    console.page.keyboard.press("n")
    expect(console.page.locator(".next .main")).to_contain_text("End this round")
    console.page.keyboard.press("n")
    expect(console.button("Start: Strengths shout-outs")).to_be_visible()
    console.page.keyboard.press("u")
    expect(console.button("End this round")).to_be_visible()
    expect(console.page.locator(".next .main")).to_contain_text("Send the piece on its way")


def test_the_keys_are_listed_and_can_be_switched_off(console):
    console.page.keyboard.press("?")
    dialog = console.page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Let people in")
    dialog.get_by_label("Single keys press buttons").uncheck()
    console.page.keyboard.press("Escape")
    console.page.keyboard.press("n")
    expect(console.page.locator(".next .main")).to_contain_text("Start: Shared story")


def test_the_prompt_can_be_changed_while_the_round_runs(console):
    phone = console.session.phone("Ana")
    console.page.keyboard.press("n")
    console.button("Send the piece on its way").wait_for()
    steps(console).first.get_by_role("button", name="Change").click()
    assert console.page.get_by_label("Round the circle").count() == 0
    console.page.get_by_label("Prompt").fill("And what else?")
    console.button("Save").click()
    phone.wait(lambda s: s.round.get("prompt") == "And what else?")


def test_ending_asks_first_and_can_be_left_again(console):
    for _ in range(2):
        console.page.locator(".next .main").click()
        expect(console.button("End this round")).to_be_visible()
        console.page.keyboard.press("e")
        expect(console.button("End this round")).to_have_count(0)
    console.button("Begin the closing").click()
    console.button("End the session").click()
    console.button("Not yet").click()
    console.button("Back to the session").click()
    expect(console.button("Begin the closing")).to_be_visible()


def test_on_a_narrow_screen_one_part_shows_at_a_time(console):
    console.page.set_viewport_size({"width": 360, "height": 740})
    expect(console.page.get_by_role("heading", name="Plan")).to_be_hidden()
    console.button("Plan", exact=True).click()
    expect(console.page.get_by_role("heading", name="Plan")).to_be_visible()
    console.button("+ Add a round").click()
    expect(console.page.get_by_role("dialog", name="Add a round")).to_be_visible()
    console.page.keyboard.press("Escape")
    console.button("Circle", exact=True).click()
    expect(console.button("Take a seat in the circle")).to_be_visible()


def test_signing_out_in_another_tab_ends_this_one(console, server):
    tab = console.context.new_page()
    tab.goto(f"{server.url}/groups")
    tab.get_by_role("button", name="Sign out").click()
    console.sees("This screen is done")


def test_a_lost_phone_is_gray_and_comes_back(console):
    phone = console.session.phone("Ana")
    seat = console.page.locator(".seat").filter(has_text="Ana")
    expect(seat).to_be_visible()
    phone.cut()
    expect(seat).to_contain_text("no connection just now")
    phone.connect()
    expect(seat).not_to_contain_text("no connection just now")


def test_the_facilitator_sits_down_and_takes_part(console):
    console.button("Take a seat in the circle").click()
    console.page.get_by_label("What we call you here").fill("Fern")
    console.button("Sit down").click()
    expect(console.page.get_by_role("dialog")).to_have_count(0)
    console.page.keyboard.press("n")
    console.button("Send the piece on its way").click()
    mine = console.page.get_by_label("Your seat")
    mine.get_by_role("button", name="Raise my hand").click()
    mine.get_by_role("button", name="I take it").click()
    expect(console.page.get_by_text("Fern holds the piece.").first).to_be_visible()
    mine.get_by_role("button", name="I am done").click()


def test_a_rehearsal_fills_the_room(server, device):
    laptop = device("laptop")
    page = laptop.page
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("E-mail").fill(email("Fay"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Start a rehearsal").click()
    expect(page.locator(".seat")).to_have_count(8, timeout=40_000)
    page.keyboard.press("n")
    laptop.button("Send the piece on its way").click()
    expect(page.get_by_role("img", name="Hand is up").first).to_be_visible(timeout=40_000)
    expect(laptop.button("Send the piece on its way")).to_have_count(0)
    page.keyboard.press("n")
    expect(laptop.button("Start: Strengths shout-outs")).to_be_visible()
