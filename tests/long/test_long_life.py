"""A long life in short: meetings open and close for twelve hours, and what a process holds comes back to where it was."""

import pytest

from tests.load import long_life


@pytest.mark.timeout(600)
def test_after_twelve_hours_of_meetings_the_process_holds_what_it_held_before():
    warm, *rows = long_life.live(hours=12, evenings=3)
    last = rows[-1]
    assert (last.meetings, last.keys) == (0, 0)
    assert last.descriptors <= warm.descriptors + 3
    assert last.threads <= warm.threads + 2
    assert last.objects <= warm.objects * 1.02
    assert last.memory <= warm.memory * 1.1
    assert last.database - warm.database <= 36 * 8192, "what stays is attendance, and no more"


@pytest.mark.timeout(600)
def test_on_a_real_server_sockets_and_memory_come_back_after_every_evening(own_server):
    rows = long_life.on_a_server(own_server, 12)
    warm, last = rows[3], rows[-1]
    assert last[0] <= warm[0] + 4
    assert last[1] <= warm[1] * 1.1
