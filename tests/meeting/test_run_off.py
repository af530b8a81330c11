"""How votes become a result: the run-off by hand-counted tables and by its laws, and what may be shown of either."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.meeting.rounds.choice.counting import FEWEST, Result, result, run_off

A, B, C, D = range(4)


@pytest.mark.parametrize(
    ("why", "ballots", "options", "winners", "left"),
    [
        ("nobody voted", [], 3, (), ()),
        ("one vote is more than half", [(B,)], 3, (B,), ()),
        ("more than half at once", [(A, B), (A, C), (A, B), (B, C), (C, B)], 3, (A,), ()),
        ("half is not more than half", [(A,), (A,), (B,), (B,)], 2, (A, B), ()),
        ("the last one's ballots go on", [(A,), (A,), (B,), (B,), (C, B)], 3, (B,), ((C,),)),
        ("an option nobody put first leaves first", [(A, C), (A, C), (B, C), (B, C), (B, C)], 3, (B,), ()),
        ("all the last leave together", [(A,), (A,), (B, A), (C, B)], 3, (A,), ((B, C),)),
        ("all are last: a tie of all", [(A,), (B,), (C,)], 3, (A, B, C), ()),
        ("options without a vote leave before a tie", [(A,), (A,), (B,), (B,)], 4, (A, B), ((C, D),)),
        ("a tie between the two left", [(A,), (A,), (B,), (B,), (C,)], 3, (A, B), ((C,),)),
        ("an exhausted ballot counts no more", [(A,), (A,), (A,), (B,), (B,), (C,), (D, C)], 4, (A,), ((C, D),)),
        ("more than half of those that still count", [(A,)] * 3 + [(B,)] * 2 + [(C,)] * 2, 3, (A,), ((B, C),)),
        ("the second choice has left already: the third counts",
         [(A,)] * 5 + [(B,)] * 4 + [(C, D, B)] * 2 + [(D, C, B)], 4, (B,), ((D,), (C,))),
    ],
)  # fmt: skip
def test_the_run_off(why, ballots, options, winners, left):
    ran = run_off(ballots, options)
    assert (ran.winners, ran.left) == (winners, left), why


def test_the_last_count_says_what_stood_first_on_each_ballot_that_still_counted():
    ran = run_off([(A,)] * 4 + [(B,)] * 3 + [(C, B)] * 2, 3)
    assert Counter(ran.first) == {A: 4, B: 5}
    assert Counter(run_off([(A,), (A,), (B,), (B,), (C,)], 3).first) == {A: 2, B: 2}


OPTIONS = 5
ballots = st.lists(st.permutations(range(OPTIONS)).flatmap(
    lambda order: st.integers(1, OPTIONS).map(lambda n: tuple(order[:n]))), min_size=1, max_size=30,
)  # fmt: skip


@given(ballots)
def test_a_majority_of_first_choices_always_wins(votes):
    option, many = Counter(vote[0] for vote in votes).most_common(1)[0]
    if 2 * many > len(votes):
        assert run_off(votes, OPTIONS).winners == (option,)


@given(ballots, st.randoms())
def test_the_order_of_the_ballots_changes_nothing(votes, random):
    shuffled = random.sample(votes, len(votes))
    assert run_off(shuffled, OPTIONS) == run_off(votes, OPTIONS)


@given(ballots, st.permutations(range(OPTIONS)))
def test_no_option_is_favoured_for_its_place_in_the_list(votes, renamed):
    ran = run_off([tuple(renamed[o] for o in vote) for vote in votes], OPTIONS)
    assert set(ran.winners) == {renamed[o] for o in run_off(votes, OPTIONS).winners}


@given(ballots)
def test_somebody_always_wins_and_nobody_both_wins_and_leaves(votes):
    ran = run_off(votes, OPTIONS)
    gone = [o for step in ran.left for o in step]
    assert ran.winners
    assert len(gone) == len(set(gone))
    assert not set(gone) & {*ran.winners, *ran.first}


@pytest.mark.parametrize(
    ("why", "ballots", "ranked", "least", "shown"),
    [
        ("below three nothing at all", [(A,), (A,)], False, 3, Result()),
        ("a group of four: what won, no numbers", [(A,), (A,), (A,), (B,)], False, 5, Result((A,))),
        ("a tie in a group of four", [(A,), (A,), (B,), (B,)], False, 5, Result((A, B))),
        ("three all for something else: a tie of all", [(A,), (B,), (C,)], False, 5, Result((A, B, C))),
        ("from the least on numbers", [(A,)] * 3 + [(B,)] * 2, False, 5, Result((A,), {"0": 3, "1": 2})),
        ("a vote that stands alone joins the others", [(A,)] * 3 + [(B,)] * 2 + [(C,), (D,)], False, 5,
         Result((A,), {"0": 3, "1": 2, "others": 2})),
        ("where the winner would have to join too: no numbers", [(A,)] * 4 + [(B,)], False, 5, Result((A,))),
        ("nor where one of several would", [(A, B)] * 4 + [(C,)], False, 5, Result((A, B))),
        ("several picks are counted one by one", [(A, B), (A, B), (A, C), (A, C), (B,)], False, 5,
         Result((A,), {"0": 4, "1": 3, "2": 2})),
        ("ranked, too few: only what won", [(A,), (A,), (B,), (C, A)], True, 5, Result((A,))),
        ("ranked: the last count, and what left before", [(A,)] * 2 + [(B,)] * 2 + [(C, B)], True, 5,
         Result((B,), {"0": 2, "1": 3}, (C, D))),
        ("ranked, fewer than the least still counting: no numbers", [(A,)] * 2 + [(B,)] * 2 + [(C,)], True, 5,
         Result((A, B), {}, (C, D))),
        ("ranked: more than half at once, and a vote alone joins the others", [(A,)] * 5 + [(B,)] * 3 + [(C, A)], True, 5,
         Result((A,), {"0": 5, "others": 4})),
    ],
)  # fmt: skip
def test_what_is_shown(why, ballots, ranked, least, shown):
    assert result(ballots, 4, ranked, least) == shown, why


@given(ballots, st.booleans(), st.integers(3, 8))
def test_no_number_is_ever_one_and_below_three_votes_there_is_nothing(votes, ranked, least):
    shown = result(votes, OPTIONS, ranked, least)
    assert bool(shown.winners) == (len(votes) >= FEWEST)
    assert all(many >= 2 for many in shown.counts.values())
    assert not shown.counts or len(votes) >= least
    assert not shown.counts or {str(w) for w in shown.winners} <= set(shown.counts)
