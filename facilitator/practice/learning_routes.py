"""The learning log: hours, where one is in the renewal period, what is still missing."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.periods import today
from facilitator.house import house
from facilitator.practice import evidence, learning, renewals
from facilitator.practice.evidence import EVIDENCE
from facilitator.practice.learning import KINDS, NotThere
from facilitator.practice.learning_forms import FileForm, RenewalForm, day_in, hours_form
from facilitator.practice.progress import Progress
from facilitator.practice.reminding import reminder
from facilitator.practice.rule_packs import Pack
from facilitator.web import language

pages = Blueprint("learning", __name__)


def standing() -> Progress | None:
    """Where the signed-in member is in their renewal; with `?from=` in the period that begins then."""
    first = day_in(request.args.get("from", ""))
    return renewals.where(house().store, house().practice, me(), today(), first)


def entry_asked(id: str) -> learning.Entry:
    """An entry of the signed-in member's."""
    try:
        return learning.entry_of(house().store, house().practice, me().id, id)
    except NotThere:
        abort(404)


def kind_names() -> dict[str, str]:
    """What kinds of learning are called."""
    return {key: gettext(sentence) for key, sentence in KINDS}


def category_name(pack: Pack | None, key: str) -> str:
    """What a category is called in a pack; a key it does not have, as well as can be."""
    named = {one.key: one.called(language()) for one in pack.category} if pack else {}
    return named.get(key) or key.replace("_", " ") or gettext("General")


@pages.get("/practice/log")
@allowed("facilitator")
def index() -> Any:
    """Hours, and what is missing by when."""
    home = house()
    found = standing()
    files: dict[str, int] = {}
    for one in evidence.files_of(home.store, home.practice, me().id):
        files[one.entry] = files.get(one.entry, 0) + 1
    return render_template(
        "practice/log.html", progress=found, entries=learning.entries_of(home.store, home.practice, me().id), files=files,
        kinds=kind_names(), category_name=category_name, today=today(), reminder=reminder(found, today()),
        why={"kind": gettext("this kind does not count"), "repeat": gettext("the same training counts once")},
        left_out={entry.id: why for entry, why in found.left_out} if found else {},
        unsure={entry.id for entry in found.unsure} if found else set(),
        periods=renewals.renewals_of(home.store, me()),
    )  # fmt: skip


@pages.route("/practice/log/new", methods=["GET", "POST"])
@allowed("facilitator")
def new() -> Any:
    """Hours that somebody writes down themself."""
    found = standing()
    form = hours_form(None).offer(found.pack if found else None, language())
    if form.validate_on_submit():
        who, value, keys = me(), form.value(), house().practice
        made = house().store.write(lambda session: learning.record_hours(session, keys, who, value))
        flash(gettext("Saved."))
        return redirect(url_for(".entry", entry=made))
    return render_template("practice/hours.html", form=form, entry=None)


@pages.route("/practice/log/<entry>", methods=["GET", "POST"])
@allowed("facilitator")
def entry(entry: str) -> Any:
    """One entry: to change, and its evidence."""
    there = entry_asked(entry)
    found = standing()
    form = hours_form(there.hours).offer(found.pack if found else None, language(), there.hours.category)
    if form.validate_on_submit():
        who, value, keys = me(), form.value(), house().practice
        house().store.write(lambda session: learning.change_hours(session, keys, who, entry, value))
        flash(gettext("Saved."))
        return redirect(url_for(".index"))
    files = [one for one in evidence.files_of(house().store, house().practice, me().id) if one.entry == entry]
    return render_template(
        "practice/hours.html", form=form, entry=there, files=files, file_form=FileForm(), most=evidence.MOST_FILES
    )


@pages.route("/practice/log/<entry>/forget", methods=["GET", "POST"])
@allowed("facilitator")
def forget(entry: str) -> Any:
    """Lets go of an entry, once asked whether one is sure."""
    there = entry_asked(entry)
    if request.method == "GET":
        return render_template("practice/hours_sure.html", entry=there)
    home = house()
    folder = home.config.data / EVIDENCE
    evidence.forget_entry(home.store, home.practice, folder, home.serving.offload, me().id, entry)
    flash(gettext("It is gone."))
    return redirect(url_for(".index"))


@pages.route("/practice/renewal", methods=["GET", "POST"])
@allowed("facilitator")
def renewal() -> Any:
    """When the period began, and by which rules."""
    home = house()
    packs = renewals.packs_of(home.store, me().organization_id)
    found = standing()
    form = RenewalForm(data=_usual(found)).offer(packs, language())
    if form.validate_on_submit():
        renewals.set_renewal(home.store, me(), form.starts_on.data, form.pack.data, form.carried.data or 0)
        was = day_in(form.was.data or "")
        if was and was != form.starts_on.data:
            renewals.drop_renewal(home.store, me().id, was)
        flash(gettext("Saved."))
        return redirect(url_for(".index"))
    return render_template(
        "practice/renewal.html", form=form, packs=packs, periods=renewals.renewals_of(home.store, me())
    )


def _usual(found: Progress | None) -> dict[str, Any]:
    """The period that is on; once it is over, the one after it, with what may be carried over."""
    if not found:
        return {"carried": 0}
    pack = next((id for id, one in _packs().items() if one == found.pack), "")
    if found.span.last >= today():
        first = found.span.first
        return {"pack": pack, "starts_on": first, "carried": found.carried, "was": first.isoformat()}
    return {"pack": pack, "starts_on": found.span.last + timedelta(days=1), "carried": found.beyond}


def _packs() -> dict[str, Pack]:
    return renewals.packs_of(house().store, me().organization_id)


@pages.post("/practice/renewal/forget")
@allowed("facilitator")
def forget_renewal() -> Any:
    """Lets go of a period. The hours stay."""
    first = day_in(request.form.get("first", ""))
    if first:
        renewals.drop_renewal(house().store, me().id, first)
        flash(gettext("The period is gone. Your hours stay."))
    return redirect(url_for(".renewal"))
