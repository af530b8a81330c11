"""One meeting: when people came and how long they stayed, correcting the heads; calling a session off and back on."""

import json
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import format_date, gettext

from facilitator.accounts.members import members_of
from facilitator.accounts.roles import allowed, me
from facilitator.attendance import records
from facilitator.attendance.asked import group_seen, held_seen
from facilitator.attendance.models import Held
from facilitator.attendance.periods import day_of, today
from facilitator.charts import Picture, chart
from facilitator.house import house
from facilitator.operations import audit
from facilitator.web import flash_undo

pages = Blueprint("meetings", __name__)

MOST_HEADS = 5000
YEAR = timedelta(days=366)


@pages.get("/attendance/meeting/<id>")
@allowed("coordinator", "facilitator")
def show(id: str) -> Any:
    """One meeting that was held, or called off."""
    held, group = held_seen(id)
    store = house().store
    people = {member.id: member.name for member in members_of(store, me().organization_id)}
    changes = audit.entries_about(store, me().organization_id, id)
    return render_template(
        "attendance/meeting.html", held=held, group=group, led_by=people.get(held.led_by),
        charts=_charts(held), stayed=records.person_minutes(held),
        changes=[(day_of(e.at), change, people.get(e.member)) for e, change in changes if e.what == "attendance.heads"],
    )  # fmt: skip


def _charts(held: Held) -> list[Picture]:
    """Arrivals and lengths of stay, where they were measured."""
    arrivals, stays, how_many = _in_order(held.arrivals), _in_order(held.stays), gettext("How many")
    found = []
    if arrivals:
        early = sum(n for at, n in arrivals if at < 10)
        sentence = gettext(
            "A chart. %(early)s came in the first ten minutes, %(late)s later.",
            early=early, late=sum(n for _, n in arrivals) - early,
        )  # fmt: skip
        rows = [(gettext("%(first)s–%(last)s min", first=at, last=at + 5), [n]) for at, n in arrivals]
        heads = [gettext("After it opened"), how_many]
        found.append(Picture("arrivals", gettext("When people came"), heads, rows, chart(sentence, [how_many], rows)))
    if stays:
        longest, most = max(stays, key=lambda one: one[1])
        sentence = gettext("A chart. Most, %(n)s, stayed %(minutes)s minutes.", n=most, minutes=longest)
        rows = [(gettext("%(n)s min", n=at), [n]) for at, n in stays]
        heads = [gettext("How long"), how_many]
        found.append(
            Picture("stays", gettext("How long people stayed"), heads, rows, chart(sentence, [how_many], rows))
        )
    return found


def _in_order(counts: str) -> list[tuple[int, int]]:
    return sorted((int(at), n) for at, n in json.loads(counts).items())


@pages.post("/attendance/meeting/<id>/heads")
@allowed("coordinator", "facilitator")
def correct(id: str) -> Any:
    """How many came, counted again. Who changed it is kept."""
    held, _ = held_seen(id)
    if held.cancelled:
        abort(404)
    typed, least = request.form.get("heads", "").strip(), max(1, held.signed)
    heads = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else 0
    if least <= heads <= MOST_HEADS:
        records.correct_heads(house().store, me().organization_id, me().id, id, heads)
        flash(gettext("Saved."))
    elif 0 < heads < least:
        flash(gettext("Not changed: at least %(n)s came, since so many left their name.", n=held.signed))
    else:
        flash(gettext("Not changed: please write a number from 1 to %(most)s.", most=MOST_HEADS))
    return redirect(url_for(".show", id=id))


@pages.post("/attendance/group/<id>/call-off")
@allowed("coordinator", "facilitator")
def call_off(id: str) -> Any:
    """A session that will not take place, or did not. With a way back."""
    group = group_seen(id)
    day = _day(request.form.get("day", ""))
    if not day:
        flash(gettext("Nothing was called off: please choose a day within a year from today."))
        return redirect(url_for("attendance.group", id=id))
    made = records.call_off(house().store, me().organization_id, me().id, id, day)
    said = gettext("%(group)s is called off for %(day)s.", group=group.name, day=format_date(day, "long"))
    flash_undo(said, url_for(".hold_after_all", id=made))
    return redirect(url_for("attendance.group", id=id, period=f"{day:%Y-%m}"))


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if abs(day - today()) <= YEAR else None


@pages.post("/attendance/meeting/<id>/hold")
@allowed("coordinator", "facilitator")
def hold_after_all(id: str) -> Any:
    """Takes back that a session was called off."""
    held, _ = held_seen(id)
    if not held.cancelled:
        abort(404)
    records.take_place_after_all(house().store, me().organization_id, me().id, id)
    flash(gettext("It is no longer called off."))
    return redirect(url_for("attendance.group", id=held.group_id, period=f"{held.held_on:%Y-%m}"))
