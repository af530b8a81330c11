"""Who a screen is: written into its page once, signed, read once when its socket connects. No message says who it is."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec
from msgspec import Struct

from facilitator.meeting.permissions import Actor
from facilitator.meeting.reading import CONSOLE, PHONES, SCREEN, Audience
from facilitator.meeting.state import MeetingId, MemberId, SeatId
from facilitator.store.timed import BadData, Timed

HOURS = 12
SEALED_FOR = HOURS * 3600


class Ticket(Struct, frozen=True, omit_defaults=True):
    """One screen's right to be in one meeting."""

    meeting: MeetingId
    role: Literal["phone", "console", "screen"]
    seat: SeatId | None = None
    member: MemberId | None = None
    sign_in: str | None = None
    """The member's sign-in this console hangs on: when it ends, so does the screen."""
    language: str = "en"

    @property
    def actor(self) -> Actor:
        """Who asks when this screen asks."""
        if self.role == "phone":
            return Actor("seat", seat=self.seat)
        return Actor("facilitator", member=self.member) if self.role == "console" else Actor("screen")

    @property
    def whose(self) -> str | None:
        """Whoever answers for what this screen sends, with every other screen of theirs; nobody for a shared one."""
        return self.seat or self.member

    @property
    def audience(self) -> Audience:
        """What this screen shares with others of its kind."""
        return {"phone": PHONES, "console": CONSOLE, "screen": SCREEN}[self.role]


class Tickets:
    """Signs and reads tickets."""

    def __init__(self, key: bytes) -> None:
        self._signed = Timed(key, "ticket", SEALED_FOR)

    def sign(self, ticket: Ticket) -> str:
        """A ticket as text."""
        return self._signed.sign(msgspec.to_builtins(ticket))

    def read(self, text: Any) -> Ticket | None:
        """The ticket, or None if it is not one of ours or has expired."""
        if not isinstance(text, str):
            return None
        try:
            return msgspec.convert(self._signed.read(text), Ticket)
        except (BadData, msgspec.ValidationError):
            return None


MayStay = Callable[[set[str]], set[str]]
"""Of these sign-ins, those that are still good."""
