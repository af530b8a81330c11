"""When a large room is told the next thing, and what is known of who looks at what."""

from facilitator.live.near import Near
from facilitator.live.pacing import AT_ONCE, PER_SECOND, Pace
from facilitator.live.presence import Presence, Screen
from facilitator.live.tickets import Ticket
from facilitator.meeting.reading import CONSOLE, PHONES


def screen(sid: str, seat: str | None, role: str = "phone", meeting: str = "m") -> Screen:
    return Screen(sid, Ticket(meeting, role, seat=seat))  # type: ignore[arg-type]


def test_one_change_after_the_other_is_told_at_once_however_many():
    pace = Pace()
    assert [pace.rest(1) for _ in range(100)] == [0.0] * 100


def test_a_burst_is_told_at_once_a_few_times_and_then_together():
    pace = Pace()
    rests = [pace.rest(30) for _ in range(8)]
    assert rests[: int(AT_ONCE)] == [0.0] * int(AT_ONCE)
    assert all(0 < rest <= 4 / PER_SECOND for rest in rests[int(AT_ONCE) :])


def test_screens_are_found_by_what_they_show_and_leave_nothing_behind():
    near = Near()
    open_here = [screen("1", "ana"), screen("2", "ana"), screen("3", "ben"), screen("4", None, "console")]
    for one in open_here:
        near.add(one)
    assert near.many("m") == 4
    assert set(near.audiences("m")) == {PHONES, CONSOLE}
    assert [s.sid for s in near.of_seats(["ana"])] == ["1", "2"]
    assert [s.sid for s in near.consoles("m")] == ["4"]
    for one in open_here:
        near.remove(one)
    assert vars(near) == vars(Near())


def test_a_fourth_screen_of_a_seat_replaces_the_oldest():
    presence = Presence()
    assert [presence.enter(screen(str(n), "ana")) for n in range(3)] == [None] * 3
    assert presence.enter(screen("3", "ana")).sid == "0"
