"""The pages of people in the room: code, join, phone; and the big screen. Every one works as a plain page first."""

import io
from collections.abc import Mapping
from typing import Any

import segno
from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_login import current_user

from facilitator.accounts.models import Organization
from facilitator.accounts.roles import end
from facilitator.addresses import join_address, outside
from facilitator.clock import now
from facilitator.groups.models import Group
from facilitator.house import house
from facilitator.joining import door, going, seats
from facilitator.joining.codes import is_secret, typed
from facilitator.joining.doorway import doorway
from facilitator.joining.handles import suggestions
from facilitator.joining.help_card import help_card
from facilitator.joining.patches import to_choose
from facilitator.joining.stamp import stamp
from facilitator.live.boot import boot
from facilitator.live.held import Live
from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER
from facilitator.meeting.refusals import LOCKED, SHUT, TAKEN, Refusal
from facilitator.practice.bridge.cards import cards
from facilitator.screens import ahead, furnish
from facilitator.web import language

pages = Blueprint("joining", __name__)

ASK_AGAIN, LOOK_AGAIN = 4, 10
"""Seconds after which a phone in the waiting room asks again, and one before a door that is shut."""
SUGGESTED_AGAIN = 20
"""How often somebody else may have been quicker with the name that was suggested."""


@pages.get("/")
def code() -> Any:
    """Type the code from the screen."""
    return render_template("joining/code.html", wrong=False)


@pages.post("/")
@pages.post("/j")
def look() -> Any:
    """A typed code. Unknown, closed, full and locked look the same. By way of `/j`, where the seat's cookie goes, a phone
    that has a seat already finds it again."""
    return _typed(request.form.get("code", ""))


@pages.get("/j")
def back_to_code() -> Any:
    """Whoever loads the answer again, or changes its language, has the form again."""
    return redirect(url_for("joining.code"))


@pages.get("/j/turn")
def turn() -> Any:
    """Where a typed code waits while somebody is guessing. Loads itself again, so that no script is needed."""
    waits = door.waiting()
    return _typed(waits) if waits else redirect(url_for("joining.code"))


def _typed(code: str) -> Any:
    found = door.by_code(code)
    if isinstance(found, door.Waits):
        return _queue(found)
    return redirect(url_for("joining.join", key=typed(code))) if found else _opens_nothing()


def _queue(waits: door.Waits) -> Any:
    again = f"{waits.seconds}; url={url_for('joining.turn')}"
    return Response(render_template("joining/turn.html"), headers={"Refresh": again})


def _opens_nothing() -> Any:
    return render_template("joining/code.html", wrong=True), 404


@pages.route("/j/<key>", methods=["GET", "POST"])
def join(key: str) -> Any:
    """Handle, patch, comfort, in. Whoever has a seat here already finds it again."""
    linked = is_secret(key)
    live = door.by_link(key) if linked else door.by_code(key)
    if isinstance(live, door.Waits):
        return _queue(live)
    if not live:
        return (render_template("joining/shut.html", sentence=None), 404) if linked else _opens_nothing()
    if request.method == "GET" and seats.standing(live, seats.remembered()) not in ("left", "gone"):
        return redirect(url_for("joining.here"))
    shut = door.refused(live) if linked else None
    if shut:
        return _shut(live, shut)
    group, _ = doorway().group(live.meeting.id)
    refused: Refusal | None = None
    if request.method == "POST" and "again" not in request.form:
        taken = _take(live, group)
        if not isinstance(taken, Refusal):
            response = redirect(url_for("joining.here"), 303)
            seats.remember(response, taken)  # type: ignore[arg-type]
            return response
        refused = taken
    if refused in (SHUT, LOCKED):
        return _shut(live, refused) if linked else _opens_nothing()
    return _form(live, group, refused), 422 if refused else 200


def _take(live: Live, group: Group) -> seats.Place | Refusal:
    """Sits down by the form. Who left it to us what they are called is not asked again because somebody else was quicker
    with the same suggestion."""
    form = request.form
    typed_handle = _own_name(group, form) or form.get("handle", "").strip()
    handle, tried = typed_handle or form.get("suggested", ""), 0
    while True:
        taken = seats.take(live, form.get("seat", ""), handle, form.get("colour", ""),
                           form.get("pattern", ""), form.get("comfort", ""), form.get("where", ""))  # fmt: skip
        tried += 1
        if taken != TAKEN or typed_handle or tried > SUGGESTED_AGAIN:
            return taken
        [handle] = suggestions(language(), seats.taken(house().desk.read(live.meeting.id) or live), 1)


