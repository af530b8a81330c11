"""The directory as the console and phones carry it: every phone all of it, so that nothing tells who was shown what."""

from datetime import date
from typing import Any

from flask_babel import gettext

from facilitator.practice.bridge import directory
from facilitator.practice.bridge.models import Resource
from facilitator.store.writing import Store


def kind_names() -> dict[str, str]:
    """What kinds of help are called, in the reader's language."""
    return {key: gettext(says) for key, says in directory.KINDS}


def card(row: Resource) -> dict[str, Any]:
    """One line as a card: `key` names it in a session, `call` is what a phone dials, `facts` what else there is to know."""
    facts = (
        (gettext("When it is open"), row.hours),
        (gettext("Languages"), row.languages),
        (gettext("Cost"), row.cost),
        (gettext("How to get in"), row.way),
    )
    return {
        "key": row.id, "name": row.name, "kind": kind_names().get(row.kind, row.kind), "about": row.about,
        "phone": row.phone, "call": directory.dial(row.phone), "facts": [(what, says) for what, says in facts if says],
    }  # fmt: skip


def cards(rows: list[Resource]) -> list[dict[str, Any]]:
    """Lines of a directory as cards."""
    return [card(row) for row in rows]


def waiting(store: Store, organization: str, today: date) -> int:
    """How many lines have not been checked for half a year."""
    return sum(directory.is_old(row, today) for row in directory.lines_of(store, organization))
