"""Words taken back are gone for a searcher who has every byte and every key; 200 of them in `make bench`."""

import pytest

from tests.load import taken_back

MANY = 12


@pytest.mark.parametrize("place", [taken_back.on_sqlite, taken_back.on_postgresql])
def test_words_taken_back_cannot_be_found_five_seconds_later_nor_after_the_close(place):
    with place() as (server, searcher):
        found = taken_back.take_back(server, searcher, MANY)
    assert (found.before, found.after, found.stayed, found.after_the_close) == (MANY, 0, taken_back.PEOPLE, 0)


def test_nor_with_a_full_disk():
    found = taken_back.full(MANY)
    assert (found.before, found.after, found.stayed, found.after_the_close) == (MANY, 0, taken_back.PEOPLE, 0)
