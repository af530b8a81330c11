"""Is it alive, is it ready."""

import shutil
from typing import Any

from flask import Blueprint

from facilitator.house import house
from facilitator.store.redis_link import answers
from facilitator.store.writing import works

LEAST_ROOM = 50 * 2**20
"""Bytes that must be free where the data is."""

pages = Blueprint("operations", __name__)


@pages.get("/healthz")
def alive() -> Any:
    """The process answers."""
    return {"ok": True}


@pages.get("/readyz")
def ready() -> Any:
    """The database answers as well, and there is room on the disk. Without Redis everything goes on: it is only said."""
    config = house().config
    parts = {
        "database": works(house().store),
        "disk": shutil.disk_usage(config.data).free > LEAST_ROOM,
        **({"redis": answers(config.redis)} if config.redis else {}),
    }
    good = parts["database"] and parts["disk"]
    return {"ok": good, **parts}, 200 if good else 503


@pages.get("/robots.txt")
def robots() -> Any:
    """Nothing here is for search engines."""
    return "User-agent: *\nDisallow: /\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
