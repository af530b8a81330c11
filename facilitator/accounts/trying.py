"""Trying a password or a code on a page: whoever has tried often waits a little longer each time, and is told how long."""

import math
from collections.abc import Callable
from urllib.parse import urlsplit

from flask import request, url_for
from flask_babel import ngettext
from msgspec import Struct
from wtforms import Field

from facilitator.accounts import devices, passwords
from facilitator.accounts.models import Member
from facilitator.accounts.waiting import Waiting
from facilitator.house import house

PATIENCE = 2.0
"""Seconds the answer itself may take. Longer waits are told."""
TOO_SOON = 429


class Later(Struct, frozen=True):
    """Not looked at yet."""

    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        """For programs."""
        return {"Retry-After": str(self.seconds)}

    def beside(self, field: Field) -> None:
        """Says so beside the field."""
        field.errors = [
            ngettext(
                "That was tried several times. Please wait %(num)s second, then try again.",
                "That was tried several times. Please wait %(num)s seconds, then try again.",
                self.seconds,
            )
        ]


def in_turn(waiting: Waiting, account: str, device: str | None, fits: Callable[[], bool]) -> bool | Later:
    """Whether it fits, once its turn has come."""
    who = (account, str(request.remote_addr), device)
    wait = waiting.turn(*who)
    if wait > PATIENCE:
        return Later(math.ceil(wait))
    if wait:
        house().serving.sleep(wait)
        waiting.turn(*who)
    right = fits()
    if right:
        waiting.right(*who)
    return right


def password(member: Member | None, typed: str, secret: str, device: str | None = None) -> bool | Later:
    """Whether this is the member's password. `typed`: the address as it was typed, which is what tries are counted by. As
    long for an address nobody has."""
    stored, offload = member.password if member else None, house().serving.offload
    device = device or devices.mark_for(member)
    return in_turn(house().passwords, typed, device, lambda: passwords.fits(stored, secret, offload))


def own_page(wanted: str | None) -> str:
    """Where somebody was going, if that is one of our pages."""
    parts = urlsplit(wanted or "")
    own = parts.path.startswith("/") and not parts.path.startswith("//") and not parts.scheme and not parts.netloc
    return parts.path if own and "\\" not in parts.path else url_for("accounts.home")
