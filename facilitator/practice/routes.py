"""The page that practice begins at: what waits to be looked back on, hours, guides."""

from typing import Any

from flask import Blueprint, render_template

from facilitator.accounts.roles import allowed, me
from facilitator.attendance.periods import today
from facilitator.house import house
from facilitator.practice import debriefs
from facilitator.practice.bridge.cards import waiting
from facilitator.practice.bridge.routes import pages as bridge_pages
from facilitator.practice.circles.routes import pages as circle_pages
from facilitator.practice.debrief_routes import group_names
from facilitator.practice.debrief_routes import pages as debrief_pages
from facilitator.practice.evidence_routes import pages as evidence_pages
from facilitator.practice.guide_routes import pages as guide_pages
from facilitator.practice.guides import guides
from facilitator.practice.learning_routes import pages as learning_pages
from facilitator.practice.learning_routes import standing
from facilitator.practice.library.routes import pages as library_pages
from facilitator.practice.pack_routes import pages as pack_pages
from facilitator.practice.reminding import reminder

pages = Blueprint("practice", __name__)
for _part in (
    debrief_pages,
    learning_pages,
    evidence_pages,
    pack_pages,
    guide_pages,
    bridge_pages,
    library_pages,
    circle_pages,
):
    pages.register_blueprint(_part)

LATEST = 5


@pages.get("/practice")
@allowed("facilitator")
def index() -> Any:
    """What a facilitator has of their own here."""
    home = house()
    evenings = debriefs.own_all(home.store, home.practice, me().id)
    found = standing()
    return render_template(
        "practice/index.html", evenings=evenings[:LATEST], more=len(evenings) > LATEST, groups=group_names(),
        guides=guides(), progress=found, reminder=reminder(found, today()),
        due=waiting(home.store, me().organization_id, today()),
    )  # fmt: skip
