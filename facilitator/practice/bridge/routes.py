"""The pages of the directory. Every member reads it; whoever runs groups or administers keeps it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from msgspec.structs import replace

from facilitator.accounts.models import ROLES
from facilitator.accounts.roles import allowed, me
from facilitator.attendance.periods import today
from facilitator.clock import now
from facilitator.house import house
from facilitator.practice.bridge import directory
from facilitator.practice.bridge.cards import kind_names
from facilitator.practice.bridge.forms import ResourceForm
from facilitator.practice.bridge.models import Resource
from facilitator.web import flash_undo

pages = Blueprint("bridge", __name__)

KEEPERS = ("facilitator", "administrator")


@pages.get("/practice/bridge")
@allowed(*ROLES)
def index() -> Any:
    """The directory: searched, narrowed to a kind, in an order one chooses; or what was put away."""
    away = request.args.get("show") == "archived"
    rows = directory.lines_of(house().store, me().organization_id, away)
    asked = {"q": request.args.get("q", "")[:80], "kind": request.args.get("kind", ""), "order": _order()}
    shown = directory.ordered(directory.found(rows, asked["q"], asked["kind"]), asked["order"])
    return render_template(
        "practice/bridge/index.html", lines=shown, asked=asked, away=away, all=len(rows), kinds=kind_names(),
        old={row.id for row in rows if not away and directory.is_old(row, today())}, keeps=_keeps(),
        dial=directory.dial, most=directory.MOST,
    )  # fmt: skip


def _order() -> str:
    asked = request.args.get("order", "")
    return asked if asked in directory.ORDERS else "kind"


def _keeps() -> bool:
    return bool(set(KEEPERS) & set(me().roles))


@pages.get("/practice/bridge/print")
@allowed(*ROLES)
def on_paper() -> Any:
    """The directory in large type, to hang up or hand out."""
    rows = directory.lines_of(house().store, me().organization_id)
    shown = [(name, [row for row in rows if row.kind == kind]) for kind, name in kind_names().items()]
    return render_template("practice/bridge/on_paper.html", kinds=[(n, found) for n, found in shown if found], me=me())


@pages.route("/practice/bridge/new", methods=["GET", "POST"])
@allowed(*KEEPERS)
def new() -> Any:
    """A new line."""
    form = ResourceForm(kind=request.args.get("kind", "clinical"), checked=True)
    if form.validate_on_submit():
        try:
            directory.add(house().store, me().organization_id, form.line(today()))
        except directory.Full:
            form.name.errors = [_full()]
        else:
            flash(gettext("It is in the directory."))
            return redirect(url_for(".index"))
    return render_template("practice/bridge/form.html", form=form, line=None)


def _full() -> str:
    return gettext("The directory is full. Please archive a line first.")


def _asked(resource: str) -> Resource:
    try:
        return directory.line_of(house().store, me().organization_id, resource)
    except directory.NotThere:
        abort(404)


@pages.route("/practice/bridge/<resource>", methods=["GET", "POST"])
@allowed(*KEEPERS)
def edit(resource: str) -> Any:
    """Changes a line, with a way back."""
    row = _asked(resource)
    form = ResourceForm(obj=row)
    if form.validate_on_submit():
        line = form.line(today(), row.checked_on)
        return _changed(row, line, gettext("“%(name)s” is changed.", name=line.name))
    return render_template("practice/bridge/form.html", form=form, line=row)


@pages.post("/practice/bridge/<resource>/checked")
@allowed(*KEEPERS)
def checked(resource: str) -> Any:
    """Somebody has made sure of a line today."""
    row = _asked(resource)
    line = replace(directory.said(row), checked_on=today())
    return _changed(row, line, gettext("“%(name)s” is checked as of today.", name=row.name))


def _changed(row: Resource, line: directory.Line, said: str) -> Any:
    directory.change(house().store, me().organization_id, row.id, line)
    flash_undo(said, url_for(".undo", resource=row.id))
    return redirect(url_for(".index"))


def _done(work: Callable[[], None], said: str) -> Any:
    """Does it, says so, and goes back to the directory."""
    try:
        work()
    except directory.NotThere:
        abort(404)
    except directory.Full:
        said = _full()
    flash(said)
    return redirect(url_for(".index"))


@pages.post("/practice/bridge/<resource>/undo")
@allowed(*KEEPERS)
def undo(resource: str) -> Any:
    """Takes the last change of a line back."""
    return _done(
        lambda: directory.undo(house().store, me().organization_id, resource), gettext("It says again what it said.")
    )


@pages.post("/practice/bridge/<resource>/archive")
@allowed(*KEEPERS)
def archive(resource: str) -> Any:
    """Puts a line away, with a way back."""
    row = _asked(resource)
    directory.archive(house().store, me().organization_id, row.id, now())
    flash_undo(gettext("“%(name)s” is archived.", name=row.name), url_for(".bring_back", resource=row.id))
    return redirect(url_for(".index"))


@pages.post("/practice/bridge/<resource>/bring-back")
@allowed(*KEEPERS)
def bring_back(resource: str) -> Any:
    """A line that was put away is in use again."""
    return _done(lambda: directory.bring_back(house().store, me().organization_id, resource), gettext("It is back."))
