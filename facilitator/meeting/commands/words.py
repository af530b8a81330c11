"""What may be asked about words that were shared."""

from facilitator.meeting.commands.base import Command
from facilitator.meeting.state import ItemId


class TakeBack(Command, frozen=True, kw_only=True, tag="words.take_back"):
    """The author takes something back: it leaves every screen and its text is erased."""

    item: ItemId


class TakeAllBack(Command, frozen=True, kw_only=True, tag="words.take_all_back"):
    """Whoever has gone takes back everything they wrote; asked by a form, never over a socket. With `received`, what was
    given to them no longer shows either, and the group keeps none of it."""

    received: bool = False


class AllowWords(Command, frozen=True, kw_only=True, tag="words.allow"):
    """The receiver lets words given to them show, or no longer."""

    item: ItemId
    on: bool


class LetKeep(Command, frozen=True, kw_only=True, tag="words.let_keep"):
    """Giver or receiver lets the group keep this shout-out, without names, after the session."""

    item: ItemId
    on: bool


class CoverWords(Command, frozen=True, kw_only=True, tag="words.cover"):
    """The facilitator covers one piece of words, or uncovers it."""

    item: ItemId
    on: bool


class PutOnScreen(Command, frozen=True, kw_only=True, tag="words.screen"):
    """The facilitator lets words through to the big screen, or takes them off it."""

    item: ItemId
    on: bool


class HoldWords(Command, frozen=True, kw_only=True, tag="words.hold"):
    """Whether words wait for the facilitator before the big screen shows them."""

    on: bool
