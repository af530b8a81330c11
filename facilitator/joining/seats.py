"""Taking a seat, and remembering on this phone, and nowhere else, which one it is."""

import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from flask import Response, request
from msgspec import Struct

from facilitator import text
from facilitator.clock import new_id
from facilitator.house import House, house
from facilitator.live import wire
from facilitator.live.held import Live
from facilitator.live.receipts import Receipt
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, Actor
from facilitator.meeting.refusals import FORMAT, Refusal
from facilitator.meeting.state import COLOURS, PATTERNS, MeetingId, Seat, SeatId
from facilitator.store.timed import BadData, Timed
from facilitator.web import set_cookie

COOKIE = "seat"
PLACES = ("/here", "/j")
"""Where the seat's cookie goes, and nowhere else: the pages of attendance never see it."""
KEPT_FOR = 12 * 3600
COMFORTS = ("listening", "may_share", "glad_to_share")


class Place(Struct, frozen=True):
    """A seat this phone has."""

    meeting: MeetingId
    seat: SeatId


def _signed(home: House, purpose: str) -> Timed:
    return _timed(home.keys.server, purpose)


@lru_cache(maxsize=16)
def _timed(key: bytes, purpose: str) -> Timed:
    return Timed(key, purpose, KEPT_FOR)


def remembered() -> Place | None:
    """The seat this phone has, if it has one."""
    if COOKIE not in request.cookies:
        return None
    try:
        meeting, seat = _signed(house(), "seat").read(request.cookies.get(COOKIE, ""))
    except (BadData, ValueError, TypeError):
        return None
    return Place(str(meeting), str(seat))


def remember(response: Response, place: Place) -> None:
    """Keeps on this phone which seat it is."""
    value = _signed(house(), "seat").sign([place.meeting, place.seat])
    for path in PLACES:
        set_cookie(response, COOKIE, value, path, KEPT_FOR)


def forget(response: Response) -> None:
    """Wipes every trace of a seat from this phone; its pages' own storage is wiped by the pages themselves."""
    for path in PLACES:
        response.delete_cookie(COOKIE, path=path, httponly=True, samesite="Lax")
    response.delete_cookie("session", path="/", httponly=True, samesite="Lax")
    if request.is_secure:
        response.headers["Clear-Site-Data"] = '"storage"'


def slip(place: Place) -> str:
    """By which whoever had a seat may take back what they left there: what a page holds, and neither a cookie nor an
    address."""
    return _signed(house(), "left behind").sign([place.meeting, place.seat])


def by_slip(signed: str) -> Place | None:
    """The seat that such a slip is of."""
    try:
        meeting, seat = _signed(house(), "left behind").read(signed)
    except (BadData, ValueError, TypeError):
        return None
    return Place(str(meeting), str(seat))


def ask_as(place: Place, command: ask.Command) -> Refusal | None:
    """Asks the meeting for something as whoever has, or had, this seat."""
    return house().desk.perform(place.meeting, Actor("seat", seat=place.seat), command, Receipt(new_id(), b""))


def sitting(live: Live | None, place: Place | None) -> Seat | None:
    """The seat in this meeting that a phone still has."""
    if not live or not place or place.meeting != live.meeting.id:
        return None
    seat = live.meeting.seats.get(place.seat)
    return seat if seat and not seat.left and seat.phone else None


def standing(live: Live | None, place: Place | None) -> Literal["sits", "waits", "removed", "left", "gone"]:
    """How a phone stands to the meeting it remembers."""
    if not live or not place or place.meeting != live.meeting.id:
        return "gone"
    if place.seat in live.meeting.knocking:
        return "waits"
    seat = live.meeting.seats.get(place.seat)
    if seat and seat.removed:
        return "removed"
    if seat and seat.left:
        return "left"
    return "sits" if sitting(live, place) else "gone"


def reserve(meeting: MeetingId) -> str:
    """A seat's id in signed form, for the form: sent twice, it is still one seat, and nobody can name somebody else's."""
    return _signed(house(), "reserved seat").sign([meeting, new_id()])


def _reserved(meeting: MeetingId, signed: str) -> SeatId | None:
    try:
        of, seat = _signed(house(), "reserved seat").read(signed)
    except (BadData, ValueError, TypeError):
        return None
    return str(seat) if of == meeting else None


def take(
    live: Live, signed: str, handle: str, colour: str, pattern: str, comfort: str, where: str = ""
) -> Place | Refusal:
    """Sits down. Gives the seat, or why not. `where`: "remote" in a hybrid group, from somewhere else than the room."""
    seat = _reserved(live.meeting.id, signed)
    if not seat or comfort not in COMFORTS:
        return FORMAT
    try:
        name = wire.draft(ask.Handle, handle, new_id, live.meeting.salt)
    except wire.Refused as e:
        return e.refusal
    assert isinstance(name, ask.Handle)  # noqa: S101 - what was asked for
    setting = live.meeting.setting
    remote = setting == "virtual" or (setting == "hybrid" and where == "remote")
    command = ask.TakeSeat(seat=seat, handle=name, colour=colour, pattern=pattern, comfort=comfort, remote=remote)  # type: ignore[arg-type]
    refused = house().desk.perform(live.meeting.id, DOORKEEPER, command)
    return refused or Place(live.meeting.id, seat)


def some_look() -> tuple[str, str]:
    """A patch to start from."""
    return secrets.choice(COLOURS), secrets.choice(PATTERNS)


def taken(live: Live) -> Callable[[str], bool]:
    """Says of a name that we would suggest whether somebody in this circle goes by one like it."""
    keys = {seat.handle_key for seat in live.meeting.present()}
    return lambda name: text.keyed(live.meeting.salt, _skeleton(name)) in keys


_skeleton = lru_cache(maxsize=1024)(text.skeleton)
"""Of names that we suggest, which are few and nobody's secret."""
