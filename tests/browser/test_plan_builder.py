"""The plan builder by hand: dragged, moved with the keyboard, added up; small phones; paper."""

import re

import pytest

from facilitator.groups import circles, plan_templates, plans
from facilitator.groups.plans import Outline, PlannedRound
from tests.browser.stage import axe
from tests.places import PASSWORD, Server, email

EVENING = tuple(
    PlannedRound(kind, minutes, prompt)
    for kind, minutes, prompt in (
        ("story", 20, "What helped you through this week?"),
        ("shoutouts", 10, "What strength did you see?"),
        ("story", 15, "Tell us about a place where you feel at ease."),
    )
)


@pytest.fixture
def builder(tmp_path, device):
    """The builder with three rounds in it, on a laptop; gives the device and the plan's address."""
    server = Server(tmp_path).prepare()
    home = _home(server)
    group = circles.group_of(home.store, server.ids["Riverside"], server.ids["group"])
    plans.change_plan(home.store, server.ids["plan"], Outline("Evening", 60, EVENING))
    full = Outline("Full", 120, tuple(PlannedRound(r.kind, 10, r.prompt) for r in EVENING * 4))
    plans.make_plan(home.store, group, server.ids["Fay"], full)
    for name in plan_templates.library():
        plans.make_plan(home.store, group, server.ids["Fay"], plan_templates.template(name, "es"))
    home.store.close()
    server.start()
    fay = device("laptop")
    fay.page.goto(f"{server.url}/sign-in")
    fay.page.fill("#email", email("Fay"))
    fay.page.fill("#password", PASSWORD)
    fay.page.click("main button")
    fay.page.wait_for_url(lambda url: "sign-in" not in url)
    fay.page.goto(f"{server.url}/groups/{server.ids['group']}/plans/{server.ids['plan']}")
    yield fay
    server.kill()


def _home(server: Server):
    from tests.places import home_in

    return home_in(server.folder)


def order(page) -> list[str]:
    """The rounds by their keys."""
    return page.locator("#rounds > li").evaluate_all("all => all.map(li => li.id.replace('round-', ''))")


def drag(page, key: str, onto: str, hold: bool = False) -> None:
    """Takes a round by its handle and carries it past another, until the list has followed."""
    before = order(page)
    page.locator(f"#round-{key}").scroll_into_view_if_needed()
    start = page.locator(f"#round-{key} .handle").bounding_box()
    end = page.locator(f"#round-{onto}").bounding_box()
    down = end["y"] > start["y"]
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    for part in (0.3, 0.7, 1):
        to = end["y"] + (end["height"] if down else -4)
        page.mouse.move(start["x"] + 10, start["y"] + 10 + (to - start["y"]) * part)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    for nudge in range(40):
        if order(page) != before:
            break
        end = page.locator(f"#round-{onto}").bounding_box()
        page.mouse.move(start["x"] + 10, end["y"] + (end["height"] if down else -4) + nudge % 3)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    if not hold:
        page.mouse.up()


def test_rounds_are_dragged_and_the_order_is_kept(builder):
    page = builder.page
    assert order(page) == ["1", "2", "3"]
    drag(page, "1", "3")
    assert order(page) == ["2", "3", "1"]
    assert page.inner_text("#told") == "Shared story is now 3 of 3."
    drag(page, "3", "2")
    assert order(page) == ["3", "2", "1"]
    page.click("text=Save")
    builder.sees("Saved.")
    page.go_back()
    page.reload()
    assert [page.locator("#rounds textarea").nth(n).input_value() for n in range(3)] == [
        EVENING[2].prompt, EVENING[1].prompt, EVENING[0].prompt
    ]  # fmt: skip


def test_escape_puts_a_dragged_round_back(builder):
    page = builder.page
    drag(page, "1", "3", hold=True)
    assert order(page) != ["1", "2", "3"]
    page.keyboard.press("Escape")
    assert order(page) == ["1", "2", "3"]
    page.mouse.up()
    assert order(page) == ["1", "2", "3"]


