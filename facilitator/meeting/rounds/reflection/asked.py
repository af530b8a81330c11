"""What can be asked of a reflection round, what can happen in one, and what it keeps."""

from typing import Literal

from msgspec import Struct

from facilitator.meeting.commands import Command, Draft, Line
from facilitator.meeting.events import Event
from facilitator.meeting.state import ItemId, SeatId


class Settings(Struct, frozen=True):
    """Nothing to set."""


class ReflectionText(Draft, frozen=True):
    """A page for oneself."""

    limit = 1000
    multiline = True


class State(Struct, frozen=True):
    written: tuple[ItemId, ...] = ()
    asking: dict[ItemId, SeatId] = {}
    """The reflections whose authors ask for perspectives just now."""
    offered: tuple[ItemId, ...] = ()
    """The perspectives. Each lies beneath the reflection it answers."""


class Write(Command, frozen=True, kw_only=True, tag="reflection.write"):
    """For oneself. Takes the place of what one wrote last and has not shared."""

    text: ReflectionText


class Share(Command, frozen=True, kw_only=True, tag="reflection.share"):
    """The author chooses whom it reaches, or keeps it again."""

    item: ItemId
    reach: Literal["me", "facilitator", "everyone"]
    named: bool


class Ask(Command, frozen=True, kw_only=True, tag="reflection.ask"):
    """The author asks for perspectives on what they shared with everyone, or no longer."""

    item: ItemId
    on: bool


class Offer(Command, frozen=True, kw_only=True, tag="reflection.offer"):
    """A perspective on a reflection whose author asks for some. There is no other way to address anyone."""

    item: ItemId
    text: Line
    named: bool


class LayOut(Command, frozen=True, kw_only=True, tag="reflection.lay_out"):
    """Shows those shared without a handle, together."""


class Written(Event, frozen=True, kw_only=True, tag="reflection.written"):
    item: ItemId
    seat: SeatId


class Asked(Event, frozen=True, kw_only=True, tag="reflection.asked"):
    item: ItemId
    seat: SeatId
    on: bool


class Offered(Event, frozen=True, kw_only=True, tag="reflection.offered"):
    item: ItemId
    seat: SeatId
