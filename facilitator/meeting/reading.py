"""Who may know and read what. Everything shared that reaches a screen passes here; nothing else decides it."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct

from facilitator.meeting.state import ItemId, Meeting, SeatId, TextId, Words, stands

MOST_CARDS = 60
"""How many cards a view carries: a room of a thousand must not be sent a thousand."""


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
    """Whether the text of these words may reach this audience. The big screen is shown no text that is still held for
    the facilitator; of a shout-out with a strength from the list it may show that much."""
    return may_know(meeting, words, audience) and (audience.who != "screen" or words.on_screen)


def may_know(meeting: Meeting, words: Words, audience: Audience) -> bool:
    """Whether this audience may know that something was shared: as its author chose (invariant 3), while its receiver
    allows it (invariant 5), while what it answers is there, and not while it waits or is covered."""
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
        return words.reach in ("facilitator", "everyone") and stands(meeting, words)
    return words.reach == "everyone" and stands(meeting, words) and not words.covered


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

    def said(self, text: TextId) -> str:
        """A text that is nobody's words: a handle at the door, a name told to the room. The room whose view this is
        answers for who sees it."""
        return self._texts.get(text, "")

    def of_phones(self) -> "Reader":
        """The same meeting as every phone may read it, for what a seat holds on to of what everyone was shown."""
        return Reader(self._meeting, self._texts, PHONES)

    def words(self, item: ItemId) -> dict[str, Any] | None:
        """What this audience may read of an item: `text` where it has one, `by` where its author put their handle to it.
        None where it may not know of it, for whatever reason."""
        words = self._meeting.words.get(item)
        if not words or not may_know(self._meeting, words, self.audience):
            return None
        seen: dict[str, Any] = {}
        if words.text and may_read(self._meeting, words, self.audience):
            seen["text"] = self._texts.get(words.text, "")
        if words.named:
            seen["by"] = self.name(words.author)
        return seen

    def cards(self, items: Iterable[ItemId]) -> dict[str, Any]:
        """Those of some written pieces that this audience may read, as `cards`, in an order that tells nothing; in a large
        room only the first of them, and how many `more` there are. Names nobody whose card is not among them."""
        words = self._meeting.words
        readable = sorted(
            i for i in set(items) if i in words and words[i].text and may_read(self._meeting, words[i], self.audience)
        )
        more = len(readable) - MOST_CARDS
        return {
            "cards": {i: seen for i in readable[:MOST_CARDS] if (seen := self.words(i)) is not None},
            **({"more": more} if more > 0 else {}),
        }
