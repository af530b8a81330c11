"""A member's own account: name, address, password, and where they are signed in."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_datetime, gettext, ngettext
from flask_login import current_user

from facilitator.accounts import members, roles, sign_ins, trying
from facilitator.accounts.forms import DetailsForm, NewPasswordForm, PasswordForm
from facilitator.accounts.models import ROLES
from facilitator.accounts.roles import allowed, me
from facilitator.house import house

pages = Blueprint("own", __name__)


@pages.get("/account")
@allowed(*ROLES)
def account() -> Any:
    """All of it, and where one is signed in."""
    rows = [
        {
            "id": one.id,
            "device": one.device or gettext("A browser"),
            "since": format_datetime(datetime.fromtimestamp(one.began_at / 1000), "medium", rebase=False),
            "this": one.id == current_user.sign_in,
        }
        for one in sign_ins.sign_ins_of(house().store, me().id)
    ]
    rows.sort(key=lambda row: not row["this"])
    return render_template("accounts/account.html", me=me(), rows=rows)


@pages.route("/account/sure", methods=["GET", "POST"])
@allowed(*ROLES)
def sure() -> Any:
    """Asks for the password once more; then on to where one was going."""
    form = PasswordForm()
    if form.validate_on_submit():
        tried = trying.password(me(), me().email, form.password.data, device=current_user.sign_in)
        if isinstance(tried, trying.Later):
            tried.beside(form.password)
            return render_template("accounts/sure.html", form=form), trying.TOO_SOON, tried.headers
        if tried:
            sign_ins.now_sure(house().store, current_user.sign_in)
            return redirect(trying.own_page(request.args.get("next")))
        form.password.errors = [gettext("That is not your password.")]
    return render_template("accounts/sure.html", form=form)


@pages.route("/account/details", methods=["GET", "POST"])
@allowed(*ROLES)
@roles.sure
def details() -> Any:
    """Name, address for signing in, language."""
    form = DetailsForm(obj=me())
    if form.validate_on_submit():
        try:
            members.change_details(house().store, me(), form.name.data, form.email.data, form.language.data)
        except members.Taken:
            form.email.errors = [gettext("Somebody with this address is a member already.")]
        else:
            flash(gettext("Saved."))
            return redirect(url_for("own.account"))
    return render_template("accounts/details.html", form=form)


@pages.route("/account/password", methods=["GET", "POST"])
@allowed(*ROLES)
@roles.sure
def password() -> Any:
    """Another password. Whoever was signed in elsewhere no longer is; here one goes on, by a sign-in that is new."""
    form = NewPasswordForm()
    if form.validate_on_submit():
        member, home = me(), house()
        members.new_password(home.store, member, form.password.data, home.serving.offload, by=member.id)
        roles.begin(member.id)
        flash(gettext("Your new password is set. Wherever else you were signed in, you are no longer."))
        return redirect(url_for("own.account"))
    return render_template("accounts/own_password.html", form=form)


@pages.post("/account/sign-ins/<id>/end")
@allowed(*ROLES)
def end(id: str) -> Any:
    """One of them, from any other: somebody who lost a phone should not have to look for their password first."""
    if id == current_user.sign_in:
        roles.end()
        return redirect(url_for("accounts.sign_in"))
    if sign_ins.end(house().store, me().organization_id, me().id, id):
        flash(gettext("That sign-in has ended, and every screen that was open by it."))
    return redirect(url_for("own.account"))


@pages.post("/account/sign-ins/end-others")
@allowed(*ROLES)
def end_others() -> Any:
    """All but this one."""
    ended = sign_ins.end_others(house().store, me().organization_id, me().id, current_user.sign_in)
    flash(ngettext("%(num)s other sign-in has ended.", "%(num)s other sign-ins have ended.", ended))
    return redirect(url_for("own.account"))
