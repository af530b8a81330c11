"""What may be asked of the course: planning, starting and ending rounds, the closing, the end."""

from typing import Any

from msgspec import Struct

from facilitator.meeting.commands.base import Command, Prompt
from facilitator.meeting.state import MemberId, RoundId


class PlanRound(Command, frozen=True, kw_only=True, tag="round.plan"):
    """Adds a round to the plan."""

    round_kind: str
    settings: dict[str, Any] = {}
    prompt: Prompt | None = None


class ChangeRound(Command, frozen=True, kw_only=True, tag="round.change"):
    """Changes a round's prompt, and its settings while it has not started."""

    round: RoundId
    settings: dict[str, Any] = {}
    prompt: Prompt | None = None


class DropRound(Command, frozen=True, kw_only=True, tag="round.drop"):
    """Takes a planned round off the plan."""

    round: RoundId


class MoveRound(Command, frozen=True, kw_only=True, tag="round.move"):
    """Moves a planned round one step: -1 earlier, 1 later."""

    round: RoundId
    by: int


class StartRound(Command, frozen=True, kw_only=True, tag="round.start"):
    """Starts a planned round; the one running before is over."""

    round: RoundId


class EndRound(Command, frozen=True, kw_only=True, tag="round.end"):
    """The round is over. What was shared stays on the screens until the next one starts."""

    round: RoundId


class BeginClosing(Command, frozen=True, kw_only=True, tag="meeting.begin_closing"):
    """The last step before the end: people choose what they keep. Can be undone with `Reopen`."""


class Reopen(Command, frozen=True, kw_only=True, tag="meeting.reopen"):
    """Back from the closing into the meeting."""


class Close(Command, frozen=True, kw_only=True, tag="meeting.close"):
    """The end: harvest, then erase."""


class Open(Struct, frozen=True, kw_only=True):
    """What a meeting starts from. Not a command: there is no meeting yet to ask."""

    id: str
    salt: str
    group: str
    facilitator: MemberId
    code: str
    link: str
    screen: str
    open_for: int
    """Milliseconds until a meeting left open closes by itself."""
    capacity: int = 1200
    rehearsal: bool = False
