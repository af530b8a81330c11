"""What may be asked about the lead of a round, and of the confidence ruler."""

from typing import Annotated, Literal

from msgspec import Meta

from facilitator.meeting.answers import Least
from facilitator.meeting.commands.base import Command
from facilitator.meeting.state import SeatId


class OfferLead(Command, frozen=True, kw_only=True, tag="lead.offer"):
    """The facilitator offers the lead of the running round to a seat."""

    seat: SeatId


class AnswerLead(Command, frozen=True, kw_only=True, tag="lead.answer"):
    """That seat takes it, or does not."""

    accept: bool


class EndLead(Command, frozen=True, kw_only=True, tag="lead.end"):
    """The facilitator has the lead again."""


class SetRuler(Command, frozen=True, kw_only=True, tag="ruler.set"):
    """How confident I feel, 0 to 10, at the start or at the end; None takes it away."""

    when: Literal["start", "end"]
    value: Annotated[int, Meta(ge=0, le=10)] | None = None


class ShowRuler(Command, frozen=True, kw_only=True, tag="ruler.show"):
    """Shows the group's change, once, where at least so many have answered."""

    least: Least = 5
