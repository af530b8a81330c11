"""After the session: what the group was let keep, taken back by whoever let it."""

from typing import Any

from flask import Blueprint, render_template, request

from facilitator.groups import circles
from facilitator.house import house
from facilitator.limits import limiter

pages = Blueprint("kept", __name__)


@pages.post("/here/kept")
@limiter.limit("30/minute")
def take_back() -> Any:
    """By the secrets that giver and receiver have on their phones. Says only whether anything was still there."""
    gone = circles.take_back_kept(house().store, request.form.getlist("secret")[:200])
    return render_template("joining/over.html", closed=True, gone=bool(gone))
