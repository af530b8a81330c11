"""The second step: at sign-in, and setting it up."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import segno
from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext, ngettext

from facilitator.accounts import devices, members, roles, second_step, trying
from facilitator.accounts.forms import DigitsForm
from facilitator.accounts.models import ROLES, Member
from facilitator.accounts.roles import allowed, me, sure
from facilitator.clock import now
from facilitator.house import house
from facilitator.store.sealing import Unreadable, derived, keyed_hash, seal, unseal

pages = Blueprint("second_step", __name__)

HALF, NEW = "half", "second step"
"""In the session: who has typed their password and not yet the digits; a secret that is not yet in use."""
HALF_FOR = 10 * 60_000


def half_way(member: Member) -> Any:
    """The password was right. On to the digits, in a session that begins afresh."""
    then = trying.own_page(request.args.get("next"))
    session.clear()
    session[HALF] = [member.id, now(), _stamp(member)]
    return redirect(url_for("second_step.digits", next=then))


def _stamp(member: Member) -> str:
    """Changes with the password and the second step, so that half a sign-in is worth nothing after either."""
    return keyed_hash(house().keys.server, "half a sign-in", f"{member.password} {(member.second_step or b'').hex()}")


def _half() -> Member | None:
    id, at, stamp = session.get(HALF) or ("", 0, "")
    found = members.by_id(house().store, id) if now() - at < HALF_FOR else None
    return found if found and found.second_step and _stamp(found) == stamp else None


@pages.route("/sign-in/second-step", methods=["GET", "POST"])
def digits() -> Any:
    """Six digits from the app, or a recovery code."""
    member = _half()
    if not member:
        return redirect(url_for("accounts.sign_in"))
    home, form, passed = house(), DigitsForm(), []
    if not form.validate_on_submit():
        return render_template("accounts/digits.html", form=form)

    def fits() -> bool:
        passed.append(second_step.passes(home.store, home.keys, member, form.code.data))
        return bool(passed[0])

    tried = trying.in_turn(home.digits, member.id, devices.mark_for(member), fits)
    if isinstance(tried, trying.Later):
        tried.beside(form.code)
        return render_template("accounts/digits.html", form=form), trying.TOO_SOON, tried.headers
    if not tried:
        form.code.errors = [
            gettext("This code does not fit, or it has been used. The app shows a new one every half minute.")
        ]
        return render_template("accounts/digits.html", form=form)
    roles.begin(member.id)
    if passed == ["recovery"]:
        left = second_step.codes_left(home.store, member.id)
        flash(ngettext("That recovery code is used up. %(num)s is left.",
                       "That recovery code is used up. %(num)s are left.", left))  # fmt: skip
    return redirect(trying.own_page(request.args.get("next")))


@pages.route("/account/second-step", methods=["GET", "POST"])
@allowed(*ROLES)
@sure
def set_up() -> Any:
    """Shows a QR code for an app, and is on once the app's digits have come back; or what there is to change."""
    home = house()
    if me().second_step:
        left = second_step.codes_left(home.store, me().id)
        return render_template("accounts/second_step_on.html", left=left)
    secret = _new_secret()
    form = DigitsForm()
    if form.validate_on_submit():
        codes = second_step.turn_on(home.store, home.keys, me(), secret, form.code.data)
        if codes:
            session.pop(NEW, None)
            return render_template("accounts/recovery_codes.html", codes=codes)
        form.code.errors = [gettext("These digits do not fit. Please type those the app shows just now.")]
    picture = segno.make(second_step.address(secret, me()), error="m").svg_data_uri(
        scale=6, border=3, dark="#241f1a", light="#fffdf8"
    )
    spelt = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    return render_template("accounts/second_step.html", form=form, picture=picture, secret=spelt)


def _new_secret() -> str:
    """Kept sealed in the session until the app has shown that it has it."""
    key, where = derived(house().keys.server, "second steps"), f"new {me().id}"
    try:
        return unseal(key, urlsafe_b64decode(session.get(NEW, "")), where).decode()
    except (Unreadable, ValueError):
        made = second_step.new_secret()
        session[NEW] = urlsafe_b64encode(seal(key, made.encode(), where)).decode()
        return made


@pages.post("/account/second-step/codes")
@allowed(*ROLES)
@sure
def codes() -> Any:
    """Ten other recovery codes."""
    if not me().second_step:
        return redirect(url_for("own.account"))
    made = second_step.new_codes(house().store, house().keys, me())
    return render_template("accounts/recovery_codes.html", codes=made)


@pages.route("/account/second-step/off", methods=["GET", "POST"])
@allowed(*ROLES)
@sure
def off() -> Any:
    """Asks once more, then a password is enough."""
    if not me().second_step:
        return redirect(url_for("own.account"))
    if request.method == "GET":
        return render_template("accounts/second_step_off.html")
    second_step.turn_off(house().store, me(), by=me().id)
    flash(gettext("A password is enough from now on."))
    return redirect(url_for("own.account"))
