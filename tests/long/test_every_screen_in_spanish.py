"""Every screen in Spanish, by day and by night: `make test` looks at English by both, and plays whole evenings in Spanish."""

import pytest

from tests.browser.stage import chromium
from tests.browser.test_every_screen import walk_through


@pytest.mark.timeout(400)
def test_every_screen_is_accessible_in_spanish_and_fits_a_small_phone(tmp_path):
    with chromium() as browser:
        walk_through(browser, tmp_path, "es")
