"""Shared story: the piece is offered, accepted, passed or taken later, in every order, and nobody can tell a pass."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import (
    FORMAT,
    GONE,
    LISTENING,
    MOVED_ON,
    NO_ROUND,
    NOT_OFFERED,
    ONLY_ONCE,
    ROLE,
    ROUND_OVER,
    WITHOUT_PHONE,
)
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import Held, Resting, Travelling
from tests.meeting.room import Room


def circle(order: str, *people: str, **more) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")), without_phone=more.pop("without_phone", ()))
    room.begin("story", "What helped, this week?", order=order, **more)
    room.do("Fay", story.Send())
    return room


def asked(room: Room) -> str | None:
    piece = room.meeting.running.state.piece
    return room.named(piece.to) if isinstance(piece, Travelling) else None


def holder(room: Room) -> str | None:
    piece = room.meeting.running.state.piece
    return room.named(piece.seat) if isinstance(piece, Held) else None


def offer(room: Room, name: str) -> int:
    return room.view(name)["round"]["offer"]["turn"]


def accept(room: Room) -> str:
    name = asked(room)
    room.do(name, story.Accept(turn=offer(room, name)))
    assert holder(room) == name
    return name


def pass_on(room: Room) -> str:
    name = asked(room)
    room.do(name, story.Pass(turn=offer(room, name)))
    return name


def tell(room: Room, name: str, text: str, named: bool = True) -> str:
    events = room.do(name, story.Tell(text=room.text(ask.StoryText, text), named=named))
    return events[0].item


def test_the_piece_rests_until_the_facilitator_sends_it():
    room = Room("Ana", "Ben")
    room.begin("story", order="ring")
    assert room.view("phones")["round"]["piece"] == {"is": "resting"}
    room.do("Fay", story.Send())
    assert room.view("phones")["round"]["piece"] == {"is": "travelling"}


def test_in_a_ring_everyone_is_asked_once_in_circle_order():
    room = circle("ring", "Ana", "Ben", "Cy", "Dee")
    seen = []
    for _ in range(4):
        seen.append(accept(room))
        room.do(seen[-1], story.Done())
    assert sorted(seen) == ["Ana", "Ben", "Cy", "Dee"]
    start = ["Ana", "Ben", "Cy", "Dee"].index(seen[0])
    assert seen == (["Ana", "Ben", "Cy", "Dee"] * 2)[start : start + 4]
    assert asked(room) is None


def test_the_circle_does_not_always_start_with_the_same_person():
    firsts = set()
    room = Room("Ana", "Ben", "Cy")
    for _ in range(30):
        room.begin("story", order="ring")
        room.do("Fay", story.Send())
        firsts.add(asked(room))
    assert firsts == {"Ana", "Ben", "Cy"}


def test_only_the_seat_that_is_asked_sees_the_offer():
    room = circle("ring")
    name = asked(room)
    assert "offer" in room.view(name)["round"]
    for other in {"Ana", "Ben", "Cy"} - {name}:
        assert "offer" not in room.view(other)["round"]
    seat = room.seats[name]
    for audience in ("phones", "console", "screen"):
        assert room.view(audience)["round"]["piece"] == {"is": "travelling"}
        assert seat not in str(room.view(audience)["round"])


def test_nobody_holds_the_piece_without_having_accepted_it():
    room = circle("ring")
    name = asked(room)
    other = ({"Ana", "Ben", "Cy"} - {name}).pop()
    assert room.refused(other, story.Accept(turn=1)) == NOT_OFFERED
    assert room.refused(name, story.Accept(turn=offer(room, name) + 1)) == NOT_OFFERED
    assert holder(room) is None


def test_an_offer_that_moved_on_cannot_be_accepted_any_more():
    room = circle("ring")
    name = asked(room)
    turn = offer(room, name)
    room.do("Fay", story.MoveOn())
    assert room.refused(name, story.Accept(turn=turn)) == NOT_OFFERED


def test_a_pass_looks_like_any_change_of_turn_to_everyone_else():
    room = circle("ring", "Ana", "Ben", "Cy", "Dee")
    first = accept(room)
    room.do(first, story.Done())
    ways = {}
    name = asked(room)
    for way in ("pass", "listening", "later", "nothing yet", "skip me"):
        twin = room.copy()
        match way:
            case "pass":
                twin.do(name, story.Pass(turn=offer(twin, name)))
            case "later":
                twin.do(name, story.Later(turn=offer(twin, name)))
            case "skip me":
                twin.do(name, story.SkipMe(on=True))
            case "listening":
                twin.do(name, ask.SetComfort(comfort="listening"))
        offered = {asked(twin), name}
        ways[way] = {who: seen for who, seen in twin.everyone().items() if who not in offered}
    next_one = asked(twin)
    assert ways["pass"] == ways["listening"] == ways["later"] == ways["skip me"]
    assert {w: s for w, s in ways["nothing yet"].items() if w in ways["pass"]} == ways["pass"]
    assert next_one != name


def test_when_everyone_has_passed_the_room_sees_the_piece_still_travelling():
    room = circle("ring")
    before = {a: room.bytes(a) for a in ("phones", "console", "screen")}
    for _ in range(3):
        pass_on(room)
    assert asked(room) is None
    assert {a: room.bytes(a) for a in before} == before


def test_who_wants_to_speak_after_all_is_asked_when_the_piece_has_found_nobody():
    room = circle("ring")
    for _ in range(3):
        pass_on(room)
    room.do("Cy", story.SkipMe(on=False))
    assert asked(room) == "Cy"


def test_a_raised_hand_takes_back_a_pass():
    room = circle("ring")
    for _ in range(3):
        pass_on(room)
    room.do("Ben", story.RaiseHand())
    assert asked(room) == "Ben"


def test_passing_ahead_of_time_means_the_ring_flows_past():
    room = Room("Ana", "Ben", "Cy")
    room.begin("story", order="ring")
    room.do("Ben", story.SkipMe(on=True))
    room.do("Fay", story.Send())
    seen = []
    while asked(room):
        seen.append(accept(room))
        room.do(seen[-1], story.Done())
    assert sorted(seen) == ["Ana", "Cy"]


def test_ask_me_last_is_asked_last():
    room = Room("Ana", "Ben", "Cy")
    room.begin("story", order="ring")
    for name in ("Ana", "Ben"):
        room.do(name, story.AskMeLast(on=True))
    room.do("Fay", story.Send())
    assert [
        room.do(accept(room), story.Done()) and room.named(room.meeting.running.state.turns[-1]) for _ in range(3)
    ] == [
        "Cy",
        "Ana",
        "Ben",
    ]
    room.begin("story", order="ring")
    room.do("Ana", story.AskMeLast(on=True))
    room.do("Ana", story.AskMeLast(on=False))
    assert "ahead" not in room.view("Ana")["round"]


def test_later_is_asked_again_at_the_end_and_only_once():
    room = circle("ring")
    name = asked(room)
    room.do(name, story.Later(turn=offer(room, name)))
    for _ in range(2):
        assert asked(room) != name
        room.do(accept(room), story.Done())
    assert asked(room) == name
    assert "story.later" not in room.view(name)["round"]["can"]
    assert room.refused(name, story.Later(turn=offer(room, name))) == ONLY_ONCE


def test_the_holder_may_stop_any_time_and_passing_while_holding_is_stopping():
    room = circle("ring")
    first = accept(room)
    twin = room.copy()
    room.do(first, story.Done())
    twin.do(first, story.Pass(turn=1))
    others = {"phones", "console", "screen", "Ana", "Ben", "Cy"} - {first}
    assert {o: room.bytes(o) for o in others} == {o: twin.bytes(o) for o in others}


def test_passing_is_never_refused_not_even_too_late():
    room = circle("ring")
    name = asked(room)
    turn = offer(room, name)
    room.do("Fay", story.MoveOn())
    room.do(name, story.Pass(turn=turn))
    assert room.view(name)["round"]["ahead"] == "skip"


def test_listening_takes_one_out_of_the_order_at_once():
    room = circle("ring")
    first = accept(room)
    room.do(first, ask.SetComfort(comfort="listening"))
    assert holder(room) is None
    second = asked(room)
    room.do(second, ask.SetComfort(comfort="listening"))
    third = asked(room)
    assert third not in (first, second, None)
    room.do(third, ask.SetComfort(comfort="listening"))
    assert asked(room) is None
    room.do("Fay", story.MoveOn())
    assert asked(room) is None
    room.do(third, ask.SetComfort(comfort="glad_to_share"))
    assert asked(room) == third


def test_listening_brings_a_raised_hand_down_as_lowering_it_would():
    room = circle("queue")
    room.do("Ana", story.RaiseHand())
    room.do("Ben", story.RaiseHand())
    twins = [room.copy(), room.copy()]
    twins[0].do("Ben", ask.SetComfort(comfort="listening"))
    twins[1].do("Ben", story.LowerHand())
    seen = [{n: t.bytes(n) for n in ("phones", "console", "screen", "Ana", "Cy")} for t in twins]
    assert seen[0] == seen[1]


def test_in_a_queue_hands_are_asked_in_the_order_they_went_up():
    room = circle("queue")
    assert room.view("phones")["round"]["piece"] == {"is": "waiting"}
    room.do("Cy", story.RaiseHand())
    assert asked(room) == "Cy"
    room.do("Ana", story.RaiseHand())
    room.do("Ben", story.RaiseHand())
    up = [room.seats[n] for n in ("Ana", "Ben", "Cy")]
    assert room.view("screen")["round"]["hands"] == up, "shown in circle order: their own would tell who passed"
    assert accept(room) == "Cy"
    assert room.view("screen")["round"]["hands"] == [room.seats[n] for n in ("Ana", "Ben")]
    room.do("Cy", story.Done())
    assert asked(room) == "Ana"
    room.do("Ana", story.LowerHand())
    assert asked(room) == "Ben"
    room.do("Ben", story.LowerHand())
    assert asked(room) is None
    room.do("Cy", story.RaiseHand())
    assert asked(room) == "Cy", "a raised hand asks for another turn"


def test_a_hand_stays_up_when_its_owner_passes_so_that_nobody_can_tell():
    room = circle("queue")
    room.do("Ana", story.RaiseHand())
    twin = room.copy()
    pass_on(room)
    for who in ("phones", "console", "screen", "Ben", "Cy"):
        assert room.bytes(who) == twin.bytes(who)
    assert room.view("Ana")["round"]["hand_left_up"] is True
    assert asked(room) is None


def test_whoever_passed_takes_their_hand_down_when_they_like_or_raises_it_again():
    room = circle("queue")
    room.do("Ana", story.RaiseHand())
    pass_on(room)
    twin = room.copy()
    room.do("Ana", story.LowerHand())
    assert room.view("phones")["round"]["hands"] == []
    assert room.view("phones")["round"]["piece"] == {"is": "waiting"}
    seen = twin.bytes("phones")
    twin.do("Ana", story.RaiseHand())
    assert twin.bytes("phones") == seen
    assert asked(twin) == "Ana"


def test_a_hand_left_up_goes_unasked_to_the_next_and_is_forgotten_with_the_round():
    room = circle("queue")
    room.do("Ana", story.RaiseHand())
    room.do("Ben", story.RaiseHand())
    pass_on(room)
    assert asked(room) == "Ben"
    assert accept(room) == "Ben"
    assert room.view("phones")["round"]["hands"] == [room.seats["Ana"]]
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.meeting.running.state.left_up == ()


def test_whoever_is_listening_cannot_raise_a_hand():
    room = circle("queue")
    room.do("Ana", ask.SetComfort(comfort="listening"))
    assert room.refused("Ana", story.RaiseHand()) == LISTENING
    assert "story.raise_hand" not in room.view("Ana")["round"]["can"]


def test_in_popcorn_the_holder_says_whom_the_piece_goes_to():
    room = circle("popcorn", "Ana", "Ben", "Cy", "Dee")
    first = accept(room)
    people = [n for n in ("Ana", "Ben", "Cy", "Dee") if n != first]
    room.do(first, story.Done(to=room.seats[people[1]]))
    assert asked(room) == people[1]


def test_a_declined_popcorn_offer_goes_on_to_another_and_never_back():
    room = circle("popcorn", "Ana", "Ben", "Cy", "Dee")
    first = accept(room)
    other = next(n for n in ("Ana", "Ben", "Cy", "Dee") if n != first)
    room.do(first, story.Done(to=room.seats[other]))
    gone = {first}
    while asked(room):
        assert asked(room) not in gone
        gone.add(pass_on(room))
    assert gone == {"Ana", "Ben", "Cy", "Dee"}


def test_naming_someone_who_is_listening_looks_the_same_and_goes_on_silently():
    room = circle("popcorn", "Ana", "Ben", "Cy", "Dee")
    first = accept(room)
    other, third, fourth = [n for n in ("Ana", "Ben", "Cy", "Dee") if n != first]
    room.do(other, ask.SetComfort(comfort="listening"))
    room.do(first, story.Done(to=room.seats[other]))
    assert asked(room) in (third, fourth)
    assert room.view(first)["round"] == {"can": room.view(first)["round"]["can"]}


def test_popcorn_starts_with_hands_and_then_with_those_glad_to_share():
    room = Room("Ana", "Ben", "Cy")
    room.do("Cy", ask.SetComfort(comfort="glad_to_share"))
    room.begin("story", order="popcorn")
    room.do("Ben", story.RaiseHand())
    room.do("Fay", story.Send())
    assert accept(room) == "Ben"
    room.do("Ben", story.Done())
    assert asked(room) == "Cy"


def test_a_popcorn_holder_is_offered_everyone_who_has_not_spoken_and_no_comfort_shows():
    from facilitator.meeting.reading import Reader, own
    from facilitator.meeting.rounds.story.views import look

    room = circle("popcorn", "Ana", "Ben", "Cy", "Dee")
    first = accept(room)
    quiet, hand, _ = [n for n in ("Ana", "Ben", "Cy", "Dee") if n != first]

    def people(room):
        seat = room.meeting.seats[room.seats[first]]
        reader = Reader(room.meeting, room.texts, own(seat.id))
        return look(room.meeting, room.meeting.running, reader, seat, "story.people")["people"]

    before = people(room)
    room.do(quiet, ask.SetComfort(comfort="listening"))
    assert people(room) == before
    room.do(hand, story.RaiseHand())
    assert people(room)[0]["handle"] == hand
    assert {p["handle"] for p in people(room)} == {"Ana", "Ben", "Cy", "Dee"} - {first}
    other = room.meeting.seats[room.seats[quiet]]
    assert (
        look(room.meeting, room.meeting.running, Reader(room.meeting, room.texts, own(other.id)), other, "story.people")
        == GONE
    )


def test_only_popcorn_lets_the_holder_name_somebody():
    room = circle("ring")
    first = accept(room)
    other = next(n for n in ("Ana", "Ben", "Cy") if n != first)
    assert room.refused(first, story.Done(to=room.seats[other])) == GONE
    room = circle("popcorn")
    first = accept(room)
    assert room.refused(first, story.Done(to=room.seats[first])) == GONE
    assert room.refused(first, story.Done(to="xnobody")) == GONE


def test_the_facilitator_offers_the_piece_to_someone_without_a_phone_and_speaks_for_them():
    room = circle("ring", without_phone=("Rose", "Sam"))
    rose = room.seats["Rose"]
    assert room.view("console")["round"]["without_phone"] == [rose, room.seats["Sam"]]
    room.do("Fay", story.OfferTo(seat=rose))
    assert room.view("console")["round"]["asking"] == rose
    assert room.view("phones")["round"]["piece"] == {"is": "travelling"}
    room.do("Fay", story.AnswerFor(seat=rose, accept=True))
    assert holder(room) == "Rose"
    assert room.refused("Fay", story.OfferTo(seat=room.seats["Sam"])) == MOVED_ON
    room.do("Fay", story.DoneFor(seat=rose))
    assert asked(room) in ("Ana", "Ben", "Cy")
    room.do("Fay", story.OfferTo(seat=room.seats["Sam"]))
    room.do("Fay", story.AnswerFor(seat=room.seats["Sam"], accept=False))
    assert asked(room) in ("Ana", "Ben", "Cy")
    assert room.refused("Fay", story.AnswerFor(seat=room.seats["Sam"], accept=True)) == NOT_OFFERED
    assert room.refused("Fay", story.DoneFor(seat=rose)) == NOT_OFFERED


def test_the_facilitator_never_speaks_for_someone_with_a_phone():
    room = circle("ring", without_phone=("Rose",))
    name = asked(room)
    for command in (story.OfferTo, story.DoneFor):
        assert room.refused("Fay", command(seat=room.seats[name])) == WITHOUT_PHONE
    assert room.refused("Fay", story.AnswerFor(seat=room.seats[name], accept=True)) == WITHOUT_PHONE
    assert room.refused("Fay", story.OfferTo(seat="xnobody")) == GONE


def test_the_piece_never_stops_at_a_seat_without_a_phone_by_itself():
    """Otherwise the console could tell from it who had been asked before."""
    room = circle("ring", "Ana", "Ben", without_phone=("Rose",))
    while asked(room):
        assert asked(room) != "Rose"
        pass_on(room)


def test_in_popcorn_the_holder_may_name_someone_without_a_phone():
    room = circle("popcorn", "Ana", "Ben", without_phone=("Rose",))
    first = accept(room)
    room.do(first, story.Done(to=room.seats["Rose"]))
    assert room.view("console")["round"]["asking"] == room.seats["Rose"]


def test_moving_on_asks_a_silent_phone_again_at_the_end_and_then_no_more():
    room = circle("ring")
    name = asked(room)
    before = room.bytes("console")
    room.do("Fay", story.MoveOn())
    assert asked(room) != name
    assert room.bytes("console") == before, "the facilitator cannot tell whether anybody was being asked"
    for _ in range(2):
        pass_on(room)
    assert asked(room) == name
    room.do("Fay", story.MoveOn())
    assert asked(room) is None
    room.do("Fay", story.MoveOn())
    assert room.bytes("console") == before


def test_the_facilitator_brings_the_piece_back_to_the_middle():
    room = circle("ring")
    accept(room)
    room.do("Fay", story.Rest())
    assert room.meeting.running.state.piece == Resting()
    room.do("Fay", story.Send())
    assert asked(room) is not None


def test_holding_shows_its_time_to_holder_and_facilitator_only():
    room = circle("ring", minutes=2)
    name = accept(room)
    until = room.now + 120_000
    assert room.view(name)["round"]["holding"]["until"] == until
    assert room.view("console")["round"]["piece"]["until"] == until
    others = {"Ana", "Ben", "Cy"} - {name}
    for audience in ("phones", "screen", *others):
        assert str(until) not in room.bytes(audience).decode()


def test_a_content_note_shows_before_and_with_the_story():
    room = circle("ring")
    name = accept(room)
    room.do(name, story.SetNotes(notes=("loss", "loss", "money")))
    for audience in ("phones", "screen", "console"):
        assert room.view(audience)["round"]["piece"]["notes"] == ["loss", "money"]
    item = tell(room, name, "A long winter.")
    assert room.view("phones")["round"]["stories"][item]["notes"] == ["loss", "money"]
    room.do(name, story.Done())
    accept(room)
    assert "notes" not in room.view("phones")["round"]["piece"]


def test_a_written_story_with_a_handle_shows_at_once_and_waits_for_the_big_screen():
    room = circle("ring")
    name = accept(room)
    item = tell(room, name, "I called my sister.")
    assert room.view("phones")["round"]["stories"][item] == {
        "text": "I called my sister.",
        "by": room.seats[name],
        "turn": 1,
    }
    assert room.view("screen")["round"]["stories"] == {}
    assert room.view("console")["words"][item]["on_screen"] is False
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert room.view("screen")["round"]["stories"][item]["text"] == "I called my sister."


def test_stories_without_a_handle_are_laid_out_together_at_the_end_of_the_round():
    room = circle("ring")
    items = {}
    while asked(room):
        name = accept(room)
        items[name] = tell(room, name, f"story of {name}", named=False)
        for audience in {"phones", "console", "screen", "Ana", "Ben", "Cy"} - {name}:
            assert f"story of {name}" not in room.bytes(audience).decode()
        assert room.view(name)["mine"][items[name]]["waiting"] is True
        room.do(name, story.Done())
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    stories = room.view("phones")["round"]["stories"]
    assert {s["text"] for s in stories.values()} == {"story of Ana", "story of Ben", "story of Cy"}
    assert list(stories) == sorted(stories), "in no order anybody could read something from"
    assert not any(set(s) - {"text"} for s in stories.values())
    assert list(room.view("console")["words"]) == sorted(room.view("console")["words"])


def test_only_the_holder_tells_and_only_in_writing_where_the_round_is_written():
    room = circle("ring", voice="spoken")
    name = accept(room)
    other = ({"Ana", "Ben", "Cy"} - {name}).pop()
    text = room.text(ask.StoryText, "words")
    assert room.refused(other, story.Tell(text=text, named=True)) == NOT_OFFERED
    assert room.refused(name, story.Tell(text=text, named=True)) == FORMAT
    assert "story.tell" not in room.view(name)["round"]["can"]
    assert room.refused(other, story.SetNotes(notes=("loss",))) == NOT_OFFERED
    assert room.refused(other, story.Done()) == NOT_OFFERED


def test_listeners_resonate_and_the_room_sees_light_and_never_a_count():
    room = Room(*"ABCDEFGH")
    room.begin("story", order="ring")
    assert room.refused("A", story.Resonate(what="me_too")) == MOVED_ON, "there is nobody to resonate with yet"
    room.do("Fay", story.Send())
    name = accept(room)
    for other in "ABCDEFGH".replace(name, ""):
        room.do(other, story.Resonate(what="me_too"))
    for audience in ("phones", "screen", "console"):
        assert room.view(audience)["round"]["lights"] == {"me_too": 3}
    assert room.refused(name, story.Resonate(what="me_too")) == MOVED_ON
    other = "ABCDEFGH".replace(name, "")[0]
    assert room.view(other)["round"]["gave"] == ["me_too"]
    room.do(other, story.Resonate(what="me_too", on=False))
    assert "gave" not in room.view(other)["round"]
    assert room.do(other, story.Resonate(what="me_too", on=False)) == ()
    room.do(name, story.Done())
    accept(room)
    assert room.view("phones")["round"]["lights"] == {}


def test_whoever_leaves_takes_neither_the_piece_nor_an_offer_along():
    room = circle("ring")
    first = asked(room)
    room.do(first, ask.LeaveSeat())
    second = accept(room)
    assert second != first
    room.do(second, ask.LeaveSeat())
    assert holder(room) is None
    assert asked(room) not in (first, second, None)


def test_who_hands_their_phone_on_keeps_their_turn_and_is_asked_out_loud_from_then_on():
    room = circle("ring")
    first = accept(room)
    room.do(first, ask.PutPhoneDown())
    assert holder(room) == first
    room.do("Fay", story.DoneFor(seat=room.seats[first]))
    second = asked(room)
    room.do(second, ask.PutPhoneDown())
    assert asked(room) not in (first, second, None)


def test_who_comes_late_lands_softly_and_is_asked_in_their_turn():
    room = circle("ring")
    name = accept(room)
    room.sit("Lou")
    assert holder(room) == name
    assert "offer" not in room.view("Lou")["round"]
    room.do(name, story.Done())
    seen = set()
    while asked(room):
        seen.add(pass_on(room))
    assert "Lou" in seen


def test_what_was_kept_for_the_round_is_forgotten_when_it_ends():
    room = circle("ring", "Ana", "Ben", "Cy", "Dee")
    pass_on(room)
    name = asked(room)
    room.do(name, story.Later(turn=offer(room, name)))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    state = room.meeting.running.state
    assert (state.passed, state.last, state.deferred, state.asked_times, state.asked, state.ring) == (
        (),
        (),
        (),
        {},
        None,
        (),
    )


def test_a_round_that_is_over_or_not_there_says_so():
    room = Room("Ana")
    assert room.refused("Ana", story.RaiseHand()) == NO_ROUND
    round = room.begin("story")
    room.do("Fay", ask.EndRound(round=round))
    assert room.refused("Ana", story.RaiseHand()) == ROUND_OVER
    room.begin("shoutouts")
    assert room.refused("Ana", story.RaiseHand()) == ROUND_OVER


@pytest.mark.parametrize("command", [story.Send(), story.MoveOn(), story.Rest(), story.OfferTo(seat="xseat1")])
def test_only_the_facilitator_moves_the_piece(command):
    room = circle("ring")
    assert room.refused("Ana", command) == ROLE


def test_the_facilitator_takes_a_seat_and_holds_the_piece_like_anyone():
    room = Room("Ana")
    assert room.refused("Fay", story.RaiseHand()) == ROLE
    events = room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.seats["Fern"] = events[0].seat
    room.begin("story", order="queue")
    room.do("Fay", story.Send())
    room.do("Fay", story.RaiseHand())
    assert asked(room) == "Fern"
    room.do("Fay", story.Accept(turn=1))
    assert holder(room) == "Fern"
    assert room.view("console")["my_seat"] == room.seats["Fern"]
