"""Feelings check-in: nobody's own answer is shown to anybody else; the group's weather once, when enough have answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.meeting import commands as ask
from facilitator.meeting.journalling import write_meeting
from facilitator.meeting.refusals import FORMAT, NOTHING_TO_SHOW, ROLE, ROUND_OVER, SHOWN_ALREADY
from facilitator.meeting.rounds.checkin import FEELINGS, SCALES, WEATHERS, Answer, Uncover, Withdraw
from tests.meeting.room import Room

PEOPLE = ("Ana", "Ben", "Cy", "Dee", "Eli", "Flo")
SHARED = ("phones", "console", "screen")


def checkin(*feelings: str, strengths: tuple[int | None, ...] = (), **settings) -> Room:
    """A round in which the first people have answered."""
    room = Room(*PEOPLE, without_phone=("Rose",))
    room.begin("checkin", "How are you arriving today?", **settings)
    for n, (name, feeling) in enumerate(zip(PEOPLE, feelings, strict=False)):
        room.do(name, Answer(feeling=feeling, strength=strengths[n] if n < len(strengths) else None))
    return room


def uncovered(*feelings: str, **more) -> dict:
    """What everybody is shown of these answers."""
    room = checkin(*feelings, **more)
    room.do("Fay", Uncover())
    seen = [room.view(who)["round"]["shown"] for who in SHARED]
    assert seen[0] == seen[1] == seen[2]
    return seen[0]


def others(room: Room, but: str) -> dict[str, bytes]:
    return {who: said for who, said in room.everyone().items() if who != but}


def answers(scale: str):
    return st.tuples(st.sampled_from(SCALES[scale]), st.none() | st.integers(1, 5))


@given(data=st.data())
def test_two_rounds_that_differ_in_one_answer_look_the_same_to_everyone_else_until_the_uncovering(data):
    scale = data.draw(st.sampled_from(sorted(SCALES)))
    given_before = data.draw(st.lists(answers(scale), min_size=0, max_size=5))
    room = checkin(
        *(f for f, _ in given_before), strengths=tuple(s for _, s in given_before), scale=scale, strength=True
    )
    one, other = room.copy(), room.copy()
    for twin in (one, other):
        feeling, strength = data.draw(answers(scale))
        twin.do("Flo", Answer(feeling=feeling, strength=strength))
    assert others(one, "Flo") == others(other, "Flo")
    for twin in (one, other):
        twin.do("Fay", ask.EndRound(round=twin.meeting.running.id))
    assert one.everyone() == other.everyone(), "and when it ends without one, for good"


@pytest.mark.parametrize("scale", sorted(SCALES))
def test_too_few_answers_look_the_same_whatever_they_were(scale):
    first, last = SCALES[scale][0], SCALES[scale][-1]
    one, other = checkin(*[first] * 4, scale=scale), checkin(*[last] * 4, scale=scale)
    for room in (one, other):
        room.do("Fay", Uncover())
    assert one.everyone() == other.everyone()
    for who in SHARED:
        assert one.view(who)["round"]["shown"] == {}


def test_answering_shows_to_the_console_as_a_count_and_to_nobody_else():
    room = checkin("rainy", "sunny")
    before = room.everyone()
    room.do("Cy", Answer(feeling="foggy"))
    changed = {who for who, said in room.everyone().items() if said != before[who]}
    assert changed == {"console", "Cy"}
    assert room.view("console")["round"]["answered"] == 3
    for who in ("phones", "screen"):
        assert "answered" not in room.view(who)["round"]


def test_an_own_answer_can_be_changed_and_taken_away_until_the_uncovering():
    room = checkin("rainy", strength=True)
    assert room.view("Ana")["round"] == {"can": ["checkin.answer", "checkin.withdraw"], "mine": {"feeling": "rainy"}}
    room.do("Ana", Answer(feeling="windy", strength=4))
    assert room.view("Ana")["round"]["mine"] == {"feeling": "windy", "strength": 4}
    assert room.do("Ana", Answer(feeling="windy", strength=4)) == ()
    room.do("Ana", Withdraw())
    assert room.view("Ana")["round"] == {"can": ["checkin.answer"]}
    assert room.do("Ana", Withdraw()) == ()
    assert room.view("console")["round"]["answered"] == 0


def test_the_groups_weather_is_counted_and_a_rare_one_never_stands_alone():
    assert uncovered("sunny", "sunny", "sunny", "rainy", "rainy") == {"counts": {"sunny": 3, "rainy": 2}}
    assert uncovered("sunny", "sunny", "sunny", "sunny", "stormy") == {"counts": {"others": 5}}
    assert uncovered("calm", "calm", "sad", "numb", "calm", "hurt", scale="words") == {
        "counts": {"calm": 3, "others": 3}
    }


def test_numbers_are_shown_as_an_average_and_in_three_bands():
    shown = uncovered("0", "3", "4", "6", "7", "10", scale="number")
    assert shown == {"counts": {"low": 2, "middle": 2, "high": 2}, "middle": 5.0}


def test_strength_is_shown_as_an_average_alone_and_only_if_enough_gave_one():
    assert uncovered(*["sunny"] * 5, strengths=(1, 2, 3, 4, 5), strength=True)["strength"] == 3.0
    assert "strength" not in uncovered(*["sunny"] * 5, strengths=(1, 2, 3, 4), strength=True)


def test_a_group_may_ask_for_fewer_or_more_and_never_for_less_than_three():
    assert uncovered(*["sunny"] * 3, least=3) == {"counts": {"sunny": 3}}
    assert uncovered(*["sunny"] * 5, least=6) == {}
    room = Room("Ana")
    assert room.refused("Fay", ask.PlanRound(round_kind="checkin", settings={"least": 2})) == FORMAT


def test_it_is_published_once_and_own_answers_are_forgotten_with_it():
    room = checkin("sunny", "sunny", "sunny", "rainy", "rainy", strength=True, strengths=(5,))
    room.do("Fay", Uncover())
    assert room.do("Fay", Uncover()) == ()
    assert room.meeting.running.state.answers == {}
    for name in PEOPLE:
        assert room.view(name)["round"] == {"can": []}
    assert room.refused("Flo", Answer(feeling="sunny")) == SHOWN_ALREADY
    assert room.refused("Ana", Withdraw()) == SHOWN_ALREADY
    assert "answered" not in room.view("console")["round"]


def test_what_was_shown_stays_after_the_round():
    room = checkin(*["sunny"] * 5)
    room.do("Fay", Uncover())
    room.do("Fay", ask.EndRound(round=room.meeting.running.id))
    for who in SHARED:
        assert room.view(who)["round"]["shown"] == {"counts": {"sunny": 5}}


def test_a_round_that_ends_covered_publishes_nothing_and_keeps_nothing():
    room = checkin(*["stormy"] * 6)
    room.do("Fay", ask.EndRound(round=room.meeting.running.id))
    for who in SHARED:
        assert "shown" not in room.view(who)["round"]
    assert "answered" not in room.view("console")["round"]
    assert b"stormy" not in write_meeting(room.meeting)
    assert room.refused("Ana", Answer(feeling="sunny")) == ROUND_OVER
    assert room.refused("Fay", Uncover()) == ROUND_OVER


def test_leaving_changes_no_count_so_that_it_tells_nothing():
    """Whether somebody had answered cannot be read from the console when they go."""
    quiet, answered = checkin("sunny"), checkin("sunny", "rainy")
    for room in (quiet, answered):
        before = room.view("console")["round"]["answered"]
        room.do("Ben", ask.LeaveSeat())
        assert room.view("console")["round"]["answered"] == before


def test_listening_takes_part():
    room = checkin()
    room.do("Ana", ask.SetComfort(comfort="listening"))
    assert room.view("Ana")["round"]["can"] == ["checkin.answer"]
    room.do("Ana", Answer(feeling="foggy"))


def test_the_facilitators_own_seat_answers_like_anyones():
    room = checkin()
    room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.do("Fay", Answer(feeling="sunny"))
    assert room.view("console")["round"]["answered"] == 1
    assert b'"mine"' not in room.bytes("console")


@pytest.mark.parametrize(
    ("scale", "feeling"),
    [("weather", "calm"), ("weather", "7"), ("words", "sunny"), ("number", "11"), ("number", "07"), ("words", "")],
)  # fmt: skip
def test_an_answer_that_is_not_on_the_scale_is_refused(scale, feeling):
    room = checkin(scale=scale)
    assert room.refused("Ana", Answer(feeling=feeling)) == FORMAT


def test_a_strength_that_nobody_asked_for_is_refused():
    assert checkin().refused("Ana", Answer(feeling="sunny", strength=3)) == FORMAT


def test_with_no_answer_there_is_nothing_to_uncover():
    room = checkin()
    assert room.refused("Fay", Uncover()) == NOTHING_TO_SHOW
    room.do("Ana", Answer(feeling="sunny"))
    room.do("Ana", Withdraw())
    assert room.refused("Fay", Uncover()) == NOTHING_TO_SHOW


def test_only_those_in_the_circle_answer_and_only_whoever_leads_uncovers():
    room = checkin("sunny")
    assert room.refused("Fay", Answer(feeling="sunny")) == ROLE
    assert room.refused("Ana", Uncover()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    room.do("Ana", ask.AnswerLead(accept=True))
    assert room.view("Ana")["can_lead"] == ["checkin.uncover"]
    room.do("Ana", Uncover())
    assert room.view("phones")["round"]["shown"] == {}


def test_the_lists_hold_no_word_twice():
    for listed in (WEATHERS, FEELINGS):
        assert len(dict(listed)) == len({name for _, name in listed}) == len(listed)
