"""The consent invariants under random play: a plain seeded walk over many meetings, and Hypothesis to find and shrink."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from facilitator.meeting.journalling import event_types
from tests.meeting.consent import Walk, walked


@pytest.mark.timeout(300)
def test_a_walk_through_random_meetings():
    happened: Counter[str] = Counter()
    for seed in range(200):
        happened += walked(seed)
    never = set(event_types()) - set(happened) - {"meeting.opened", "meeting.closed"}
    assert not never, f"a walk in which nothing happens proves nothing: {never}"


class WholeMeeting(RuleBasedStateMachine):
    """Any meeting anybody could play."""

    @initialize(data=st.data())
    def open(self, data):
        self.data = data
        self.walk = Walk(lambda options: self.data.draw(st.sampled_from(options)))

    @rule(data=st.data())
    def somebody_asks(self, data):
        self.data = data
        self.walk.step()


WholeMeeting.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWholeMeeting = WholeMeeting.TestCase
