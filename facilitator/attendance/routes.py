"""Attendance: that groups met, how many came, for how long. Nothing anyone said is reachable from here."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import format_decimal, gettext

from facilitator.accounts.roles import allowed
from facilitator.attendance.asked import group_seen, range_asked, report_asked
from facilitator.attendance.export_routes import pages as export_pages
from facilitator.attendance.meeting_routes import pages as meeting_pages
from facilitator.attendance.overview import overview
from facilitator.attendance.periods import today
from facilitator.attendance.sheet_routes import pages as sheet_pages
from facilitator.house import house

pages = Blueprint("attendance", __name__)
for _part in (meeting_pages, sheet_pages, export_pages):
    pages.register_blueprint(_part)


@pages.app_template_filter("counted")
def counted(number: float) -> str:
    """A number as the reader writes it. Those below 10,000, of which a page has thousands, need no separators."""
    return str(number) if isinstance(number, int) and number < 10_000 else str(format_decimal(number))


@pages.app_template_filter("hours")
def hours(minutes: int) -> str:
    """Minutes as hours and minutes."""
    if minutes < 60:
        return gettext("%(n)s min", n=minutes)
    return gettext("%(hours)s h %(minutes)s min", hours=counted(minutes // 60), minutes=minutes % 60)


@pages.get("/attendance")
@allowed("coordinator", "facilitator")
def index() -> Any:
    """All groups this member sees, or one with `?group=`; a period with `?period=`."""
    asked = report_asked()
    span = range_asked()
    if span:
        return redirect(url_for(".index", period=span, group=request.args.get("group") or None))
    if not asked:
        return render_template("attendance/index.html", asked=None)
    return render_template("attendance/index.html", at=".index", **overview(house().store, asked, _page()))


@pages.get("/attendance/group/<id>")
@allowed("coordinator", "facilitator")
def group(id: str) -> Any:
    """One group: its figures, calling a session off, a sheet to print before one."""
    found = group_seen(id)
    span = range_asked()
    if span:
        return redirect(url_for(".group", id=id, period=span))
    asked = report_asked(id)
    more = overview(house().store, asked, _page()) if asked else {"asked": None}
    return render_template("attendance/group.html", group=found, today=today(), at=".group", **more)


def _page() -> int:
    return request.args.get("page", 1, type=int)
