"""A site for each test, without the limits that would stop a test that hurries."""

import pytest

from facilitator.limits import limiter
from tests.web.browsing import Site


@pytest.fixture
def site(tmp_path):
    made = Site(tmp_path)
    limiter.reset()
    yield made
    limiter.reset()
    made.home.store.close()
