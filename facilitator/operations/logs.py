"""One JSON line for each request, each fault and each start: no words, names, handles, addresses, tokens or query strings."""

import json
import logging
import sys
import time
from typing import Any

OURS = "facilitator"


def facts(record: logging.LogRecord) -> dict[str, Any]:
    """What a record says. Of a library's only where in it and what kind: its text may quote what passed through it."""
    told: dict[str, Any] = {"level": record.levelname.lower(), "from": record.name}
    if record.name.split(".")[0] == OURS:
        told |= {"said": record.getMessage()} | getattr(record, "facts", {})
    else:
        told["said"] = f"{record.funcName}, line {record.lineno}"
    if record.exc_info and record.exc_info[0]:
        told["kind"] = record.exc_info[0].__name__
    return told


class OneLine(logging.Formatter):
    """A record as one line of JSON. Never a traceback: its lines can hold what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        return json.dumps({"at": at} | facts(record))


class Calm(logging.Formatter):
    """The same for whoever looks at a terminal: one short line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = facts(record)
        at = time.strftime("%H:%M:%S", time.localtime(record.created))
        rest = " ".join(
            f"{v}" if k == "kind" else f"{k} {v}" for k, v in told.items() if k not in ("level", "said", "from")
        )
        return f"  {at}  {told['said']}  {rest}".rstrip()


def set_up(calm: bool = False) -> None:
    """Ours at INFO; libraries that print what passes through them stay silent below WARNING. `calm`: for a terminal, which
    is spared the requests that went well."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Calm() if calm else OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.getLogger(f"{OURS}.edge").setLevel(logging.WARNING if calm else logging.INFO)
    for library in (
        "engineio",
        "engineio.server",
        "socketio",
        "socketio.server",
        "sqlalchemy",
        "alembic",
        "flask_limiter",
    ):
        logging.getLogger(library).setLevel(logging.WARNING)
