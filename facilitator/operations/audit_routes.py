"""The audit trail, for whoever administers: when, who, and what, without anything anybody said."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import format_date, format_datetime, gettext

from facilitator.accounts.members import members_of
from facilitator.accounts.roles import allowed, me
from facilitator.attendance.records import held_one
from facilitator.groups.circles import groups_of
from facilitator.house import house
from facilitator.operations import audit
from facilitator.operations.audit_said import said

pages = Blueprint("audit", __name__)

A_PAGE = 50
MOST_PAGES = 10_000


@pages.get("/organization/audit")
@allowed("administrator")
def trail() -> Any:
    """The newest first, a page at a time."""
    store, organization = house().store, me().organization_id
    asked = request.args.get("page", "1")
    page = min(max(int(asked), 1), MOST_PAGES) if asked.isdecimal() and len(asked) < 7 else 1
    found = audit.entries(store, organization, A_PAGE + 1, skip=(page - 1) * A_PAGE)
    people = {member.id: member.name for member in members_of(store, organization)}
    groups = {group.id: group.name for group in groups_of(store, organization)}
    rows = [
        {
            "at": _at(entry.at),
            "who": people.get(entry.member, gettext("a former member")) if entry.member else gettext("the program"),
            "what": said(entry.what, change, entry.about),
            "about": _about(entry.about, groups, {} if entry.about == entry.member else people),
        }
        for entry, change in found[:A_PAGE]
    ]
    return render_template("operations/audit.html", rows=rows, page=page, more=len(found) > A_PAGE)


def _at(moment: int) -> str:
    return str(format_datetime(datetime.fromtimestamp(moment / 1000), "short", rebase=False))


def _about(id: str, groups: dict[str, str], people: dict[str, str]) -> str:
    """The group and the day, or the colleague, where the entry is about one."""
    if id in groups or id in people:
        return groups.get(id) or people[id]
    held = held_one(house().store, me().organization_id, id) if id.startswith("h") else None
    if not held:
        return ""
    return f"{groups.get(held.group_id, gettext('a former group'))}, {format_date(held.held_on)}"
