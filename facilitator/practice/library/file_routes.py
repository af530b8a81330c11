"""Plans and prompts as a file: written for another organization, and one of theirs brought in as a draft of one's own."""

import re
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from wtforms.fields.choices import SelectChoice

from facilitator.accounts.roles import allowed, me
from facilitator.groups import circles, group_prompts, plans
from facilitator.groups.models import Group
from facilitator.house import house
from facilitator.practice.library import bringing_in, filing, taking
from facilitator.practice.library.forms import FileForm
from facilitator.practice.library.shelf import Book, NotThere, book_of, shelves

pages = Blueprint("files", __name__)


def _sent(books: list[Book], name: str) -> Response:
    _, body = filing.as_many_as_fit(books, me().organization.name, "names" in request.args)
    answer = Response(body, mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


@pages.get("/practice/library/<any(plans, prompts):shelf>/<piece>/file")
@allowed("facilitator")
def one(shelf: str, piece: str) -> Any:
    """One plan or prompt as a file; with `?names=` also who made it."""
    try:
        book = book_of(house().store, me().organization_id, shelf, piece)
    except NotThere:
        abort(404)
    plain = re.sub(r"[^a-z0-9]+", "-", book.title.lower()).strip("-")[:40]
    return _sent([book], plain or "plan")


@pages.get("/practice/library/file")
@allowed("facilitator")
def everything() -> Any:
    """Everything on the shelves that fits into one file."""
    return _sent(shelves(house().store, me().organization_id), "practice-library")


@pages.route("/practice/library/bring-in", methods=["GET", "POST"])
@allowed("facilitator")
def bring_in() -> Any:
    """A file from elsewhere becomes drafts of one's own: seen by the group alone until somebody shares them."""
    home = house()
    groups = circles.meeting_groups_of(home.store, me().organization_id)
    form = FileForm()
    form.group.choices = [SelectChoice(g.id, g.name) for g in groups]
    if form.validate_on_submit():
        sent = request.files.get("file")
        try:
            if not sent:
                raise bringing_in.Refused(gettext("Please choose a file."))
            brought = bringing_in.read(sent.stream.read(filing.LARGEST + 1))
        except bringing_in.Refused as e:
            form.file.errors = [str(e)]
        else:
            group = next(g for g in groups if g.id == form.group.data)
            return _kept(group, brought)
    return render_template("practice/library/bring_in.html", form=form, groups=groups), 422 if form.errors else 200


def _kept(group: Group, brought: bringing_in.Brought) -> Any:
    """Drafts of the group, each saying whose it was."""
    store, made = house().store, ""
    for outline, said, before in brought.plans:
        made = plans.make_plan(store, group, me().id, outline)
        taking.keep_credit(store, group, me().id, made, before, said)
    for kind, text, said, before in brought.prompts:
        prompt = group_prompts.keep_prompt(store, group, kind, text, said.depth)
        taking.credit_prompt(store, group, me().id, prompt, before, said)
    flash(_what(len(brought.plans), len(brought.prompts)))
    if len(brought.plans) == 1 and not brought.prompts:
        return redirect(url_for("groups.plans.edit", id=group.id, plan=made))
    return redirect(url_for("groups.show", id=group.id, _anchor="plans"))


def _what(many_plans: int, many_prompts: int) -> str:
    parts = [
        ngettext("%(num)s plan", "%(num)s plans", many_plans) if many_plans else "",
        ngettext("%(num)s prompt", "%(num)s prompts", many_prompts) if many_prompts else "",
    ]
    return gettext("Brought in as drafts of your own: %(what)s.", what=", ".join(p for p in parts if p))
