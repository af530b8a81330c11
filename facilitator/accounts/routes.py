"""Set-up, sign-in and sign-out, invitations, the organization's page."""

import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user

from facilitator import text
from facilitator.accounts import members, roles
from facilitator.accounts.forms import HelpLinesForm, InvitationForm, NewMemberForm, SetUpForm, SignInForm
from facilitator.accounts.models import ROLES
from facilitator.accounts.roles import allowed, me
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
    if not hmac.compare_digest(token, set_up_token(home.keys)) or members.any_organization(home.store):
        abort(404)
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
@limiter.limit("20/minute;100/hour", methods=["POST"])
def sign_in() -> Any:
    """Members sign in with their e-mail and a password."""
    if current_user.is_authenticated and request.method == "GET":
        return redirect(url_for("accounts.home"))
    home = house()
    form = SignInForm()
    if form.validate_on_submit():
        member = members.check(home.store, form.email.data, form.password.data, home.serving.offload)
        if member:
            roles.begin(member.id)
            return redirect(_own_page(request.args.get("next")))
        form.password.errors = [gettext("E-mail and password do not fit together.")]
    return render_template("accounts/sign_in.html", form=form)


@pages.get("/sign-in/<token>")
@limiter.limit("20/minute")
def follow_link(token: str) -> Any:
    """Signs in by a link that works once; a rehearsal's terminal shows one."""
    home = house()
    member = members.follow_link(home.store, home.keys, token)
    if not member:
        return redirect(url_for("accounts.sign_in"))
    roles.begin(member)
    return redirect(_own_page(request.args.get("next")))


def _own_page(wanted: str | None) -> str:
    """Where somebody was going, if that is one of our pages."""
    parts = urlsplit(wanted or "")
    own = parts.path.startswith("/") and not parts.path.startswith("//") and not parts.scheme and not parts.netloc
    return parts.path if own and "\\" not in parts.path else url_for("accounts.home")


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
    form = InvitationForm()
    link = None
    if form.validate_on_submit():
        wanted = [role for role in ROLES if form[role].data]
        if wanted:
            token = members.invite(store, me().organization_id, wanted)
            link = url_for("accounts.invitation", token=token, _external=True)
        else:
            form.facilitator.errors = [gettext("Choose at least one.")]
    everyone = members.members_of(store, me().organization_id)
    lines = HelpLinesForm(obj=me().organization, formdata=None)
    return render_template(
        "accounts/organization.html", form=form, link=link, members=everyone, lines=lines, me=me(),
        card=help_card(me().organization),
    )  # fmt: skip


@pages.post("/organization/help-lines")
@allowed("administrator")
def help_lines() -> Any:
    """What the help card on every phone says."""
    form = HelpLinesForm()
    if form.validate_on_submit():
        own = text.clean(form.help_lines.data or "", multiline=True)
        members.set_help_lines(house().store, me().organization_id, form.country.data, own)
        flash(gettext("Saved. Every phone shows it from now on."))
    return redirect(url_for("accounts.organization"))
