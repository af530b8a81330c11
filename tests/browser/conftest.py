"""One Chromium and one server for all browser tests; each test brings its own devices and its own session."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.stage import Device, chromium

expect.set_options(timeout=20_000)
"""How long a busy machine may take before what does not come counts as not coming."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def device(browser) -> Iterator[Callable[..., Device]]:
    """Makes devices, closes them afterwards, and fails if anything went wrong in one of them."""
    made: list[Device] = []

    def make(kind: str, language: str = "en", **more) -> Device:
        made.append(Device(browser, kind, language, **more))
        return made[-1]

    yield make
    wrong = [line for one in made for line in one.wrong]
    for one in made:
        one.close()
    assert wrong == []