def _name_of_a_member(group: Group) -> str:
    """In a practice circle, the name of a member of its organization who is signed in on this browser."""
    member = current_user.member if group.practice and current_user.is_authenticated else None
    return str(member.name) if member and member.organization_id == group.organization_id else ""


def _own_name(group: Group, form: Mapping[str, str]) -> str:
    """That name, if they chose to be called by it. It is a handle like any other: nothing ties the seat to the member."""
    return _name_of_a_member(group) if "own_name" in form else ""


def _shut(live: Live, why: Refusal) -> Any:
    """Full or locked, for whoever holds the link. Looks again by itself: that may change any moment."""
    doorway().group(live.meeting.id)
    page = render_template("joining/shut.html", sentence=gettext(why.sentence))
    return Response(page, status=422, headers={"Refresh": str(LOOK_AGAIN)})


def _form(live: Live, group: Group, refused: Refusal | None) -> str:
    names = suggestions(language(), seats.taken(live), 8)
    colour, pattern = seats.some_look()
    typed_handle = "" if "again" in request.form else request.form.get("handle", "")
    return render_template(
        "joining/join.html", group=group.name, names=names, handle=typed_handle,
        looks=to_choose(language(), request.form.get("colour", colour), request.form.get("pattern", pattern)),
        comfort=request.form.get("comfort", "may_share"), where=request.form.get("where", "room"),
        hybrid=group.setting == "hybrid", practice=group.practice, own_name=_name_of_a_member(group),
        ahead=ahead("phone", language()), seat=seats.reserve(live.meeting.id),
        refused=gettext(refused.sentence) if refused else None,
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
        return going.over(live, place)
    group, organization = doorway().group(live.meeting.id)
    ticket = Ticket(place.meeting, "phone", seat=place.seat, language=language())
    page = boot(house().desk, house().tickets, now, ticket, house().config.processes)
    if page is None:
        return going.over(house().desk.read(place.meeting, place.seat), place)
    if group.practice:
        page["practice"] = True
    page["tonight"] = sorted({r.kind for r in live.meeting.rounds if not r.skipped})
    page["stamp"] = stamp(house(), group.id, live.meeting.opened_at)
    video = group.video_link if group.setting != "in_person" else ""
    return render_template(
        "screens/phone.html", **furnish("phone", page), group=group, video=video, agreements=group.agreements.splitlines(),
        help=help_card(organization), bridge=cards(doorway().directory(organization.id)),
    )  # fmt: skip


def _waiting(live: Live) -> Any:
    """In the waiting room: a plain page that asks again by itself every few seconds, so that no script is needed."""
    group, organization = doorway().group(live.meeting.id)
    page = render_template("joining/waiting.html", group=group, help=help_card(organization))
    return Response(page, headers={"Refresh": str(ASK_AGAIN)})


@pages.post("/here/someone-else")
def someone_else() -> Any:
    """A shared phone goes to the next person: whoever had it stays in the circle without one."""
    place = seats.remembered()
    live = house().desk.read(place.meeting, place.seat) if place else None
    target = url_for("joining.code")
    if place and live and seats.sitting(live, place):
        seats.ask_as(place, ask.PutPhoneDown())
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
        seats.ask_as(place, ask.LeaveSeat(words=bool(request.form.get("words"))))
    elif place and seats.standing(live, place) == "waits":
        house().desk.perform(place.meeting, DOORKEEPER, ask.TurnAway(seat=place.seat))
    live = house().desk.read(place.meeting, place.seat) if place else None
    end()  # a member who sat down in the circle is signed out as well, here and on the server
    response = going.forgotten(live, place)
    seats.forget(response)
    return response


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
    group, _ = doorway().group(live.meeting.id)
    page = boot(
        house().desk, house().tickets, now, Ticket(id, "screen", language=group.language), house().config.processes
    )
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
