"""Group choice: the result once, at the closing, and nobody's own vote to anybody."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.commands import name_of
from facilitator.meeting.permissions import Actor, may
from facilitator.meeting.refusals import (
    FORMAT,
    GONE,
    MOVED_ON,
    NOTHING_TO_SHOW,
    ROLE,
    ROUND_OVER,
    SHOWN_ALREADY,
    WITHOUT_PHONE,
)
from facilitator.meeting.rounds.choice.rules import Close, Vote, VoteFor, Withdraw
from tests.meeting.room import Room

PEOPLE = ("Ana", "Ben", "Cy", "Dee", "Eli", "Flo")
WORDS = "What next?\nStories\nA walk\n\n  Tea  "
STORIES, WALK, TEA = range(3)
OTHERS = ("phones", "console", "screen")


def choosing(*people: str, prompt: str | None = WORDS, without_phone: tuple[str, ...] = (), **settings) -> Room:
    room = Room(*(people or PEOPLE), without_phone=without_phone)
    room.begin("choice", prompt, **settings)
    return room


def vote(room: Room, name: str, *picks: int) -> tuple:
    return room.do(name, Vote(picks=picks, wording=room.meeting.running.state.wording))


def votes(room: Room, **picks) -> Room:
    for name, picked in picks.items():
        vote(room, name, *(picked if isinstance(picked, tuple) else (picked,)))
    return room


def shown(room: Room, audience: str = "phones") -> dict:
    return room.view(audience)["round"]


def change(room: Room, words: str | None) -> None:
    prompt = room.text(ask.Prompt, words) if words else None
    room.do("Fay", ask.ChangeRound(round=room.meeting.current, prompt=prompt))


def test_the_first_line_asks_and_each_further_line_is_an_option():
    room = choosing()
    for audience in OTHERS:
        assert shown(room, audience)["prompt"] == "What next?"
        assert shown(room, audience)["options"] == ["Stories", "A walk", "Tea"]
    assert room.view("Ana")["round"] == {"can": ["choice.vote"]}


@pytest.mark.parametrize(("lines", "many"), [(0, 0), (1, 0), (2, 0), (3, 2), (9, 8), (12, 8)])
def test_two_to_eight_options(lines, many):
    room = choosing(prompt="\n".join(f"line {n}" for n in range(lines)) or None)
    assert len(shown(room)["options"]) == many
    assert room.view("Ana")["round"]["can"] == (["choice.vote"] if many else [])
    for past in (many, 8):
        assert room.refused("Ana", Vote(picks=(past,), wording=1)) == FORMAT


def test_a_vote_shows_to_whoever_gave_it_and_to_nobody_else():
    room = choosing()
    twins = [votes(room.copy(), Ana=STORIES), votes(room.copy(), Ana=TEA)]
    for audience in (*OTHERS, *PEOPLE[1:]):
        assert twins[0].bytes(audience) == twins[1].bytes(audience)
    assert [twin.view("Ana")["round"]["picks"] for twin in twins] == [[STORIES], [TEA]]
    for audience in ("phones", "screen", *PEOPLE[1:]):
        assert twins[0].bytes(audience) == room.bytes(audience), "not even that somebody voted"


def test_the_console_counts_votes_until_it_is_closed():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA)
    assert shown(room, "console")["voted"] == 3
    room.do("Ben", Withdraw())
    assert shown(room, "console")["voted"] == 2
    assert room.view("Ben")["round"] == {"can": ["choice.vote"]}
    vote(room, "Ben", WALK)
    room.do("Fay", Close())
    assert "voted" not in shown(room, "console")


def test_a_vote_can_be_changed_until_the_closing_and_not_after():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA)
    vote(room, "Cy", STORIES)
    assert vote(room, "Cy", STORIES) == ()
    room.do("Fay", Close())
    assert shown(room)["result"] == {"winners": [STORIES]}
    assert room.view("Cy")["round"] == {"can": []}
    assert room.refused("Cy", Vote(picks=(TEA,), wording=1)) == SHOWN_ALREADY
    assert room.refused("Cy", Withdraw()) == SHOWN_ALREADY
    assert room.do("Fay", Close()) == (), "once"


def test_votes_are_forgotten_with_the_closing():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA)
    room.do("Fay", Close())
    assert room.meeting.running.state.votes == {}


def test_numbers_only_from_the_least_on():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA, Dee=TEA)
    room.do("Fay", Close())
    assert shown(room)["result"] == {"winners": [STORIES, TEA]}, "a tie is shown as one"
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA, Dee=TEA, Eli=TEA)
    room.do("Fay", Close())
    for audience in OTHERS:
        assert shown(room, audience)["result"] == {"winners": [TEA], "counts": {"0": 2, "2": 3}}


def test_below_three_votes_nothing_is_shown_whatever_they_were():
    seen = set()
    for picks in ((STORIES, STORIES), (STORIES, TEA)):
        room = votes(choosing(), Ana=picks[0], Ben=picks[1])
        room.do("Fay", Close())
        assert shown(room)["result"]["winners"] == []
        seen.add(room.bytes("console"))
    assert len(seen) == 1


def test_several_and_ranked():
    room = votes(
        choosing(way="several", least=3), Ana=(TEA, STORIES), Ben=(STORIES, TEA), Cy=(STORIES, WALK), Dee=(WALK,)
    )
    assert room.view("Ana")["round"]["picks"] == [STORIES, TEA]
    room.do("Fay", Close())
    assert shown(room)["result"] == {"winners": [STORIES], "counts": {"0": 3, "1": 2, "2": 2}}
    room = votes(choosing(way="ranked"), Ana=(TEA, STORIES), Ben=TEA, Cy=WALK, Dee=(WALK, TEA), Eli=(STORIES, WALK))
    assert room.view("Ana")["round"]["picks"] == [TEA, STORIES]
    room.do("Fay", Close())
    assert shown(room)["result"] == {"winners": [WALK], "counts": {"1": 3, "2": 2}, "left": [STORIES]}


@pytest.mark.parametrize(
    ("way", "picks", "refusal"),
    [
        ("one", (STORIES, TEA), FORMAT),
        ("one", (-1,), FORMAT),
        ("one", (3,), FORMAT),
        ("several", (TEA, TEA), FORMAT),
        ("ranked", (TEA, STORIES, TEA), FORMAT),
    ],
)
def test_what_is_no_vote(way, picks, refusal):
    room = choosing(way=way)
    assert room.refused("Ana", Vote(picks=picks, wording=1)) == refusal


def test_other_words_start_the_choice_anew_so_that_no_vote_counts_for_words_nobody_saw():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA)
    change(room, "What next?\nTea\nStories")
    assert shown(room, "console")["voted"] == 0
    assert room.view("Ana")["round"] == {"can": ["choice.vote"]}
    assert room.refused("Ben", Vote(picks=(0,), wording=1)) == MOVED_ON, "a late tap on the words from before"
    votes(room, Ana=0, Ben=0, Cy=1)
    room.do("Fay", Close())
    assert shown(room)["result"]["winners"] == [0]
    change(room, WORDS)
    assert "result" not in shown(room)
    assert "choice.vote" in room.view("Ana")["round"]["can"]
    change(room, None)
    assert shown(room)["options"] == []
    assert shown(room)["prompt"] == ""
    assert room.refused("Fay", Close()) == NOTHING_TO_SHOW


def test_a_change_of_words_that_is_undone_starts_anew_as_well():
    room = votes(choosing(), Ana=STORIES)
    change(room, None)
    room.do("Fay", ask.Undo(step=room.view("console")["step"]["id"]))
    assert shown(room)["options"] == ["Stories", "A walk", "Tea"]
    assert shown(room, "console")["voted"] == 0


def test_a_round_taken_up_again_shows_its_result_and_takes_no_more_votes():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    room.do("Fay", ask.Undo(step=room.view("console")["step"]["id"]))
    assert shown(room)["result"]["winners"] == [STORIES]
    assert room.refused("Ana", Vote(picks=(TEA,), wording=1)) == SHOWN_ALREADY


def test_whoever_was_quieted_chooses_like_anyone():
    room = choosing()
    room.do("Fay", ask.QuietSeat(seat=room.seats["Ana"], on=True))
    vote(room, "Ana", TEA)
    assert room.view("Ana")["round"]["picks"] == [TEA]


def test_other_words_in_the_plan_leave_the_running_choice_alone():
    room = choosing()
    later = room.do("Fay", ask.PlanRound(round_kind="choice", prompt=room.text(ask.Prompt, WORDS)))[0].round
    vote(room, "Ana", TEA)
    room.do("Fay", ask.ChangeRound(round=later, prompt=room.text(ask.Prompt, "Which?\nThis\nThat")))
    assert room.view("Ana")["round"]["picks"] == [TEA]


def test_a_round_that_ends_closes_its_choice():
    room = votes(choosing(), Ana=STORIES, Ben=STORIES, Cy=TEA)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert shown(room)["result"]["winners"] == [STORIES]
    assert room.meeting.running.state.votes == {}
    assert room.refused("Ana", Vote(picks=(TEA,), wording=1)) == ROUND_OVER
    room = choosing(prompt=None)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert "result" not in shown(room)


def test_a_choice_without_votes_is_not_closed_by_mistake():
    assert choosing().refused("Fay", Close()) == NOTHING_TO_SHOW


def test_the_facilitator_gives_the_vote_of_a_person_without_a_phone_and_of_nobody_else():
    room = choosing(without_phone=("Rose",))
    assert shown(room, "console")["without_phone"] == [room.seats["Rose"]]
    room.do("Fay", VoteFor(seat=room.seats["Rose"], picks=(TEA,), wording=1))
    votes(room, Ana=TEA, Ben=STORIES)
    assert room.refused("Fay", VoteFor(seat=room.seats["Ana"], picks=(TEA,), wording=1)) == WITHOUT_PHONE
    assert room.refused("Fay", VoteFor(seat="nobody", picks=(TEA,), wording=1)) == GONE
    assert room.refused("Fay", VoteFor(seat=room.seats["Rose"], picks=(9,), wording=1)) == FORMAT
    assert room.refused("Fay", VoteFor(seat=room.seats["Rose"], picks=(TEA,), wording=9)) == MOVED_ON
    assert room.refused("Ana", VoteFor(seat=room.seats["Rose"], picks=(TEA,), wording=1)) == ROLE
    room.do("Fay", Close())
    assert shown(room)["result"]["winners"] == [TEA]
    room.do("Fay", ask.RemoveSeat(seat=room.seats["Rose"]))
    assert room.refused("Fay", VoteFor(seat=room.seats["Rose"], picks=(TEA,), wording=1)) == GONE


def test_whoever_leaves_changes_nothing_that_anyone_could_read_their_vote_from():
    room = choosing()
    twin = room.copy()
    votes(room, Ben=TEA, Cy=TEA)
    votes(twin, Ben=STORIES, Cy=TEA)
    for each in (room, twin):
        each.do("Ben", ask.LeaveSeat())
    for audience in (*OTHERS, "Ana", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)


def test_whoever_leads_the_round_closes_it_and_whoever_listens_votes():
    room = choosing()
    room.do("Cy", ask.SetComfort(comfort="listening"))
    votes(room, Ana=STORIES, Ben=STORIES, Cy=TEA)
    assert room.refused("Ana", Close()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    room.do("Ana", ask.AnswerLead(accept=True))
    assert room.view("Ana")["can_lead"] == ["choice.close"]
    room.do("Ana", Close())
    assert shown(room)["result"]["winners"] == [STORIES]


def test_only_a_seat_votes():
    room = choosing()
    for command in (Vote(picks=(TEA,), wording=1), Withdraw()):
        assert room.refused("Fay", command) == ROLE
        assert not may(room.meeting, Actor("screen"), command), name_of(command)


def test_withdrawing_nothing_is_no_mistake():
    assert choosing().do("Ana", Withdraw()) == ()


def test_what_everyone_is_shown_does_not_grow_with_the_votes():
    room = Room(*(f"P{n}" for n in range(300)))
    room.begin("choice", WORDS)
    before = {audience: room.bytes(audience) for audience in ("phones", "screen")}
    for n in range(300):
        vote(room, f"P{n}", n % 3)
    assert before == {audience: room.bytes(audience) for audience in ("phones", "screen")}
    room.do("Fay", Close())
    assert shown(room)["result"] == {"winners": [0, 1, 2], "counts": {"0": 100, "1": 100, "2": 100}}
