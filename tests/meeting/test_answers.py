"""Answers of many: shown once there are enough, and nobody's stands alone."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.meeting.answers import OTHERS, RARE, change, counted, middle

FEELINGS = ("sunny", "cloudy", "rainy", "stormy")


def test_below_the_least_nothing_is_shown():
    assert counted(["sunny"] * 4, 5, FEELINGS) == {}
    assert middle([5] * 4, 5) is None


def test_a_rare_answer_joins_the_others():
    answers = ["sunny"] * 3 + ["cloudy", "rainy"]
    assert counted(answers, 5, FEELINGS) == {"sunny": 3, OTHERS: 2}


def test_a_single_rare_answer_takes_the_smallest_group_along():
    answers = ["sunny"] * 3 + ["cloudy"] * 2 + ["rainy"]
    assert counted(answers, 5, FEELINGS) == {"sunny": 3, OTHERS: 3}


@given(st.lists(st.sampled_from(FEELINGS), max_size=40), st.integers(3, 8))
def test_nobody_is_ever_alone_and_nobody_is_lost(answers, least):
    shown = counted(answers, least, FEELINGS)
    assert sum(shown.values()) in (0, len(answers))
    assert all(many >= RARE for many in shown.values())
    assert bool(shown) == (len(answers) >= least)


def test_the_change_counts_only_those_who_answered_both_times():
    start = {"a": 2, "b": 4, "c": 3, "d": 9}
    end = {"a": 4, "b": 5, "c": 4, "e": 0}
    assert change(start, end, 3) == (3.0, 4.5)
    assert change(start, end, 4) is None
