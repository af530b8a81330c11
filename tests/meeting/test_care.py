"""Looking after people: a calm room, quiet, removing, resources, an agreement brought back; who sees what of it."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import CALM, GONE, QUIETED, ROLE, SLOWLY, TAKEN, YOUR_OWN
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import Room

OTHERS = ("phones", "console", "screen", "Ben")


def telling() -> Room:
    room = Room("Ana", "Ben", "Cy")
    room.begin("story", order="ring")
    return room


def held_by(room: Room, name: str) -> None:
    room.do("Fay", story.Send())
    while "offer" not in room.view(name)["round"]:
        room.do("Fay", story.MoveOn())
    room.do(name, story.Accept(turn=room.view(name)["round"]["offer"]["turn"]))


def test_a_resting_room_keeps_everything_and_asks_nothing():
    room = telling()
    held_by(room, "Ana")
    before = room.meeting.running.state
    room.do("Fay", ask.KeepCalm(on=True))
    for who in ("phones", "console", "screen"):
        assert room.view(who)["calm"] is True
    assert "round" not in room.view("Ana")
    assert room.refused("Ben", story.RaiseHand()) == CALM
    room.do("Fay", ask.KeepCalm(on=False))
    assert room.meeting.running.state == before
    assert "calm" not in room.view("phones")


def test_passing_works_also_while_the_room_rests():
    room = telling()
    room.do("Fay", ask.KeepCalm(on=True))
    room.do("Ana", story.SkipMe(on=True))
    room.do("Ana", ask.SetComfort(comfort="listening"))


def test_stepping_out_is_seen_by_nobody_else():
    room, other = telling(), telling()
    room.do("Ana", ask.StepOut(on=True))
    for who in OTHERS:
        assert room.bytes(who) == other.bytes(who)
    assert room.view("Ana")["out"] is True
    assert "round" not in room.view("Ana")
    room.do("Ana", ask.StepOut(on=False))
    assert "out" not in room.view("Ana")
    assert room.do("Ana", ask.StepOut(on=False)) == ()


def test_a_holder_who_steps_out_lets_the_piece_go_on():
    room = telling()
    held_by(room, "Ana")
    room.do("Ana", ask.StepOut(on=True))
    assert room.view("phones")["round"]["piece"] == {"is": "travelling"}


def test_a_quieted_phone_keeps_what_faces_its_owner():
    room = telling()
    room.do("Fay", ask.QuietSeat(seat=room.seats["Ana"], on=True))
    assert room.view("Ana")["quiet"] is True
    assert room.view("console")["seats"][room.seats["Ana"]]["quiet"] is True
    for who in ("phones", "screen", "Ben"):
        assert b"quiet" not in room.bytes(who)
    assert room.refused("Ana", story.RaiseHand()) == QUIETED
    for kept in (ask.SendSignal(what="not_ok"), ask.SetComfort(comfort="listening"), story.SkipMe(on=True)):
        room.do("Ana", kept)
    room.do("Fay", ask.QuietSeat(seat=room.seats["Ana"], on=False))
    room.do("Ana", ask.SetComfort(comfort="may_share"))
    room.do("Ana", story.RaiseHand())


def test_words_written_before_being_quieted_can_still_be_taken_back():
    room = Room("Ana", "Ben")
    room.begin("shoutouts")
    room.do("Ana", Give(text=room.text(ask.Line, "We stayed")))
    room.do("Fay", ask.QuietSeat(seat=room.seats["Ana"], on=True))
    assert room.refused("Ana", Give(strength="hope")) == QUIETED
    room.do("Ana", ask.TakeBack(item=next(iter(room.meeting.words))))
    assert room.view("Ana")["round"]["can"] == []


def test_somebody_removed_is_out_of_the_order_and_may_be_brought_back():
    room = telling()
    held_by(room, "Ana")
    room.do("Fay", ask.RemovePerson(seat=room.seats["Ana"]))
    assert room.view("phones")["round"]["piece"] == {"is": "travelling"}
    assert room.refused("Ana", story.RaiseHand()) == ROLE
    assert room.view("console")["removed"] == [room.seats["Ana"]]
    assert b"removed" not in room.bytes("phones") + room.bytes("screen") + room.bytes("Ben")
    room.do("Fay", ask.BringBack(seat=room.seats["Ana"]))
    room.do("Ana", story.RaiseHand())
    assert room.refused("Fay", ask.BringBack(seat=room.seats["Ana"])) == GONE


def test_a_handle_somebody_else_took_meanwhile_is_not_taken_from_them():
    room = telling()
    room.do("Fay", ask.RemovePerson(seat=room.seats["Ana"]))
    room.do("the door", ask.TakeSeat(seat="xother", handle=room.handle("Ana"), colour="rose", pattern="dots"))
    assert room.refused("Fay", ask.BringBack(seat=room.seats["Ana"])) == TAKEN


@pytest.mark.parametrize("command", [ask.RemovePerson, lambda seat: ask.QuietSeat(seat=seat, on=True)])
def test_who_cannot_be_removed_or_quieted(command):
    room = telling()
    mine = room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))[0].seat
    assert room.refused("Fay", command(seat=mine)) == YOUR_OWN
    assert room.refused("Fay", command(seat="nobody")) == GONE
    assert room.refused("Ana", command(seat=room.seats["Ben"])) == ROLE


def test_an_agreement_comes_back_for_everybody_and_goes_again():
    room = telling()
    room.do("Fay", ask.RecallAgreement(number=1))
    for who in ("phones", "console", "screen"):
        assert room.view(who)["agreement"] == 1
    room.do("Fay", ask.RecallAgreement())
    assert "agreement" not in room.view("phones")


def test_a_resource_reaches_one_phone_or_all_and_nobody_else_learns_whose():
    room, other = telling(), telling()
    room.do("Fay", ask.OfferResource(resource="warm line", seat=room.seats["Ana"]))
    assert room.view("Ana")["offered"] == ["warm line"]
    for who in ("phones", "screen", "Ben"):
        assert room.bytes(who) == other.bytes(who)
    room.do("Fay", ask.OfferResource(resource="warm line"))
    assert room.view("phones")["offered"] == ["warm line"]
    assert room.do("Fay", ask.OfferResource(resource="warm line")) == ()
    room.do("Fay", ask.OfferResource(resource="warm line", on=False))
    assert "offered" not in room.view("phones")
    assert room.refused("Fay", ask.OfferResource(resource="warm line", seat="nobody")) == GONE


def test_going_slowly_lets_each_seat_send_one_text_a_minute():
    room = Room("Ana", "Ben")
    room.begin("shoutouts")

    def give() -> Give:
        return Give(text=room.text(ask.Line, "We stayed"))

    room.do("Fay", ask.SlowDown(on=True))
    room.do("Ana", give())
    assert room.refused("Ana", give()) == SLOWLY
    room.do("Ana", Give(strength="hope"))
    room.do("Ben", give())
    room.now += 60_000
    room.do("Ana", give())
    room.do("Fay", ask.SlowDown(on=False))
    room.do("Ana", give())
    assert room.meeting.paced == {}
