"""What those who led an evening look back at: counts and minutes, and nothing that could be told apart by a seat."""

import msgspec

from facilitator.meeting import commands as ask
from facilitator.meeting.harvest import harvest
from facilitator.meeting.looking_back import LookBack, Ran
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import HOUR, Room
from tests.meeting.test_balance import turn
from tests.meeting.test_story import circle

MINUTE = 60_000


def back(room: Room) -> LookBack:
    return harvest(room.meeting, room.texts).back


def test_minutes_a_round_those_left_out_and_how_time_was_shared():
    room = circle("ring", "Ana", "Ben", "Cy")
    room.do("Fay", ask.PlanRound(round_kind="pause"))
    for seconds in (20, 100):
        turn(room, seconds)
    room.do("Fay", story.Rest())
    room.now += 4 * MINUTE
    room.begin("shoutouts")
    room.do("Ana", Give(to=room.seats["Ben"], strength="hope"))
    room.now += 3 * MINUTE
    room.do("Fay", ask.Close())
    found = back(room)
    assert found.ran == (Ran("story", 6), Ran("shoutouts", 3))
    assert found.skipped == ("pause",)
    assert (found.heads, found.heard, found.bare) == (3, 2, 2)
    assert found.turns == {1: 1, 4: 1}


def test_it_names_no_seat_and_no_order():
    one, other = (circle("ring", "Ana", "Ben", "Cy") for _ in range(2))
    for seconds in (20, 100, 40):
        turn(one, seconds)
    for seconds in (100, 40, 20):
        turn(other, seconds)
    for room in (one, other):
        room.do("Fay", ask.Close())
    assert back(one) == back(other), "in whatever order people spoke"
    said = msgspec.json.encode(back(one)).decode()
    assert not any(seat in said for seat in one.seats.values())


def test_the_facilitators_own_seat_is_no_head():
    room = Room("Ana")
    room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.do("Fay", ask.Close())
    assert (back(room).heads, back(room).heard) == (1, 0)


def test_a_session_left_open_does_not_stretch_its_last_round():
    room = Room("Ana")
    room.begin("pause")
    room.now += 10 * MINUTE
    room.do("the clock", ask.MarkPresence(seats=(room.seats["Ana"],)))
    room.now += 5 * HOUR
    room.do("Fay", ask.Close())
    assert back(room).ran == (Ran("pause", 15),)


def test_a_round_that_was_resumed_is_timed_by_its_real_end():
    room = Room("Ana")
    room.begin("pause")
    room.now += 2 * MINUTE
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    room.do("Fay", ask.Undo(step=room.meeting.step.id))
    room.now += 5 * MINUTE
    room.do("Fay", ask.Close())
    assert back(room).ran == (Ran("pause", 7),)


def test_it_is_for_whoever_led_or_could_have_stepped_in():
    room = Room("Ana")
    room.do("Fay", ask.NameDeputy(member="xdot", name=room.text(ask.Line, "Dot")))
    room.do("Fay", ask.Close())
    assert harvest(room.meeting, room.texts).leaders == ("xdot", "xfay")
