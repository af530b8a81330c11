"""What can happen in the course of the meeting."""

from typing import Any

from facilitator.meeting.events.base import Event
from facilitator.meeting.state import MeetingId, MemberId, RoundId, Setting, TextId


class MeetingOpened(Event, frozen=True, kw_only=True, tag="meeting.opened"):
    meeting: MeetingId
    salt: str
    group: str
    facilitator: MemberId
    code: str
    link: str
    screen: str
    at: int
    until: int
    capacity: int
    rehearsal: bool = False
    setting: Setting = "in_person"
    length: int = 60


class RoundPlanned(Event, frozen=True, kw_only=True, tag="round.planned"):
    round: RoundId
    round_kind: str
    settings: dict[str, Any]
    prompt: TextId | None = None
    minutes: int
    lines: int = 0
    to: int | None = None
    """Where among the rounds; at the end unless said."""


class RoundChanged(Event, frozen=True, kw_only=True, tag="round.changed"):
    round: RoundId
    settings: dict[str, Any]
    prompt: TextId | None = None
    minutes: int
    lines: int = 0


class RoundSkipped(Event, frozen=True, kw_only=True, tag="round.skipped"):
    round: RoundId
    on: bool


class RoundMoved(Event, frozen=True, kw_only=True, tag="round.moved"):
    round: RoundId
    to: int


class RoundStarted(Event, frozen=True, kw_only=True, tag="round.started"):
    round: RoundId
    at: int


class RoundEnded(Event, frozen=True, kw_only=True, tag="round.ended"):
    round: RoundId
    at: int


class ClosingBegun(Event, frozen=True, kw_only=True, tag="meeting.closing_begun"):
    pass


class Reopened(Event, frozen=True, kw_only=True, tag="meeting.reopened"):
    pass


class MeetingClosed(Event, frozen=True, kw_only=True, tag="meeting.closed"):
    at: int
    heads: int | None = None


class LengthSet(Event, frozen=True, kw_only=True, tag="meeting.length_set"):
    minutes: int
