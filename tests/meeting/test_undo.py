"""The last step, taken back: what returns, what never does, and when it is too late."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import BUILT_ON, ROLE
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import Room


def undo(room: Room) -> tuple:
    return room.do("Fay", ask.Undo(step=room.view("console")["step"]["id"]))


def too_late(room: Room) -> None:
    assert room.refused("Fay", ask.Undo(step=room.view("console")["step"]["id"])) == BUILT_ON


def bare(room: Room) -> object:
    """The meeting without what remembers the step, and without the count of ids given out."""
    import msgspec

    return msgspec.structs.replace(room.meeting, step=None, made=0)


@pytest.fixture
def room() -> Room:
    made = Room("Ana", "Ben", "Cy", without_phone=("Rose",))
    made.begin("story", "Hope?", order="ring")
    made.do("Fay", ask.PlanRound(round_kind="shoutouts", prompt=made.text(ask.Prompt, "Strengths?")))
    return made


def steps(room: Room) -> list[ask.Command]:
    planned = next(r.id for r in room.meeting.rounds if r.state is None)
    ana, rose = room.seats["Ana"], room.seats["Rose"]
    return [
        ask.PlanRound(round_kind="story", prompt=room.text(ask.Prompt, "New?")), ask.SkipRound(round=planned),
        ask.ChangeRound(round=planned, prompt=room.text(ask.Prompt, "Other?"), minutes=3), ask.SetLength(minutes=90),
        ask.KeepCalm(on=True), ask.SlowDown(on=True), ask.RecallAgreement(number=2),
        ask.QuietSeat(seat=ana, on=True), ask.RemovePerson(seat=ana), ask.RemoveSeat(seat=rose),
        ask.OfferResource(resource="x", seat=ana), ask.LockDoor(on=True), ask.UseWaitingRoom(on=True),
        ask.HoldWords(on=False),
    ]  # fmt: skip


@pytest.mark.parametrize("n", range(14))
def test_every_step_of_course_and_care_can_be_taken_back(room, n):
    command = steps(room)[n]
    before = bare(room)
    room.do("Fay", command)
    undo(room)
    assert bare(room) == before


def test_a_round_started_too_early_is_planned_again():
    room = Room("Ana")
    planned = room.do("Fay", ask.PlanRound(round_kind="story"))[0].round
    room.do("Fay", ask.StartRound(round=planned))
    undo(room)
    assert room.view("phones")["phase"] == "lobby"
    assert room.view("console")["plan"][planned]["stage"] == "planned"


def test_starting_the_next_round_taken_back_shows_the_one_before_over(room):
    first = room.meeting.current
    second = room.begin("shoutouts")
    undo(room)
    assert room.meeting.current == first
    assert room.view("phones")["round"]["over"] is True
    assert room.view("console")["plan"][second]["stage"] == "planned"


def test_a_round_ended_too_early_goes_on_and_forgotten_choices_stay_forgotten(room):
    room.do("Ana", story.SkipMe(on=True))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    undo(room)
    assert "over" not in room.view("phones")["round"]
    assert "ahead" not in room.view("Ana")["round"]


def test_nobody_holds_the_piece_again_because_of_an_undo(room):
    room.do("Fay", story.Send())
    asked = room.named(room.meeting.running.state.piece.to)
    room.do(asked, story.Accept(turn=1))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    undo(room)
    assert room.view("phones")["round"]["piece"] == {"is": "resting"}


def test_it_is_too_late_once_others_have_built_on_it(room):
    room.begin("shoutouts")
    room.do("Ana", Give(strength="hope"))
    too_late(room)


def test_words_taken_back_do_not_return(room):
    room.begin("shoutouts")
    given = room.do("Ana", Give(text=room.text(ask.Line, "We stayed")))
    item = given[0].item
    room.do("Fay", ask.CoverWords(item=item, on=True))
    room.do("Ana", ask.TakeBack(item=item))
    too_late(room)
    assert "We stayed" not in room.texts.values()


def test_only_the_last_step_and_only_once(room):
    room.do("Fay", ask.KeepCalm(on=True))
    first = room.view("console")["step"]["id"]
    room.do("Fay", ask.SlowDown(on=True))
    assert room.refused("Fay", ask.Undo(step=first)) == BUILT_ON
    undo(room)
    assert "step" not in room.view("console")
    assert room.refused("Ana", ask.Undo(step=first)) == ROLE


def test_the_prompt_a_change_replaced_is_gone_with_the_next_step(room):
    planned = next(r.id for r in room.meeting.rounds if r.state is None)
    room.do("Fay", ask.ChangeRound(round=planned, prompt=room.text(ask.Prompt, "Other?")))
    assert "Strengths?" in room.texts.values(), "kept, to come back"
    room.do("Fay", ask.KeepCalm(on=True))
    assert "Strengths?" not in room.texts.values()
