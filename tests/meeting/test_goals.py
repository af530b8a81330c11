"""Goals and strategies: a goal is its owner's alone, a strategy is for all, and nobody sees what anybody saves."""

import msgspec
import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import FORMAT, GONE, ROLE, ROUND_OVER
from facilitator.meeting.rounds import kinds
from facilitator.meeting.rounds.goals.asked import STRENGTHS, LayOut, Offer, Save, SetGoal, Share
from tests.meeting.room import Room


def goals(*people: str, **more) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")), **more)
    room.do("Fay", ask.HoldWords(on=False))
    room.begin("goals", "What is one small step?")
    return room


def set_goal(room: Room, name: str, text: str = "Call my sister.", **more) -> str:
    return room.do(name, SetGoal(text=room.text(ask.Line, text), **more))[-1].item


def offer(room: Room, name: str, text: str = "I walk before I answer.", named: bool = True) -> str:
    return room.do(name, Offer(text=room.text(ask.Line, text), named=named))[-1].item


def readers(room: Room, text: str) -> set[str]:
    return {who for who, seen in room.everyone().items() if text.encode() in seen}


def shown(room: Room, what: str, audience: str = "phones") -> dict:
    return room.view(audience)["round"][what]


# A goal is its owner's


def test_a_goal_reaches_nobody_and_nobody_sees_that_there_is_one():
    room = goals()
    twin = room.copy()
    item = set_goal(room, "Ana", strength="hope", sure=4)
    assert room.view("Ana")["mine"][item] == {
        "text": "Call my sister.", "what": "goal", "reach": "me", "named": False, "keep": False, "strength": "hope",
        "sure": 4, "round": room.meeting.current,
    }  # fmt: skip
    for audience in ("phones", "screen", "console", "Ben", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)


def test_setting_it_again_takes_its_place_shared_or_not_and_its_row_goes():
    room = goals()
    first = set_goal(room, "Ana", "A first step.")
    room.do("Ana", Share(item=first, reach="everyone", named=True))
    events = room.do("Ana", SetGoal(text=room.text(ask.Line, "Another step.")))
    assert len(events[0].erases) == 1
    assert readers(room, "A first step") == set()
    assert readers(room, "Another step") == {"Ana"}
    set_goal(room, "Ben", "Mine stays mine.")
    assert len(room.view("Ana")["mine"]) == len(room.view("Ben")["mine"]) == 1


def test_nobody_can_set_a_goal_for_somebody_else():
    """Invariant 6: no field could say so, and no command of this round can address a person."""
    assert {f.name for f in msgspec.structs.fields(SetGoal)} == {"text", "strength", "sure"}
    for command in kinds()["goals"].commands:
        assert not {"to", "seat", "owner"} & {f.name for f in msgspec.structs.fields(command)}
    room = goals()
    assert room.refused("Fay", SetGoal(text=room.text(ask.Line, "For you."))) == ROLE


@pytest.mark.parametrize("named", [True, False])
def test_how_sure_somebody_is_reaches_nobody_whatever_they_share(named):
    room = goals()
    twin = room.copy()
    for each, sure in ((room, 2), (twin, 9)):
        item = set_goal(each, "Ana", strength="calm", sure=sure)
        each.do("Ana", Share(item=item, reach="everyone", named=named))
        each.do("Fay", LayOut())
        each.do("Fay", ask.EndRound(round=each.meeting.current))
    for audience in ("phones", "screen", "console", "Ben", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)
        assert b"sure" not in room.bytes(audience).replace(b"What is one small step", b"")


def test_a_goal_is_shared_by_choice_with_its_strength_and_kept_again():
    room = goals()
    item = set_goal(room, "Ana", strength="courage")
    room.do("Ana", Share(item=item, reach="everyone", named=True))
    for audience in ("phones", "screen", "console"):
        assert shown(room, "goals", audience) == {
            item: {"text": "Call my sister.", "by": room.seats["Ana"], "strength": "courage"}
        }
    room.do("Ana", Share(item=item, reach="me", named=True))
    assert readers(room, "Call my sister") == {"Ana"}


