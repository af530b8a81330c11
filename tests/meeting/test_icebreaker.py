"""Icebreaker: answers stay covered until all are uncovered at once; taps are counted once, and nobody's own shows."""

from typing import get_args

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.reading import MOST_CARDS
from facilitator.meeting.refusals import (
    ANSWERED_ALREADY,
    FORMAT,
    GONE,
    NOTHING_TO_SHOW,
    ROLE,
    ROUND_OVER,
    SHOWN_ALREADY,
)
from facilitator.meeting.rounds.icebreaker import PAIRS, SIDES, Answer, Pair, Tap, Uncover
from facilitator.meeting.rules import decide
from tests.meeting.room import Room

EVERYBODY = ("phones", "console", "screen")


def icebreaker(*people: str, **settings) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")))
    room.begin("icebreaker", "What food do you never get tired of?", **settings)
    return room


def answer(room: Room, name: str, text: str, named: bool = True) -> str:
    return room.do(name, Answer(text=room.text(ask.Line, text), named=named))[0].item


def tapped(sides: str, **settings) -> Room:
    """A round in which A, B, C… have tapped these sides."""
    room = icebreaker(*"ABCDEFGHIJ"[: len(sides)], answer="tap", **settings)
    for name, side in zip("ABCDEFGHIJ", sides, strict=False):
        room.do(name, Tap(side=side))
    return room


def can(room: Room, name: str) -> list[str]:
    return room.view(name)["round"]["can"]


# Cards


@pytest.mark.parametrize("named", [True, False])
def test_a_card_lies_face_down_whether_it_has_a_handle_or_not(named):
    room = icebreaker()
    seen = {who: room.bytes(who) for who in ("phones", "screen", "Ben", "Cy")}
    item = answer(room, "Ana", "Mango.", named)
    assert {who: room.bytes(who) for who in seen} == seen, "nobody can tell that there is an answer"
    assert room.view("console")["round"]["answered"] == 1
    assert b"Mango" not in room.bytes("console")
    assert item not in str(room.view("console"))
    mine = room.view("Ana")["mine"][item]
    assert (mine["text"], mine["what"], mine["named"], mine["waiting"]) == ("Mango.", "icebreaker", named, True)
    assert room.view("Ana")["round"]["card"] == item


def test_the_console_cannot_tell_who_has_answered_or_what():
    room = icebreaker()
    twin = room.copy()
    answer(room, "Ana", "Mango.")
    answer(twin, "Ben", "Toast.", named=False)
    assert room.bytes("console") == twin.bytes("console")


def test_all_cards_are_turned_over_at_once_with_or_without_their_handles():
    room = icebreaker()
    mango, toast = answer(room, "Ana", "Mango."), answer(room, "Ben", "Toast.", named=False)
    room.do("Fay", Uncover())
    for audience in ("phones", "console"):
        shown = room.view(audience)["round"]
        assert shown["uncovered"] is True
        assert shown["cards"] == {mango: {"text": "Mango.", "by": room.seats["Ana"]}, toast: {"text": "Toast."}}
        assert list(shown["cards"]) == sorted(shown["cards"]), "in an order that tells nothing"
    assert "waiting" not in room.view("Ben")["mine"][toast]


def test_the_big_screen_shows_cards_as_the_facilitator_lets_them_through():
    room = icebreaker()
    item = answer(room, "Ana", "Mango.")
    answer(room, "Ben", "Toast.")
    room.do("Fay", Uncover())
    assert room.view("screen")["round"]["cards"] == {}
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert room.view("screen")["round"]["cards"] == {item: {"text": "Mango.", "by": room.seats["Ana"]}}
    room.do("Fay", ask.CoverWords(item=item, on=True))
    assert room.view("screen")["round"]["cards"] == {}
    assert item not in room.view("phones")["round"]["cards"]


def test_what_was_let_through_shows_on_the_big_screen_only_once_it_is_uncovered():
    room = icebreaker()
    room.do("Fay", ask.HoldWords(on=False))
    item = answer(room, "Ana", "Mango.")
    assert b"Mango" not in room.bytes("screen")
    room.do("Fay", Uncover())
    assert item in room.view("screen")["round"]["cards"]


