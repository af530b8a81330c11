"""Where a facilitator prepares: groups, opening a meeting, its console."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user

from facilitator.accounts.members import members_of
from facilitator.accounts.roles import allowed, me
from facilitator.addresses import join_address, outside
from facilitator.attendance.periods import today
from facilitator.attendance.reach import reach_of
from facilitator.attendance.records import held_by
from facilitator.clock import now
from facilitator.groups import circles, group_prompts, plan_templates, plans
from facilitator.groups.asked import group_asked
from facilitator.groups.away_routes import pages as away_pages
from facilitator.groups.forms import GroupForm, usual_agreements
from facilitator.groups.models import Group
from facilitator.groups.plan_choice import WITHOUT, Choices, NotThere
from facilitator.groups.plan_looks import look, title_of
from facilitator.groups.plan_routes import pages as plan_pages
from facilitator.house import house
from facilitator.joining.codes import new_secret
from facilitator.joining.help_card import help_card
from facilitator.joining.routes import qr_response
from facilitator.live.boot import boot
from facilitator.live.held import Live
from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.operations.reaching import reached_across
from facilitator.practice.bridge.cards import cards
from facilitator.practice.bridge.directory import lines_of
from facilitator.practice.debriefs import own_of_group
from facilitator.practice.guides import guides_for
from facilitator.practice.reminding import reminder_for
from facilitator.rehearsing import begin as rehearsing
from facilitator.screens import furnish, furniture
from facilitator.store.tables import OpenMeeting
from facilitator.web import language

pages = Blueprint("groups", __name__)
pages.register_blueprint(plan_pages)
pages.register_blueprint(away_pages)

TRIES = 3
"""How often a code that is in use just now is made anew."""


@pages.get("/groups")
@allowed("facilitator")
def index() -> Any:
    """Every group of the organization, and which of them meet just now."""
    store = house().store
    groups = circles.groups_of(store, me().organization_id)
    meeting = circles.open_meetings_of(store, me().organization_id)
    return render_template(
        "groups/index.html", groups=[g for g in groups if not g.put_away_at], away=[g for g in groups if g.put_away_at],
        meeting=meeting, me=me(), deputy=_deputy_in(meeting),
        reminder=reminder_for(me(), today()),
    )  # fmt: skip


def _deputy_in(meetings: dict[str, OpenMeeting]) -> set[str]:
    """The meetings, of these, in which this member may step in."""
    found = {row.id: house().desk.read(row.id) for row in meetings.values()}
    return {id for id, live in found.items() if live and me().id in live.meeting.deputies}


@pages.route("/groups/new", methods=["GET", "POST"])
@allowed("facilitator")
def new() -> Any:
    """A new group."""
    practice = "y" if "practice" in request.args else ""
    form = GroupForm(language=language(), agreements=usual_agreements(), practice=practice)
    if form.validate_on_submit():
        values = {**form.values(), "practice": form.practice.data == "y"}
        made = circles.make_group(house().store, me().organization_id, values)
        return redirect(url_for("groups.show", id=made))
    return render_template("groups/form.html", form=form, group=None)


@pages.get("/groups/<id>")
@allowed("facilitator")
def show(id: str) -> Any:
    """One group: open a session, what it has kept, when it met."""
    group = group_asked(id)
    home = house()
    own = id in reach_of(home.store, me()).groups
    return render_template(
        "groups/show.html", group=group, open=circles.open_meetings_of(home.store, me().organization_id).get(id), me=me(),
        kept=circles.kept_by(home, id), own=own, today=today(),
        held=held_by(home.store, me().organization_id, id, most=12) if own else [],
        evenings=own_of_group(home.store, home.practice, me().id, id), guides=guides_for("prepare"),
        strengths=dict(furniture("console", language())["shoutouts"]["strengths"]), **_plans(group),
    )  # fmt: skip


def _plans(group: Group) -> dict[str, Any]:
    """What the page shows of plans: the group's own, what others share, templates, prompts the group keeps."""
    choices = Choices(house().store, group)
    templates = [(n, plan_templates.template(n, language())) for n in choices.templates]
    return {
        "choices": choices,
        "without": WITHOUT,
        "own_plans": [(plan, look(plans.outline(plan))) for plan in choices.own],
        "shared_plans": [(plan, theirs, look(plans.outline(plan))) for plan, theirs in choices.others],
        "templates": [(n, look(plans.runnable(one)), plan_templates.about(n, language())) for n, one in templates if one],
        "own_prompts": [(one, title_of(one.kind)) for one in group_prompts.prompts_of(house().store, group)],
    }  # fmt: skip


@pages.route("/groups/<id>/edit", methods=["GET", "POST"])
@allowed("facilitator")
def edit(id: str) -> Any:
    """Changes a group."""
    group = group_asked(id)
    form = GroupForm(obj=group)
    del form.practice
    if form.validate_on_submit():
        circles.change_group(house().store, me().organization_id, id, form.values())
        flash(gettext("Saved."))
        return redirect(url_for("groups.show", id=id))
    return render_template("groups/form.html", form=form, group=group)