def test_for_the_facilitator_only_means_the_console_and_nobody_else():
    room = goals()
    item = set_goal(room, "Ana", strength="hope", sure=3)
    room.do("Ana", Share(item=item, reach="facilitator", named=True))
    assert readers(room, "Call my sister") == {"Ana", "console"}
    for_you = shown(room, "for_you", "console")
    assert for_you == {item: {"text": "Call my sister.", "by": room.seats["Ana"], "strength": "hope"}}


def test_without_a_handle_a_goal_waits_until_all_are_laid_out():
    room = goals()
    item = set_goal(room, "Ana")
    room.do("Ana", Share(item=item, reach="everyone", named=False))
    assert readers(room, "Call my sister") == {"Ana"}
    assert room.view("Ana")["mine"][item]["waiting"] is True
    room.do("Fay", LayOut())
    assert shown(room, "goals") == {item: {"text": "Call my sister."}}


def test_only_its_owner_shares_a_goal_and_what_is_not_there_looks_the_same():
    room = goals()
    item, strategy = set_goal(room, "Ana"), offer(room, "Ana")
    for name, other in (("Ben", item), ("Ben", "no such item"), ("Ana", strategy)):
        assert room.refused(name, Share(item=other, reach="everyone", named=True)) == GONE


def test_a_strength_is_one_of_the_list():
    room = goals()
    line = room.text(ask.Line, "A step.")
    assert room.refused("Ana", SetGoal(text=line, strength="no such strength")) == FORMAT
    assert len({key for key, _ in STRENGTHS}) == len(STRENGTHS) == 12


def test_sure_goes_from_nought_to_ten():
    for wrong in (-1, 11, 2.5):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert({"kind": "goals.set", "text": ["x", "y"], "sure": wrong}, SetGoal)


# What worked for me


def test_a_strategy_is_for_everybody_and_shows_at_once_with_a_handle():
    room = goals()
    item = offer(room, "Ana")
    for audience in ("phones", "screen", "console"):
        assert shown(room, "cards", audience) == {item: {"text": "I walk before I answer.", "by": room.seats["Ana"]}}
    assert all(not room.view(name)["received"] for name in ("Ana", "Ben", "Cy")), "nobody was given it"


def test_strategies_without_a_handle_wait_and_are_laid_out_together():
    room = goals()
    items = [offer(room, "Ana", named=False), offer(room, "Ben", "I write it down.", named=False)]
    assert readers(room, "I walk") == {"Ana"}
    assert shown(room, "waiting", "console") == 2
    room.do("Fay", LayOut())
    assert room.do("Fay", LayOut()) == ()
    assert list(shown(room, "cards")) == sorted(items)
    assert all("by" not in piece for piece in shown(room, "cards", "console").values())


def test_the_end_of_the_round_lays_out_what_still_waits():
    room = goals()
    item = offer(room, "Ana", named=False)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert item in shown(room, "cards")


