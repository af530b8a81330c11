"""What can be asked of a round of goals and strategies, what can happen in one, and what it keeps."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from facilitator.meeting.commands import Command, Line
from facilitator.meeting.events import Event
from facilitator.meeting.refusals import N_
from facilitator.meeting.state import ItemId, SeatId

STRENGTHS = (
    ("patience", N_("patience")),
    ("courage", N_("courage")),
    ("honesty", N_("honesty")),
    ("humor", N_("a sense of humor")),
    ("kindness", N_("kindness")),
    ("hope", N_("hope")),
    ("persistence", N_("not giving up")),
    ("calm", N_("calm")),
    ("curiosity", N_("curiosity")),
    ("asking", N_("asking for help")),
    ("practical", N_("a practical mind")),
    ("boundaries", N_("knowing when to say no")),
)
KEYS = frozenset(key for key, _ in STRENGTHS)


class Settings(Struct, frozen=True):
    """Nothing to set."""


class Goal(Struct, frozen=True):
    owner: SeatId
    strength: str | None = None
    sure: int | None = None


class State(Struct, frozen=True):
    goals: dict[ItemId, Goal] = {}
    strategies: tuple[ItemId, ...] = ()
    saved: dict[SeatId, tuple[ItemId, ...]] = {}


class SetGoal(Command, frozen=True, kw_only=True, tag="goals.set"):
    """One's own next step, for oneself. Takes the place of the one before."""

    text: Line
    strength: str | None = None
    sure: Annotated[int, Meta(ge=0, le=10)] | None = None


class Share(Command, frozen=True, kw_only=True, tag="goals.share"):
    """Its owner chooses whom a goal reaches, or keeps it again. How sure they are stays with them."""

    item: ItemId
    reach: Literal["me", "facilitator", "everyone"]
    named: bool


class Offer(Command, frozen=True, kw_only=True, tag="goals.offer"):
    """What worked for me: for the whole group, and for nobody in particular."""

    text: Line
    named: bool


class Save(Command, frozen=True, kw_only=True, tag="goals.save"):
    """I would like to try this, or no longer."""

    item: ItemId
    on: bool


class LayOut(Command, frozen=True, kw_only=True, tag="goals.lay_out"):
    """Shows what was shared without a handle, together."""


class GoalSet(Event, frozen=True, kw_only=True, tag="goals.goal_set"):
    item: ItemId
    seat: SeatId
    strength: str | None = None
    sure: int | None = None


class Offered(Event, frozen=True, kw_only=True, tag="goals.offered"):
    item: ItemId
    seat: SeatId


class Saved(Event, frozen=True, kw_only=True, tag="goals.saved"):
    item: ItemId
    seat: SeatId
    on: bool
