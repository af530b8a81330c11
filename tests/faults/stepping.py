"""The server with a clock that steps: `python -m tests.faults.stepping serve`. By how many seconds is read from the file
`clock` in its data folder, each time anybody asks what time it is."""

import os
import runpy
import time
from pathlib import Path

_real, _real_ns = time.time, time.time_ns
_file = Path(os.environ["DATA_DIR"]) / "clock"


def _by() -> float:
    try:
        return float(_file.read_text() or 0)
    except OSError:
        return 0.0


time.time = lambda: _real() + _by()
time.time_ns = lambda: _real_ns() + int(_by() * 1e9)

if __name__ == "__main__":
    runpy.run_module("facilitator", run_name="__main__", alter_sys=True)
