"""The door and the deputies: who comes in, who waits, who may step in for the facilitator."""

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import GONE, LOCKED, ROLE, SHUT, TAKEN
from tests.meeting.room import Room


def knock(room: Room, name: str, seat: str = "xlate") -> ask.TakeSeat:
    return ask.TakeSeat(seat=seat, handle=room.handle(name), colour="rose", pattern="dots")


def test_a_locked_door_lets_nobody_new_in_and_nobody_out_of_their_seat():
    room = Room("Ana")
    room.do("Fay", ask.LockDoor(on=True))
    assert room.refused("the door", knock(room, "Ben")) == SHUT
    room.do("Ana", ask.SetComfort(comfort="listening"))
    room.do("Fay", ask.LockDoor(on=False))
    room.do("the door", knock(room, "Ben"))


def test_who_waits_is_seen_by_the_console_alone_and_comes_in_as_they_chose():
    room, other = Room("Ana"), Room("Ana")
    for one in (room, other):
        one.do("Fay", ask.UseWaitingRoom(on=True))
    room.do("the door", knock(room, "Ben"))
    assert room.do("the door", knock(room, "Ben")) == (), "the form sent twice is one who waits"
    assert room.view("console")["door"]["waiting"] == {"xlate": {"handle": "Ben", "colour": "rose", "pattern": "dots"}}
    for who in ("phones", "screen", "Ana"):
        assert room.bytes(who) == other.bytes(who)
    assert room.refused("the door", knock(room, "Ben", "xthird")) == TAKEN
    room.do("Fay", ask.LetIn(seat="xlate"))
    assert room.view("phones")["seats"]["xlate"]["handle"] == "Ben"
    assert room.refused("Fay", ask.LetIn(seat="xlate")) == GONE


def test_who_is_turned_away_leaves_nothing_behind():
    room = Room("Ana")
    room.do("Fay", ask.UseWaitingRoom(on=True))
    room.do("the door", knock(room, "Ben"))
    room.do("Fay", ask.TurnAway(seat="xlate"))
    assert "Ben" not in room.texts.values()
    assert room.refused("Fay", ask.TurnAway(seat="xlate")) == GONE


def test_a_new_code_opens_instead_of_the_old_one():
    room = Room("Ana")
    room.do("Fay", ask.ChangeDoor(code="NEWCOD", link="new link"))
    assert room.view("console")["code"] == "NEWCOD"
    assert room.meeting.link == "new link"


def deputized() -> Room:
    room = Room("Ana")
    room.do("Fay", ask.NameDeputy(member="xdot", name=room.text(ask.Line, "Dot")))
    return room


def test_the_room_is_told_who_may_step_in():
    room = deputized()
    for who in ("phones", "screen", "console"):
        assert room.view(who)["deputies"] == ["Dot"]
    assert room.do("Fay", ask.NameDeputy(member="xdot", name=room.text(ask.Line, "Dot"))) == ()


def test_a_deputy_leads_only_after_stepping_in_and_until_handing_back():
    room = deputized()
    plan = ask.PlanRound(round_kind="story")
    assert room.refused("Dot", plan) == ROLE
    room.do("Dot", ask.StepIn())
    assert room.view("console")["deputy"] == {"named": ["xdot"], "acting": "xdot"}
    room.do("Dot", plan)
    room.do("Fay", plan)
    assert room.refused("Dot", ask.UnnameDeputy(member="xdot")) == ROLE, "only the facilitator names deputies"
    room.do("Dot", ask.HandBack())
    assert room.refused("Dot", plan) == ROLE
    assert room.do("Dot", ask.StepIn())
    room.do("Fay", ask.HandBack())
    assert room.refused("Dot", plan) == ROLE


def test_a_deputy_sees_to_a_signal_also_before_stepping_in():
    room = deputized()
    room.do("Ana", ask.SendSignal(what="not_ok"))
    room.do("Dot", ask.SeeSignal(seat=room.seats["Ana"]))
    assert room.view("Ana")["signal"]["seen"] is True


def test_who_is_no_longer_named_may_do_nothing_and_their_name_is_gone():
    room = deputized()
    room.do("Dot", ask.StepIn())
    room.do("Fay", ask.UnnameDeputy(member="xdot"))
    assert room.meeting.acting is None
    assert room.refused("Dot", ask.StepIn()) == ROLE
    assert "Dot" not in room.texts.values()
    assert room.refused("Fay", ask.UnnameDeputy(member="xdot")) == GONE


def test_one_deputy_at_a_time():
    room = deputized()
    room.do("Fay", ask.NameDeputy(member="xeve", name=room.text(ask.Line, "Eve")))
    room.do("Dot", ask.StepIn())
    assert room.do("Dot", ask.StepIn()) == ()
    assert room.meeting.acting == "xdot"


def test_a_full_room_is_told_to_the_console_alone_and_one_press_makes_room():
    room = Room("Ana", "Ben", capacity=2)
    other = Room("Ana", "Ben")
    assert room.refused("the door", knock(room, "Cy")) == LOCKED
    assert room.view("console")["door"]["full"] == 2
    for who in ("phones", "screen", "Ana"):
        assert room.bytes(who) == other.bytes(who)
    room.do("Fay", ask.MakeRoom())
    assert "full" not in room.view("console")["door"]
    assert room.do("Fay", ask.MakeRoom()) == (), "pressed twice is pressed once"
    room.do("the door", knock(room, "Cy"))
    assert room.meeting.capacity == 7


def test_nobody_makes_room_but_who_leads():
    room = Room("Ana", capacity=1)
    assert room.refused("Ana", ask.MakeRoom()) == ROLE


def test_room_that_was_made_can_be_taken_back_until_somebody_uses_it():
    room = Room("Ana", capacity=1)
    room.do("Fay", ask.MakeRoom())
    room.do("Fay", ask.Undo(step=room.meeting.step.id))
    assert room.meeting.capacity == 1
