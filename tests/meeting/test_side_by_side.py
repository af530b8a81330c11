"""Side by side: nothing is asked of anybody, and a line without a handle waits for the others."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import FORMAT, ROLE, ROUND_OVER
from facilitator.meeting.rounds.side_by_side import MINUTE, MOST_ON_SCREEN, LayOut, Share
from tests.meeting.room import NOON, Room

AUDIENCES = ("phones", "console", "screen")


def together(*people: str, **settings) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")), without_phone=("Rose",))
    room.begin("side_by_side", "Let a pen wander.", **settings)
    room.do("Fay", ask.HoldWords(on=False))
    return room


def share(room: Room, name: str, text: str, named: bool = True) -> str:
    return room.do(name, Share(text=room.text(ask.Line, text), named=named))[0].item


def cards(room: Room, audience: str = "phones") -> dict:
    return room.view(audience)["round"]["cards"]


def test_nothing_is_asked_of_anybody_and_everybody_may_share_whoever_listens_too():
    room = together()
    room.do("Cy", ask.SetComfort(comfort="listening"))
    for name in ("Ana", "Cy"):
        assert room.view(name)["round"] == {"can": ["side_by_side.share"]}
    assert room.view("phones")["round"]["prompt"] == "Let a pen wander."
    assert cards(room) == cards(room, "screen") == {}


def test_a_line_with_a_handle_shows_at_once():
    room = together()
    item = share(room, "Ana", "I drew my street.")
    assert cards(room)[item] == cards(room, "screen")[item] == {"text": "I drew my street.", "by": room.seats["Ana"]}


def test_a_line_without_a_handle_waits_and_is_laid_out_with_the_others():
    room = together()
    first, second = share(room, "Ana", "I drew.", named=False), share(room, "Ben", "I sat.", named=False)
    assert room.view("Ana")["mine"][first] == {
        "text": "I drew.", "what": "line", "named": False, "reach": "everyone", "waiting": True, "keep": False,
    }  # fmt: skip
    for audience in (*AUDIENCES, "Cy"):
        assert b"I drew" not in room.bytes(audience)
    assert room.view("console")["round"]["waiting"] == 2
    assert room.do("Fay", LayOut())[0].items == tuple(sorted((first, second)))
    assert cards(room) == {first: {"text": "I drew."}, second: {"text": "I sat."}}
    assert room.view("console")["round"]["waiting"] == 0
    assert "waiting" not in room.view("Ana")["mine"][first]
    assert room.do("Fay", LayOut()) == ()


def test_nobody_but_the_console_can_tell_that_a_line_waits():
    room = together()
    twin = room.copy()
    share(room, "Ana", "I drew.", named=False)
    for audience in ("phones", "screen", "Ben", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)


def test_the_end_of_the_round_lays_out_what_waits():
    room = together()
    item = share(room, "Ana", "I drew.", named=False)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert cards(room) == {item: {"text": "I drew."}}
    assert room.refused("Ben", Share(text=room.text(ask.Line, "Late."), named=True)) == ROUND_OVER


def test_words_wait_for_the_facilitator_before_the_big_screen_and_leave_when_taken_back():
    room = together()
    room.do("Fay", ask.HoldWords(on=True))
    item = share(room, "Ana", "I drew my street.")
    assert item in cards(room)
    assert cards(room, "screen") == {}
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert item in cards(room, "screen")
    room.do("Ana", ask.TakeBack(item=item))
    for audience in (*AUDIENCES, "Ana"):
        assert b"my street" not in room.bytes(audience)
    assert room.view("Ana")["mine"] == {}


def test_what_was_shared_stays_ones_own_after_the_round_and_after_leaving():
    room = together()
    item = share(room, "Ana", "I drew.")
    room.begin("shoutouts")
    assert item in room.view("Ana")["mine"]
    room.do("Ana", ask.LeaveSeat(words=True))
    assert item not in room.meeting.words


def test_until_when_is_only_the_facilitators_to_see():
    room = together(minutes=20)
    assert room.view("console")["round"]["until"] == NOON + 20 * MINUTE
    for audience in ("phones", "screen", "Ana"):
        assert b"until" not in room.bytes(audience)
    assert "until" not in together().view("console")["round"]


@pytest.mark.parametrize("minutes", [-1, 61, "long"])
def test_how_long_it_cannot_be(minutes):
    assert Room("Ana").refused("Fay", ask.PlanRound(round_kind="side_by_side", settings={"minutes": minutes})) == FORMAT


def test_only_a_seat_shares_and_only_whoever_leads_lays_out():
    room = together()
    assert room.refused("Fay", Share(text=room.text(ask.Line, "Me too."), named=True)) == ROLE
    assert room.refused("Ana", LayOut()) == ROLE
    share(room, "Ben", "I sat.", named=False)
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    room.do("Ana", ask.AnswerLead(accept=True))
    assert room.view("Ana")["can_lead"] == ["side_by_side.lay_out"]
    room.do("Ana", LayOut())
    assert len(cards(room)) == 1


def test_the_big_screen_stays_quiet_and_phones_are_not_sent_a_thousand_lines():
    room = together(*(f"P{n}" for n in range(70)))
    items = [share(room, f"P{n}", f"line {n}") for n in range(70)]
    assert set(cards(room, "screen")) == set(items[-MOST_ON_SCREEN:])
    assert len(cards(room)) == 60
    assert room.view("phones")["round"]["more"] == 10
