"""Every screen in Spanish by night: `make test` looks at Spanish by day, and at English by both."""

import pytest

from tests.browser.stage import chromium
from tests.browser.test_every_screen import walk_through


@pytest.mark.timeout(400)
def test_every_screen_is_accessible_in_spanish_by_night(tmp_path):
    with chromium() as browser:
        walk_through(browser, tmp_path, "es", ("dark",))
