"""Looking back at an evening one led. Everybody has their own page; what another wrote shows only where they share it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.members import members_of
from facilitator.accounts.roles import allowed, me
from facilitator.groups.circles import groups_of
from facilitator.groups.plan_looks import title_of
from facilitator.house import house
from facilitator.practice import debriefs, pictures
from facilitator.practice.forms import DebriefForm
from facilitator.practice.guides import guides_for
from facilitator.practice.learning import NotThere
from facilitator.practice.questions import HELP, ROLES, SIGNS

pages = Blueprint("debriefs", __name__)


def group_names() -> dict[str, str]:
    """What the organization's groups are called."""
    return {group.id: group.name for group in groups_of(house().store, me().organization_id)}


def _asked(evening: str) -> debriefs.Own:
    try:
        return debriefs.own(house().store, house().practice, me().id, evening)
    except NotThere:
        abort(404)


@pages.get("/practice/after/<meeting>")
@allowed("facilitator")
def after(meeting: str) -> Any:
    """From a session that has just ended to its debrief, where there is one for this member."""
    evening = debriefs.evening_of(house().keys, meeting)
    try:
        debriefs.own(house().store, house().practice, me().id, evening)
    except NotThere:
        flash(gettext("There is nothing of that session to look back on."))
        return redirect(url_for("practice.index"))
    return redirect(url_for(".show", evening=evening))


@pages.get("/practice/debriefs")
@allowed("facilitator")
def index() -> Any:
    """Every evening one led that is still here."""
    found = debriefs.own_all(house().store, house().practice, me().id)
    return render_template("practice/debriefs.html", evenings=found, groups=group_names())


@pages.route("/practice/debriefs/<evening>", methods=["GET", "POST"])
@allowed("facilitator")
def show(evening: str) -> Any:
    """What the evening counted, and the questions."""
    found = _asked(evening)
    form = DebriefForm() if request.method == "POST" else DebriefForm.of(found.page.answers, found.shared)
    if form.validate_on_submit():
        finished = request.form.get("then") != "later"
        _keep(evening, form, finished)
        flash(gettext("Saved. Thank you for looking back.") if finished else gettext("Kept as a draft."))
        return redirect(url_for(".show", evening=evening) if not finished else url_for("practice.index"))
    home = house()
    people = {member.id: member.name for member in members_of(home.store, me().organization_id)}
    shared = debriefs.shared_with(home.store, home.practice, me().id, evening)
    return render_template(
        "practice/debrief.html", form=form, evening=found, back=found.page.back, title_of=title_of,
        group=group_names().get(found.group), pictures=pictures.of_evening(found.page.back),
        others=debriefs.led_with(home.store, me().id, evening),
        shared=[(people.get(who) or gettext("a former member"), answers) for who, answers in shared],
        said={key: gettext(sentence) for key, sentence in (*SIGNS, *HELP, *ROLES)},
        guides=guides_for("debrief"),
    )  # fmt: skip


def _keep(evening: str, form: DebriefForm, finished: bool) -> None:
    shared = bool(form.shared.data)
    debriefs.answer(house().store, house().practice, me().id, evening, form.answers(), finished, shared)


@pages.post("/practice/debriefs/<evening>/draft")
@allowed("facilitator")
def draft(evening: str) -> Any:
    """What has been typed so far, sent by the page itself. Whether it is shared changes only by the button."""
    found = _asked(evening)
    form = DebriefForm()
    if not form.validate_on_submit():
        abort(400)
    debriefs.answer(house().store, house().practice, me().id, evening, form.answers(), False, found.shared)
    return "", 204


@pages.route("/practice/debriefs/<evening>/forget", methods=["GET", "POST"])
@allowed("facilitator")
def forget(evening: str) -> Any:
    """Lets go of one's own page of an evening, once asked whether one is sure."""
    found = _asked(evening)
    if request.method == "GET":
        group = group_names().get(found.group)
        return render_template("practice/debrief_sure.html", evening=found, group=group)
    debriefs.forget(house().store, house().practice, me().id, evening)
    flash(gettext("It is gone."))
    return redirect(url_for(".index"))


@pages.get("/practice/trends")
@allowed("facilitator")
def trends() -> Any:
    """One's own practice over the latest evenings."""
    found = debriefs.own_all(house().store, house().practice, me().id)
    drawn = pictures.trends(found) if found else []
    return render_template("practice/trends.html", pictures=drawn, how_many=min(len(found), pictures.EVENINGS))
