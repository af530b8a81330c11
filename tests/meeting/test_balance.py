"""The facilitator's private picture: how the time was shared, how many were heard, how many patches are bare."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import Room
from tests.meeting.test_story import accept, asked, circle

SECOND = 1000


def balance(room: Room) -> dict:
    return room.view("console")["balance"]


def turn(room: Room, seconds: int) -> str:
    """Somebody takes the piece and speaks for so long."""
    name = accept(room)
    room.now += seconds * SECOND + 400
    room.do(name, story.Done())
    return name


def test_there_is_no_picture_before_anything_began():
    assert "balance" not in Room("Ana").view("console")


def test_turns_show_by_their_length_and_never_by_whose_they_were():
    room = circle("ring", "Ana", "Ben", "Cy")
    assert balance(room) == {"turns": [], "heard": 0, "here": 3}
    heard = [turn(room, seconds) for seconds in (90, 20, 45)]
    assert balance(room) == {"turns": [20, 45, 90], "heard": 3, "here": 3}
    assert set(heard) == {"Ana", "Ben", "Cy"}
    assert room.meeting.running.state.spoken == (20, 45, 90), "not even the state knows whose was which"
    assert not any(room.seats[n] in str(balance(room)) for n in heard)


def test_only_the_console_has_it():
    room = circle("ring")
    turn(room, 30)
    for who in ("phones", "screen", "Ana", "Ben", "Cy"):
        assert "balance" not in room.view(who)
        assert "spoken" not in str(room.view(who))


def test_a_turn_counts_however_it_ends():
    for end in ("rest", "round", "pass", "listening", "leave"):
        room = circle("ring")
        name = accept(room)
        room.now += 50 * SECOND
        match end:
            case "rest":
                room.do("Fay", story.Rest())
            case "round":
                room.do("Fay", ask.EndRound(round=room.meeting.current))
            case "pass":
                room.do(name, story.SkipMe(on=True))
            case "listening":
                room.do(name, ask.SetComfort(comfort="listening"))
            case "leave":
                room.do(name, ask.LeaveSeat())
        assert balance(room)["turns"] == [50], end


def test_it_goes_on_over_rounds_and_a_second_turn_is_the_same_person_heard():
    room = circle("ring", "Ana", "Ben")
    turn(room, 60)
    room.begin("story", order="queue")
    room.do("Fay", story.Send())
    for name in ("Ana", "Ben"):
        room.do(name, story.RaiseHand())
        turn(room, 10)
    assert balance(room) == {"turns": [10, 10, 60], "heard": 2, "here": 2}


def test_people_without_a_phone_are_heard_too_and_who_leaves_is_no_longer_counted():
    room = circle("ring", "Ana", "Ben", without_phone=("Rose",))
    rose = room.seats["Rose"]
    room.do("Fay", story.OfferTo(seat=rose))
    room.do("Fay", story.AnswerFor(seat=rose, accept=True))
    room.now += 30 * SECOND
    room.do("Fay", story.DoneFor(seat=rose))
    assert balance(room) == {"turns": [30], "heard": 1, "here": 3}
    room.do("Fay", ask.RemoveSeat(seat=rose))
    assert balance(room) == {"turns": [30], "heard": 0, "here": 2}


def test_bare_patches_are_those_given_nothing_in_any_round_of_shout_outs_private_ones_count():
    room = Room("Ana", "Ben", "Cy")
    room.begin("story")
    assert "bare" not in balance(room), "nothing could be given yet"
    room.begin("shoutouts")
    assert balance(room)["bare"] == 3
    room.do("Ana", Give(to=room.seats["Ben"], strength="hope", just_for_them=True))
    room.do("Ana", Give(to=None, strength="hope"))
    assert balance(room)["bare"] == 2
    room.begin("shoutouts")
    item = room.do("Ben", Give(to=room.seats["Cy"], strength="hope"))[0].item
    assert balance(room)["bare"] == 1
    room.do("Ben", ask.TakeBack(item=item))
    assert balance(room)["bare"] == 2


def test_it_does_not_tell_a_pass_from_a_change_of_turn():
    room = circle("ring", "Ana", "Ben", "Cy", "Dee")
    turn(room, 40)
    name = asked(room)
    twins = [room.copy(), room.copy(), room.copy()]
    twins[0].do(name, story.Pass(turn=1))
    twins[1].do(name, ask.SetComfort(comfort="listening"))
    twins[2].do(name, ask.SetComfort(comfort="glad_to_share"))
    assert {str(balance(t)) for t in twins} == {str(balance(room))}
