"""Prepares a process for serving with green threads. Must run before anything else is imported."""

import os
import warnings


def patch() -> None:
    """Makes waiting cooperative throughout the standard library."""
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="eventlet")
    import eventlet

    # Files are written in real threads: its open() would give each of those an event loop that nobody runs.
    eventlet.monkey_patch(os=False)
