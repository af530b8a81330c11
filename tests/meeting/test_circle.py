"""The circle: sitting down, looks, comfort, signals, leaving."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor, roles_of
from facilitator.meeting.refusals import CLOSED, FORMAT, GONE, LOCKED, ROLE, SEAT_ALREADY, TAKEN, WITHOUT_PHONE
from facilitator.meeting.rules import decide
from tests.meeting.room import HOUR, NOON, Room


def take(room: Room, name: str, **more) -> ask.TakeSeat:
    look = {"colour": "teal", "pattern": "dots", **more}
    return ask.TakeSeat(seat=f"xnew {name}", handle=room.handle(name), **look)


def test_a_newcomer_is_seen_by_everyone_with_handle_and_patch():
    room = Room("Ana")
    for audience in ("phones", "console"):
        assert room.view(audience)["seats"][room.seats["Ana"]] == {
            "handle": "Ana",
            "colour": "madder",
            "pattern": "stripes",
            "place": 1,
        }


def test_on_the_big_screen_the_quilt_has_no_names():
    room = Room("Ana", "Ben")
    assert all(set(seat) == {"colour", "pattern", "place"} for seat in room.view("screen")["seats"].values())


def test_two_people_cannot_go_by_names_that_look_alike():
    room = Room("Ana")
    assert room.refused("the door", take(room, "ANA")) == TAKEN
    room.do("Ana", ask.LeaveSeat())
    room.do("the door", take(room, "ANA"))


@pytest.mark.parametrize("look", [{"colour": "neon"}, {"pattern": "skulls"}])
def test_a_patch_is_one_of_ours(look):
    room = Room()
    assert room.refused("the door", take(room, "Ana", **look)) == FORMAT


def test_a_full_room_takes_nobody_more():
    room = Room("Ana", capacity=1)
    assert room.refused("the door", take(room, "Ben")) == LOCKED
    assert room.refused("Fay", ask.AddSeat(handle=room.handle("Rose"), colour="teal", pattern="dots")) == LOCKED


def test_lateness_alone_refuses_nobody():
    room = Room("Ana")
    room.begin("story")
    room.sit("Ben")
    room.do("Fay", ask.BeginClosing())
    room.sit("Cy")
    room.do("Fay", ask.Close())
    assert room.refused("the door", take(room, "Dee")) == CLOSED


def test_the_facilitator_adds_and_removes_people_without_phones_only():
    room = Room("Ana", without_phone=("Rose",))
    assert room.view("console")["seats"][room.seats["Rose"]]["phone"] is False
    assert room.refused("Fay", ask.RemoveSeat(seat=room.seats["Ana"])) == WITHOUT_PHONE
    room.do("Fay", ask.RemoveSeat(seat=room.seats["Rose"]))
    assert room.refused("Fay", ask.RemoveSeat(seat=room.seats["Rose"])) == GONE
    assert room.seats["Rose"] not in room.view("console")["seats"]


def test_the_facilitator_takes_one_seat_and_looks_like_anyone():
    room = Room("Ana")
    join = ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star")
    seat = room.do("Fay", join)[0].seat
    assert room.refused("Fay", join) == SEAT_ALREADY
    for audience in ("phones", "screen"):
        assert b"member" not in room.bytes(audience)
        assert b"xfay" not in room.bytes(audience)
    assert set(room.view("phones")["seats"][seat]) == set(room.view("phones")["seats"][room.seats["Ana"]])


def test_a_new_handle_and_patch_show_everywhere_and_the_old_handle_is_erased():
    room = Room("Ana", "Ben")
    assert room.refused("Ana", ask.ChangeLook(handle=room.handle("Ben"), colour="teal", pattern="star")) == TAKEN
    old = room.meeting.seats[room.seats["Ana"]].handle
    events = room.do("Ana", ask.ChangeLook(handle=room.handle("ana"), colour="teal", pattern="star"))
    assert events[0].erases == (old,)
    assert room.view("phones")["seats"][room.seats["Ana"]]["handle"] == "ana"


def test_comfort_is_shown_to_nobody_else_the_console_included():
    room = Room("Ana", "Ben")
    room.begin("story", order="ring")
    before = room.everyone()
    for comfort in ("listening", "glad_to_share", "may_share"):
        room.do("Ana", ask.SetComfort(comfort=comfort))
        assert room.view("Ana")["comfort"] == comfort
        after = room.everyone()
        assert {w: s for w, s in after.items() if w != "Ana"} == {w: s for w, s in before.items() if w != "Ana"}


def test_a_signal_reaches_the_console_and_nobody_else():
    room = Room("Ana", "Ben")
    before = room.everyone()
    room.do("Ana", ask.SendSignal(what="not_ok"))
    after = room.everyone()
    assert {w for w in after if after[w] != before[w]} == {"console", "Ana"}
    assert room.view("Ana")["signal"] == {"what": "not_ok", "at": NOON, "seen": False}
    room.do("Fay", ask.SeeSignal(seat=room.seats["Ana"]))
    assert room.do("Fay", ask.SeeSignal(seat=room.seats["Ana"])) == ()
    assert room.view("Ana")["signal"]["seen"] is True
    room.do("Ana", ask.WithdrawSignal())
    assert room.everyone() == before
    assert room.do("Ana", ask.WithdrawSignal()) == ()
    assert room.refused("Fay", ask.SeeSignal(seat=room.seats["Ana"])) == GONE


def test_leaving_keeps_the_patch_in_the_quilt_and_the_handle_on_named_words():
    room = Room("Ana", "Ben")
    room.do("Ana", ask.LeaveSeat())
    assert room.view("phones")["seats"][room.seats["Ana"]]["left"] is True
    assert room.seats["Ana"] in room.view("screen")["seats"]
    assert room.seats["Ana"] not in room.view("console")["seats"]
    assert room.refused("Ana", ask.SetComfort(comfort="listening")) == ROLE


def test_leaving_with_everything_erases_the_handle_too():
    room = Room("Ana")
    room.do("Ana", ask.LeaveSeat(words=True))
    assert room.texts == {}
    assert room.view("phones")["seats"][room.seats["Ana"]]["handle"] == ""


def test_a_person_who_hands_their_phone_on_stays_in_the_circle():
    room = Room("Ana")
    room.do("Ana", ask.PutPhoneDown())
    assert room.view("console")["seats"][room.seats["Ana"]]["phone"] is False
    for late in (
        ask.PutPhoneDown(),
        ask.SetComfort(comfort="listening"),
        ask.LeaveSeat(),
        ask.SendSignal(what="not_ok"),
    ):
        assert room.refused("Ana", late) == ROLE, "whoever has that phone now is not Ana"


def test_nobody_is_facilitator_but_the_one_this_meeting_names():
    room = Room("Ana")
    assert roles_of(room.meeting, Actor("facilitator", member="xsomebody")) == frozenset()
    assert decide(room.meeting, Actor("facilitator", member="xsomebody"), ask.Close(), NOON) == ROLE
    assert decide(room.meeting, Actor("screen"), ask.Close(), NOON) == ROLE
    assert decide(room.meeting, Actor("seat", seat="xnobody"), ask.LeaveSeat(), NOON) == ROLE


def test_in_a_large_room_a_phone_is_sent_only_the_seats_that_matter():
    room = Room(*(f"p{n}" for n in range(41)))
    assert room.view("phones")["seats"] == {}
    assert room.view("phones")["large"] is True
    room.begin("story", order="queue")
    from facilitator.meeting.rounds.story import asked as story

    room.do("p7", story.RaiseHand())
    assert set(room.view("phones")["seats"]) == {room.seats["p7"]}
    assert room.view("screen")["seats"][room.seats["p7"]]["handle"] == "p7"
    assert "handle" not in room.view("screen")["seats"][room.seats["p8"]]


def test_a_meeting_left_open_closes_by_itself():
    from facilitator.meeting.alarms import next_alarm

    room = Room("Ana")
    at, command = next_alarm(room.meeting)
    assert at == NOON + 6 * HOUR
    room.now = at
    room.do("the clock", command)
    assert room.meeting.phase == "closed"
    assert next_alarm(room.meeting) is None
