"""Is it alive, is it ready."""

from typing import Any

from flask import Blueprint

from facilitator.house import house
from facilitator.store.writing import works

pages = Blueprint("operations", __name__)


@pages.get("/healthz")
def alive() -> Any:
    """The process answers."""
    return {"ok": True}


@pages.get("/readyz")
def ready() -> Any:
    """The database answers as well."""
    good = works(house().store)
    return {"ok": good}, 200 if good else 503


@pages.get("/robots.txt")
def robots() -> Any:
    """Nothing here is for search engines."""
    return "User-agent: *\nDisallow: /\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
