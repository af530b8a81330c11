"""The pages of people in the room: code, join, phone; and the big screen. Every one works as a plain page first."""

import io
from typing import Any

import segno
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext

from facilitator.accounts.models import Organization
from facilitator.addresses import join_address, outside
from facilitator.clock import new_id, now
from facilitator.groups.models import Group
from facilitator.house import house
from facilitator.joining import seats
from facilitator.joining.codes import typed
from facilitator.joining.handles import suggestions
from facilitator.joining.help_card import help_card
from facilitator.joining.stamp import stamp
from facilitator.limits import limiter
from facilitator.live.boot import boot
from facilitator.live.held import Live
from facilitator.live.receipts import Receipt
from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, Actor
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.state import COLOURS, PATTERNS
from facilitator.practice.bridge.cards import cards
from facilitator.screens import ahead, furnish, looks
from facilitator.store.tables import OpenMeeting
from facilitator.web import fall_back_to, language

pages = Blueprint("joining", __name__)

ASK_AGAIN = 4
"""Seconds after which a phone in the waiting room asks again."""


@pages.route("/", methods=["GET", "POST"])
@limiter.limit("30/minute", methods=["POST"], deduct_when=lambda response: response.status_code == 404)
def code() -> Any:
    """Type the code from the screen. Unknown, closed and full look the same."""
    wrong = False
    if request.method == "POST":
        found = _meeting(typed(request.form.get("code", "")))
        if found:
            return redirect(url_for("joining.join", key=typed(request.form["code"])))
        wrong = True
    return render_template("joining/code.html", wrong=wrong), 404 if wrong else 200


def _meeting(key: str) -> Live | None:
    journal, desk = house().journal, house().desk
    id = journal.find("link", key) or journal.find("code", typed(key))
    return desk.read(id) if id else None


def _group(live: Live) -> tuple[Group, Organization]:
    with house().store.read() as session:
        row = session.get(OpenMeeting, live.meeting.id)
        group = session.get(Group, row.group if row else "")
        if not group:
            abort(404)
        organization = session.get(Organization, group.organization_id)
        assert organization is not None  # noqa: S101 - a foreign key says so
        fall_back_to(group.language)
        return group, organization


@pages.route("/j/<key>", methods=["GET", "POST"])
@limiter.limit("30/minute", deduct_when=lambda response: response.status_code == 404)
def join(key: str) -> Any:
    """Handle, patch, comfort, in. Whoever has a seat here already finds it again."""
    live = _meeting(key)
    if not live:
        return render_template("joining/code.html", wrong=True), 404
    if request.method == "GET" and seats.standing(live, seats.remembered()) != "gone":
        return redirect(url_for("joining.here"))
    group, _ = _group(live)
    refused: Refusal | None = None
    if request.method == "POST" and "again" not in request.form:
        form = request.form
        handle = form.get("handle", "").strip() or form.get("suggested", "")
        taken = seats.take(live, form.get("seat", ""), handle, form.get("colour", ""),
                           form.get("pattern", ""), form.get("comfort", ""), form.get("where", ""))  # fmt: skip
        if not isinstance(taken, Refusal):
            response = redirect(url_for("joining.here"), 303)
            seats.remember(response, taken)  # type: ignore[arg-type]
            return response
        refused = taken
    return _form(live, group, refused), 422 if refused else 200


def _form(live: Live, group: Group, refused: Refusal | None) -> str:
    names = suggestions(language(), lambda name: seats.is_taken(live, name), 8)
    colour, pattern = seats.some_look()
    typed_handle = "" if "again" in request.form else request.form.get("handle", "")
    return render_template(
        "joining/join.html", group=group.name, names=names, handle=typed_handle, colours=COLOURS,
        colour=request.form.get("colour", colour), pattern=request.form.get("pattern", pattern), patterns=PATTERNS,
        comfort=request.form.get("comfort", "may_share"), where=request.form.get("where", "room"),
        hybrid=group.setting == "hybrid", ahead=ahead("phone"), seat=seats.reserve(live.meeting.id),
        refused=gettext(refused.sentence) if refused else None, colour_names=dict(looks(language())["colours"]),
        pattern_names=dict(looks(language())["patterns"]),
    )  # fmt: skip