@pages.post("/groups/<id>/open")
@allowed("facilitator")
def open_meeting(id: str) -> Any:
    """Opens a session, or comes back to the one that is open."""
    group = group_asked(id)
    home = house()
    already = circles.open_meetings_of(home.store, me().organization_id).get(id)
    if already and already.facilitator != me().id:
        flash(gettext("This group is meeting just now with another facilitator."))
        return redirect(url_for("groups.show", id=id))
    if already:
        return redirect(url_for("groups.console", meeting=already.id))
    if group.put_away_at:
        flash(gettext("This group is put away. Bring it back to open a session."))
        return redirect(url_for("groups.show", id=id))
    if not me().organization.help_confirmed:
        return _confirm_help_first(group)
    try:
        meeting = circles.open_meeting(home, group, me().id, plan=request.form.get("plan", ""))
    except NotThere:
        abort(404)
    return redirect(url_for("groups.console", meeting=meeting))


def _confirm_help_first(group: Group) -> Any:
    """The numbers on every phone are looked at once before the first session; whoever administers does that."""
    if me().administrator:
        flash(gettext("Before your first session: call these numbers once, change what is not right, and save."))
        return redirect(url_for("accounts.organization") + "#help-lines")
    flash(gettext("Before the first session an administrator looks at the help card. Please ask them."))
    return redirect(url_for("groups.show", id=group.id))


@pages.post("/rehearse")
@allowed("facilitator")
def rehearse() -> Any:
    """A session with a simulated circle, to try everything with nobody watching."""
    spoken = language()
    here = f"http://127.0.0.1:{house().config.port}"
    meeting = rehearsing.begin(house(), me(), gettext(rehearsing.NAME), spoken, here)
    return redirect(url_for("groups.console", meeting=meeting))


def _mine(meeting: str) -> tuple[Live, Group]:
    """A meeting this member facilitates, or may step in to. Anybody else's is not there at all."""
    live = house().desk.read(meeting)
    if not live or me().id not in {live.meeting.facilitator, *live.meeting.deputies}:
        if live:
            reached_across("session")
        abort(404)
    with house().store.read() as session:
        row = session.get(OpenMeeting, meeting)
        group = session.get(Group, row.group) if row else None
    if not row or not group or row.organization != me().organization_id:
        abort(404)
    return live, group


@pages.get("/console/<meeting>")
@allowed("facilitator")
def console(meeting: str) -> Any:
    """The facilitator's screen while the group meets."""
    if not house().desk.read(meeting):
        return render_template("groups/after.html", meeting=meeting)
    live, group = _mine(meeting)
    ticket = Ticket(meeting, "console", member=me().id, sign_in=current_user.sign_in, language=language())
    page = boot(house().desk, house().tickets, now, ticket, house().config.processes)
    if page is None:
        abort(404)
    links = {
        "join": join_address(live.meeting.link),
        "screen": f"{outside()}{url_for('joining.screen', token=live.meeting.screen)}",
        "screen_here": url_for("joining.screen", token=live.meeting.screen),
        "qr": url_for("groups.qr", meeting=meeting),
        "new_door": url_for("groups.new_door", meeting=meeting),
        "after": url_for("groups.show", id=group.id) if not live.meeting.rehearsal else url_for("groups.index"),
        **({} if live.meeting.rehearsal else {"debrief": url_for("practice.debriefs.after", meeting=meeting)}),
    }
    more = {
        "links": links,
        "prompts": group_prompts.ideas(house().store, group, language()),
        "practice": group.practice,
    }
    return render_template(
        "screens/console.html", **furnish("console", page | more | _people(live)),
        group=group, rehearsal=live.meeting.rehearsal, help=help_card(me().organization), guides=guides_for("console"),
        bridge=cards(lines_of(house().store, me().organization_id)),
    )  # fmt: skip


def _people(live: Live) -> dict[str, Any]:
    """Who looks at this console, whose session it is, and who of the organization could be asked to step in."""
    host = live.meeting.facilitator
    colleagues = [m for m in members_of(house().store, me().organization_id) if m.facilitator and m.id != host]
    return {"me": me().id, "host": host, "colleagues": [{"id": m.id, "name": m.name} for m in colleagues]}


@pages.post("/console/<meeting>/new-door")
@allowed("facilitator")
def new_door(meeting: str) -> Any:
    """Another code and link, when somebody was removed or the old one has gone too far."""
    _mine(meeting)
    actor = Actor("facilitator", member=me().id)
    for _ in range(TRIES):
        refused = house().desk.perform(
            meeting, actor, ask.ChangeDoor(code=circles.fresh_code(house().store), link=new_secret())
        )
        if refused is None or not refused.retry:
            break
    return redirect(url_for("groups.console", meeting=meeting))


@pages.get("/console/<meeting>/qr.svg")
@allowed("facilitator")
def qr(meeting: str) -> Any:
    """The QR code that phones join by."""
    live, _ = _mine(meeting)
    return qr_response(join_address(live.meeting.link))
