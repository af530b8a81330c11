"""Builds that fail on purpose: `python -m tests.faults.builds serve`, with FAULT in the environment.

They are whole until a file named `now` lies in the data folder: so a session can be under way before it happens.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from facilitator.serving.patching import patch


class Injected(Exception):
    """What is raised, with everything that was given to the handler in its text: as careless as an error can be."""


def armed() -> bool:
    """Whether it is to fail now."""
    return (Path(os.environ["DATA_DIR"]) / "now").exists()


def _dying(after_the_commit: bool) -> None:
    """kill -9, right before or right after what was asked is on disk, and before anybody has heard of it."""
    from facilitator.store import together

    commit = together.commit

    def dying(whole: Any) -> None:
        if armed():
            if after_the_commit:
                commit(whole)
            os.kill(os.getpid(), signal.SIGKILL)
        commit(whole)

    together.commit = dying


def _raising() -> None:
    """Every page and every handler of a socket raises, and so does every rule where FAULT says so."""
    import facilitator
    from facilitator.live.gateway import Gateway

    for name in ("_connect", "_do", "_look", "_sync"):
        setattr(Gateway, name, _careless(getattr(Gateway, name)))
    make = facilitator.create_app

    def made(*args: Any, **more: Any) -> Any:
        app = make(*args, **more)
        for name, view in app.view_functions.items():
            app.view_functions[name] = _careless(view)
        return app

    facilitator.create_app = made


def _careless(handler: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(handler)
    def raises(*args: Any, **more: Any) -> Any:
        if armed():
            from flask import has_request_context, request

            asked: tuple[Any, ...] = ()
            if has_request_context():  # messages have none
                asked = (request.url, request.values.to_dict(), request.get_data(as_text=True), dict(request.headers))
            raise Injected(f"{args} {more} {asked}")
        return handler(*args, **more)

    return raises


def _rules_raising() -> None:
    """The rules raise, with the command in the text."""
    from facilitator.meeting import rules

    decide = rules.decide

    def raises(meeting: Any, actor: Any, command: Any, now: int) -> Any:
        if armed():
            raise Injected(f"{actor} {command} {meeting}")
        return decide(meeting, actor, command, now)

    rules.decide = raises


def _stepping() -> None:
    """The wall clock jumps: the file `now` says by how many milliseconds."""
    from facilitator import clock

    def stepped() -> int:
        by = int((Path(os.environ["DATA_DIR"]) / "now").read_text() or "0") if armed() else 0
        return time.time_ns() // 1_000_000 + by

    clock.now = stepped


def main() -> None:
    {
        "before": lambda: _dying(False), "after": lambda: _dying(True), "raise": _raising, "rules": _rules_raising,
        "clock": _stepping,
    }[os.environ["FAULT"]]()  # fmt: skip
    from facilitator.cli import main as command

    command()


if __name__ == "__main__" and "serve" in sys.argv:
    patch()
    main()