@pages.get("/here")
def here() -> Any:
    """The phone page: what is happening now, and the one thing I can do."""
    place = seats.remembered()
    if not place:
        return redirect(url_for("joining.code"))
    live = house().desk.read(place.meeting, place.seat)
    standing = seats.standing(live, place)
    if live and standing == "waits":
        return _waiting(live)
    if not live or standing != "sits":
        return _over(live, removed=standing == "removed", early=place.meeting in house().desk.ended_early)
    group, organization = _group(live)
    ticket = Ticket(place.meeting, "phone", seat=place.seat, language=language())
    page = boot(house().desk, house().tickets, now, ticket)
    if page is None:
        return _over(live)
    page["stamp"] = stamp(house(), group.id, live.meeting.opened_at)
    video = group.video_link if group.setting != "in_person" else ""
    return render_template(
        "screens/phone.html", **furnish("phone", page), group=group, video=video, agreements=group.agreements.splitlines(),
        help=help_card(organization), bridge=cards(house().store, organization.id),
    )  # fmt: skip


def _over(live: Live | None, removed: bool = False, early: bool = False) -> Any:
    """The meeting has closed, or this phone left it or may not stay: what was kept on the phone shows, and it can be
    forgotten."""
    return make_response(render_template("joining/over.html", closed=live is None, removed=removed, early=early))


def _waiting(live: Live) -> Any:
    """In the waiting room: a plain page that asks again by itself every few seconds, so that no script is needed."""
    group, organization = _group(live)
    page = render_template("joining/waiting.html", group=group, help=help_card(organization))
    return Response(page, headers={"Refresh": str(ASK_AGAIN)})


@pages.post("/here/someone-else")
def someone_else() -> Any:
    """A shared phone goes to the next person: whoever had it stays in the circle without one."""
    place = seats.remembered()
    live = house().desk.read(place.meeting, place.seat) if place else None
    target = url_for("joining.code")
    if place and live and seats.sitting(live, place):
        _as_seat(place, ask.PutPhoneDown())
        target = url_for("joining.join", key=live.meeting.link)
    response = redirect(target, 303)
    seats.forget(response)  # type: ignore[arg-type]
    return response


@pages.post("/here/forget")
def forget() -> Any:
    """This person goes, and this phone knows nothing of them any more."""
    place = seats.remembered()
    live = house().desk.read(place.meeting, place.seat) if place else None
    if place and seats.sitting(live, place):
        _as_seat(place, ask.LeaveSeat(words=bool(request.form.get("words"))))
    elif place and seats.standing(live, place) == "waits":
        house().desk.perform(place.meeting, DOORKEEPER, ask.TurnAway(seat=place.seat))
    response = make_response(render_template("joining/forgotten.html"))
    seats.forget(response)
    return response


def _as_seat(place: seats.Place, command: ask.Command) -> None:
    actor = Actor("seat", seat=place.seat)
    house().desk.perform(place.meeting, actor, command, Receipt(new_id(), b""))


@pages.get("/help")
def help() -> Any:
    """The help card as a page of its own, for whoever has no seat."""
    with house().store.read() as session:
        organization = session.query(Organization).order_by(Organization.id).first()
    return render_template("joining/help.html", help=help_card(organization))


@pages.get("/screen/<token>")
def screen(token: str) -> Any:
    """The big screen: no sign-in on that machine, a link of its own."""
    id = house().journal.find("screen", token)
    live = house().desk.read(id) if id else None
    if not id or not live:
        return render_template("joining/screen_over.html"), 404
    group, _ = _group(live)
    page = boot(house().desk, house().tickets, now, Ticket(id, "screen", language=group.language))
    if page is None:
        return render_template("joining/screen_over.html"), 404
    return render_template(
        "screens/screen.html", **furnish("screen", page, group.language), group=group, token=token,
        address=outside().partition("://")[2],
    )  # fmt: skip


@pages.get("/screen/<token>/qr.svg")
def qr(token: str) -> Any:
    """The QR code that phones join by."""
    id = house().journal.find("screen", token)
    live = house().desk.read(id) if id else None
    if not live:
        abort(404)
    return qr_response(join_address(live.meeting.link))


def qr_response(address: str) -> Response:
    """An address as an SVG picture of a QR code."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", scale=10, border=2, dark="#241f1a", light="#fffdf8", svgclass=None
    )
    return Response(out.getvalue(), mimetype="image/svg+xml")
