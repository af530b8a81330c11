"""Attendance: who was there, for how long, and what entitles to a signature. Given, when, then."""

import pytest
from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.attending import STEP, heads, minutes_of, number_now, number_page, show
from facilitator.meeting.harvest import harvest
from facilitator.meeting.permissions import Actor
from facilitator.meeting.refusals import GONE, NO_MORE_CREDIT, NOT_A_GUEST, REHEARSED, ROLE, WITHOUT_PHONE, WRONG_NUMBER
from tests.meeting.room import Room


@pytest.fixture
def room() -> Room:
    return Room("Ana", "Ben", without_phone=("Rose",))


def mark(room: Room, *names: str) -> tuple:
    """Five minutes go by, and these have a phone open."""
    room.now += STEP
    return room.do("the clock", ask.MarkPresence(seats=tuple(room.seats[n] for n in names)))


def seat(room: Room, name: str):
    return room.meeting.seats[room.seats[name]]


def closed(room: Room, heads: int | None = None):
    room.do("Fay", ask.BeginClosing())
    room.do("Fay", ask.Close(heads=heads))
    return harvest(room.meeting, {})


def test_a_mark_finds_open_phones_and_everyone_without_one(room):
    [marked] = mark(room, "Ana")
    assert marked == did.PresenceMarked(step=1, seats=tuple(sorted((room.seats["Ana"], room.seats["Rose"]))))


def test_two_processes_marking_the_same_five_minutes_count_once(room):
    mark(room, "Ana")
    assert room.do("the clock", ask.MarkPresence(seats=(room.seats["Ana"],))) == ()
    [second] = room.do("the clock", ask.MarkPresence(seats=(room.seats["Ben"],)))
    assert second.seats == (room.seats["Ben"],)


def test_a_phone_asleep_in_between_takes_nothing_from_anybodys_minutes(room):
    for names in (("Ana", "Ben"), ("Ana",), ("Ana",), ("Ana", "Ben")):
        mark(room, *names)
    assert minutes_of(seat(room, "Ana")) == minutes_of(seat(room, "Ben")) == 20


def test_who_comes_late_and_leaves_early_has_their_own_minutes(room):
    for names in (("Ana",), ("Ana", "Ben"), ("Ben",), ("Ben",)):
        mark(room, *names)
    assert (minutes_of(seat(room, "Ana")), minutes_of(seat(room, "Ben"))) == (10, 15)


def test_a_mark_changes_nobodys_screen(room):
    before = room.everyone()
    mark(room, "Ana", "Ben")
    assert room.everyone() == before


def test_a_facilitator_in_the_circle_is_no_head(room):
    room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    assert len(heads(room.meeting)) == 3
    assert room.refused("Fay", ask.AskCredit()) is NOT_A_GUEST


def test_only_the_clock_marks(room):
    for name in ("Ana", "Fay"):
        assert room.refused(name, ask.MarkPresence(seats=())) is ROLE


def test_a_seat_has_three_vouchers_at_the_most(room):
    assert room.do("Ana", ask.AskCredit(vouchers=2))[-1] == did.CreditGiven(seat=room.seats["Ana"], vouchers=2)
    assert room.do("Ana", ask.AskCredit(vouchers=2))[-1].vouchers == 1
    assert room.refused("Ana", ask.AskCredit()) is NO_MORE_CREDIT


def test_a_seat_has_three_slips_at_the_most(room):
    for _ in range(3):
        room.do("Ana", ask.AskProof())
    assert room.refused("Ana", ask.AskProof()) is NO_MORE_CREDIT


def test_a_rehearsal_proves_nothing(room):
    room.meeting = replace(room.meeting, rehearsal=True)
    assert room.refused("Ana", ask.AskProof()) is REHEARSED
    assert room.refused("Fay", ask.AskProofFor(seat=room.seats["Rose"])) is REHEARSED


def test_asking_for_credit_shows_that_one_is_there(room):
    room.now += 7 * STEP
    room.do("Ana", ask.AskCredit())
    assert seat(room, "Ana").seen == 7


