"""The pages of practice circles: which were held, and hours for whoever was there."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.groups.plan_looks import title_of
from facilitator.house import house
from facilitator.limits import limiter
from facilitator.practice.circles import records
from facilitator.practice.circles.claiming import LONGEST_CODE, Claim, Had, Unknown, claim_hours, looked_up
from facilitator.practice.circles.models import PracticeCircle

pages = Blueprint("circles", __name__)

IN_VAIN = "30/minute"
"""How often one address may come with a code that is none."""


def _told(circle: PracticeCircle) -> dict[str, Any]:
    """A circle as pages tell of it."""
    agenda = [title_of(kind) for kind in records.agenda_of(circle)]
    return {"circle": circle, "agenda": agenda, "presenters": records.presenters_of(circle)}


@pages.get("/practice/circles")
@allowed("facilitator")
def index() -> Any:
    """The circles that were held. Nobody who came is listed anywhere."""
    held = records.circles_of(house().store, me().organization_id)
    return render_template("practice/circles/index.html", held=[_told(circle) for circle in held], me=me())


def _asked(circle: str) -> PracticeCircle:
    found = records.circle_of(house().store, me().organization_id, circle)
    if not found:
        abort(404)
    return found


@pages.get("/practice/circles/<circle>/print")
@allowed("facilitator")
def on_paper(circle: str) -> Any:
    """A record of hours to sign, for guests from elsewhere and whoever had no phone."""
    told = _told(_asked(circle))
    return render_template("practice/circles/on_paper.html", **told, organization=me().organization.on_paper)


@pages.route("/practice/circles/<circle>", methods=["GET", "POST"])
@allowed("facilitator")
def show(circle: str) -> Any:
    """One circle; whoever led it asks for their hours here."""
    found = _asked(circle)
    if request.method == "POST":
        return _claimed(Claim(circle=found.id, minutes=_minutes(), presenter="presenter" in request.form))
    return render_template("practice/circles/show.html", **_told(found), led=found.led_by == me().id, claim=None)


def _vain(response: Any) -> bool:
    return bool(response.status_code == 422)


@pages.route("/practice/circles/hours", methods=["GET", "POST"])
@limiter.limit(IN_VAIN, methods=["POST"], deduct_when=_vain)
@allowed("facilitator")
def hours() -> Any:
    """Whoever was there comes with the code from their phone, sees what will be written, and then has it written."""
    if request.method == "GET":
        return render_template("practice/circles/hours.html", wrong="")
    code = "".join(request.form.get("code", "").split())[:LONGEST_CODE]
    claim = Claim(code=code or "-", minutes=_minutes(), presenter="presenter" in request.form)
    if "sure" in request.form:
        return _claimed(claim)
    try:
        found = looked_up(house().store, me(), claim)
    except Unknown:
        return _unknown()
    return render_template("practice/circles/show.html", **_told(found), led=True, claim=claim)


def _minutes() -> int | None:
    typed = request.form.get("minutes", "").strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 4 else None


def _unknown() -> Any:
    wrong = gettext("No hours belong to this code. It may have been used, or its circle has not ended yet.")
    return render_template("practice/circles/hours.html", wrong=wrong), 422


def _claimed(claim: Claim) -> Any:
    home = house()
    try:
        claim_hours(home.store, home.keys, home.practice, me(), claim, _said)
    except Unknown:
        return _unknown() if claim.code else abort(404)
    except Had:
        flash(gettext("Your hours of this circle are in your learning log already."))
    else:
        flash(gettext("Your hours are in your learning log."))
    return redirect(url_for(".index", had=1))


def _said(agenda: list[str], presenters: list[str]) -> str:
    """What the entry in the log says besides."""
    lines = [gettext("Agenda: %(rounds)s", rounds=", ".join(map(title_of, agenda)))] if agenda else []
    if presenters:
        lines.append(gettext("Presenters: %(names)s", names=", ".join(presenters)))
    return "\n".join(lines)
