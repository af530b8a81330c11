"""What those who led a meeting look back at: minutes a round, what was left out, and the picture of balance. Counts only.

Turns are counted by their length in half minutes, so that neither whose they were nor in which order can be read.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from facilitator.meeting.rounds import of
from facilitator.meeting.state import Meeting, Round, Seat

MINUTE = 60_000
HALF = 30
"""Seconds."""


class Ran(Struct, frozen=True):
    """A round that ran, and for how long."""

    kind: str
    minutes: int


class LookBack(Struct, frozen=True, kw_only=True):
    """Nothing here names a seat, or could be told apart by one."""

    ran: tuple[Ran, ...] = ()
    """In the order of the plan as it went."""
    skipped: tuple[str, ...] = ()
    """The kinds of those planned that did not run."""
    heads: int = 0
    heard: int = 0
    """How many of them had the floor in some round."""
    bare: int | None = None
    """How many of them were given no shout-out; None where nothing was given."""
    turns: dict[int, int] = {}
    """Half minutes, rounded up -> how many turns took so long."""


def look_back(meeting: Meeting, came: Sequence[Seat], end: int) -> LookBack:
    """The look back at a closed meeting. `came`: the seats of people who came; `end`: when it was really over."""
    ran = [r for r in meeting.rounds if r.state is not None]
    ids = {s.id for s in came}
    heard = set[str]().union(*(of(r).heard(meeting, r) for r in ran))
    given = [g for r in ran if (g := of(r).given(meeting, r)) is not None]
    turns = Counter(max(1, -(-seconds // HALF)) for r in ran for seconds in of(r).spoken(meeting, r))
    return LookBack(
        ran=tuple(Ran(r.kind, _minutes(r, end)) for r in ran),
        skipped=tuple(r.kind for r in meeting.rounds if r.state is None),
        heads=len(ids), heard=len(ids & heard), bare=len(ids.difference(*given)) if given else None,
        turns=dict(sorted(turns.items())),
    )  # fmt: skip


def _minutes(round: Round, end: int) -> int:
    """One at the least; a meeting that was left open does not stretch its last round."""
    began = round.started_at or end
    return max(1, _nearest(min(round.ended_at or end, end) - began))


def _nearest(milliseconds: int) -> int:
    """Whole minutes, the nearest."""
    return (milliseconds + MINUTE // 2) // MINUTE
