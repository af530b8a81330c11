"""The attack on exports for outside, on many more organizations than `make test` has time for."""

import pytest

from facilitator.limits import limiter
from tests.web.browsing import Site
from tests.web.outside_world import World
from tests.web.test_outside_attack import attacked


@pytest.mark.timeout(3600)
def test_twenty_organizations_of_forty_groups_give_nothing_away(tmp_path):
    hidden, narrowest = 0, 10
    for seed in range(100, 120):
        site = Site(tmp_path / str(seed))
        limiter.reset()
        try:
            more, least = attacked(World(site, seed, 40), site.as_("Cora"))
        finally:
            site.home.store.close()
        hidden, narrowest = hidden + more, min(narrowest, least)
    limiter.reset()
    print(
        f"20 organizations, {hidden:,} figures hidden, 0 worked out; the narrowest could still be {narrowest} numbers"
    )
