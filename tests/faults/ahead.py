"""`python -m tests.faults.ahead serve`: the program on a server whose clock is two minutes ahead."""

import time

from facilitator.serving.patching import patch

patch()

AHEAD = 120
_time, _time_ns = time.time, time.time_ns
time.time = lambda: _time() + AHEAD
time.time_ns = lambda: _time_ns() + AHEAD * 10**9

from facilitator.cli import main  # noqa: E402 - the clock is put on before anything reads it

main()
