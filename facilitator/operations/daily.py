"""What is done once a day, beside the requests. Every process does it; two at once do no harm."""

import logging
from collections.abc import Callable
from datetime import date

from facilitator.clock import Now
from facilitator.serving import Serving

log = logging.getLogger(__name__)

LOOK_EVERY = 300.0
"""Seconds between looking whether another day has begun; what failed is tried again then."""


def day_of(now: int) -> date:
    """The day it is here, from milliseconds since 1970."""
    return date.fromtimestamp(now / 1000)


def every_day(
    work: Callable[[date], None], now: Now, serving: Serving, open_: Callable[[], bool]
) -> Callable[[], None]:
    """Gives the function that starts it: at once, and whenever another day has begun, until the store closes."""

    def run() -> None:
        done = None
        while open_():
            today = day_of(now())
            if done != today:
                try:
                    work(today)
                    done = today
                except Exception as e:
                    if open_():
                        log.error("fault in what is done once a day: %s", type(e).__name__)
            serving.sleep(LOOK_EVERY)

    return lambda: serving.spawn(run)
