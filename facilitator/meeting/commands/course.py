"""What may be asked of the course: planning, starting and ending rounds, the closing, the end."""

from typing import Annotated, Any

from msgspec import Meta, Struct

from facilitator.meeting.commands.base import Command, Prompt
from facilitator.meeting.state import MemberId, RoundId, Setting

Minutes = Annotated[int, Meta(ge=1, le=240)]


class PlanRound(Command, frozen=True, kw_only=True, tag="round.plan"):
    """Adds a round to the plan: at its end, or next."""

    round_kind: str
    settings: dict[str, Any] = {}
    prompt: Prompt | None = None
    minutes: Minutes | None = None
    next: bool = False


class ChangeRound(Command, frozen=True, kw_only=True, tag="round.change"):
    """Changes a round's prompt, and its settings while it has not started."""

    round: RoundId
    settings: dict[str, Any] = {}
    prompt: Prompt | None = None
    minutes: Minutes | None = None


class SkipRound(Command, frozen=True, kw_only=True, tag="round.skip"):
    """Leaves a planned round out, or takes it in again."""

    round: RoundId
    on: bool = True


class MoveRound(Command, frozen=True, kw_only=True, tag="round.move"):
    """Moves a planned round so many steps: negative is earlier, positive later."""

    round: RoundId
    by: Annotated[int, Meta(ge=-60, le=60)]


class SetLength(Command, frozen=True, kw_only=True, tag="meeting.length"):
    """How long the session should take, from its first round on."""

    minutes: Annotated[int, Meta(ge=15, le=480)]


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
    """The end: harvest, then erase. `heads`: how many came, as the facilitator counts them."""

    heads: Annotated[int, Meta(ge=0, le=5000)] | None = None


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
    setting: Setting = "in_person"
    length: int = 60
    """Minutes from the first round to the end, as planned."""
