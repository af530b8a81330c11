"""Words taken back are gone on PostgreSQL and on a full disk too; `make test` looks at SQLite."""

import pytest

from tests.load import taken_back

MANY = 40


@pytest.mark.timeout(300)
def test_words_taken_back_cannot_be_found_in_the_heap_or_the_log_of_postgresql():
    with taken_back.on_postgresql() as (server, searcher):
        found = taken_back.take_back(server, searcher, MANY)
    assert (found.before, found.after, found.stayed, found.after_the_close) == (MANY, 0, taken_back.PEOPLE, 0)


@pytest.mark.timeout(300)
def test_words_taken_back_cannot_be_found_with_a_full_disk():
    found = taken_back.full(MANY)
    assert (found.before, found.after, found.stayed, found.after_the_close) == (MANY, 0, taken_back.PEOPLE, 0)
