"""Faults of too many at once, and of networks that let only half of it through. What is measured is in `make bench`."""

import threading
import time

import pytest
import requests

from facilitator.rehearsing.phone import Phone
from tests.browser.stage import Device, chromium
from tests.load.fleet import Fleet
from tests.load.visitor import Visitor
from tests.places import Server

RUSH = 120
BLOCKED = """window.WebSocket = class {
  constructor() { setTimeout(() => this.onerror && this.onerror(new Event("error")), 50); }
  close() {}
};"""
"""What a page finds behind a proxy that lets no WebSocket through."""


@pytest.fixture(scope="module")
def small_rooms(tmp_path_factory):
    """A server whose rooms hold three."""
    made = Server(tmp_path_factory.mktemp("small"), ROOM_LIMIT="3").prepare().start()
    yield made
    made.kill()


def test_fault_51_a_rush_at_one_door_refuses_nobody_and_gives_nobody_anothers_name(server):
    """And the console hears of presence at most once a second."""
    session, fleet = server.open(), Fleet()
    elsewhere = server.open()
    ana = elsewhere.phone("Ana")
    visitors = [Visitor(fleet, ("127.0.0.1", server.port), session.link) for _ in range(RUSH)]
    before = len([1 for event, _ in session.console.heard if event == "here"])
    began = time.monotonic()
    for visitor in visitors:
        visitor.come()
    rush = threading.Thread(target=fleet.run, args=(lambda: all(v.arrived or v.refused for v in visitors), 100))
    rush.start()
    while rush.is_alive():  # a room elsewhere goes on meanwhile
        ana.do("seat.comfort", comfort="listening")
        ana.do("seat.comfort", comfort="may_share")
        rush.join(0.5)
    assert [v.refused for v in visitors if v.refused] == []
    session.console.wait(lambda s: len(s.view["seats"]) == RUSH and not s.here["away"], 30)
    heard = [data for event, data in session.console.heard if event == "here"][before:]
    # Each sync of its own repeats the last.
    said = [here for n, here in enumerate(heard) if not n or here != heard[n - 1]]
    assert len(said) <= time.monotonic() - began + 2
    handles = [seat["handle"] for seat in session.console.view["seats"].values()]
    assert len(set(handles)) == RUSH
    for visitor in visitors:
        visitor.line.close()
    session.close(), elsewhere.close()


def test_fault_52_who_comes_when_the_room_is_full_is_told_so_by_link_and_nobody_inside_notices(small_rooms):
    session = small_rooms.open()
    phones = [session.phone(name) for name in ("Ana", "Ben", "Cy")]
    late = requests.get(f"{small_rooms.url}/j/{session.link}", timeout=10)
    assert late.status_code == 422
    assert "The room is full just now" in late.text
    phones[0].do("seat.comfort", comfort="listening")
    assert len(session.console.view["seats"]) == 3
    assert session.console.view["door"]["full"] == 3, "the facilitator is told"
    session.console.do("door.make_room")
    session.phone("Dee")
    session.console.wait(lambda s: len(s.view["seats"]) == 4 and "full" not in s.view["door"])
    session.close()


def test_fault_59_behind_a_proxy_that_blocks_websockets_everything_works_and_says_that_it_is_slower(server):
    session = server.open()
    with chromium() as browser:
        device = Device(browser, "phone")
        device.page.add_init_script(BLOCKED)
        device.page.goto(f"{server.url}/j/{session.link}")
        device.page.locator(".go button").click()
        device.sees("This network holds us up")
        session.begin("story", order="queue")
        device.button("Raise my hand").click()
        session.console.wait(lambda s: s.round["hands"])
        device.close()
    session.close()


def test_fault_59_a_phone_that_can_only_poll_is_sent_every_change(server):
    session = server.open()
    ana = Phone(server.url).join(session.link, handle="Ana")
    ana.connect("polling")
    session.begin("story", order="queue")
    ana.wait(lambda s: s.round.get("kind") == "story")
    ana.do("story.raise_hand")
    session.console.wait(lambda s: s.round["hands"] == [ana.own["seat"]])
    ana.close()
    session.close()
