"""How a plan looks on a page: its strip of cloth, each round as wide as it is long, and what its rounds are called."""

from dataclasses import dataclass

from flask_babel import gettext

from facilitator.groups.plans import Outline
from facilitator.meeting.rounds import kinds

PATCHES = {
    "welcome": ("ochre", "star"),
    "checkin": ("teal", "leaves"),
    "icebreaker": ("rose", "dots"),
    "story": ("madder", "cabin"),
    "reflection": ("indigo", "crosses"),
    "goals": ("moss", "chevron"),
    "shoutouts": ("plum", "pinwheel"),
    "celebration": ("clay", "star"),
    "choice": ("slate", "gingham"),
    "side_by_side": ("sage", "stripes"),
    "pause": ("teal", "waves"),
    "closing": ("ochre", "leaves"),
}
"""The colour and pattern each kind of round has on these pages."""


@dataclass(frozen=True)
class Look:
    """A plan for a page to show."""

    name: str
    minutes: int
    planned: int
    titles: tuple[str, ...]
    bars: tuple[tuple[str, float, float], ...]
    """Colour, start and width of each round, in hundredths of the strip."""


def title_of(kind: str) -> str:
    """What a kind of round is called, in the reader's language."""
    known = kinds().get(kind)
    return gettext(known.title) if known else kind.replace("_", " ")


def patch_of(kind: str) -> tuple[str, str]:
    """Its colour and pattern."""
    return PATCHES.get(kind, ("slate", "dots"))


def bars(rounds: list[tuple[str, int]], minutes: int) -> tuple[tuple[str, float, float], ...]:
    """The strip of rounds (kind, minutes). It ends where the session does, or where the rounds do if that is later."""
    whole = max(minutes, sum(m for _, m in rounds), 1)
    found, at = [], 0
    for kind, long in rounds:
        found.append((patch_of(kind)[0], round(100 * at / whole, 2), round(100 * long / whole, 2)))
        at += long
    return tuple(found)


def look(outline: Outline) -> Look:
    """A plan for a page to show."""
    rounds = [(r.kind, r.minutes) for r in outline.rounds]
    titles = tuple(title_of(kind) for kind, _ in rounds)
    return Look(outline.name, outline.minutes, outline.planned, titles, bars(rounds, outline.minutes))
