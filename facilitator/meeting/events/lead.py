"""What can happen to the lead of a round, and to the confidence ruler."""

from typing import Literal

from facilitator.meeting.events.base import Event
from facilitator.meeting.state import SeatId


class LeadOffered(Event, frozen=True, kw_only=True, tag="lead.offered"):
    seat: SeatId


class LeadAnswered(Event, frozen=True, kw_only=True, tag="lead.answered"):
    accept: bool


class LeadEnded(Event, frozen=True, kw_only=True, tag="lead.ended"):
    pass


class RulerSet(Event, frozen=True, kw_only=True, tag="ruler.was_set"):
    seat: SeatId
    when: Literal["start", "end"]
    value: int | None = None


class RulerShown(Event, frozen=True, kw_only=True, tag="ruler.shown"):
    start: float | None = None
    end: float | None = None
