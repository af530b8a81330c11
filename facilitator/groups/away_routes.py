"""Groups that meet no more: put away, so that the list is of those that meet, and brought back. Nothing of them goes."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext

from facilitator.accounts.roles import allowed, me
from facilitator.clock import now
from facilitator.groups import circles
from facilitator.groups.asked import group_asked
from facilitator.house import house
from facilitator.web import flash_undo

pages = Blueprint("away", __name__)


@pages.post("/groups/<id>/put-away")
@allowed("facilitator")
def put_away(id: str) -> Any:
    """From now on it is not among the groups that meet. Not while it does."""
    group = group_asked(id)
    if id in circles.open_meetings_of(house().store, me().organization_id):
        flash(gettext("This group is meeting just now. It can be put away once the session has ended."))
        return redirect(url_for("groups.show", id=id))
    circles.change_group(house().store, me().organization_id, id, {"put_away_at": now()})
    flash_undo(gettext("“%(name)s” is put away.", name=group.name), url_for(".bring_back", id=id))
    return redirect(url_for("groups.index"))


@pages.post("/groups/<id>/bring-back")
@allowed("facilitator")
def bring_back(id: str) -> Any:
    """It meets again."""
    group_asked(id)
    circles.change_group(house().store, me().organization_id, id, {"put_away_at": None})
    flash(gettext("It is back."))
    return redirect(url_for("groups.show", id=id))
