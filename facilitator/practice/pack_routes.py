"""Rule packs: those that come with the program, and those an organization writes itself."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.house import house
from facilitator.practice import renewals
from facilitator.practice.learning import NotThere
from facilitator.practice.learning_forms import PackFileForm, PackForm, pack_form
from facilitator.practice.learning_routes import kind_names
from facilitator.practice.pack_writing import as_toml, categories_in
from facilitator.practice.renewals import KIND_KEYS, InUse, TooMany
from facilitator.practice.rule_packs import FOLDER, BadPack, Pack, read_pack
from facilitator.web import language

pages = Blueprint("packs", __name__)


@pages.get("/practice/packs")
@allowed("facilitator", "administrator")
def index() -> Any:
    """Every pack there is."""
    packs = renewals.packs_of(house().store, me().organization_id)
    return render_template("practice/packs.html", packs=packs, language=language())


@pages.get("/practice/packs/<pack>")
@allowed("facilitator", "administrator")
def show(pack: str) -> Any:
    """What one asks for."""
    found = renewals.packs_of(house().store, me().organization_id).get(pack)
    if not found:
        abort(404)
    own = _own_text(pack)
    text = own or (FOLDER / f"{pack}.toml").read_text("utf-8")
    return render_template(
        "practice/pack.html", id=pack, pack=found, own=bool(own), text=text, kinds=kind_names(), language=language()
    )


def _own_text(pack: str) -> str:
    try:
        return renewals.own_pack_text(house().store, me().organization_id, pack)
    except NotThere:
        return ""


@pages.route("/practice/packs/new", methods=["GET", "POST"])
@allowed("facilitator", "administrator")
def new() -> Any:
    """A pack of the organization's own."""
    return _form(None, "")


@pages.route("/practice/packs/<pack>/edit", methods=["GET", "POST"])
@allowed("facilitator", "administrator")
def edit(pack: str) -> Any:
    """Changes a pack of the organization's own; ours stay as they came."""
    text = _own_text(pack)
    if not text:
        abort(404)
    return _form(read_pack(text, KIND_KEYS), pack)


def _form(before: Pack | None, id: str) -> Any:
    form = pack_form(before)
    if form.validate_on_submit():
        answer = _kept(form, before, id)
        if answer:
            return answer
    return render_template("practice/pack_form.html", form=form, pack=before, id=id)


def _kept(form: PackForm, before: Pack | None, id: str) -> Any:
    try:
        categories = categories_in(form.categories.data or "", before)
    except BadPack as e:
        form.categories.errors = [gettext("Line %(n)s: please write hours and a name, such as “3 Ethics”.", n=e.line)]
        return None
    if sum(one.least for one in categories) > (form.total.data or 0) / 60:
        form.categories.errors = [gettext("The categories ask for more hours than there are in all.")]
        return None
    return _keep(as_toml(form, categories), form.name, id)


def _keep(text: str, field: Any, id: str = "") -> Any:
    try:
        made = renewals.keep_pack(house().store, me(), text, id)
    except BadPack as e:
        field.errors = [gettext("Line %(n)s cannot be used: %(what)s", n=e.line, what=e.what)]
        return None
    except TooMany:
        field.errors = [gettext("There are as many packs of your own as fit.")]
        return None
    except NotThere:
        abort(404)
    flash(gettext("Saved."))
    return redirect(url_for(".show", pack=made))


@pages.route("/practice/packs/from-file", methods=["GET", "POST"])
@allowed("facilitator", "administrator")
def from_file() -> Any:
    """A pack that another organization wrote, as the text of its file."""
    form = PackFileForm()
    if form.validate_on_submit():
        answer = _keep(form.body.data, form.body)
        if answer:
            return answer
    return render_template("practice/pack_from_file.html", form=form)


@pages.post("/practice/packs/<pack>/forget")
@allowed("facilitator", "administrator")
def forget(pack: str) -> Any:
    """Removes a pack of the organization's own that nobody goes by."""
    try:
        renewals.drop_pack(house().store, me(), pack)
    except NotThere:
        abort(404)
    except InUse:
        flash(gettext("Not removed: somebody's renewal goes by it."))
        return redirect(url_for(".show", pack=pack))
    flash(gettext("It is gone."))
    return redirect(url_for(".index"))
