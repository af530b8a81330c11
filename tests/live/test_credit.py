"""Credit over real sockets: what a phone is handed reaches that phone alone, and the same question has the same answer."""

import secrets

import pytest
import requests

from facilitator.rehearsing.phone import Refused
from tests.live.hearing import Circle

PHONES = ("Ana", "Ben", "Cy")


@pytest.fixture
def circle(server):
    made = Circle(server.open(), "story", order="queue")
    yield made
    made.session.close()


def fenced(circle: Circle, act) -> dict[str, list]:
    """What each screen was sent because of an act, also while no round runs: the room rests for a moment after it, which
    everyone hears."""
    start = {name: len(s.heard) for name, s in circle.screens.items()}
    act()
    circle["console"].do("care.calm", on=True)
    for screen in circle.screens.values():
        screen.wait(lambda s: s.view.get("calm"))
    told = {
        n: [m for m in s.heard[start[n] :] if m[0] != "here" and "calm" not in str(m)]
        for n, s in circle.screens.items()
    }
    circle["console"].do("care.calm", on=False)
    for screen in circle.screens.values():
        screen.wait(lambda s: not s.view.get("calm"))
    return {name: messages for name, messages in told.items() if messages}


def closing(circle: Circle) -> None:
    circle["console"].do("meeting.begin_closing")
    for screen in circle.screens.values():
        screen.wait(lambda s: s.view["phase"] == "closing")
    fenced(circle, lambda: None)  # what each phone hears of its own comes behind what all hear


@pytest.mark.parametrize("kind", ["credit.ask", "proof.ask"])
def test_who_asks_for_credit_or_a_proof_is_heard_by_nobody_else(circle, kind):
    answers = []
    heard = circle.hears(lambda: answers.append(circle["Ana"].ask(kind)), ["Ana"])
    assert answers[0]["ok"]
    assert {name: [event for event, _ in messages] for name, messages in heard.items()} == {"Ana": ["own"]}


def test_what_is_handed_out_is_in_the_answer_alone(circle):
    answers = []
    heard = circle.hears(lambda: answers.append(circle["Ana"].ask("credit.ask", vouchers=2)), ["Ana"])
    first, second = answers[0]["vouchers"]
    assert first != second
    for voucher in (first, second):
        assert voucher not in str(heard)
        assert voucher not in circle.session.server.log()


def test_the_number_typed_is_heard_by_the_phone_that_typed_it_alone(circle):
    closing(circle)
    number = circle["screen"].look("presence.number")["page"]["number"]
    heard = fenced(circle, lambda: circle["Ana"].do("presence.show", code=f"{number[:3]} {number[3:]}"))
    assert {name: [event for event, _ in messages] for name, messages in heard.items()} == {"Ana": ["own"]}
    assert circle["Ana"].own["credit"]["shown"] is True


def test_a_number_that_is_not_on_the_big_screen_shows_nothing_and_is_told_to_nobody(circle):
    closing(circle)
    number = int(circle["screen"].look("presence.number")["page"]["number"])

    def guess() -> None:
        with pytest.raises(Refused):
            circle["Ana"].do("presence.show", code=f"{(number + 1) % 1_000_000:06d}")

    assert fenced(circle, guess) == {}


@pytest.mark.parametrize("name", [*PHONES, "console"])
def test_the_number_is_given_to_the_big_screen_alone(circle, name):
    closing(circle)
    assert not circle[name].look("presence.number")["ok"]


def test_the_big_screen_has_no_number_before_the_closing(circle):
    assert circle["screen"].look("presence.number") == {"ok": True, "page": {}}


def test_the_question_sent_again_has_the_same_answer_and_counts_once(circle):
    id = secrets.token_hex(16)
    first = circle["Ana"].ask("credit.ask", id=id, vouchers=2)
    again = circle["Ana"].ask("credit.ask", id=id, vouchers=2)
    assert first == again
    assert len(set(first["vouchers"])) == 2
    assert circle["Ana"].wait(lambda s: s.own["credit"]["vouchers"] == 1)
    other = circle["Ben"].ask("credit.ask", id=id, vouchers=2)
    assert not set(other["vouchers"]) & set(first["vouchers"])


def test_a_facilitator_is_handed_a_voucher_for_a_seat_without_a_phone_and_for_no_other(circle):
    console = circle["console"]
    console.do("circle.add", handle="Rose", colour="teal", pattern="dots")
    rose = console.wait(lambda s: next((i for i, p in s.view["seats"].items() if p["handle"] == "Rose"), None))
    circle.mark()
    answers = []
    heard = circle.hears(lambda: answers.append(console.ask("credit.ask_for", seat=rose)), [])
    assert len(answers[0]["vouchers"]) == 1
    assert heard == {}
    for seat in (circle.seat("Ana"), "nobody"):
        assert not console.ask("credit.ask_for", seat=seat)["ok"]
    assert not circle["Ana"].ask("credit.ask_for", seat=rose)["ok"]


def test_a_voucher_is_spent_where_no_seat_is_sent_and_nobody_in_the_room_hears_of_it(circle):
    voucher = circle["Ana"].ask("credit.ask")["vouchers"][0]
    url, web = circle.session.server.url, circle["Ana"].web
    answers = []
    body = {"voucher": voucher, "name": "Ana Ruiz"}
    heard = circle.hears(lambda: answers.append(web.post(f"{url}/credit", json=body, timeout=10)), [])
    assert answers[0].json() == {"outcome": "kept"}
    assert "seat=" not in answers[0].request.headers.get("Cookie", "")
    assert heard == {}
    assert "Ana Ruiz" not in circle.session.server.log()


def test_vouchers_outlive_a_crash_of_the_server(own_server):
    session = own_server.open()
    first, second = session.phone("Ana").ask("credit.ask", vouchers=2)["vouchers"]
    own_server.kill()
    own_server.start()

    def leave(voucher: str) -> str:
        body = {"voucher": voucher, "name": "Ana Ruiz"}
        return requests.post(f"{own_server.url}/credit", json=body, timeout=10).json()["outcome"]

    assert leave(first) == "kept"
    own_server.kill()
    own_server.start()
    assert leave(first) == "used"
    assert leave(second) == "full"
