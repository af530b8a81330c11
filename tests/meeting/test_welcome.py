"""Welcome: everyone's own yes to the agreements; how many said it is known to the facilitator, and nothing else to anybody."""

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import ROLE, ROUND_OVER
from facilitator.meeting.rounds.welcome import Accept
from tests.meeting.room import Room


def welcome(*people: str, **settings) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")))
    room.begin("welcome", "Phones stay in pockets.", **settings)
    return room


def accepted(room: Room) -> int:
    return room.view("console")["round"]["accepted"]


def test_only_how_many_can_live_with_the_agreements_is_known_and_only_to_the_facilitator():
    room = welcome()
    twins = [room.copy(), room.copy()]
    twins[0].do("Ana", Accept(on=True))
    twins[1].do("Ben", Accept(on=True))
    assert accepted(room) == 0
    assert accepted(twins[0]) == accepted(twins[1]) == 1
    assert twins[0].bytes("console") == twins[1].bytes("console")
    for audience in ("phones", "screen", "Cy"):
        assert twins[0].bytes(audience) == twins[1].bytes(audience) == room.bytes(audience)


def test_ones_own_yes_shows_to_oneself_and_can_be_taken_back():
    room = welcome()
    assert room.view("Ana")["round"] == {"can": ["welcome.accept"]}
    room.do("Ana", Accept(on=True))
    assert room.view("Ana")["round"] == {"can": ["welcome.accept"], "accepted": True}
    room.do("Ana", Accept(on=False))
    assert room.view("Ana")["round"] == {"can": ["welcome.accept"]}
    assert accepted(room) == 0


def test_saying_it_twice_changes_nothing():
    room = welcome()
    room.do("Ana", Accept(on=True))
    assert room.do("Ana", Accept(on=True)) == ()
    assert room.do("Ben", Accept(on=False)) == ()
    assert accepted(room) == 1


def test_whoever_goes_after_a_yes_is_counted_still():
    room = welcome()
    room.do("Ana", Accept(on=True))
    room.do("Ben", Accept(on=True))
    twin = room.copy()
    room.do("Ben", ask.LeaveSeat())
    twin.do("Cy", ask.LeaveSeat())
    assert accepted(room) == accepted(twin) == 2


def test_listening_is_no_hindrance():
    room = welcome()
    room.do("Ana", ask.SetComfort(comfort="listening"))
    room.do("Ana", Accept(on=True))
    assert accepted(room) == 1


def test_a_wish_for_a_word_goes_to_the_facilitator_alone():
    room = welcome()
    before = room.bytes("phones"), room.bytes("screen"), room.bytes("Ben")
    room.do("Ana", ask.SendSignal(what="a_word_later"))
    assert room.view("console")["seats"][room.seats["Ana"]]["signal"]["what"] == "a_word_later"
    assert (room.bytes("phones"), room.bytes("screen"), room.bytes("Ben")) == before
    assert accepted(room) == 0


def test_what_is_added_for_today_can_be_changed_while_the_round_runs():
    room = welcome()
    room.do("Fay", ask.ChangeRound(round=room.meeting.current, prompt=room.text(ask.Prompt, "We end at eight.")))
    for audience in ("phones", "screen", "console"):
        assert room.view(audience)["round"]["prompt"] == "We end at eight."


def test_the_ruler_is_asked_unless_the_group_leaves_it_out():
    assert welcome().view("phones")["round"]["ruler"] is True
    assert "ruler" not in welcome(ruler=False).view("phones")["round"]


def test_once_the_round_is_over_only_the_number_is_left():
    room = welcome()
    room.do("Ana", Accept(on=True))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.meeting.running.state.accepted == frozenset()
    assert accepted(room) == 1
    assert "round" not in room.view("Ana")
    assert room.refused("Ben", Accept(on=True)) == ROUND_OVER


def test_only_a_seat_says_yes_the_facilitators_own_included():
    room = welcome()
    assert room.refused("Fay", Accept(on=True)) == ROLE
    room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.do("Fay", Accept(on=True))
    assert accepted(room) == 1
