"""What can happen to words."""

from typing import Literal

from facilitator.meeting.events.base import Event
from facilitator.meeting.state import ItemId, Reach, SeatId, TextId


class WordsShared(Event, frozen=True, kw_only=True, tag="words.shared"):
    item: ItemId
    author: SeatId
    reach: Reach
    named: bool
    text: TextId | None = None
    to: SeatId | None = None
    through_facilitator: bool = False
    waiting: bool = False
    on_screen: bool = False
    author_keeps: bool = False
    beneath: ItemId | None = None


class WordsReached(Event, frozen=True, kw_only=True, tag="words.reached"):
    """Their author chose another audience, or to put their handle to them or not."""

    item: ItemId
    reach: Reach
    named: bool
    waiting: bool = False
    on_screen: bool = False


class WordsTakenBack(Event, frozen=True, kw_only=True, tag="words.taken_back"):
    item: ItemId


class WordsAllowed(Event, frozen=True, kw_only=True, tag="words.allowed"):
    item: ItemId
    on: bool


class KeepingLet(Event, frozen=True, kw_only=True, tag="words.keeping_let"):
    item: ItemId
    by: Literal["author", "receiver"]
    on: bool


class WordsCovered(Event, frozen=True, kw_only=True, tag="words.covered"):
    item: ItemId
    on: bool


class WordsPutOnScreen(Event, frozen=True, kw_only=True, tag="words.put_on_screen"):
    item: ItemId
    on: bool


class WordsLaidOut(Event, frozen=True, kw_only=True, tag="words.laid_out"):
    """Everything that waited in a round shows, together."""

    items: tuple[ItemId, ...]


class HoldSet(Event, frozen=True, kw_only=True, tag="words.hold_set"):
    on: bool
