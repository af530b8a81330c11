"""The consent invariants, with Hypothesis looking for a meeting that breaks them and shrinking what it finds."""

import pytest
from hypothesis import HealthCheck, settings

from tests.meeting.test_consent import WholeMeeting

LONG = settings(
    max_examples=200, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck),
)  # fmt: skip


class Searched(WholeMeeting):
    """The same machine, searched longer."""


Searched.TestCase.settings = LONG
TestSearched = pytest.mark.timeout(3600)(Searched.TestCase)
