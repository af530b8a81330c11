"""The attack must find what is there to be found, and nothing where there is nothing."""

import random

import pytest

from tests.load.dump.attack import Seen, judge

PEOPLE = [f"p{n}" for n in range(12)]


def nights(names_of, meetings: int = 60) -> list[Seen]:
    """Sessions whose words lie in the order of eagerness; `names_of` says how the names lie."""
    dice = random.Random(7)
    found = []
    for n in range(meetings):
        people = dice.sample(PEOPLE, 12)
        words = {"words: column id": {p: f"{dice.getrandbits(64):016x}" for p in people},
                 "words: first byte": {p: 1000 + 40 * k for k, p in enumerate(people)}}  # fmt: skip
        looks = {p: (f"handle {dice.getrandbits(20)}", dice.choice(("teal", "plum"))) for p in people}
        found.append(Seen(f"g{n // 10}", words, {"signature: column id": names_of(people, dice)}, looks))
    return found


def test_where_nothing_is_to_be_found_nothing_is_found():
    outcome = judge(nights(lambda people, dice: {p: f"{dice.getrandbits(64):016x}" for p in people}), deals=300)
    assert outcome.share <= outcome.limit_999
    assert outcome.chance == pytest.approx(1 / 12, abs=0.02)


@pytest.mark.parametrize(
    "names_of",
    [
        lambda people, dice: {p: f"n{k:04x}" for k, p in enumerate(people)},
        lambda people, dice: {p: f"n{99 - k:04x}" for k, p in enumerate(people)},
        lambda people, dice: {p: 1003 + 40 * k for k, p in enumerate(people)},
    ],
    ids=["in order", "backwards", "near by"],
)
def test_an_order_is_found(names_of):
    assert judge(nights(names_of), deals=200).share > 0.9


def test_a_key_is_found():
    seen = nights(lambda people, dice: dict.fromkeys(people, 0))
    keyed = [s._replace(names={"row": {p: "x" + s.words["words: column id"][p] for p in s.looks}}) for s in seen]
    assert judge(keyed, deals=200).share == 1


def test_a_look_that_comes_back_is_found():
    dice = random.Random(3)
    seen = []
    for n in range(60):
        people = dice.sample([f"q{k}" for k in range(18)], 12)
        random_ids = {p: dice.getrandbits(64) for p in people}
        seen.append(Seen(f"g{n // 30}", {"id": random_ids}, {"id": {p: dice.getrandbits(64) for p in people}},
                         {p: (f"always {p}",) for p in people}))  # fmt: skip
    assert judge(seen, deals=200).share > 0.9
