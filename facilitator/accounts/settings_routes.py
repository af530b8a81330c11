"""The organization's settings. Keeping something for a shorter time asks once more, and says what goes by it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.forms import SettingsForm
from facilitator.accounts.roles import allowed, me
from facilitator.accounts.settings import Settings, settle
from facilitator.attendance.keeping import would_go
from facilitator.house import house
from facilitator.operations.daily import day_of

pages = Blueprint("settings", __name__)


@pages.route("/organization/settings", methods=["GET", "POST"])
@allowed("administrator")
def settings() -> Any:
    """The name on paper, and for how many months attendance and names stay."""
    organization, home = me().organization, house()
    form = SettingsForm(obj=organization)
    if not form.validate_on_submit():
        return render_template("accounts/settings.html", form=form, organization=organization)
    wanted = Settings(form.paper_name.data or "", form.keep_attendance.data, form.keep_names.data)
    if wanted.shortens(organization) and "sure" not in request.form:
        today = day_of(home.desk.now())
        goes = would_go(home.store, organization.id, wanted.keep_attendance, wanted.keep_names, today)
        return render_template("accounts/settings_sure.html", form=form, wanted=wanted, goes=goes)
    settle(home.store, organization.id, me().id, wanted)
    flash(gettext("Saved."))
    return redirect(url_for("accounts.organization") + "#settings")