def test_only_whoever_leads_lays_out():
    room = goals()
    assert room.refused("Ana", LayOut()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    room.do("Ana", ask.AnswerLead(accept=True))
    item = offer(room, "Ben", named=False)
    room.do("Ana", LayOut())
    assert item in shown(room, "cards")


def test_the_big_screen_shuffles_the_strategies_and_waits_for_the_facilitator_where_the_room_holds_words():
    room = goals()
    items = [offer(room, "Ana", f"Way {n}.") for n in range(8)]
    order = shown(room, "order", "screen")
    assert sorted(order) == sorted(items)
    assert order not in (items, items[::-1], sorted(items))
    room.do("Fay", ask.HoldWords(on=True))
    held = offer(room, "Ben")
    assert held not in shown(room, "order", "screen")
    room.do("Fay", ask.PutOnScreen(item=held, on=True))
    assert held in shown(room, "order", "screen")


def test_the_console_counts_what_there_is_and_nothing_of_anybody():
    room = goals()
    offer(room, "Ana")
    offer(room, "Ben", named=False)
    room.do("Cy", Share(item=set_goal(room, "Cy"), reach="everyone", named=True))
    set_goal(room, "Ana", "Private.")
    seen = room.view("console")["round"]
    assert set(seen) == {
        "id",
        "kind",
        "prompt",
        "cards",
        "goals",
        "many_strategies",
        "many_goals",
        "waiting",
        "for_you",
    }
    assert (seen["many_strategies"], seen["many_goals"], seen["waiting"]) == (2, 1, 1)
    for audience in ("phones", "screen"):
        assert not {"many_strategies", "many_goals", "waiting", "for_you"} & set(room.view(audience)["round"])


# Saving what one wants to try


def test_only_ones_own_phone_knows_what_one_saved_and_it_carries_no_handle():
    room = goals()
    item = offer(room, "Ana")
    twin = room.copy()
    room.do("Ben", Save(item=item, on=True))
    assert room.do("Ben", Save(item=item, on=True)) == ()
    assert room.view("Ben")["saved"] == {item: {"text": "I walk before I answer.", "what": "strategy"}}
    for audience in ("phones", "screen", "console", "Ana", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)
    room.do("Ben", Save(item=item, on=False))
    assert room.do("Ben", Save(item=item, on=False)) == ()
    assert room.view("Ben")["saved"] == {}


def test_what_was_saved_is_still_there_after_the_round_and_in_the_closing():
    room = goals()
    item = offer(room, "Ana", named=False)
    room.do("Fay", LayOut())
    room.do("Ben", Save(item=item, on=True))
    room.begin("story")
    assert item in room.view("Ben")["saved"]
    room.do("Fay", ask.BeginClosing())
    assert item in room.view("Ben")["saved"]


@pytest.mark.parametrize("later", [False, True])
def test_a_strategy_taken_back_leaves_the_phones_that_saved_it_too(later):
    room = goals()
    item = offer(room, "Ana")
    room.do("Ben", Save(item=item, on=True))
    if later:
        room.begin("story")
    room.do("Ana", ask.TakeBack(item=item))
    assert room.view("Ben")["saved"] == {}
    assert readers(room, "I walk") == set()


def test_a_strategy_that_was_covered_is_out_of_sight_until_it_is_uncovered():
    room = goals()
    item = offer(room, "Ana")
    room.do("Ben", Save(item=item, on=True))
    room.do("Fay", ask.CoverWords(item=item, on=True))
    assert room.view("Ben")["saved"] == {}
    assert room.refused("Cy", Save(item=item, on=True)) == GONE
    room.do("Fay", ask.CoverWords(item=item, on=False))
    assert item in room.view("Ben")["saved"]


def test_only_what_everyone_sees_can_be_saved_and_the_answer_tells_nothing_of_the_rest():
    room = goals()
    waiting, private, public = offer(room, "Ana", named=False), set_goal(room, "Ana"), set_goal(room, "Cy")
    room.do("Cy", Share(item=public, reach="everyone", named=True))
    for item in (waiting, private, public, "no such item"):
        assert room.refused("Ben", Save(item=item, on=True)) is GONE
        assert room.do("Ben", Save(item=item, on=False)) == ()


def test_nothing_is_asked_of_a_round_that_is_over():
    room = goals()
    item = offer(room, "Ana")
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.refused("Ben", Save(item=item, on=True)) == ROUND_OVER


def test_whoever_listens_takes_part_like_anyone():
    room = goals()
    twin = room.copy()
    room.do("Ana", ask.SetComfort(comfort="listening"))
    for each in (room, twin):
        item = offer(each, "Ana")
        each.do("Ana", Share(item=set_goal(each, "Ana"), reach="everyone", named=True))
        each.do("Ben", Save(item=item, on=True))
    for audience in ("phones", "screen", "console", "Ben", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)


def test_views_stay_small_in_a_large_room():
    people = [f"p{n}" for n in range(50)]
    room = goals(*people)
    for name in people:
        offer(room, name)
        room.do(name, Share(item=set_goal(room, name), reach="everyone", named=True))
    seen = room.view("phones")
    assert (len(seen["round"]["cards"]), seen["round"]["more"], len(seen["round"]["goals"])) == (40, 10, 40)
    assert len(seen["seats"]) == 40
    assert len(shown(room, "order", "screen")) == 12
    assert len(shown(room, "goals", "screen")) == 6
    assert "more" not in room.view("screen")["round"]
