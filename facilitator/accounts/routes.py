"""Set-up, sign-in and sign-out, invitations, the organization's page."""

import hmac
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import current_user

from facilitator import text
from facilitator.accounts import links, members, roles, sign_ins, trying
from facilitator.accounts.forms import (
    HelpLinesForm,
    InvitationForm,
    NewMemberForm,
    NewPasswordForm,
    SetUpForm,
    SignInForm,
)
from facilitator.accounts.models import ROLES, Member
from facilitator.accounts.roles import allowed, me
from facilitator.accounts.second_step_routes import half_way
from facilitator.accounts.trying import own_page
from facilitator.addresses import outside
from facilitator.house import house
from facilitator.joining.help_card import help_card
from facilitator.limits import limiter
from facilitator.store.keys import Keys
from facilitator.store.sealing import keyed_hash
from facilitator.web import language

pages = Blueprint("accounts", __name__)


def set_up_token(keys: Keys) -> str:
    """The secret of the set-up link: the same on every process, and dead once there is an organization."""
    return keyed_hash(keys.server, "set-up", "")


@pages.route("/set-up/<token>", methods=["GET", "POST"])
@limiter.limit("20/minute")
def set_up(token: str) -> Any:
    """The first visit: makes the organization and its first member."""
    home = house()
    if not hmac.compare_digest(token, set_up_token(home.keys)):
        abort(404)
    if members.any_organization(home.store):
        flash(gettext("That link has been used. Facilitator is set up: sign in here."))
        return redirect(url_for("accounts.sign_in"))
    form = SetUpForm()
    if form.validate_on_submit():
        try:
            made = members.set_up(home.store, form.organization.data, _newcomer(form), home.serving.offload)
        except members.Taken:
            return redirect(url_for("accounts.sign_in"))
        roles.begin(made)
        return redirect(url_for("groups.index"))
    return render_template("accounts/set_up.html", form=form)


def _newcomer(form: NewMemberForm) -> members.Newcomer:
    return members.Newcomer(form.name.data, form.email.data, form.password.data, language())


@pages.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> Any:
    """Members sign in with their e-mail and a password."""
    if current_user.is_authenticated and request.method == "GET":
        return redirect(url_for("accounts.home"))
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form)
    found = members.by_email(house().store, form.email.data)
    tried = trying.password(found, form.email.data, form.password.data)
    if isinstance(tried, trying.Later):
        tried.beside(form.password)
        return render_template("accounts/sign_in.html", form=form), trying.TOO_SOON, tried.headers
    if not tried or not found:
        form.password.errors = [gettext("E-mail and password do not fit together.")]
        return render_template("accounts/sign_in.html", form=form)
    if found.second_step:
        return half_way(found)
    roles.begin(found.id)
    return redirect(own_page(request.args.get("next")))


@pages.get("/sign-in/<token>")
@limiter.limit("20/minute")
def follow_link(token: str) -> Any:
    """Signs in by a link that works once; a rehearsal's terminal shows one."""
    member = links.follow(house().store, token)
    if not member:
        return redirect(url_for("accounts.sign_in"))
    roles.begin(member)
    return redirect(own_page(request.args.get("next")))


@pages.route("/password/<token>", methods=["GET", "POST"])
@limiter.limit("20/minute")
def new_password(token: str) -> Any:
    """A member who has forgotten their password chooses another, by the link an administrator gave them."""
    store = house().store
    found = links.of(store, "password", token)
    form = NewPasswordForm()
    if found and form.validate_on_submit():
        member = links.new_password(store, token, form.password.data, house().serving.offload)
        if member:
            return _with_new_password(found)
        found = None
    if not found:
        return render_template("accounts/link_over.html"), 404
    return render_template("accounts/new_password.html", form=form, member=found)


def _with_new_password(member: Member) -> Any:
    """The link has shown who they are, as a password would."""
    flash(gettext("Your new password is set. Wherever you were signed in before, you are no longer."))
    if member.second_step:
        return half_way(members.by_id(house().store, member.id) or member)
    roles.begin(member.id)
    return redirect(url_for("accounts.home"))


@pages.get("/home")
@allowed(*ROLES)
def home() -> Any:
    """The first page for each role."""
    if me().facilitator:
        return redirect(url_for("groups.index"))
    return redirect(url_for("attendance.index") if me().coordinator else url_for("accounts.organization"))


@pages.post("/sign-out")
def sign_out() -> Any:
    """Ends this sign-in."""
    roles.end()
    return redirect(url_for("joining.code"))


@pages.route("/invitation/<token>", methods=["GET", "POST"])
@limiter.limit("20/minute")
def invitation(token: str) -> Any:
    """A further member joins by the link they were given."""
    home = house()
    found = members.invitation(home.store, token)
    if not found:
        return render_template("accounts/invitation_over.html"), 404
    form = NewMemberForm()
    if form.validate_on_submit():
        try:
            made = members.accept(home.store, token, _newcomer(form), home.serving.offload)
        except members.Taken:
            form.email.errors = [gettext("Somebody with this address is a member already.")]
        else:
            if not made:
                return render_template("accounts/invitation_over.html"), 404
            roles.begin(made)
            return redirect(url_for("accounts.home"))
    return render_template("accounts/invitation.html", form=form, organization=found.organization.name)


@pages.route("/organization", methods=["GET", "POST"])
@allowed("administrator")
def organization() -> Any:
    """Who is a member, and links for further ones."""
    store = house().store
    wished = session.pop("invited", None)  # somebody was asked for their password in between
    form = InvitationForm(data=dict.fromkeys(ROLES, False) | dict.fromkeys(wished, True) if wished else None)
    link = None
    if form.validate_on_submit() and (wanted := form.chosen()):
        if "administrator" in wanted and not current_user.sure(sign_ins.SURE_TO_SEND):
            session["invited"] = wanted
            return roles.ask_first(request.path)
        token = members.invite(store, me().organization_id, wanted, by=me().id)
        link = outside() + url_for("accounts.invitation", token=token)
    everyone = [m for m in members.members_of(store, me().organization_id) if m.roles]
    lines = HelpLinesForm(obj=me().organization, formdata=None)
    return render_template(
        "accounts/organization.html", form=form, link=link, members=everyone, lines=lines, me=me(),
        card=help_card(me().organization), open_invitations=members.invitations_of(store, me().organization_id),
    )  # fmt: skip


@pages.post("/organization/help-lines")
@allowed("administrator")
def help_lines() -> Any:
    """What the help card on every phone says."""
    form = HelpLinesForm()
    if form.validate_on_submit():
        own = text.clean(form.help_lines.data or "", multiline=True)
        members.set_help_lines(house().store, me().organization_id, form.country.data, own, by=me().id)
        flash(gettext("Saved. Every phone shows it from now on."))
    return redirect(url_for("accounts.organization"))
