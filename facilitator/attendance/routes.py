"""What a coordinator sees: that groups met, how many came, for how long. Nothing anyone said is reachable from here."""

from collections import defaultdict
from typing import Any

from flask import Blueprint, render_template, request

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.records import held_by
from facilitator.groups.circles import groups_of
from facilitator.house import house

pages = Blueprint("attendance", __name__)


@pages.get("/attendance")
@allowed("coordinator")
def index() -> Any:
    """Every meeting the organization's groups held; of one group with `?group=`."""
    store, organization = house().store, me().organization_id
    groups = {g.id: g for g in groups_of(store, organization)}
    chosen = request.args.get("group")
    held = held_by(store, organization, chosen if chosen in groups else None)
    totals: dict[str, dict[str, int]] = defaultdict(lambda: {"meetings": 0, "heads": 0, "minutes": 0})
    for meeting in held:
        of_group = totals[meeting.group_id]
        of_group["meetings"] += 1
        of_group["heads"] += meeting.heads
        of_group["minutes"] += meeting.minutes
    return render_template("attendance/index.html", groups=groups, held=held, totals=totals, chosen=chosen)
