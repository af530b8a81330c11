"""The guides to read."""

from typing import Any

from flask import Blueprint, abort, render_template

from facilitator.accounts.roles import allowed
from facilitator.practice.guides import guide_of, guides

pages = Blueprint("guides", __name__)


@pages.get("/practice/guides")
@allowed("facilitator")
def index() -> Any:
    """Every guide."""
    return render_template("practice/guides.html", guides=guides())


@pages.get("/practice/guides/<guide>")
@allowed("facilitator")
def show(guide: str) -> Any:
    """One guide."""
    found = guide_of(guide)
    if not found:
        abort(404)
    return render_template("practice/guide.html", guide=found)
