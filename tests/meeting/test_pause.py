"""Pause: together, without anything to answer; a time to come back, and nothing that ends by itself."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import FORMAT, ROLE, ROUND_OVER
from facilitator.meeting.rounds.pause import MINUTE, More
from tests.meeting.room import NOON, Room

EVERYONE = ("phones", "console", "screen")


def paused(**settings) -> Room:
    room = Room("Ana", "Ben", without_phone=("Rose",))
    room.begin("pause", "Let us take a break.", **settings)
    return room


def until(room: Room) -> int:
    return room.view("phones")["round"]["until"]


@pytest.mark.parametrize(("how", "minutes"), [("breathe", 1), ("break", 30)])
def test_everybody_sees_the_same_and_when_it_is_meant_to_end(how, minutes):
    room = paused(how=how, minutes=minutes)
    for who in EVERYONE:
        shown = room.view(who)["round"]
        assert (shown["how"], shown["until"]) == (how, NOON + minutes * MINUTE)
    assert room.view("Ana")["round"] == {"can": []}


def test_three_minutes_of_breathing_unless_said_otherwise():
    room = paused()
    assert room.view("phones")["round"]["how"] == "breathe"
    assert until(room) == NOON + 3 * MINUTE


@pytest.mark.parametrize("settings", [{"minutes": 0}, {"minutes": 31}, {"how": "nap"}])
def test_what_it_cannot_be(settings):
    room = Room("Ana")
    assert room.refused("Fay", ask.PlanRound(round_kind="pause", settings=settings)) == FORMAT


def test_more_time_counts_from_the_time_that_was_promised():
    room = paused(how="break", minutes=10)
    room.now += 4 * MINUTE
    room.do("Fay", More())
    assert until(room) == NOON + 12 * MINUTE
    room.do("Fay", More(minutes=1))
    assert until(room) == NOON + 13 * MINUTE


def test_after_the_time_is_up_more_time_counts_from_now():
    room = paused(how="break", minutes=1)
    room.now += 5 * MINUTE
    room.do("Fay", More(minutes=2))
    assert until(room) == NOON + 7 * MINUTE


def test_it_never_promises_a_time_more_than_an_hour_off():
    room = paused(how="break", minutes=30)
    for _ in range(2):
        room.do("Fay", More(minutes=30))
        assert until(room) == NOON + 60 * MINUTE
    assert room.do("Fay", More()) == ()


def test_nothing_ends_by_itself():
    room = paused(minutes=1)
    before = room.everyone()
    room.now += 30 * MINUTE
    assert room.everyone() == before
    assert not room.meeting.running.over


def test_only_whoever_leads_gives_more_time():
    room = paused()
    assert room.refused("Ana", More()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    room.do("Ana", ask.AnswerLead(accept=True))
    assert room.view("Ana")["can_lead"] == ["pause.more"]
    room.do("Ana", More())
    assert until(room) == NOON + 5 * MINUTE


def test_an_over_pause_gets_no_more_time():
    room = paused()
    room.do("Fay", ask.EndRound(round=room.meeting.running.id))
    assert room.refused("Fay", More()) == ROUND_OVER
