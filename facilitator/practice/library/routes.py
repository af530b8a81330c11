"""The pages of the library: finding, reading, saying what was learned, trying, taking; versions."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.periods import today
from facilitator.clock import now
from facilitator.groups import circles
from facilitator.groups.plan_looks import look, title_of
from facilitator.house import house
from facilitator.practice.library import filing, prompt_versions, taking, trials, versions
from facilitator.practice.library.file_routes import pages as file_pages
from facilitator.practice.library.forms import DEPTHS, PLACES, AboutForm, TrialForm, asked_for, filters
from facilitator.practice.library.shelf import Book, NotThere, book_of, found, shelves, tags_of
from facilitator.web import LANGUAGES, flash_undo

pages = Blueprint("library", __name__)
pages.register_blueprint(file_pages)

AT = "/practice/library/<any(plans, prompts):shelf>/<piece>"


@pages.get("/practice/library")
@allowed("facilitator")
def index() -> Any:
    """Everything that is shared, or what fits the filters in the address."""
    books = shelves(house().store, me().organization_id)
    asked = asked_for()
    return render_template(
        "practice/library/index.html", books=found(books, asked), all=len(books), asked=asked, filters=filters(),
        narrowed=any(asked[name] for name, *_ in filters()),
        tags=tags_of(books), more=_more_than_one_file(books), **_names(),
    )  # fmt: skip


def _more_than_one_file(books: list[Book]) -> bool:
    plans = sum(b.shelf == "plans" for b in books)
    return plans > filing.MOST_PLANS or len(books) - plans > filing.MOST_PROMPTS


def _names() -> dict[str, Any]:
    """What pages call things."""
    return {"look": look, "title_of": title_of, "depths": dict(DEPTHS), "places": dict(PLACES), "spoken": LANGUAGES}


def _asked(shelf: str, piece: str) -> Book:
    """What the address names. Anybody else's is not there."""
    try:
        return book_of(house().store, me().organization_id, shelf, piece)
    except NotThere:
        abort(404)


def _back(shelf: str, piece: str, anchor: str | None = None) -> Any:
    return redirect(url_for("practice.library.show", shelf=shelf, piece=piece, _anchor=anchor))


@pages.get(AT)
@allowed("facilitator")
def show(shelf: str, piece: str) -> Any:
    """One plan or prompt, with what was learned; with `?version=` a plan as it was."""
    return _shown(_asked(shelf, piece), TrialForm())


def _shown(book: Book, form: TrialForm) -> str:
    kept = _kept(book)
    older = next((v for v in kept if str(v.number) == request.args.get("version")), None)
    if request.args.get("version") and not older:
        abort(404)
    return render_template(
        "practice/library/show.html", book=book, form=form, tried=trials.of_book(house().store, me().organization_id, book),
        versions=_with_changes(book, kept), shown=_said(book, older), older=older, me=me(),
        groups=circles.meeting_groups_of(house().store, me().organization_id), **_names(),
    )  # fmt: skip


def _kept(book: Book) -> list[Any]:
    """Its versions, the newest first."""
    of = versions if book.shelf == "plans" else prompt_versions
    return list(of.versions_of(house().store, book.id))


def _said(book: Book, version: Any) -> Any:
    """What it says, or said: a plan's outline, a prompt's words."""
    if book.shelf == "prompts":
        return version.text if version else book.title
    return versions.said_by(version) if version else book.outline


def _with_changes(book: Book, kept: list[Any]) -> list[tuple[Any, list[str]]]:
    """Each version with what it changed, the newest first."""
    said = [_said(book, v) for v in kept]
    changes: Any = versions.changes if book.shelf == "plans" else prompt_versions.changes
    return [(v, changes(said[n + 1], said[n]) if n + 1 < len(kept) else []) for n, v in enumerate(kept)]


@pages.route(f"{AT}/about", methods=["GET", "POST"])
@allowed("facilitator")
def about(shelf: str, piece: str) -> Any:
    """What was learned with it, how long it usually takes, how deep it goes, where and in which language."""
    book = _asked(shelf, piece)
    said = book.said
    start = {"learned": said.learned, "depth": book.depth, "setting": said.setting, "language": book.language,
             "tags": ", ".join(said.tags), "minutes": str(said.minutes or ""), "wording": book.title}  # fmt: skip
    form = AboutForm(data=start)
    if book.shelf == "plans":  # a plan is changed where it is built
        del form.wording, form.changed
    if form.validate_on_submit() and _reworded(book, form):
        taking.describe(house().store, me().organization_id, me().id, book, form.said())
        flash(gettext("Saved."))
        return _back(shelf, piece)
    return render_template("practice/library/about.html", book=book, form=form)


def _reworded(book: Book, form: AboutForm) -> bool:
    """Gives a prompt its other words, if it has any; whether that could be."""
    if "wording" not in form:
        return True
    try:
        prompt_versions.reword(
            house().store, book.id, form.wording.data or book.title, me().id, form.changed.data or "", today()
        )
    except prompt_versions.Kept:
        form.wording.errors = [gettext("The group keeps a prompt of these words already.")]
        return False
    return True


@pages.post(f"{AT}/tried")
@allowed("facilitator")
def tried(shelf: str, piece: str) -> Any:
    """Leaves a note about how it went."""
    book, form, home = _asked(shelf, piece), TrialForm(), house()
    if not form.validate_on_submit():
        return _shown(book, form)
    at = taking.piece_id(home.store, me().organization_id, me().id, book)
    trials.add(home.store, at, me().id, form.text.data or "", today())
    flash(gettext("Thank you. Your note is there for the others."))
    return _back(shelf, piece, "tried")


@pages.post("/practice/library/trials/<trial>/remove")
@allowed("facilitator")
def remove_trial(trial: str) -> Any:
    """Takes one's own note back, with a way to return it."""
    try:
        plan, prompt = trials.remove(house().store, me().id, trial, now())
    except trials.NotThere:
        abort(404)
    flash_undo(gettext("Your note is deleted."), url_for("practice.library.bring_back_trial", trial=trial))
    return _back("plans" if plan else "prompts", plan or prompt, "tried")


@pages.post("/practice/library/trials/<trial>/bring-back")
@allowed("facilitator")
def bring_back_trial(trial: str) -> Any:
    """Undoes that."""
    try:
        plan, prompt = trials.bring_back(house().store, me().id, trial)
    except trials.NotThere:
        abort(404)
    flash(gettext("It is back."))
    return _back("plans" if plan else "prompts", plan or prompt, "tried")


@pages.post(f"{AT}/take")
@allowed("facilitator")
def take(shelf: str, piece: str) -> Any:
    """A group gets a copy of its own, which keeps saying whose it was."""
    book, home = _asked(shelf, piece), house()
    group = circles.group_of(home.store, me().organization_id, request.form.get("group", ""))
    if not group:
        abort(404)
    if book.shelf == "prompts":
        taking.take_prompt(home.store, group, me().id, book, _as_it_was(book))
        flash(gettext("%(group)s keeps it now. It shows among the ideas for a prompt.", group=group.name))
        return _back(shelf, piece)
    made = taking.take_plan(home.store, group, me().id, book, _as_it_was(book))
    flash(gettext("This copy is %(group)s's to change.", group=group.name))
    return redirect(url_for("groups.plans.edit", id=group.id, plan=made))


def _as_it_was(book: Book) -> Any:
    """What an older version says, if one was asked for: a plan's outline, a prompt's words."""
    asked = request.form.get("version", "")
    if not asked:
        return None
    older = next((v for v in _kept(book) if str(v.number) == asked), None)
    if not older:
        abort(404)
    return _said(book, older)
