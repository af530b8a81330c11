"""Ninety minutes with every kind of round, twelve people, two of them without phones."""

import pytest

from facilitator.meeting.rounds import kinds
from tests.browser.rounds import MINUTES, EveryRound
from tests.browser.stage import axe
from tests.places import Server

NARROW = {"width": 320, "height": 640}


def test_the_evening_has_every_kind_of_round_and_ninety_minutes():
    assert set(MINUTES) == set(kinds())
    assert sum(MINUTES.values()) == 90


@pytest.mark.timeout(280)
def test_an_evening_with_every_kind_of_round(browser, tmp_path):
    """The same evening in Spanish is played in `make test-long`."""
    whole_evening(browser, tmp_path, "en")


def whole_evening(browser, tmp_path, language: str) -> None:
    """Every kind of round, end to end, looked at on every screen."""
    server = Server(tmp_path).prepare(language).start()
    evening = EveryRound(server, browser, language)
    found, seen = [], set()
    try:
        for stop in evening.stops():
            seen.add(stop.name)
            for scheme in ("light", "dark") if language == "en" else ("light",):
                stop.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found += [f"{stop.name} {scheme}: {line}" for line in axe(stop.page)]
            if "projector" not in stop.name:
                before = stop.page.viewport_size
                stop.page.set_viewport_size(NARROW)
                wide = stop.page.evaluate("document.documentElement.scrollWidth")
                stop.page.set_viewport_size(before)
                found += [f"{stop.name}: {wide} pixels wide on a phone of 320"] if wide > NARROW["width"] else []
        heads = len(evening.session.console.view["seats"])
        evening.session.console.do("meeting.begin_closing")
        evening.session.console.do("meeting.close")
        evening.session.phones["Ana"].wait(lambda s: s.bye)
    finally:
        evening.close()
        server.kill()
    assert found == []
    assert {name: d.wrong for name, d in evening.devices.items() if d.wrong} == {}
    assert len(seen) == 3 * len(kinds())
    assert heads == 14
