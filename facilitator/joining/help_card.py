"""The help card: where to turn, also when there is no network. Lines ship with their source and the day they were read."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from facilitator.accounts.models import Organization
from facilitator.screens import short_key
from facilitator.web import language

FILE = Path(__file__).parent / "help_lines.json"


@cache
def _lines() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def help_card(organization: Organization | None) -> dict[str, Any]:
    """`lines`: what to call or text, in the reader's language; `own`: what the organization wrote, one on each line.
    `key` names a line when it is offered in a meeting."""
    country = _lines().get(organization.country if organization else "US", {"lines": []})
    own = [o.strip() for o in (organization.help_lines if organization else "").splitlines() if o.strip()]
    return {
        "lines": [{**line, "name": line["name"][language()], "key": line["call"]} for line in country["lines"]],
        "own": [{"text": o, "key": short_key(o)} for o in own],
    }
