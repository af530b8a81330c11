"""One JSON line for each fault and each start: no words, names, handles, addresses, tokens or query strings."""

import json
import logging
import sys
import time


class OneLine(logging.Formatter):
    """A record as one line of JSON. Never a traceback: its lines can hold what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            line["kind"] = record.exc_info[0].__name__
        return json.dumps(line)


def set_up() -> None:
    """Ours at INFO; libraries that print what passes through them stay silent below WARNING."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("facilitator").setLevel(logging.INFO)
    for library in ("engineio", "socketio", "sqlalchemy", "alembic", "flask_limiter"):
        logging.getLogger(library).setLevel(logging.WARNING)
