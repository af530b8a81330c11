"""Attendance as files, for inside the organization: exact. What is for outside is made elsewhere, and hides small counts."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, request

from facilitator.accounts.roles import allowed
from facilitator.attendance import listing, reports, tables
from facilitator.attendance.asked import Asked, report_asked
from facilitator.attendance.spreadsheets import KINDS, Table, written
from facilitator.house import house

pages = Blueprint("files", __name__)


def as_file(name: str, kind: str, sheets: Sequence[Table]) -> Response:
    """A file to keep. Made beside the requests, so that no group that meets just now waits for it."""
    body = house().serving.offload(lambda: written(kind, sheets))
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(body, content_type=KINDS[kind], headers=headers)


@pages.get("/attendance/files/<what>.<kind>")
@allowed("coordinator", "facilitator")
def file(what: str, kind: str) -> Any:
    """Of the period: `figures.xlsx`, or `groups.csv` and `months.csv` one by one; `meetings` as either."""
    asked, made = report_asked(), _MADE.get((what, kind))
    if not asked or not made:
        abort(404)
    return as_file(f"attendance-{what}-{asked.period.name}", kind, made(asked))


def _groups(asked: Asked) -> list[Table]:
    found = reports.by_group(house().store, asked.reach, asked.period)
    return [tables.groups_table(asked.own.groups, found, reports.added(found.values()))]


def _months(asked: Asked) -> list[Table]:
    months = reports.by_month(house().store, asked.reach, asked.period)
    return [tables.months_table(months, reports.added(months.values()))]


def _meetings(asked: Asked) -> list[Table]:
    """As many as one file holds; `?part=2` has the next."""
    store, part = house().store, request.args.get("part", 1, type=int)
    months = reports.by_month(store, asked.reach, asked.period)
    if not 1 <= part <= listing.pages(months, listing.IN_A_FILE):
        abort(404)
    found = listing.page_of(store, asked.reach, asked.period, months, part, listing.IN_A_FILE)
    return [tables.meetings_table(asked.own.groups, found)]


def _figures(asked: Asked) -> list[Table]:
    return _groups(asked) + _months(asked)


_MADE = {
    ("figures", "xlsx"): _figures,
    ("groups", "csv"): _groups,
    ("months", "csv"): _months,
    ("meetings", "csv"): _meetings,
    ("meetings", "xlsx"): _meetings,
}
