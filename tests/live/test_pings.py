"""Signs of life: every phone is asked for one in time, and many are asked together."""

import time

from engineio.socket import Socket

from facilitator.live.engine import TOGETHER, GuardedEngine

INTERVAL = 10


def test_pings_are_gathered_and_never_late():
    """Of those whose turn is about the same time all go out at once, up to a fortieth of the interval early."""
    asked: list[float] = []

    def later(seconds, fn, sid):
        asked.append(time.monotonic() + seconds)
        return lambda: None

    engine = GuardedEngine(async_mode="threading", ping_interval=INTERVAL, ping_timeout=7)
    engine.guard(later)
    began = time.monotonic()
    for n in range(200):
        engine.start_background_task(Socket(engine, f"phone {n}")._send_ping)
    ended = time.monotonic()
    every = INTERVAL / TOGETHER
    assert len(asked) >= 200
    assert all(began + INTERVAL - every - 0.01 < at < ended + INTERVAL + 0.01 for at in asked)
    together = [at for at in asked if abs(at - round(at / every) * every) < 0.02]
    assert len(together) > 0.9 * len(asked)  # but for those between whose two looks at the clock something else ran
