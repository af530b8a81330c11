"""The pages of whoever is no longer in a session: it has ended, they left, or they were removed. As long as it goes on, what
they wrote is still theirs; the page itself holds the right to take that back, so that it is theirs alone, whoever has the
phone next, and goes when the page does.
"""

from flask import Response, make_response, render_template
from msgspec import Struct

from facilitator.house import house
from facilitator.joining import seats
from facilitator.live.held import Live
from facilitator.meeting.permissions import Actor, seat_left_by
from facilitator.meeting.sharing import let_show_by, written_by


class Behind(Struct, frozen=True):
    """What somebody left in a session that goes on."""

    words: bool
    """They wrote something that is still there."""
    received: bool
    """They were given something that shows, or that the group may keep."""
    slip: str
    """By which they can take that back. Never leaves their own page."""


def behind(live: Live | None, place: seats.Place | None) -> Behind | None:
    """What there is to take back of whoever had this place and has gone; None where there is nothing."""
    if not live or not place or not seat_left_by(live.meeting, Actor("seat", seat=place.seat)):
        return None
    words = bool(written_by(live.meeting, place.seat))
    received = bool(let_show_by(live.meeting, place.seat))
    return Behind(words, received, seats.slip(place)) if words or received else None


def over(live: Live | None, place: seats.Place, taken: bool = False) -> Response:
    """On the phone that remembers the seat: the session has ended, or this phone left it or may not stay. What was kept on
    the phone shows, and it can be forgotten. `taken`: they have just taken their words back."""
    page = render_template(
        "joining/over.html", closed=live is None, removed=seats.standing(live, place) == "removed",
        early=live is None and place.meeting in house().desk.ended_early, behind=behind(live, place), taken=taken,
    )  # fmt: skip
    return make_response(page)


def forgotten(live: Live | None, place: seats.Place | None, taken: bool = False) -> Response:
    """On a phone that has forgotten the seat. `taken`: as above."""
    page = render_template(
        "joining/forgotten.html", closed=bool(place and not live), behind=behind(live, place), taken=taken
    )
    return make_response(page)
