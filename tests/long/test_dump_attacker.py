"""The dump attacker on PostgreSQL, and on SQLite with more sessions than `make test` has time for."""

import pytest

from tests.load.dump.__main__ import on_postgresql, on_sqlite
from tests.load.dump.builds import BROKEN


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("attack", [on_sqlite, on_postgresql])
def test_whoever_holds_a_full_copy_links_names_to_words_no_better_than_by_guessing(attack):
    outcome, _ = attack(40)
    assert outcome.share <= outcome.limit_999, outcome


@pytest.mark.timeout(600)
@pytest.mark.parametrize("broken", BROKEN)
def test_the_attack_finds_a_build_that_is_broken_on_purpose(broken):
    outcome, _ = on_sqlite(30, broken)
    assert outcome.share > outcome.limit_999, outcome
