"""The pages of plans: building one, copying, sharing, printing, removing it and bringing it back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.periods import today
from facilitator.clock import now
from facilitator.groups import builder, group_prompts, plan_templates, plans
from facilitator.groups.asked import group_asked, plan_asked, prompt_asked
from facilitator.groups.models import Group, Plan
from facilitator.groups.plan_looks import patch_of, title_of
from facilitator.groups.prompts import DEPTHS
from facilitator.house import house
from facilitator.joining.help_card import help_card
from facilitator.meeting.rounds import kinds
from facilitator.practice.library import prompt_versions, taking, versions
from facilitator.screens import furniture
from facilitator.web import flash_undo, language

pages = Blueprint("plans", __name__)


def _back(group: Group) -> Any:
    return redirect(url_for("groups.show", id=group.id, _anchor="plans"))


@pages.post("/groups/<id>/plans")
@allowed("facilitator")
def make(id: str) -> Any:
    """A new plan: from a template, as a copy of one the group may read, or empty."""
    group = group_asked(id)
    start = request.form.get("start", "")
    made = plans.make_plan(house().store, group, me().id, _start(group, start))
    taking.copied(house().store, group, me().id, start, made)
    return redirect(url_for(".edit", id=id, plan=made))


def _start(group: Group, start: str) -> plans.Outline:
    if not start:
        return plans.Outline(name=gettext("Our plan"))
    template = plan_templates.template(start, group.language)
    if template:
        return plans.runnable(template)
    plan = plans.readable_plan(house().store, group, start)
    if not plan:
        abort(404)
    found = plans.outline(plan)
    if plan.group_id != group.id:
        return found
    return plans.Outline(gettext("%(name)s, a copy", name=found.name), found.minutes, found.rounds)


@pages.route("/groups/<id>/plans/<plan>", methods=["GET", "POST"])
@allowed("facilitator")
def edit(id: str, plan: str) -> Any:
    """Building a plan. Every button sends the whole form, so that it works without JavaScript; only Save keeps anything."""
    group = group_asked(id)
    kept = plan_asked(group, plan)
    if request.method == "GET":
        return _builder(group, kept, builder.drafted(plans.outline(kept)))
    draft = builder.read(request.form)
    verb, _, about = request.form.get("do", "count").partition(" ")
    if verb != "save":
        return _builder(group, kept, draft, _done(group, draft, verb, about), request.form.get("seen", ""))
    outline = builder.check(draft)
    if not outline:
        return _builder(group, kept, draft, "", request.form.get("seen", ""))
    if request.form.get("seen") != plans.version_of(kept):
        return _builder(
            group, kept, draft, gettext("Somebody changed this plan meanwhile. Saving once more keeps yours.")
        )
    plans.change_plan(house().store, kept.id, outline)
    versions.note(house().store, kept.id, me().id, builder.changed(request.form), today())
    flash(gettext("Saved."))
    return _back(group)


def _done(group: Group, draft: builder.Draft, verb: str, about: str) -> str:
    """Does what a button says, and says what was done."""
    key, _, idea = about.partition(" ")
    entry = builder.act(draft, verb, key)
    if not entry:
        return ""
    if verb == "idea":
        _take_idea(group, entry, idea)
    if verb == "keep":
        return _keep(group, entry)
    if verb in ("up", "down"):
        at, all = draft.rounds.index(entry) + 1, len(draft.rounds)
        return gettext("%(title)s is now %(at)s of %(all)s.", title=entry.title, at=at, all=all)
    return gettext("%(title)s is added.", title=entry.title) if verb == "add" else ""


def _take_idea(group: Group, entry: builder.Entry, ref: str) -> None:
    found = group_prompts.ideas(house().store, group, group.language).get(entry.kind, [])
    chosen = next((i for i in found if i["ref"] == ref), None)
    if chosen:
        entry.prompt = group_prompts.as_prompt(chosen)
    entry.open = True


def _keep(group: Group, entry: builder.Entry) -> str:
    depth = request.form.get(f"{entry.key}-keep", "")
    entry.open = True
    if not builder.keepable(entry):
        return ""
    group_prompts.keep_prompt(house().store, group, entry.kind, entry.prompt, depth if depth in DEPTHS else "middle")
    return gettext("Kept for the group. It shows among the ideas from now on.")


def _builder(group: Group, plan: Plan, draft: builder.Draft, said: str = "", seen: str = "") -> str:
    notes = furniture("console", language()).get("story", {}).get("notes", [])
    return render_template(
        "groups/plan.html", group=group, plan=plan.id, shared=plan.shared, draft=draft, said=said, notes=dict(notes),
        seen=seen or plans.version_of(plan),
        ideas=group_prompts.ideas(house().store, group, group.language), as_prompt=group_prompts.as_prompt,
        kinds=[(k, title_of(k), patch_of(k), gettext(kinds()[k].about)) for k in plans.kinds_in_order()],
    )  # fmt: skip


@pages.get("/groups/<id>/plans/<plan>/print")
@allowed("facilitator")
def on_paper(id: str, plan: str) -> Any:
    """One page to run from if everything electronic fails."""
    group = group_asked(id)
    outline = plans.outline(plan_asked(group, plan))
    rounds, at = [], 0
    for round in outline.rounds:
        rounds.append((at, round, title_of(round.kind)))
        at += round.minutes
    return render_template(
        "groups/plan_on_paper.html", group=group, plan=outline, rounds=rounds, end=at, help=help_card(me().organization)
    )


@pages.post("/groups/<id>/plans/<plan>/share")
@allowed("facilitator")
def share(id: str, plan: str) -> Any:
    """Lets the organization's other groups see it, or no longer."""
    group = group_asked(id)
    kept = plan_asked(group, plan)
    plans.share_plan(house().store, kept.id, "on" in request.form)
    versions.note(house().store, kept.id, me().id, "", today())
    return _back(group)


