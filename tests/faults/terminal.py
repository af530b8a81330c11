"""What somebody at a terminal types and reads."""

import contextlib
import io
import os
import subprocess
import sys
from unittest.mock import patch

from facilitator.cli import main
from tests.places import ROOT, Server, settings


def types(server: Server, *words: str, **env: str) -> tuple[int, str]:
    """`python -m facilitator …` on a server's folder: the exit code, and everything it said."""
    done = subprocess.run(
        [sys.executable, "-m", "facilitator", *words], cwd=ROOT, text=True, capture_output=True, timeout=120,
        stdin=subprocess.DEVNULL, env={**os.environ, **settings(server.folder, **server.more), **env}, check=False,
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).strip()


def types_here(server: Server, *words: str, **env: str) -> tuple[int, str]:
    """The same in this process, which is quicker: for what does not serve."""
    said, code = io.StringIO(), 0
    with (
        patch.dict(os.environ, {**settings(server.folder, **server.more), **env}),
        patch.object(sys, "stdin", io.StringIO("")),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        try:
            main(list(words))
        except SystemExit as e:
            code = int(e.code or 0)
    return code, said.getvalue().strip()
