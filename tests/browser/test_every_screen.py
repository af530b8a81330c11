"""Every screen, by day and by night: nothing for axe to find, nothing wider than a small phone."""

import pytest

from tests.browser.stage import axe
from tests.browser.tour import Tour
from tests.places import Server

NARROW = {"width": 320, "height": 640}


@pytest.mark.timeout(240)
def test_every_screen_is_accessible_and_fits_a_small_phone(browser, tmp_path):
    """In Spanish, with the same colours and other words, in `make test-long`."""
    walk_through(browser, tmp_path, "en")


def walk_through(browser, tmp_path, language: str) -> None:
    """Every screen there is, by axe and on a phone of 320 pixels."""
    server = Server(tmp_path).prepare(language).start()
    found = []
    stops = 0
    tour = Tour(server, browser, language)
    try:
        for stop in tour.stops():
            stops += 1
            before = stop.page.viewport_size
            for scheme in ("light", "dark"):
                stop.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found += [f"{stop.name} {scheme}: {line}" for line in axe(stop.page)]
            stop.page.emulate_media(color_scheme="light", reduced_motion="reduce")
            if not stop.name.startswith("screen-"):
                stop.page.set_viewport_size(NARROW)
                wide = stop.page.evaluate("document.documentElement.scrollWidth")
                if wide > NARROW["width"]:
                    found.append(f"{stop.name}: {wide} pixels wide on a phone of 320")
                stop.page.set_viewport_size(before)
    finally:
        server.kill()
    assert found == []
    assert tour.complaints == {}
    assert stops > 45
