"""What somebody at a terminal types and reads."""

import os
import subprocess
import sys

from tests.places import ROOT, Server, settings


def types(server: Server, *words: str, **env: str) -> tuple[int, str]:
    """`python -m facilitator …` on a server's folder: the exit code, and everything it said."""
    done = subprocess.run(
        [sys.executable, "-m", "facilitator", *words], cwd=ROOT, text=True, capture_output=True, timeout=120,
        stdin=subprocess.DEVNULL, env={**os.environ, **settings(server.folder, **server.more), **env}, check=False,
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).strip()