def test_one_card_a_seat_until_it_is_taken_back():
    room = icebreaker()
    assert can(room, "Ana") == ["icebreaker.answer"]
    item = answer(room, "Ana", "Mango.")
    assert can(room, "Ana") == []
    second = Answer(text=room.text(ask.Line, "Toast."), named=True)
    assert room.refused("Ana", second) == ANSWERED_ALREADY
    room.do("Ana", ask.TakeBack(item=item))
    assert "card" not in room.view("Ana")["round"]
    assert room.view("console")["round"]["answered"] == 0
    other = answer(room, "Ana", "Toast.")
    assert list(room.view("Ana")["mine"]) == [other]


def test_a_card_taken_back_after_the_uncovering_leaves_every_screen():
    room = icebreaker()
    room.do("Fay", ask.HoldWords(on=False))
    item = answer(room, "Ana", "Mango.")
    room.do("Fay", Uncover())
    room.do("Ana", ask.TakeBack(item=item))
    assert not any(b"Mango" in seen for seen in room.everyone().values())


def test_who_is_late_is_welcome_and_without_a_handle_waits_for_the_next_uncovering():
    room = icebreaker("Ana", "Ben", "Cy", "Dee")
    answer(room, "Ana", "Mango.")
    room.do("Fay", Uncover())
    toast = answer(room, "Ben", "Toast.")
    soup = answer(room, "Cy", "Soup.", named=False)
    assert toast in room.view("phones")["round"]["cards"]
    assert b"Soup" not in room.bytes("phones") + room.bytes("console") + room.bytes("screen")
    assert room.view("console")["round"]["waiting"] == 1
    room.do("Fay", Uncover())
    assert soup in room.view("phones")["round"]["cards"]
    assert room.do("Fay", Uncover()) == (), "nothing new waits"


def test_the_end_of_the_round_lays_out_what_still_waits():
    room = icebreaker()
    item = answer(room, "Ana", "Mango.", named=False)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.view("phones")["round"]["cards"] == {item: {"text": "Mango."}}
    late = Answer(text=room.text(ask.Line, "Toast."), named=True)
    assert room.refused("Ben", late) == ROUND_OVER
    room.begin("story")
    assert room.view("Ana")["mine"][item]["text"] == "Mango.", "it can be taken back as long as the meeting lasts"


def test_who_leaves_with_everything_takes_the_card_along():
    room = icebreaker()
    answer(room, "Ana", "Mango.")
    room.do("Ana", ask.LeaveSeat(words=True))
    assert room.view("console")["round"]["answered"] == 0
    assert room.refused("Fay", Uncover()) == NOTHING_TO_SHOW


def test_who_leaves_otherwise_leaves_the_card():
    room = icebreaker()
    item = answer(room, "Ana", "Mango.")
    room.do("Ana", ask.LeaveSeat())
    room.do("Fay", Uncover())
    assert item in room.view("phones")["round"]["cards"]


def test_in_a_large_room_a_view_carries_so_many_cards_and_names_nobody_else():
    names = [f"P{n}" for n in range(MOST_CARDS + 7)]
    room = icebreaker(*names)
    for name in names:
        answer(room, name, f"Food of {name}.")
    room.do("Fay", Uncover())
    shown = room.view("phones")
    assert len(shown["round"]["cards"]) == MOST_CARDS
    assert shown["round"]["more"] == 7
    assert set(shown["seats"]) == {card["by"] for card in shown["round"]["cards"].values()}


def test_answering_touches_only_ones_own_view_and_the_consoles_count():
    room = icebreaker()
    before = room.everyone()
    answer(room, "Ana", "Mango.", named=False)
    after = room.everyone()
    assert {who for who in before if before[who] != after[who]} == {"Ana", "console"}


# Taps


def test_a_tap_shows_to_nobody_and_can_be_changed_and_taken_away():
    room = icebreaker(answer="tap", pair="tea_coffee", least=3)
    before = {who: room.bytes(who) for who in ("phones", "screen", "Ben", "Cy")}
    assert room.view("phones")["round"]["pair"] == "tea_coffee"
    assert can(room, "Ana") == ["icebreaker.tap"]
    room.do("Ana", Tap(side="a"))
    console = room.bytes("console")
    assert room.view("console")["round"]["answered"] == 1
    assert room.view("Ana")["round"]["tap"] == "a"
    assert room.do("Ana", Tap(side="a")) == ()
    room.do("Ana", Tap(side="b"))
    assert room.bytes("console") == console, "which side it is, is not on the console"
    assert {who: room.bytes(who) for who in before} == before
    room.do("Ana", Tap())
    assert "tap" not in room.view("Ana")["round"]
    assert room.view("console")["round"]["answered"] == 0


