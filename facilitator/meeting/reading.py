"""Who may read what. Every word that reaches a screen passes `may_read`; nothing else in the product decides this."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from facilitator.meeting.state import ItemId, Meeting, SeatId, TextId, Words


class Audience(Struct, frozen=True):
    """One kind of reader: every phone alike, one seat alone, the console, the big screen."""

    who: Literal["phones", "own", "console", "screen"]
    seat: SeatId | None = None


PHONES = Audience("phones")
CONSOLE = Audience("console")
SCREEN = Audience("screen")


def own(seat: SeatId) -> Audience:
    """What one seat alone sees."""
    return Audience("own", seat)


def may_read(meeting: Meeting, words: Words, audience: Audience) -> bool:
    """Whether these words may reach this audience: as their author chose (invariant 3), while their receiver allows it
    (invariant 5), and not while they wait, are covered, or are held from the big screen."""
    if audience.who == "own":
        if words.author == audience.seat:
            return True
        receiver = meeting.seats.get(audience.seat or "")
        return bool(receiver and words.to == receiver.id and receiver.receives and not words.waiting)
    if words.waiting:
        return False
    if audience.who == "console":
        if words.through_facilitator:
            return True
        return words.reach in ("facilitator", "everyone") and words.allowed
    if words.reach != "everyone" or not words.allowed or words.covered:
        return False
    return words.on_screen if audience.who == "screen" else True


class Reader:
    """Reads a meeting for one audience. Views are handed this and never the texts themselves."""

    def __init__(self, meeting: Meeting, texts: Mapping[TextId, str], audience: Audience) -> None:
        self._meeting = meeting
        self._texts = texts
        self.audience = audience
        self.named: set[SeatId] = set()
        """The seats this audience has been shown by handle so far."""

    def name(self, seat: SeatId) -> SeatId:
        """Says that a seat is shown here; its handle and patch are sent along, also in a room too large to send all."""
        self.named.add(seat)
        return seat

    def handle(self, seat: SeatId) -> str:
        """What a seat goes by; empty for someone who left and took everything along."""
        return self._texts.get(self._meeting.seats[seat].handle, "")

    def prompt(self, text: TextId | None) -> str:
        """A round's prompt: written by the facilitator for everyone."""
        return self._texts.get(text or "", "")

    def words(self, item: ItemId) -> dict[str, Any] | None:
        """What this audience may read of an item: `text` where it has one, `by` where its author put their handle to it.
        None where there is nothing for this audience, for whatever reason."""
        words = self._meeting.words.get(item)
        if not words or not may_read(self._meeting, words, self.audience):
            return None
        seen: dict[str, Any] = {}
        if words.text:
            seen["text"] = self._texts.get(words.text, "")
        if words.named:
            seen["by"] = self.name(words.author)
        return seen