def test_rounds_are_moved_with_the_keyboard_and_said_aloud(builder):
    page = builder.page
    page.locator("#round-1 .handle").focus()
    page.keyboard.press("ArrowDown")
    assert order(page) == ["2", "1", "3"]
    assert page.inner_text("#told") == "Shared story is now 2 of 3."
    page.keyboard.press("End")
    assert order(page) == ["2", "3", "1"]
    page.keyboard.press("ArrowDown")
    assert order(page) == ["2", "3", "1"]
    page.keyboard.press("Home")
    assert order(page) == ["1", "2", "3"]
    assert page.evaluate("document.activeElement.className").startswith("handle")
    page.locator("#round-3").get_by_role("button", name="Earlier: Shared story").click()
    assert order(page) == ["1", "3", "2"]
    assert page.evaluate("document.activeElement.value") == "up 3"


def test_minutes_add_up_while_they_are_typed(builder):
    page = builder.page
    assert "45 of 60 minutes" in page.inner_text("#sum")
    assert "15 to spare" in page.inner_text("#sum")
    page.fill("#r1-minutes", "50")
    assert "75 of 60 minutes" in page.inner_text("#sum")
    assert "15 more than the session has." in page.inner_text("#sum")
    page.fill("#minutes", "75")
    assert "It fits to the minute." in page.inner_text("#sum")
    page.press("#minutes", "Enter")
    assert "/plans/" in page.url
    page.fill("#minutes", "soon")
    assert page.inner_text("#sum").strip() == "75 of – minutes"
    widths = page.locator("#total .strip rect:not(.seam)").evaluate_all(
        "all => all.map(r => parseFloat(r.getAttribute('width')))"
    )
    assert round(sum(widths)) == 100


def test_rounds_are_added_left_out_and_given_prompts_without_leaving_the_page(builder):
    page = builder.page
    page.evaluate("window.here = true")
    page.fill("#name", "Typed before")
    page.click("summary:has-text('Add a round')")
    page.click("[value='add shoutouts']")
    page.wait_for_selector("#round-4")
    assert page.evaluate("document.activeElement.id") == "r4-prompt"
    page.click("#round-4 .ideas summary")
    page.click("#round-4 .chip:has-text('Deep')")
    assert page.locator("#round-4 .ideas li.light").first.is_hidden()
    idea = page.locator("#round-4 .ideas li.deep button").first
    said = idea.locator("bdi").inner_text()
    idea.click()
    assert page.input_value("#r4-prompt") == said
    page.fill("#r4-prompt", "What did someone here make easy?")
    page.click("#round-4 .keep summary")
    page.click("[value='keep 4']")
    builder.sees("Kept for the group.")
    page.click("[value='out 2']")
    page.wait_for_selector("#round-2.out")
    assert "50 of 60 minutes" in page.inner_text("#sum")
    page.click("[value='back 2']")
    page.wait_for_selector("#round-2:not(.out)")
    assert page.input_value("#name") == "Typed before"
    assert page.input_value("#r4-prompt") == "What did someone here make easy?"
    assert page.evaluate("window.here")


def test_somebody_who_leaves_without_saving_is_asked(builder):
    page = builder.page
    asked = []
    page.on("dialog", lambda d: (asked.append(d.type), d.accept()))
    page.locator("#name").press_sequentially("x")
    page.click("text=← Tuesday Hope Circle")
    page.wait_for_url(re.compile("#plans$"))
    assert asked == ["beforeunload"]


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["en", "es"])
def test_its_pages_are_accessible_and_fit_a_small_phone(builder, language):
    page = builder.page
    base = page.url
    found = []
    for name, path in (("group", base.rsplit("/plans", 1)[0]), ("builder", base), ("paper", f"{base}/print")):
        page.goto(f"{path}?lang={language}")
        for details in page.locator("details:not([open]) > summary").all():
            if details.is_visible():
                details.click()
        if name == "builder":
            page.fill("#r1-minutes", "0")
            page.click("button.main")
            page.wait_for_selector(".wrong")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{name} {scheme}: {line}" for line in axe(page)]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{name}: {wide} pixels wide"] if wide > 320 else []
        page.set_viewport_size({"width": 1440, "height": 900})
    assert found == []


def test_every_plan_prints_on_one_sheet(builder):
    page = builder.page
    page.goto(page.url.rsplit("/plans", 1)[0])
    links = page.locator("a[href$='/print']").evaluate_all("all => all.map(a => a.href)")
    assert len(links) == 8
    for link in links:
        page.goto(link)
        name = page.inner_text("h1")
        for paper in ("A4", "Letter"):
            sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper))
            assert len(sheets) == 1, (name, paper)