@pytest.mark.parametrize(
    ("sides", "least", "shown"),
    [
        ("aaabb", 5, {"a": 3, "b": 2}),
        ("bbbbb", 5, {"b": 5}),
        ("aaaab", 5, {"others": 5}),
        ("aabb", 5, {}),
        ("aabb", 4, {"a": 2, "b": 2}),
        ("aab", 3, {"others": 3}),
    ],
)
def test_taps_are_counted_once_when_enough_have_answered_and_nobody_stands_alone(sides, least, shown):
    room = tapped(sides, least=least)
    room.do("Fay", Uncover())
    for audience in EVERYBODY:
        assert room.view(audience)["round"]["uncovered"] is True
        assert room.view(audience)["round"]["counted"] == shown
        assert "answered" not in room.view(audience)["round"]


def test_once_counted_own_taps_are_forgotten_and_nothing_can_be_changed():
    room = tapped("aaabb")
    room.do("Fay", Uncover())
    assert room.meeting.running.state.taps == {}
    assert "tap" not in room.view("A")["round"]
    assert can(room, "A") == []
    assert room.refused("A", Tap(side="b")) == SHOWN_ALREADY
    assert room.do("Fay", Uncover()) == ()


def test_taps_that_were_never_uncovered_are_forgotten_with_the_round():
    room = tapped("aaabb")
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.meeting.running.state.taps == {}
    assert all("counted" not in room.view(audience)["round"] for audience in EVERYBODY)


def test_who_leaves_with_everything_takes_the_tap_along_and_who_just_goes_does_not():
    room = tapped("aaabb", least=3)
    room.do("A", ask.LeaveSeat(words=True))
    room.do("D", ask.LeaveSeat())
    room.do("Fay", Uncover())
    assert room.view("phones")["round"]["counted"] == {"a": 2, "b": 2}


# Who may, and what cannot be


def test_whoever_leads_uncovers_and_a_seat_does_not():
    room = icebreaker()
    answer(room, "Ana", "Mango.")
    assert room.refused("Ben", Uncover()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ben"]))
    room.do("Ben", ask.AnswerLead(accept=True))
    assert room.view("Ben")["can_lead"] == ["icebreaker.uncover"]
    room.do("Ben", Uncover())
    assert len(room.view("phones")["round"]["cards"]) == 1


@pytest.mark.parametrize("way", ["words", "tap"])
def test_nothing_can_be_uncovered_before_anybody_has_answered(way):
    assert icebreaker(answer=way).refused("Fay", Uncover()) == NOTHING_TO_SHOW


def test_a_card_is_for_a_round_of_cards_and_a_tap_for_a_round_of_taps():
    assert icebreaker().refused("Ana", Tap(side="a")) == FORMAT
    room = icebreaker(answer="tap")
    assert room.refused("Ana", Answer(text=room.text(ask.Line, "Mango."), named=True)) == FORMAT


def test_the_facilitator_answers_only_from_a_seat_of_their_own():
    room = icebreaker()
    assert room.refused("Fay", Tap(side="a")) == ROLE
    gone = room.who("Ana")
    room.do("Ana", ask.LeaveSeat())
    assert decide(room.meeting, gone, Tap(side="a"), room.now) in (ROLE, GONE)
    room.seats["Fern"] = room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))[
        0
    ].seat
    room.do("Fay", Answer(text=room.text(ask.Line, "Mango."), named=True))
    assert "card" in room.view("Fern")["round"]


@pytest.mark.parametrize("settings", [{"answer": "song"}, {"pair": "cake_pie"}, {"least": 2}, {"options": ["my own"]}])
def test_settings_come_from_the_lists(settings):
    room = Room("Ana")
    assert room.refused("Fay", ask.PlanRound(round_kind="icebreaker", settings=settings)) == FORMAT


def test_every_pair_has_two_sides():
    assert set(PAIRS) == set(get_args(Pair))
    assert len(PAIRS) >= 12
    assert all(tuple(side for side, _ in pair) == SIDES for pair in PAIRS.values())


def test_listening_is_taking_part():
    room = icebreaker()
    room.do("Ana", ask.SetComfort(comfort="listening"))
    answer(room, "Ana", "Mango.")
