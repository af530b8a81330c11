"""One member, for whoever administers: roles, a link for a new password, the second step, sign-ins, and that they have
left. All of it is audited."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from facilitator.accounts import leaving, links, members, second_step
from facilitator.accounts.forms import RolesForm
from facilitator.accounts.models import Member
from facilitator.accounts.roles import allowed, me, sure
from facilitator.accounts.sign_ins import sign_ins_of
from facilitator.addresses import outside
from facilitator.house import house
from facilitator.practice.evidence import EVIDENCE
from facilitator.practice.forgetting import forget_member

pages = Blueprint("member", __name__)


@pages.route("/organization/members/<member>", methods=["GET", "POST"])
@allowed("administrator")
@sure
def show(member: str) -> Any:
    """What they may do, and help for somebody who has lost something."""
    found = _asked(member)
    form = RolesForm(obj=found)
    if form.validate_on_submit() and (wanted := form.chosen()):
        try:
            members.set_roles(house().store, found, wanted, by=me().id)
        except members.LastOne:
            form.administrator.errors = [gettext("Nobody else administers. Make somebody else an administrator first.")]
        except members.Left:  # while this page was open
            abort(404)
        else:
            flash(gettext("Saved."))
            return redirect(url_for("accounts.organization"))
    return _page(found, form)


def _asked(id: str) -> Member:
    found = members.member_of(house().store, me().organization_id, id)
    if not found or not found.roles:  # whoever has left has no page
        abort(404)
    return found


def _page(found: Member, form: RolesForm, link: str | None = None) -> str:
    many = len(sign_ins_of(house().store, found.id))
    return render_template("accounts/member.html", member=found, form=form, link=link, many=many, me=me())


@pages.post("/organization/members/<member>/password-link")
@allowed("administrator")
@sure
def password_link(member: str) -> Any:
    """A link by which they choose a new password, shown once."""
    found = _asked(member)
    token = links.make(house().store, "password", found.id, by=me().id)
    link = outside() + url_for("accounts.new_password", token=token)
    return _page(found, RolesForm(obj=found, formdata=None), link)


@pages.post("/organization/members/<member>/second-step")
@allowed("administrator")
@sure
def reset_second_step(member: str) -> Any:
    """They have lost their phone and their recovery codes. Asks once more."""
    found = _asked(member)
    if "sure" not in request.form:
        return render_template("accounts/member_sure.html", member=found)
    if found.second_step:
        second_step.turn_off(house().store, found, by=me().id)
    flash(gettext("A password is enough for %(name)s now, until they set up a second step again.", name=found.name))
    return redirect(url_for("member.show", member=found.id))


@pages.post("/organization/members/<member>/sign-ins")
@allowed("administrator")
@sure
def end_sign_ins(member: str) -> Any:
    """Wherever they are signed in, they no longer are."""
    found = _asked(member)
    ended = members.end_sign_ins(house().store, found, by=me().id)
    flash(ngettext("%(num)s sign-in has ended.", "%(num)s sign-ins have ended.", ended))
    return redirect(url_for("member.show", member=found.id))


@pages.post("/organization/members/<member>/leave")
@allowed("administrator")
@sure
def leave(member: str) -> Any:
    """They are no longer a member, and what they wrote for themself goes with them. Asks once more. Nobody does it to themself:
    somebody else must be there to say so."""
    found, home = _asked(member), house()
    if found.id == me().id:
        abort(403)
    if "sure" not in request.form:
        return render_template("accounts/member_leaves.html", member=found)
    try:
        leaving.leave(home.store, found, home.serving.offload, by=me().id)
    except members.LastOne:  # whoever asks has lost the role at the same moment
        abort(403)
    forget_member(home.store, home.practice, home.config.data / EVIDENCE, found.id)
    flash(gettext("%(name)s is no longer a member.", name=found.name))
    return redirect(url_for("accounts.organization"))


@pages.post("/organization/invitations/<invitation>/withdraw")
@allowed("administrator")
def withdraw(invitation: str) -> Any:
    """Its link works no more. Nothing happens if it has been used, or withdrawn, in between: the page says so."""
    if not members.withdraw(house().store, me().organization_id, invitation, by=me().id):
        flash(gettext("It did not wait any more: look at who is a member now."))
    else:
        flash(gettext("The invitation is withdrawn. Its link works no more."))
    return redirect(url_for("accounts.organization"))
