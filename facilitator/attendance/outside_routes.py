"""Pages of what leaves the organization: which periods there are, making one for good, reading and downloading it."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.attendance import outside_freezing, outside_released, outside_sheet
from facilitator.attendance.outside_periods import Period, period_called
from facilitator.clock import now
from facilitator.groups.circles import support_groups_of
from facilitator.house import house

pages = Blueprint("outside", __name__)


def _today() -> date:
    return datetime.fromtimestamp(now() / 1000, UTC).astimezone().date()


def _over(name: str) -> Period:
    """The period of an address, if it is over; nothing else has an address."""
    period = period_called(name)
    if not period or not period.over(_today()):
        abort(404)
    return period


@pages.get("/attendance/outside")
@allowed("coordinator")
def index() -> Any:
    """The periods that are over, and what has been made of them."""
    organization = me().organization
    periods = outside_released.listed(house().store, organization.id, organization.keep_attendance, _today())
    years = {year: [one for one in periods if one.period.year == year] for year in {p.period.year for p in periods}}
    return render_template(
        "attendance/outside.html", years=sorted(years.items(), reverse=True), named=outside_sheet.period_name
    )


@pages.get("/attendance/outside/<name>")
@allowed("coordinator")
def show(name: str) -> Any:
    """One period as published; before that, the question whether to."""
    period = _over(name)
    organization = me().organization
    listed = outside_released.listed(house().store, organization.id, organization.keep_attendance, _today())
    one = next((one for one in listed if one.period == period), None)
    if not one:
        abort(404)
    if one.made_on:
        return render_template("attendance/outside_made.html", period=period, sheet=_sheet(period))
    named = outside_sheet.period_name(period)
    unnamed = [group for group in support_groups_of(house().store, organization.id) if not group.paper_name]
    return render_template(
        "attendance/outside_make.html", period=period, possible=one.possible, named=named, unnamed=unnamed
    )


@pages.post("/attendance/outside/<name>")
@allowed("coordinator")
def make(name: str) -> Any:
    """Makes it, for good."""
    period = _over(name)
    organization = me().organization
    groups = {group.id: group.paper_name for group in support_groups_of(house().store, organization.id)}
    who = outside_freezing.Publisher(organization.id, organization.on_paper, organization.keep_attendance, groups)
    try:
        outside_freezing.make(house().store, who, me().id, period, _today())
    except outside_freezing.NotPossible as e:
        sentences = {
            "open": gettext("A session that began in this time has not ended yet. Close it first."),
            "gone": gettext("Some of this time's attendance has been let go. It cannot be made any more."),
            "over": gettext("This time is not over yet."),
        }
        flash(sentences[e.why])
    else:
        flash(gettext("Made. From now on it stays as it is."))
    return redirect(url_for(".show", name=name))


def _sheet(period: Period) -> outside_sheet.Sheet:
    found = outside_released.released(house().store, me().organization_id, period)
    if not found:
        abort(404)
    return outside_sheet.laid_out(found)


@pages.get("/attendance/outside/<name>/print")
@allowed("coordinator")
def on_paper(name: str) -> Any:
    """One period as published, to print."""
    period = _over(name)
    return render_template("attendance/outside_on_paper.html", period=period, sheet=_sheet(period))


@pages.get("/attendance/outside/<name>.csv")
@allowed("coordinator")
def csv(name: str) -> Any:
    """One period as published, as CSV."""
    period = _over(name)
    return _file(outside_sheet.as_csv(_sheet(period)), f"attendance-{period}.csv", "text/csv; charset=utf-8")


@pages.get("/attendance/outside/<name>.xlsx")
@allowed("coordinator")
def xlsx(name: str) -> Any:
    """One period as published, as a spreadsheet."""
    period = _over(name)
    sheet, tabs = _sheet(period), (gettext("Attendance"), gettext("About"))
    body = house().serving.offload(lambda: outside_sheet.as_xlsx(sheet, *tabs))
    return _file(body, f"attendance-{period}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _file(body: bytes, name: str, kind: str) -> Response:
    return Response(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
