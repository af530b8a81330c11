"""Erasing names left for credit, for whoever asks that theirs go. Asked once more before: it cannot be taken back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from facilitator import text
from facilitator.accounts.roles import allowed, me
from facilitator.attendance import erasing
from facilitator.attendance.records import NotThere
from facilitator.groups.circles import groups_of
from facilitator.house import house

pages = Blueprint("keeping", __name__)


def _groups() -> dict[str, str]:
    return {group.id: group.name for group in groups_of(house().store, me().organization_id)}


@pages.get("/attendance/name/<signature>/erase")
@allowed("coordinator")
def ask(signature: str) -> Any:
    """Whether this name should go."""
    home = house()
    found = erasing.signature_of(home.store, home.names, me().organization_id, signature)
    if not found:
        abort(404)
    return render_template("attendance/erase_name.html", found=found, groups=_groups())


@pages.post("/attendance/name/<signature>/erase")
@allowed("coordinator")
def erase(signature: str) -> Any:
    """It goes."""
    home = house()
    try:
        held = erasing.erase_name(home.store, home.names, me().organization_id, me().id, signature)
    except NotThere:
        abort(404)
    flash(gettext("The name is erased."))
    return redirect(url_for("attendance.meetings.show", id=held))


@pages.route("/attendance/name", methods=["GET", "POST"])
@allowed("coordinator")
def search() -> Any:
    """Every signature of one name, as typed. What was typed travels in the body, so that no log has it."""
    name = _typed()
    found = _found(name) if name else None
    return render_template("attendance/erase_names.html", name=name, found=found, groups=_groups())


@pages.post("/attendance/name/erase")
@allowed("coordinator")
def erase_all() -> Any:
    """All of them go."""
    home, name = house(), _typed()
    n = erasing.erase_every(home.store, home.names, me().organization_id, me().id, _found(name) if name else [])
    flash(ngettext("%(num)s signature is erased.", "%(num)s signatures are erased.", n))
    return redirect(url_for("keeping.search"))


def _typed() -> str:
    try:
        return text.clean(request.form.get("name", "")[:500], multiline=False)
    except text.NotText:
        return ""


def _found(name: str) -> list[erasing.Found]:
    home = house()
    return erasing.signatures_of(home.store, home.names, me().organization_id, name, home.serving.offload)
