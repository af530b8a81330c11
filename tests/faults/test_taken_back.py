"""Words taken back are gone for a searcher who has every byte and every key; 200 of them in `make bench`, and on a full disk
and PostgreSQL in `make test-long`."""

from tests.load import taken_back

MANY = 12


def test_words_taken_back_cannot_be_found_five_seconds_later_nor_after_the_close():
    with taken_back.on_sqlite() as (server, searcher):
        found = taken_back.take_back(server, searcher, MANY)
    assert (found.before, found.after, found.stayed, found.after_the_close) == (MANY, 0, taken_back.PEOPLE, 0)
