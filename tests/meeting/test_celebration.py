"""Celebration: wins go up as their authors chose; the room cheers, and neither how many nor who shows anywhere."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import GONE, ROLE, ROUND_OVER
from facilitator.meeting.rounds.celebration import MOST_LIGHTS, Cheer, Name, Uncover
from tests.meeting.room import Room


def celebration(*people: str) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")))
    room.begin("celebration", "What is one win from this week, of any size?")
    return room


def win(room: Room, name: str, text: str, named: bool = True) -> str:
    return room.do(name, Name(text=room.text(ask.Line, text), named=named))[0].item


def up(room: Room, audience: str = "phones") -> dict:
    return room.view(audience)["round"]["cards"]


def test_a_win_with_a_handle_goes_up_at_once():
    room = celebration()
    item = win(room, "Ana", "I slept.")
    assert up(room) == up(room, "console") == {item: {"text": "I slept.", "by": room.seats["Ana"]}}
    mine = room.view("Ana")["mine"][item]
    assert (mine["what"], mine["named"], mine["text"]) == ("win", True, "I slept.")


def test_wins_without_a_handle_wait_and_go_up_together():
    room = celebration()
    before = {who: room.bytes(who) for who in ("phones", "screen", "Cy")}
    one, two = win(room, "Ana", "I slept.", named=False), win(room, "Ben", "I called.", named=False)
    assert {who: room.bytes(who) for who in before} == before
    assert room.view("console")["round"]["waiting"] == 2
    assert b"I slept" not in room.bytes("console")
    assert room.view("Ana")["mine"][one]["waiting"] is True
    room.do("Fay", Uncover())
    assert up(room) == dict(sorted({one: {"text": "I slept."}, two: {"text": "I called."}}.items()))
    assert room.view("console")["round"]["waiting"] == 0
    assert room.do("Fay", Uncover()) == ()


def test_nobody_can_tell_whose_win_without_a_handle_it_is():
    room = celebration()
    twin = room.copy()
    for each, author in ((room, "Ana"), (twin, "Ben")):
        win(each, author, "I slept.", named=False)
        each.do("Fay", Uncover())
    for audience in ("phones", "console", "screen", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)


def test_the_end_of_the_round_puts_up_what_still_waits():
    room = celebration()
    item = win(room, "Ana", "I slept.", named=False)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert up(room) == {item: {"text": "I slept."}}


def test_a_seat_names_as_many_as_it_likes():
    room = celebration()
    items = {win(room, "Ana", f"Win {n}.") for n in range(3)}
    assert set(up(room)) == set(room.view("Ana")["mine"]) == items


def test_the_big_screen_shows_wins_as_the_facilitator_lets_them_through():
    room = celebration()
    item = win(room, "Ana", "I slept.")
    room.do("Ben", Cheer(item=item))
    assert up(room, "screen") == {}
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert up(room, "screen") == {item: {"text": "I slept.", "by": room.seats["Ana"], "lights": 1}}


def test_a_win_taken_back_leaves_every_screen_and_those_who_cheered_it_notice_nothing_else():
    room = celebration()
    item = win(room, "Ana", "I slept.")
    room.do("Ben", Cheer(item=item))
    ben = room.bytes("Ben")
    room.do("Ana", ask.TakeBack(item=item))
    assert not any(b"I slept" in seen for seen in room.everyone().values())
    assert up(room) == {}
    assert room.bytes("Ben") == ben
    assert room.refused("Cy", Cheer(item=item)) == GONE


def test_a_cheer_is_a_light_and_can_be_taken_away():
    room = celebration()
    item = win(room, "Ana", "I slept.")
    room.do("Ben", Cheer(item=item))
    assert up(room)[item]["lights"] == 1
    assert room.view("Ben")["round"]["cheered"] == [item]
    assert room.do("Ben", Cheer(item=item)) == ()
    room.do("Ben", Cheer(item=item, on=False))
    assert "lights" not in up(room)[item]
    assert room.view("Ben")["round"]["cheered"] == []
    assert room.do("Ben", Cheer(item=item, on=False)) == ()


def test_there_are_never_more_lights_than_a_few_however_many_cheer():
    room = celebration(*"ABCDEFG")
    item = win(room, "A", "I slept.")
    for name in "BCD":
        room.do(name, Cheer(item=item))
    seen = {who: room.bytes(who) for who in ("phones", "console", "screen", "A")}
    assert up(room)[item]["lights"] == MOST_LIGHTS
    for name in "EFG":
        room.do(name, Cheer(item=item))
    assert {who: room.bytes(who) for who in seen} == seen
    room.do("G", Cheer(item=item, on=False))
    assert up(room)[item]["lights"] == MOST_LIGHTS


def test_nobody_can_tell_who_cheers():
    room = celebration()
    item = win(room, "Ana", "I slept.")
    twin = room.copy()
    room.do("Ben", Cheer(item=item))
    twin.do("Cy", Cheer(item=item))
    for audience in ("phones", "console", "screen", "Ana"):
        assert room.bytes(audience) == twin.bytes(audience)


def test_ones_own_win_may_be_celebrated_like_any_other():
    room = celebration()
    item = win(room, "Ana", "I slept.", named=False)
    assert room.refused("Ana", Cheer(item=item)) == GONE, "not before it is up"
    room.do("Fay", Uncover())
    room.do("Ana", Cheer(item=item))
    assert up(room)[item]["lights"] == 1


def test_only_what_everyone_sees_can_be_cheered():
    room = celebration()
    waits = win(room, "Ana", "I slept.", named=False)
    covered = win(room, "Ana", "I called.")
    room.do("Fay", ask.CoverWords(item=covered, on=True))
    for item in (waits, covered, "nothing"):
        assert room.refused("Ben", Cheer(item=item)) == GONE
    assert up(room) == {}


def test_wins_of_an_earlier_round_are_not_cheered_in_this_one():
    room = celebration()
    item = win(room, "Ana", "I slept.")
    room.begin("celebration")
    assert room.refused("Ben", Cheer(item=item)) == GONE
    assert item in room.view("Ana")["mine"]


def test_after_the_round_wins_glow_on_and_who_cheered_is_forgotten():
    room = celebration(*"ABCDEF")
    item = win(room, "A", "I slept.")
    for name in "BCDEF":
        room.do(name, Cheer(item=item))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert up(room)[item]["lights"] == MOST_LIGHTS
    assert room.meeting.running.state.cheered == {}
    assert room.meeting.running.state.cheers == {item: MOST_LIGHTS}
    assert room.refused("B", Cheer(item=item)) == ROUND_OVER


def test_naming_without_a_handle_touches_only_ones_own_view_and_the_consoles_count():
    room = celebration()
    before = room.everyone()
    win(room, "Ana", "I slept.", named=False)
    after = room.everyone()
    assert {who for who in before if before[who] != after[who]} == {"Ana", "console"}


def test_whoever_leads_puts_up_what_waits_and_a_seat_does_not():
    room = celebration()
    win(room, "Ana", "I slept.", named=False)
    assert room.refused("Ben", Uncover()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ben"]))
    room.do("Ben", ask.AnswerLead(accept=True))
    room.do("Ben", Uncover())
    assert len(up(room)) == 1


@pytest.mark.parametrize("command", [Cheer(item="nothing"), Cheer(item="nothing", on=False)])
def test_the_facilitator_cheers_only_from_a_seat_of_their_own(command):
    assert celebration().refused("Fay", command) == ROLE


def test_who_leaves_with_everything_takes_their_wins_along():
    room = celebration()
    win(room, "Ana", "I slept.")
    win(room, "Ana", "I called.", named=False)
    room.do("Ana", ask.LeaveSeat(words=True))
    assert up(room) == {}
    assert room.view("console")["round"]["waiting"] == 0


def test_there_is_nothing_to_set():
    assert Room("Ana").refused("Fay", ask.PlanRound(round_kind="celebration", settings={"confetti": True}))
