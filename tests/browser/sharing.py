"""What facilitators share: the directory, a card on its way, the library, practice circles."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from facilitator.clock import new_id
from facilitator.groups import circles, plans
from facilitator.practice.circles.models import PracticeCircle
from facilitator.practice.library import trials, versions
from facilitator.practice.library.models import Piece
from tests.browser.stage import Stop
from tests.places import home_in
from tests.practice.lines import with_lines


def written_before(tour) -> None:
    """Before anybody comes: two lines in the directory, a plan with something learned, tried and changed, a circle that was
    held."""
    home, ids = home_in(tour.server.folder), tour.server.ids
    with_lines(home.store, ids["Riverside"])
    piece = Piece(
        id=new_id(),
        organization_id=ids["Riverside"],
        plan_id=ids["plan"],
        made_by=ids["Fay"],
        minutes=0,
        learned=tour.words["story"],
        depth="deep",
        setting="hybrid",
        language=tour.language,
        tags='["hope", "first meeting"]',
        credit='[{"title": "Evening", "by": "Olu", "organization": "Elsewhere"}]',
    )
    held = PracticeCircle(
        id=new_id(),
        organization_id=ids["Riverside"],
        title="Craft Evening",
        held_on=date.today(),
        minutes=85,
        agenda='["welcome", "story", "closing"]',
        led_by=ids["Fay"],
        presenters='["Dot"]',
        unclaimed=4,
    )
    about, tour.circle = piece.id, held.id
    home.store.write(lambda session: session.add_all([piece, held]))
    trials.add(home.store, about, ids["Fay"], tour.words["thanks"], date.today())
    group = circles.group_of(home.store, ids["Riverside"], ids["group"])
    outline = plans.outline(plans.plan_of(home.store, group, ids["plan"]))
    versions.note(home.store, ids["plan"], ids["Fay"], "", date.today())
    plans.change_plan(home.store, ids["plan"], replace(outline, minutes=outline.minutes + 15))
    versions.note(home.store, ids["plan"], ids["Fay"], tour.words["thanks"], date.today())
    home.store.close()


def shared_pages(tour, page) -> Iterator[Stop]:
    """Pages of what is shared, as Fay."""
    base = f"{tour.server.url}/practice"
    for name, path in (("bridge", "/bridge"), ("bridge-on-paper", "/bridge/print"), ("library", "/library"),
                       ("library-plan", f"/library/plans/{tour.server.ids['plan']}"), ("circles", "/circles"),
                       ("circle", f"/circles/{tour.circle}"), ("circle-on-paper", f"/circles/{tour.circle}/print")):  # fmt: skip
        page.goto(base + path)
        yield Stop(name, page)
    for name, path in (
        ("bridge-form", "/bridge/new"),
        ("library-bring-in", "/library/bring-in"),
        ("circle-hours", "/circles/hours"),
    ):
        page.goto(base + path)
        page.click("main form button.main")
        page.wait_for_selector(".wrong")
        yield Stop(name, page)
    page.goto(f"{base}/library/plans/{tour.server.ids['plan']}/about")
    yield Stop("library-about", page)


def a_card(console, phone) -> Iterator[Stop]:
    """One line of the directory on its way to one phone."""
    console.locator(".seat-menu summary").first.click()
    console.locator(".seat-menu[open] li button", has_text="directo").click()
    console.locator("dialog .idea").first.click()
    console.wait_for_selector("dialog .idea[aria-pressed=true]")
    phone.wait_for_selector(".handed")
    yield Stop("console-card", console)
    yield Stop("phone-card", phone)
    phone.locator(".handed button.quiet").click()
    console.keyboard.press("Escape")
