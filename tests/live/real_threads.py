"""The server, telling which locks of green threads its real threads go to: `python -m tests.live.real_threads serve`. For
tests alone.

A green thread's lock wakes whoever waits by the event loop of the thread that lets go of it. A real thread has none that
runs: whoever waits for it there waits for ever, and so does everybody after them.
"""

import os
import runpy
import sys
import traceback
from pathlib import Path
from typing import Any

from facilitator.serving.patching import patch

patch()

from eventlet import semaphore  # noqa: E402 - after patching
from eventlet.green.thread import _real_get_ident  # noqa: E402

from facilitator.serving import server  # noqa: E402

TOLD = "real-threads"
"""The file in the folder, a line for each place."""

_serve, _acquire = server.serve, semaphore.Semaphore.acquire
_of_the_loop = _real_get_ident()
_known: set[str] = set()
_serves = False


def _watched(self: Any, blocking: bool = True, timeout: float | None = None) -> bool:
    if _serves and blocking and _real_get_ident() != _of_the_loop:
        where = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(traceback.extract_stack()[-8:-1])]
        line = " < ".join(where)
        if line not in _known:
            _known.add(line)
            with open(Path(os.environ["DATA_DIR"]) / TOLD, "a") as file:
                file.write(f"{line}\n")
    return bool(_acquire(self, blocking, timeout))


def _begin(*args: Any, **more: Any) -> None:
    global _serves
    _serves = True
    _serve(*args, **more)


semaphore.Semaphore.acquire = _watched
server.serve = _begin

if __name__ == "__main__":
    sys.argv[0] = "facilitator"
    runpy.run_module("facilitator", run_name="__main__", alter_sys=True)
