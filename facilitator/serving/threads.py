"""Serving with plain threads: for tests and small tools."""

import threading
import time
from collections.abc import Callable
from typing import Any

from facilitator.serving import Serving


def _spawn(fn: Callable[..., Any], *args: Any) -> None:
    threading.Thread(target=fn, args=args, daemon=True).start()


THREADS = Serving(
    mode="threading", offload=lambda fn: fn(), spawn=_spawn, sleep=time.sleep, later=None, outlets=lambda engine: {}
)
