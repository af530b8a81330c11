"""Answering a written story: only where the round allows it and its teller lets it, and a last pass never shows in it."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import FORMAT, GONE, LISTEN_ONLY, NOT_LET, OWN_STORY, ROLE, ROUND_OVER
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import Room
from tests.meeting.test_story import accept, asked, circle, holder

AUDIENCES = ("phones", "console", "screen")


def told(cross_talk: str, answers: bool = True, named: bool = True, done: bool = True) -> tuple[Room, str, str]:
    """A circle in which somebody has told a story: the room, who it was, the story."""
    room = circle("ring", "Ana", "Ben", "Cy", "Dee", cross_talk=cross_talk)
    name = accept(room)
    text = room.text(ask.StoryText, "I called my sister.")
    item = room.do(name, story.Tell(text=text, named=named, answers=answers))[0].item
    if done:
        room.do(name, story.Done())
        room.do("Fay", story.Rest())
    return room, name, item


def others(name: str) -> list[str]:
    return [n for n in ("Ana", "Ben", "Cy", "Dee") if n != name]


def reply_to(room: Room, item: str, text: str = "Thank you for that.", named: bool = True) -> story.Reply:
    return story.Reply(item=item, text=room.text(ask.Line, text), named=named)


def answer(room: Room, name: str, item: str, text: str = "Thank you for that.", named: bool = True) -> str:
    return room.do(name, reply_to(room, item, text, named))[0].item


def beneath(room: Room, audience: str, item: str) -> dict:
    return room.view(audience)["round"]["stories"].get(item, {}).get("replies", {})


def can_be_answered(room: Room, item: str) -> bool:
    seen = {a: room.view(a)["round"]["stories"].get(item, {}).get("answers", False) for a in ("phones", "console")}
    assert seen["phones"] == seen["console"]
    return seen["phones"]


def test_unless_it_is_planned_nobody_answers():
    room = circle("ring")
    name = accept(room)
    item = room.do(name, story.Tell(text=room.text(ask.StoryText, "x"), named=True, answers=True))[0].item
    room.do("Fay", story.Rest())
    other = next(n for n in ("Ana", "Ben", "Cy") if n != name)
    assert not can_be_answered(room, item)
    assert room.refused(other, reply_to(room, item)) == LISTEN_ONLY
    assert room.refused(name, story.LetAnswer(item=item, on=True)) == LISTEN_ONLY
    assert "answers" not in room.view(name)["mine"][item]
    assert "story.let_answer" not in room.view(name)["round"]["can"]


@pytest.mark.parametrize("cross_talk", ["none", "after", "open"])
def test_everyone_sees_which_it_is_tonight(cross_talk):
    room, _, _ = told(cross_talk)
    for audience in AUDIENCES:
        assert room.view(audience)["round"]["cross_talk"] == cross_talk


def test_after_means_once_the_piece_is_back_in_the_middle_and_somebody_has_told():
    room, name, item = told("after", done=False)
    other = others(name)[0]
    assert room.refused(other, reply_to(room, item)) == LISTEN_ONLY, "somebody holds the piece"
    room.do(name, story.Done())
    assert room.refused(other, reply_to(room, item)) == LISTEN_ONLY, "the piece is on its way"
    for _ in range(3):
        room.do(asked(room), story.SkipMe(on=True))
    assert asked(room) is None
    assert room.refused(other, reply_to(room, item)) == LISTEN_ONLY, "that nobody is left to ask shows to nobody"
    assert not can_be_answered(room, item)
    room.do("Fay", story.Rest())
    assert can_be_answered(room, item)
    room.do(other, reply_to(room, item))
    room.do("Fay", story.Send())
    assert not can_be_answered(room, item)
    assert len(beneath(room, "phones", item)) == 1, "what was said stays"


def test_open_means_any_time_the_round_runs():
    room, name, item = told("open", done=False)
    assert can_be_answered(room, item)
    room.do(others(name)[0], reply_to(room, item))
    room.do(name, story.Done())
    assert can_be_answered(room, item)
    room.do(asked(room), reply_to(room, item))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert not can_be_answered(room, item)
    assert len(beneath(room, "phones", item)) == 2
    assert room.refused(others(name)[0], reply_to(room, item)) == ROUND_OVER


def test_whether_answers_are_possible_does_not_tell_a_pass():
    room, name, item = told("after", done=False)
    room.do(name, story.Done())
    twin = room.copy()
    twin.do(asked(twin), story.Pass(turn=1))
    near = {asked(room), asked(twin)}
    seen = {w: s for w, s in room.everyone().items() if w not in near}
    assert seen == {w: s for w, s in twin.everyone().items() if w not in near}
    for one in (room, twin):
        one.do("Fay", story.Rest())
        assert can_be_answered(one, item)


def test_a_story_its_teller_has_not_opened_is_listened_to():
    room, name, item = told("open", answers=False)
    assert not can_be_answered(room, item)
    assert room.view(name)["mine"][item]["answers"] is False
    assert room.refused(others(name)[0], reply_to(room, item)) == NOT_LET
    room.do(name, story.LetAnswer(item=item, on=True))
    assert room.view(name)["mine"][item]["answers"] is True
    assert can_be_answered(room, item)
    assert room.do(name, story.LetAnswer(item=item, on=True)) == ()
    room.do(others(name)[0], reply_to(room, item))


def test_only_the_teller_opens_a_story_and_nobody_answers_themself():
    room, name, item = told("open")
    for other in others(name):
        assert room.refused(other, story.LetAnswer(item=item, on=False)) == GONE
        assert "story.let_answer" not in room.view(other)["round"]["can"]
    assert "story.let_answer" in room.view(name)["round"]["can"]
    assert room.refused(name, reply_to(room, item)) == OWN_STORY
    assert room.refused(name, story.LetAnswer(item="nothing", on=True)) == GONE
    assert room.refused(others(name)[0], reply_to(room, "nothing")) == GONE
    assert room.refused("Fay", reply_to(room, item)) == ROLE, "without a seat of their own"


def test_an_answer_is_answered_by_nobody():
    room, name, item = told("open")
    first, second, _ = others(name)
    reply = answer(room, first, item)
    assert room.refused(second, reply_to(room, reply)) == GONE


def test_a_story_that_waits_or_is_covered_is_not_there_to_be_answered():
    room, name, item = told("open", named=False)
    assert room.refused(others(name)[0], reply_to(room, item)) == GONE
    room, name, item = told("open")
    room.do("Fay", ask.CoverWords(item=item, on=True))
    assert room.refused(others(name)[0], reply_to(room, item)) == GONE


def test_an_answer_with_a_handle_shows_at_once_beneath_the_story_and_waits_for_the_big_screen():
    room, name, item = told("open")
    other = others(name)[0]
    reply = answer(room, other, item, "Me too.")
    shown = {reply: {"text": "Me too.", "by": room.seats[other]}}
    assert beneath(room, "phones", item) == beneath(room, "console", item) == shown
    assert room.view("console")["words"][reply]["beneath"] == item
    assert room.view(other)["mine"][reply]["what"] == "reply"
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert beneath(room, "screen", item) == {}
    room.do("Fay", ask.PutOnScreen(item=reply, on=True))
    assert beneath(room, "screen", item) == shown


def test_an_answer_without_a_handle_is_seen_by_nobody_until_they_are_laid_out_together():
    room, name, item = told("after")
    one, two, three = others(name)
    before = {a: s for a, s in room.everyone().items() if a not in (one, two)}
    first, second = answer(room, one, item, "Me too.", named=False), answer(room, two, item, "And me.", named=False)
    assert {a: s for a, s in room.everyone().items() if a not in (one, two)} == before, "nobody else is sent a thing"
    assert room.view(one)["mine"][first]["waiting"] is True
    assert room.refused(three, story.LayOut()) == ROLE
    room.do("Fay", story.LayOut())
    shown = beneath(room, "phones", item)
    assert shown == {first: {"text": "Me too."}, second: {"text": "And me."}}
    assert list(shown) == sorted(shown), "in no order anybody could read something from"
    assert room.do("Fay", story.LayOut()) == ()


def test_laying_answers_out_leaves_stories_without_a_handle_to_the_end_of_the_round():
    room, _, item = told("open")
    room.do("Fay", story.Send())
    second = accept(room)
    waits = room.do(second, story.Tell(text=room.text(ask.StoryText, "Quietly."), named=False, answers=True))[0].item
    reply = answer(room, second, item, named=False)
    room.do("Fay", story.LayOut())
    assert set(beneath(room, "phones", item)) == {reply}
    assert waits not in room.view("phones")["round"]["stories"]
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.view("phones")["round"]["stories"][waits] == {"text": "Quietly."}


def test_the_end_of_the_round_lays_out_answers_too():
    room, name, item = told("open")
    reply = answer(room, others(name)[0], item, named=False)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert set(beneath(room, "phones", item)) == {reply}


def test_whoever_leads_the_round_may_lay_them_out_and_sees_the_button_only_where_people_answer():
    room, name, item = told("open")
    lead = others(name)[0]
    answer(room, name=others(name)[1], item=item, named=False)
    room.do("Fay", ask.OfferLead(seat=room.seats[lead]))
    room.do(lead, ask.AnswerLead(accept=True))
    assert "story.lay_out" in room.view(lead)["can_lead"]
    room.do(lead, story.LayOut())
    assert len(beneath(room, "phones", item)) == 1


def test_no_longer_letting_people_answer_hides_what_was_answered_from_all_but_its_author():
    room, name, item = told("open")
    other, waiting, third = others(name)
    reply, unnamed = answer(room, other, item, "Me too."), answer(room, waiting, item, "Quietly.", named=False)
    for each in (item, reply):
        room.do("Fay", ask.PutOnScreen(item=each, on=True))
    room.do(name, story.LetAnswer(item=item, on=False))
    room.do("Fay", story.LayOut())
    for who, seen in room.everyone().items():
        assert (b"Me too." in seen) == (who == other), who
        assert (b"Quietly." in seen) == (who == waiting), who
    for author, theirs in ((other, reply), (waiting, unnamed)):
        assert room.view(author)["mine"][theirs]["hidden"] is True
    assert room.refused(third, reply_to(room, item)) == NOT_LET
    assert room.refused("Fay", ask.CoverWords(item=reply, on=True)) == GONE
    room.do(other, ask.TakeBack(item=reply))
    assert reply not in room.view(other)["mine"]
    room.do(name, story.LetAnswer(item=item, on=True))
    assert set(beneath(room, "phones", item)) == {unnamed}
    assert "hidden" not in room.view(waiting)["mine"][unnamed]


@pytest.mark.parametrize("over", [False, True])
def test_a_story_taken_back_takes_its_answers_from_every_screen_and_leaves_them_to_their_authors(over):
    room, name, item = told("open")
    other = others(name)[0]
    reply = answer(room, other, item, "Me too.")
    room.do("Fay", ask.PutOnScreen(item=reply, on=True))
    if over:
        room.do("Fay", ask.EndRound(round=room.meeting.current))
    room.do(name, ask.TakeBack(item=item))
    for who, seen in room.everyone().items():
        assert (b"Me too." in seen) == (who == other), who
    assert room.view(other)["mine"][reply]["hidden"] is True
    assert room.refused("Fay", ask.PutOnScreen(item=reply, on=False)) == GONE
    room.do(other, ask.TakeBack(item=reply))
    assert "Me too." not in room.texts.values()


def test_an_answer_taken_back_leaves_every_screen():
    room, name, item = told("open")
    other = others(name)[0]
    reply = answer(room, other, item, "Me too.")
    assert room.refused(name, ask.TakeBack(item=reply)) == ROLE, "the teller hides them all, and takes back none"
    room.do(other, ask.TakeBack(item=reply))
    assert not any(b"Me too." in seen for seen in room.everyone().values())


def test_who_listens_may_answer_too():
    room, name, item = told("open")
    other = others(name)[0]
    room.do(other, ask.SetComfort(comfort="listening"))
    answer(room, other, item)


def test_a_view_carries_at_most_thirty_answers_beneath_a_story():
    room, name, item = told("open")
    replies = [answer(room, others(name)[n % 3], item, f"answer {n}") for n in range(31)]
    shown = beneath(room, "phones", item)
    assert set(shown) == set(replies[1:])
    assert list(shown) == sorted(shown)


def test_a_spoken_round_has_nothing_to_answer_in_writing():
    room = circle("ring", voice="spoken", cross_talk="open")
    name = accept(room)
    assert room.refused(name, story.Tell(text=room.text(ask.StoryText, "x"), named=True, answers=True)) == FORMAT
    assert holder(room) == name
