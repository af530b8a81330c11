"""The evening with every kind of round, in Spanish; `make test` plays it in English."""

import pytest

from tests.browser.stage import chromium
from tests.browser.test_every_round import whole_evening


@pytest.mark.timeout(400)
def test_an_evening_with_every_kind_of_round_in_spanish(tmp_path):
    with chromium() as browser:
        whole_evening(browser, tmp_path, "es")
