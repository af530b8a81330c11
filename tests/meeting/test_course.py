"""The course of a meeting: plan, rounds, closing, end; and what is left behind."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.harvest import harvest
from facilitator.meeting.journalling import write_events
from facilitator.meeting.refusals import FORMAT, GONE, PLAN_FULL, RUNNING_ALREADY, UNKNOWN
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import Room

MINUTE = 60_000


def plan(room: Room, kind: str = "story", prompt: str | None = None, **settings) -> str:
    text = room.text(ask.Prompt, prompt) if prompt else None
    return room.do("Fay", ask.PlanRound(round_kind=kind, settings=settings, prompt=text))[0].round


def order(room: Room) -> list[str]:
    return room.view("console")["order"]


def test_a_plan_is_made_changed_and_reordered_before_and_while_the_meeting_runs():
    room = Room("Ana")
    a, b, c = plan(room), plan(room, "shoutouts"), plan(room, prompt="Hope?")
    room.do("Fay", ask.MoveRound(round=c, by=-1))
    assert order(room) == [a, c, b]
    room.do("Fay", ask.MoveRound(round=c, by=1))
    assert room.do("Fay", ask.MoveRound(round=c, by=1)) == (), "already at the end"
    room.do("Fay", ask.ChangeRound(round=c, settings={"order": "ring"}, prompt=room.text(ask.Prompt, "Courage?")))
    assert room.view("console")["plan"][c]["prompt"] == "Courage?"
    room.do("Fay", ask.SkipRound(round=b))
    assert order(room) == [a, b, c]
    assert room.view("console")["plan"][b]["stage"] == "skipped"
    assert b"Hope?" not in room.bytes("console")
    room.do("Fay", ask.StartRound(round=c))
    assert order(room) == [c, a, b], "what runs comes before what is planned"
    assert room.do("Fay", ask.MoveRound(round=a, by=-1)) == (), "nothing goes before what has run"
    for command in (ask.StartRound, ask.SkipRound):
        assert room.refused("Fay", command(round=c)) == RUNNING_ALREADY


@pytest.mark.parametrize("settings", [{"order": "zigzag"}, {"minutes": 0}, {"surprise": 1}, {"minutes": "3"}])
def test_settings_a_kind_does_not_know_are_refused(settings):
    room = Room()
    assert room.refused("Fay", ask.PlanRound(round_kind="story", settings=settings)) == FORMAT
    round = plan(room)
    assert room.refused("Fay", ask.ChangeRound(round=round, settings=settings)) == FORMAT


def test_a_kind_nobody_knows_is_refused():
    assert Room().refused("Fay", ask.PlanRound(round_kind="karaoke")) == UNKNOWN


def test_a_round_knows_how_many_lines_its_prompt_has_and_never_what_they_say():
    room = Room("Ana")
    id = plan(room, prompt="What next?\n\nStories\n \nA walk")
    assert room.meeting.round(id).lines == 3
    changed = room.do("Fay", ask.ChangeRound(round=id, prompt=room.text(ask.Prompt, "Courage?")))
    assert room.meeting.round(id).lines == 1
    assert b"Courage" not in write_events(changed)
    room.do("Fay", ask.ChangeRound(round=id))
    assert room.meeting.round(id).lines == 0
    room.do("Fay", ask.Undo(step=room.view("console")["step"]["id"]))
    assert room.meeting.round(id).lines == 1


def test_a_prompt_can_change_while_its_round_runs_but_not_its_settings():
    room = Room("Ana")
    round = room.begin("story", "Hope?", order="ring")
    room.do("Fay", ask.ChangeRound(round=round, settings={"order": "queue"}, prompt=room.text(ask.Prompt, "Courage?")))
    assert room.view("phones")["round"]["prompt"] == "Courage?"
    assert room.view("phones")["round"]["order"] == "ring"


def test_starting_the_next_round_ends_the_one_before():
    room = Room("Ana")
    first = room.begin("story")
    second = room.begin("shoutouts")
    assert room.view("console")["plan"][first]["stage"] == "over"
    assert room.view("phones")["round"]["id"] == second


def test_two_presses_end_a_round_once_and_the_wrong_round_never():
    room = Room("Ana")
    first = room.begin("story")
    room.do("Fay", ask.EndRound(round=first))
    assert room.do("Fay", ask.EndRound(round=first)) == ()
    second = room.begin("story")
    assert room.refused("Fay", ask.EndRound(round=first)) == GONE
    assert room.view("phones")["round"] | {"id": second, "over": True} != room.view("phones")["round"]


def test_what_was_shared_stays_on_the_screens_after_the_round_is_over():
    room = Room("Ana")
    round = room.begin("story", order="queue")
    room.do("Fay", story.Send())
    room.do("Ana", story.RaiseHand())
    room.do("Ana", story.Accept(turn=1))
    room.do("Ana", story.Tell(text=room.text(ask.StoryText, "My story."), named=True))
    room.do("Fay", ask.EndRound(round=round))
    shown = room.view("phones")["round"]
    assert shown["over"] is True
    assert [s["text"] for s in shown["stories"].values()] == ["My story."]
    room.begin("shoutouts")
    assert b"My story." not in room.bytes("phones")
    assert room.view("Ana")["mine"], "its author can still take it back"


def test_the_closing_can_be_left_again_and_nothing_is_lost():
    room = Room("Ana")
    room.begin("story")
    room.do("Fay", ask.BeginClosing())
    assert room.view("phones")["phase"] == "closing"
    assert "round" not in room.view("phones")
    room.do("Fay", ask.Reopen())
    assert room.view("phones")["phase"] == "running"
    assert room.do("Fay", ask.Reopen()) == ()
    room.do("Fay", ask.BeginClosing())
    assert room.do("Fay", ask.BeginClosing()) == ()
    room.begin("shoutouts")
    assert room.view("phones")["phase"] == "running"


def test_a_closing_that_is_left_before_any_round_leads_back_to_the_lobby():
    room = Room("Ana")
    room.do("Fay", ask.BeginClosing())
    room.do("Fay", ask.Reopen())
    assert room.view("phones")["phase"] == "lobby"


def test_the_harvest_is_counts_and_no_finer_than_the_meeting():
    room = Room("Ana", "Ben", without_phone=("Rose",))
    room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.do("Ben", ask.LeaveSeat(words=True))
    room.now += 61 * MINUTE
    room.do("Fay", ask.Close())
    left = harvest(room.meeting, room.texts)
    assert (left.minutes, left.phones, left.without_phone, left.kept) == (65, 2, 1, ())


def test_the_code_is_on_the_big_screen_in_the_lobby_only():
    room = Room("Ana")
    assert room.view("screen")["code"] == "CDFHJK"
    room.begin("story")
    assert "code" not in room.view("screen")
    assert b"CDFHJK" not in room.bytes("phones")


def test_a_round_can_be_put_in_next_and_one_left_out_taken_in_again():
    room = Room("Ana")
    a, b = plan(room), plan(room, "shoutouts")
    room.do("Fay", ask.StartRound(round=a))
    between = room.do("Fay", ask.PlanRound(round_kind="story", next=True, minutes=7))[0].round
    assert order(room) == [a, between, b]
    assert room.view("console")["plan"][between]["minutes"] == 7
    room.do("Fay", ask.SkipRound(round=b))
    room.do("Fay", ask.SkipRound(round=b, on=False))
    assert room.do("Fay", ask.SkipRound(round=b, on=False)) == ()
    assert room.view("console")["plan"][b]["stage"] == "planned"
    room.do("Fay", ask.SkipRound(round=b))
    room.do("Fay", ask.StartRound(round=b))
    assert room.view("console")["plan"][b]["stage"] == "running", "starting one takes it in again"


def test_a_plan_holds_only_so_many_rounds():
    room = Room()
    for _ in range(60):
        plan(room)
    assert room.refused("Fay", ask.PlanRound(round_kind="story")) == PLAN_FULL


def test_the_pace_counts_everyone_not_yet_heard_and_leaves_room_for_what_comes_later():
    room = Room("Ana", "Ben", "Cy", without_phone=("Rose",))
    assert "pace" not in room.view("console")
    room.begin("story", order="ring")
    later = plan(room, "shoutouts")
    last = plan(room, "shoutouts")
    assert room.view("console")["pace"] == {
        "ends_at": room.now + 60 * MINUTE, "later": 10 * MINUTE, "turns": 4, "shortest": 45, "skip": later,
    }  # fmt: skip
    room.do("Fay", ask.SetLength(minutes=90))
    room.do("Fay", ask.SkipRound(round=later))
    room.do("Ana", ask.SetComfort(comfort="listening"))
    pace = room.view("console")["pace"]
    assert pace["ends_at"] == room.now + 90 * MINUTE
    assert pace["later"] == 5 * MINUTE
    assert pace["turns"] == 4, "who only listens cannot be read from the pace"
    assert "skip" not in pace, "the last round is never the one to leave out"
    assert last in room.view("console")["plan"]
