"""The consent invariants over 2,000 random meetings of 100 steps, on every core there is."""

from concurrent.futures import ProcessPoolExecutor

import pytest

from tests.meeting.consent import walked


@pytest.mark.timeout(3600)
def test_the_invariants_hold_in_two_thousand_random_meetings():
    with ProcessPoolExecutor() as cores:
        happened = sum(sum(played.values()) for played in cores.map(walked, range(1000, 3000), chunksize=20))
    print(f"2,000 meetings, {happened:,} events, 0 violations")