@pages.post("/groups/<id>/plans/<plan>/remove")
@allowed("facilitator")
def remove(id: str, plan: str) -> Any:
    """Deletes it, with a way back."""
    group = group_asked(id)
    kept = plan_asked(group, plan)
    plans.remove_plan(house().store, group.organization_id, kept.id, now())
    flash_undo(gettext("“%(name)s” is deleted.", name=kept.name), url_for(".bring_back", id=id, plan=kept.id))
    return _back(group)


@pages.post("/groups/<id>/plans/<plan>/bring-back")
@allowed("facilitator")
def bring_back(id: str, plan: str) -> Any:
    """Undoes that."""
    group = group_asked(id)
    plans.bring_back_plan(house().store, plan_asked(group, plan, removed=True).id)
    flash(gettext("It is back."))
    return _back(group)


@pages.post("/groups/<id>/prompts/<prompt>/share")
@allowed("facilitator")
def share_prompt(id: str, prompt: str) -> Any:
    """Puts a prompt into the organization's library, or takes it out again."""
    group = group_asked(id)
    kept = prompt_asked(group, prompt)
    taking.share_prompt(house().store, group, me().id, kept.id, "on" in request.form)
    prompt_versions.note(house().store, kept.id, me().id, today())
    return _back(group)


@pages.post("/groups/<id>/prompts/<prompt>/remove")
@allowed("facilitator")
def remove_prompt(id: str, prompt: str) -> Any:
    """A prompt the group keeps no longer, with a way back."""
    group = group_asked(id)
    kept = prompt_asked(group, prompt)
    group_prompts.remove_prompt(house().store, group, kept.id, now())
    flash_undo(gettext("The prompt is deleted."), url_for(".bring_back_prompt", id=id, prompt=kept.id))
    return _back(group)


@pages.post("/groups/<id>/prompts/<prompt>/bring-back")
@allowed("facilitator")
def bring_back_prompt(id: str, prompt: str) -> Any:
    """Undoes that."""
    group = group_asked(id)
    group_prompts.bring_back_prompt(house().store, prompt_asked(group, prompt, removed=True).id)
    flash(gettext("It is back."))
    return _back(group)
