"""The dump attacker on PostgreSQL, and on SQLite with more sessions than `make test` has time for."""

import pytest

from tests.load.dump.__main__ import on_postgresql, on_sqlite


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("attack", [on_sqlite, on_postgresql])
def test_whoever_holds_a_full_copy_links_names_to_words_no_better_than_by_guessing(attack):
    outcome, _ = attack(40)
    assert outcome.share <= outcome.limit_999, outcome
