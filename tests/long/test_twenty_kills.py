"""Twenty kill -9 at random moments under the bench's checker, and the other things that can happen to a server."""

import pytest

from tests.load import kills


@pytest.mark.timeout(600)
def test_twenty_kills_at_random_moments_lose_nothing_that_was_answered_and_double_nothing():
    verdict = kills.kills(20)
    assert verdict.clean, kills.said("20 kills", verdict)
    assert verdict.answers > 80, "a test in which little is said proves little"


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("fault", "module", "more"), [
    (kills.stand_still, "facilitator", {}), (kills.step_the_clock, "tests.faults.builds", {"FAULT": "clock"}),
    (kills.fill_the_disk, "facilitator", {}),
])  # fmt: skip
def test_standing_still_jumps_of_the_clock_and_a_full_disk_lose_and_double_nothing(fault, module, more):
    verdict = kills.on_a_server(fault, 6, module, **more)
    assert verdict.clean, kills.said(fault.__name__, verdict)
