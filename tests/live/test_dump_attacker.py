"""The dump attacker in its short form; the whole one is in `make bench`, PostgreSQL and the other broken builds in
`make test-long`. See tests/load/dump.

What chance alone would get one time in a thousand is allowed here, so that a sound build is not refused by luck; the
whole attack prints where the usual 95 % lie.
"""

import pytest

from tests.load.dump.__main__ import on_sqlite

SESSIONS = 8


@pytest.mark.timeout(300)
def test_whoever_holds_a_full_copy_links_names_to_words_no_better_than_by_guessing():
    outcome, _ = on_sqlite(SESSIONS)
    assert outcome.tried > 100
    assert outcome.share <= outcome.limit_999, outcome


@pytest.mark.timeout(300)
def test_the_attack_finds_a_build_that_is_broken_on_purpose():
    outcome, _ = on_sqlite(SESSIONS, "seat")
    assert outcome.share > outcome.limit_999, outcome
