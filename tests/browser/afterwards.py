"""The end of the tour: what coordinators, administrators and whoever was there see once a session is over."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.browser.growing import growing
from tests.browser.stage import Stop
from tests.past import years_of
from tests.places import home_in


def afterwards(tour) -> Iterator[Stop]:
    """Once a session is over: attendance, what leaves the organization, the audit trail, proofs."""
    cora = tour.signed_in("Cora").page
    yield Stop("attendance", cora)
    cora.locator("td.day a").first.click()
    cora.wait_for_selector("#heads")
    yield Stop("attendance-session", cora)
    cora.goto(f"{cora.url}/sheet")
    yield Stop("sign-in-sheet", cora)
    cora.goto(f"{tour.server.url}/attendance/outside")
    yield Stop("attendance-outside-empty", cora)
    yield from _with_a_past(tour, cora, tour.devices["Ada"].page)
    visitor = tour.devices["visitor"].page
    for name, path in (("credit", "/credit"), ("proof", "/proof"), ("verify", "/verify")):
        visitor.goto(tour.server.url + path)
        visitor.wait_for_selector("main h1:visible")
        yield Stop(name, visitor)
    fay = tour.devices["Fay"].page
    fay.locator(".goodbye a").last.click()
    fay.wait_for_selector(".kept li")
    yield Stop("group-after", fay)
    yield from growing(tour, fay)


def _with_a_past(tour, cora, ada) -> Iterator[Stop]:
    home = home_in(tour.server.folder)
    last_month = date.today().replace(day=1) - timedelta(days=1)
    years_of(home, tour.server.ids["Riverside"], [tour.server.ids["group"]], 90, tour.server.ids["Fay"], last_month)
    home.store.close()
    cora.goto(f"{tour.server.url}/attendance")
    yield Stop("attendance-years", cora)
    outside = f"{tour.server.url}/attendance/outside"
    for name, period in (("-month", f"{last_month:%Y-%m}"), ("", str(last_month.year - 1))):
        cora.goto(f"{outside}/{period}")
        yield Stop(f"attendance-outside-make{name}", cora)
        cora.click("main form button.main")
        cora.wait_for_selector("main table")
        yield Stop(f"attendance-outside-made{name}", cora)
    cora.goto(f"{outside}/{last_month.year - 1}/print")
    yield Stop("attendance-outside-on-paper", cora)
    cora.goto(outside)
    yield Stop("attendance-outside", cora)
    ada.goto(f"{tour.server.url}/organization/audit")
    yield Stop("audit", ada)
