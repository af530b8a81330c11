"""Who is given a slip for a proof, over real sockets, and what it says."""

import secrets

import pytest

from facilitator.attendance.proof_slips import ProofSlips
from facilitator.store.keys import Keys


@pytest.fixture
def circle(server):
    session = server.open()
    session.phone("Ana")
    session.console.do("circle.add", handle="Rose", colour="teal", pattern="dots")
    session.rose = session.console.wait(
        lambda s: [i for i, seat in s.view["seats"].items() if seat["handle"] == "Rose"]
    )[0]
    yield session
    session.close()


def opened(session, answer):
    keys = Keys(session.server.folder / "keys")
    return ProofSlips(None, keys).opened(answer["slip"])  # type: ignore[arg-type]


def test_a_phone_is_given_what_it_stayed(circle):
    slip = opened(circle, circle.phones["Ana"].ask("proof.ask"))
    stay = slip.stay
    assert (stay.organization, stay.minutes, stay.room, stay.remote) == (
        circle.server.ids["Riverside"],
        5,
        False,
        False,
    )


def test_a_slip_names_no_seat_and_no_meeting(circle):
    ana = circle.phones["Ana"]
    slip = repr(opened(circle, ana.ask("proof.ask")))
    for secret in (ana.own["seat"], circle.id, circle.group, "Ana"):
        assert secret not in slip


def test_the_number_on_the_screen_shows_that_somebody_is_in_the_room(circle):
    screen = circle.screen()
    circle.console.do("meeting.begin_closing")
    screen.wait(lambda s: s.view.get("number"))
    number = screen.look("presence.number")["page"]["number"]
    circle.phones["Ana"].do("presence.show", code=number)
    assert opened(circle, circle.phones["Ana"].ask("proof.ask")).stay.room
    screen.close()


def test_every_slip_of_a_seat_has_one_number_and_the_same_question_counts_once(circle):
    ana, id = circle.phones["Ana"], secrets.token_hex(16)
    first, again = (opened(circle, ana.ask("proof.ask", id=id)) for _ in range(2))
    assert first.number == again.number
    for _ in range(2):
        assert opened(circle, ana.ask("proof.ask")).number == first.number
    rose = opened(circle, circle.console.ask("proof.ask_for", seat=circle.rose))
    assert rose.number != first.number
    refused = ana.ask("proof.ask")
    assert (refused["ok"], "slip" in refused) == (False, False)


def test_for_somebody_without_a_phone_the_facilitator_asks_and_vouches_for_the_room(circle):
    assert opened(circle, circle.console.ask("proof.ask_for", seat=circle.rose)).stay.room


def test_nobody_asks_for_somebody_else(circle):
    ana = circle.phones["Ana"]
    for screen, seat in ((ana, circle.rose), (circle.console, ana.own["seat"])):
        answer = screen.ask("proof.ask_for", seat=seat)
        assert (answer["ok"], "slip" in answer) == (False, False)