def test_the_facilitator_asks_for_people_without_a_phone_and_for_nobody_else(room):
    assert room.do("Fay", ask.AskCreditFor(seat=room.seats["Rose"]))[-1].vouchers == 1
    assert room.refused("Fay", ask.AskCreditFor(seat=room.seats["Ana"])) is WITHOUT_PHONE
    assert room.refused("Fay", ask.AskProofFor(seat=room.seats["Ana"])) is WITHOUT_PHONE
    assert room.refused("Fay", ask.AskCreditFor(seat="nobody")) is GONE
    assert room.refused("Fay", ask.AskProofFor(seat="nobody")) is GONE
    assert room.refused("Ana", ask.AskCreditFor(seat=room.seats["Rose"])) is ROLE


def test_what_somebody_asked_for_shows_to_them_alone(room):
    before = {who: seen for who, seen in room.everyone().items() if who != "Ana"}
    room.do("Ana", ask.AskCredit())
    room.do("Ana", ask.AskProof())
    room.do("Ana", ask.ShowPresence(code=number_now(room.meeting, room.now)))
    assert {who: seen for who, seen in room.everyone().items() if who != "Ana"} == before


def test_the_number_on_the_big_screen_lets_people_show_that_they_are_in_the_room(room):
    room.do("Fay", ask.BeginClosing())
    assert room.view("screen")["number"] is True
    number = number_page(room.meeting, room.now)["number"]
    room.now += 60_000
    room.do("Ana", ask.ShowPresence(code=f"{number[:3]} {number[3:]}"))
    assert seat(room, "Ana").shown
    assert room.view("Ana")["credit"]["shown"] is True


def test_an_old_number_or_a_wrong_one_shows_nothing(room):
    number = number_now(room.meeting, room.now)
    room.now += 120_000
    assert room.refused("Ana", ask.ShowPresence(code=number)) is WRONG_NUMBER
    assert room.refused("Ana", ask.ShowPresence(code="")) is WRONG_NUMBER


def test_before_the_closing_no_screen_shows_a_number(room):
    assert "number" not in room.view("screen")
    assert number_page(room.meeting, room.now) == {}


def test_the_harvest_counts_in_steps_of_five_and_says_no_more(room):
    room.do("the clock", ask.MarkPresence(seats=()))
    for names in (("Ana",), ("Ana", "Ben"), ("Ana", "Ben")):
        mark(room, *names)
    left = closed(room)
    assert (left.phones, left.without_phone, left.counted) == (2, 1, None)
    assert left.arrivals == {0: 2, 5: 1}
    assert left.stays == {10: 1, 15: 2}


def test_the_facilitator_may_count_otherwise(room):
    assert closed(room, heads=5).counted == 5


def test_a_session_left_open_is_as_long_as_people_were_there(room):
    for _ in range(12):
        mark(room, "Ana")
    room.do("Fay", ask.RemoveSeat(seat=room.seats["Rose"]))
    room.now += 5 * 12 * STEP
    room.do("the clock", ask.Close())
    assert harvest(room.meeting, {}).minutes == 65


def test_who_joined_from_elsewhere_is_counted_so(room):
    look = {"colour": "teal", "pattern": "dots", "comfort": "may_share"}
    room.do("the door", ask.TakeSeat(seat="xremote", handle=room.handle("Zoe"), remote=True, **look))
    assert closed(room).remote == 1


@pytest.mark.parametrize("setting", ["virtual", "hybrid"])
def test_a_group_that_does_not_meet_in_a_room_alone_has_no_number(room, setting):
    room.do("Fay", ask.BeginClosing())
    elsewhere = replace(room.meeting, setting=setting)
    assert number_page(elsewhere, room.now) == {}
    code = ask.ShowPresence(code=number_now(elsewhere, room.now))
    assert show(elsewhere, Actor("seat", seat=room.seats["Ana"]), code, room.now) is WRONG_NUMBER
