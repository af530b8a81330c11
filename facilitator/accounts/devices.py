"""Browsers members sign in from: what they are called in a list, and which a member has signed in from before."""

import secrets

from flask import Response, request
from itsdangerous import BadData, URLSafeSerializer
from msgspec import Struct

from facilitator.accounts.models import Member
from facilitator.house import house
from facilitator.store.sealing import derived
from facilitator.web import YEAR, set_cookie

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"),
           ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"))  # fmt: skip
COOKIE, PATH = "known", "/sign-in"
MOST_MEMBERS = 5


def called(user_agent: str) -> str:
    """A browser as a person would call it, "Firefox, Android"; empty if nobody can tell. Nothing finer is kept."""
    found = (next((name for mark, name in names if mark in user_agent), "") for names in (BROWSERS, SYSTEMS))
    return ", ".join(name for name in found if name)


class Known(Struct, frozen=True):
    """What a browser remembers: a random mark, and whom it has signed in. Signed; it opens nothing."""

    mark: str
    members: tuple[str, ...] = ()


def mark_for(member: Member | None) -> str | None:
    """This browser's mark, if this member has signed in from it before."""
    known = _known()
    return known.mark if member and member.id in known.members else None


def remember(response: Response, member: str) -> Response:
    """From now on this browser is one that this member has signed in from."""
    known = _known()
    members = [member, *(m for m in known.members if m != member)][:MOST_MEMBERS]
    set_cookie(response, COOKIE, str(_serializer().dumps([known.mark, members])), PATH, YEAR)
    return response


def _known() -> Known:
    try:
        mark, members = _serializer().loads(request.cookies.get(COOKIE, ""))
        return Known(str(mark), tuple(map(str, members)))
    except (BadData, ValueError, TypeError):
        return Known(secrets.token_hex(8))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(derived(house().keys.server, "known browsers"), salt="known")
