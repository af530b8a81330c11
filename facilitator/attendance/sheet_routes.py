"""Sign-in sheets: of a meeting, with the names that were left, and one to print before. What stands on them may lie on a
table where anybody reads it: no topic, and no name of a group that may name a condition."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.asked import held_seen
from facilitator.attendance.export_routes import as_file
from facilitator.attendance.models import Held
from facilitator.attendance.names import names_of
from facilitator.attendance.spreadsheets import KINDS
from facilitator.attendance.tables import sheet_table
from facilitator.groups.circles import group_of
from facilitator.groups.models import Group
from facilitator.house import house
from facilitator.store.keys import NoKey
from facilitator.store.sealing import Unreadable

pages = Blueprint("sheets", __name__)

BLANK = 20
"""Lines of a sheet that is printed before."""
FEWEST, MOST = 4, 40
"""Empty lines below the names that were left on phones."""


def on_paper(group: Group | None) -> str:
    """What a group is called where others may read it."""
    return (group and group.paper_name) or gettext("Group session")


def _names(held: Held) -> list[tuple[str, str]] | None:
    """(id, name), in order of the alphabet; None if their key is gone."""
    try:
        with house().store.read() as session:
            return names_of(session, house().names, held.id)
    except (NoKey, Unreadable):
        return None


def _sheet(id: str) -> tuple[Held, Group | None]:
    held, group = held_seen(id)
    if held.cancelled:
        abort(404)
    return held, group


@pages.get("/attendance/meeting/<id>/sheet")
@allowed("coordinator", "facilitator")
def sheet(id: str) -> Any:
    """The names that were left for credit, to look at and to print, and lines for those who sign on paper."""
    held, group = _sheet(id)
    names = _names(held)
    lines = min(MOST, max(FEWEST, held.heads - len(names or [])))
    return render_template(
        "attendance/sheet.html", held=held, back=held.group_id, organization=me().organization.on_paper,
        session=on_paper(group), names=names or [], unreadable=names is None, lines=lines,
        erases=me().coordinator, gone=max(0, held.signed - len(names)) if names is not None else 0,
    )  # fmt: skip


@pages.get("/attendance/meeting/<id>/sheet.<kind>")
@allowed("coordinator", "facilitator")
def sheet_file(id: str, kind: str) -> Any:
    """The same names as a file."""
    held, group = _sheet(id)
    names = _names(held) if kind in KINDS else None
    if names is None:
        abort(404)
    table = sheet_table(me().organization.on_paper, on_paper(group), held.held_on, [name for _, name in names])
    return as_file(f"sign-in-{held.held_on}", kind, [table])


@pages.get("/attendance/group/<id>/sheet")
@allowed("coordinator", "facilitator")
def blank(id: str) -> Any:
    """A sheet to print before a meeting. It shows nothing of anyone, so every facilitator of the organization may."""
    group = group_of(house().store, me().organization_id, id)
    if not group:
        abort(404)
    return render_template(
        "attendance/sheet.html", held=None, back=group.id, organization=me().organization.on_paper, session=on_paper(group),
        names=[], erases=False, unreadable=False, lines=BLANK, gone=0,
    )  # fmt: skip
