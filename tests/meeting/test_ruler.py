"""The confidence ruler: the group's change, once; nobody's own."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import SHOWN_ALREADY
from tests.meeting.room import Room

PEOPLE = ("Ana", "Ben", "Cy", "Dee", "Eli")


def answered(when: str, *values: int) -> Room:
    room = Room(*PEOPLE)
    for name, value in zip(PEOPLE, values, strict=False):
        room.do(name, ask.SetRuler(when=when, value=value))
    return room


def test_nobody_but_oneself_sees_what_one_set_neither_before_nor_after():
    room, other = answered("start", 1, 2, 3, 4, 5), answered("start", 10, 2, 3, 4, 5)
    assert room.view("Ana")["ruler"] == {"start": 1}
    for who in ("phones", "console", "screen", "Ben"):
        assert room.bytes(who) == other.bytes(who)


def test_the_groups_change_is_shown_once_and_own_answers_are_forgotten():
    room = answered("start", 2, 4, 4, 5, 5)
    for name in PEOPLE:
        room.do(name, ask.SetRuler(when="end", value=6))
    room.do("Fay", ask.ShowRuler())
    for who in ("phones", "console", "screen"):
        assert room.view(who)["ruler"] == {"start": 4.0, "end": 6.0}
    assert "ruler" not in room.view("Ana")
    assert room.meeting.ruler.start == {}
    assert room.refused("Ana", ask.SetRuler(when="end", value=1)) == SHOWN_ALREADY
    assert room.do("Fay", ask.ShowRuler()) == ()


@pytest.mark.parametrize("many", [0, 1, 4])
def test_too_few_answers_show_no_number(many):
    room = answered("start", *[7] * many)
    room.do("Fay", ask.ShowRuler())
    assert room.view("phones")["ruler"] == {}


def test_an_answer_can_be_moved_and_taken_away():
    room = answered("start", 3)
    room.do("Ana", ask.SetRuler(when="start", value=8))
    assert room.do("Ana", ask.SetRuler(when="start", value=8)) == ()
    room.do("Ana", ask.SetRuler(when="start"))
    assert room.view("Ana")["ruler"] == {}
