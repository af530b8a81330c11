"""What a bad network does to what people send and see (FAULTS.md 55-58): through the real server, with a real browser where
the page itself is what counts."""

import random
import secrets
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from facilitator.rehearsing.phone import Phone
from tests.browser.stage import Device, chromium
from tests.faults.network import Network
from tests.load.checker import Person, judge
from tests.places import Session, wait_until


@pytest.fixture
def session(server) -> Iterator[Session]:
    made = server.open()
    yield made
    made.close()


@pytest.fixture
def network(server) -> Iterator[Any]:
    made: list[Network] = []

    def make(**more: Any) -> Network:
        made.append(Network(server.port, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def phone(browser, server, session) -> Iterator[Any]:
    """Ana's phone in a real browser, on a network of its own."""
    made: list[Device] = []

    def make(url: str = server.url) -> Device:
        device = Device(browser, "phone")
        made.append(device)
        device.page.clock.install()
        device.page.goto(f"{url}/j/{session.link}")
        device.page.get_by_label("What we call you here").fill("Ana")
        device.button("Come in").click()
        device.sees("Give a shout-out")
        return device

    yield make
    for one in made:
        one.close()


def test_fault_55_on_a_slow_network_with_losses_holes_and_silent_deaths_nothing_is_lost_or_doubled(session, network):
    session.begin("shoutouts")
    slow = network(delay=0.15, loss=0.05)
    there = SimpleNamespace(url=slow.url)
    people = [Person(there, Phone(slow.url).join(session.link, handle=f"p{n}"), random.Random(n)) for n in range(2)]
    for person in people:
        person.phone.connect()
    over = threading.Event()
    threads = [threading.Thread(target=person.go_on, args=(over,)) for person in people]
    for thread in threads:
        thread.start()

    def answered(more: int) -> None:
        enough = sum(p.answers for p in people) + more
        wait_until(lambda: sum(p.answers for p in people) >= enough, 60)

    answered(4)
    slow.stand_still()
    over.wait(2)
    slow.go_on()
    answered(2)
    slow.go_silent()
    answered(2)
    slow.cut()
    answered(2)
    over.set()
    for thread in threads:
        thread.join()
    verdict = judge(people, session.console)
    assert verdict.clean, verdict
    for person in people:
        person.phone.close()


def test_fault_56_a_page_that_slept_for_twenty_minutes_is_right_at_once_and_has_lost_nothing(session, network, phone):
    session.begin("shoutouts", prompt="Before the sleep")
    way = network()
    page = phone(way.url).page
    page.get_by_role("button", name="Give a shout-out").click()
    page.get_by_role("button", name="For the whole group").click()
    page.get_by_label("In your own words, if you like").fill("Half a sentence")
    page.evaluate("scrollTo(0, 60); window.sameAsBefore = scrollY")
    way.go_silent()
    session.console.do("round.change", round=session.console.round["id"], prompt="After the sleep")
    session.console.wait(lambda s: s.round.get("prompt") == "After the sleep")
    page.clock.fast_forward("20:00")
    expect(page.get_by_role("dialog").get_by_text("You are back.")).to_be_visible()
    expect(page.get_by_text("After the sleep")).to_be_attached()
    expect(page.get_by_label("In your own words, if you like")).to_have_value("Half a sentence")
    assert page.evaluate("window.sameAsBefore === scrollY"), "neither loaded again nor moved"
    page.clock.fast_forward("00:10")
    expect(page.get_by_role("dialog").get_by_text("You are back.")).to_be_hidden()


def test_fault_57_from_wifi_to_the_telephone_network_in_the_middle_of_sending_is_one_person_and_one_text(
    session: Session, network
):
    session.begin("shoutouts")
    wifi, mobile = network(), network(source="127.0.0.2")
    ana = Phone(wifi.url).join(session.link, handle="Ana")
    ana.connect()
    session.console.wait(lambda s: s.view["seats"] and not s.here.get("away"))
    heard = len(session.console.heard)
    wifi.go_silent(only_answers=True)
    id = secrets.token_hex(16)
    ana.patience = 1
    with pytest.raises(TimeoutError):
        ana.call("do", {"id": id, "kind": "shoutouts.give", "text": "on the way"})
    session.console.wait(lambda s: s.view["words"])

    again = Phone(mobile.url, ana.web)
    again.load("/here")
    again.connect()
    assert again.own["seat"] == ana.own["seat"], "no form to join again"
    assert again.ask("shoutouts.give", id, text="on the way") == {"ok": True}
    session.console.sync()
    assert [p["text"] for p in session.console.view["words"].values()] == ["on the way"]
    told = session.console.heard[heard:]
    assert not [data for event, data in told if event == "patch" and "seats" in data["patch"]]
    assert not [data for event, data in told if event == "here" and data["away"]], "nobody flickered"
    again.close()


def test_fault_58_what_was_sent_in_airplane_mode_can_be_kept_back_and_then_never_was(session, phone):
    session.begin("shoutouts")
    device = phone()
    page = device.page
    page.get_by_role("button", name="Give a shout-out").click()
    page.get_by_role("button", name="For the whole group").click()
    page.get_by_label("In your own words, if you like").fill("Better not")
    device.context.set_offline(True)
    page.get_by_role("button", name="Give it").click()
    device.sees("What you sent goes when you are back")
    page.get_by_role("dialog").get_by_role("button", name="Don't send it").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Don't send it")).to_be_hidden()
    device.context.set_offline(False)
    expect(page.get_by_role("dialog").get_by_text("You are back.")).to_be_visible()
    waiting = "Object.entries(localStorage).filter(([name, kept]) => name.endsWith(':sending')).length"
    assert page.evaluate(waiting) == 0
    assert session.console.view["quilt"]["sewn"] == 0
    assert session.console.view["words"] == {}
