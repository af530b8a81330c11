"""Twenty kill -9 at random moments; `make test` has time for ten."""

import pytest

from tests.live.test_crashes import kills_lose_nothing


@pytest.mark.timeout(300)
def test_twenty_kills_at_random_moments_lose_nothing_that_was_answered_and_double_nothing(own_server):
    kills_lose_nothing(own_server, 20)
