"""What a facilitator has afterwards: the debrief, trends, the learning log with its evidence, rules of boards, guides."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.browser.stage import Stop
from tests.practice.papers import a_pdf

TITLES = {"en": ("Ethics at work", "Riverside"), "es": ("Ética en el trabajo", "Riverside")}


def growing(tour, page) -> Iterator[Stop]:
    """From the group's page on, as Fay."""
    practice = f"{tour.server.url}/practice"
    page.goto(practice)
    yield Stop("practice", page)
    page.goto(f"{practice}/debriefs")
    yield Stop("debriefs", page)
    page.locator(".entries a").first.click()
    page.wait_for_selector("#worked")
    page.fill("#worked", tour.words["thanks"])
    page.locator("#signs-0").check()
    page.locator("#bridge_to-4").check()
    page.locator(".guide summary").first.click()
    page.locator("#kept", has_text=".").wait_for()
    yield Stop("debrief", page)
    page.locator("#debrief button.main").click()
    page.wait_for_url("**/practice")
    page.goto(f"{practice}/trends")
    yield Stop("trends", page)
    page.go_back()
    page.goto(f"{practice}/debriefs")
    page.locator(".entries a").first.click()
    page.locator("main > p > a").last.click()
    yield Stop("debrief-let-go", page)
    page.goto(f"{practice}/guides")
    page.locator(".guide summary").first.click()
    yield Stop("guides", page)
    yield from _learning(tour, page, practice)


def _learning(tour, page, practice: str) -> Iterator[Stop]:
    page.goto(f"{practice}/log")
    yield Stop("log-empty", page)
    page.goto(f"{practice}/renewal")
    page.select_option("#pack", "us-oh")
    page.fill("#starts_on", (date.today() - timedelta(days=660)).isoformat())
    page.locator("main form button.main").click()
    page.wait_for_url("**/log")
    for category, hours in (("ethics", "3"), ("trauma", "1.5"), ("", "6.25")):
        page.goto(f"{practice}/log/new")
        title, provider = TITLES[tour.language]
        page.fill("#title", title)
        page.fill("#provider", provider)
        page.fill("#hours", hours)
        page.select_option("#category", category)
        page.locator("main form button.main").click()
        page.wait_for_selector("#files")
    page.set_input_files("#file", {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": a_pdf()})
    page.locator("#files form button").last.click()
    page.wait_for_selector("#files .entries li")
    yield Stop("hours", page)
    page.goto(f"{practice}/log/new")
    page.fill("#hours", "1.1")
    page.locator("main form button.main").click()
    page.wait_for_selector(".wrong")
    yield Stop("hours-wrong", page)
    page.goto(f"{practice}/log")
    yield Stop("log", page)
    page.goto(f"{practice}/renewal")
    yield Stop("renewal", page)
    page.goto(f"{practice}/packs")
    yield Stop("packs", page)
    page.goto(f"{practice}/packs/us-oh")
    page.locator(".guide summary").click()
    yield Stop("pack", page)
    page.goto(f"{practice}/packs/new")
    yield Stop("pack-form", page)
    page.goto(f"{practice}/packs/from-file")
    page.fill("#body", "total = = 3")
    page.locator("main form button.main").click()
    page.wait_for_selector(".wrong")
    yield Stop("pack-from-file", page)
