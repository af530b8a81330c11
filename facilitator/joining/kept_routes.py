"""Taken back later: by whoever has gone, what they wrote in a session that goes on; after it, what the group was let keep."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from facilitator.groups import circles
from facilitator.house import house
from facilitator.joining import going, seats
from facilitator.limits import limiter
from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import ROLE
from facilitator.web import page_error

pages = Blueprint("kept", __name__)


@pages.post("/here/kept")
@limiter.limit("30/minute")
def take_back() -> Any:
    """By the secrets that giver and receiver have on their phones. Says only whether anything was still there."""
    gone = circles.take_back_kept(house().store, request.form.getlist("secret")[:200])
    return render_template("joining/over.html", closed=True, gone=bool(gone))


@pages.post("/here/words")
def take_all_back() -> Any:
    """By the slip on the page of whoever left or was removed. Once more is answered the same; a slip that is none of ours
    says nothing. Without a limit: a slip is signed, so there is nothing to guess, and a limit would let one guest of a
    network keep all others there from taking their words back."""
    place = seats.by_slip(request.form.get("slip", ""))
    if not place:
        return redirect(url_for("joining.here"), 303)
    refused = seats.ask_as(place, ask.TakeAllBack(received="received" in request.form))
    if refused and refused.retry:
        return page_error(503)
    live = house().desk.read(place.meeting, place.seat)
    mine = seats.remembered() == place
    if refused == ROLE or (mine and seats.sitting(live, place)):  # handed on meanwhile, or brought back
        return redirect(url_for("joining.here"), 303)
    return (going.over if mine else going.forgotten)(live, place, taken=not refused)
