"""Choosing a patch on the way in: the same for everybody who has this one, so it is drawn once."""

from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup

from facilitator.meeting.state import COLOURS, PATTERNS
from facilitator.screens import looks
from facilitator.web import LANGUAGES


def to_choose(language: str, colour: str, pattern: str) -> dict[str, Markup]:
    """`choice`: the part of the form in which a patch is chosen; `preview`: the picture of the one that is. What is no colour
    or pattern of ours is the first of them."""
    known = colour in COLOURS and pattern in PATTERNS
    return _drawn(language, colour if known else COLOURS[0], pattern if known else PATTERNS[0])


@lru_cache(maxsize=len(COLOURS) * len(PATTERNS) * len(LANGUAGES))
def _drawn(language: str, colour: str, pattern: str) -> dict[str, Markup]:
    """Drawn once each: half of what a form costs, and the same for everybody who has this patch."""
    names = {kind: dict(of) for kind, of in looks(language).items()}
    how = {"colour": colour, "pattern": pattern, "colours": COLOURS, "patterns": PATTERNS, "names": names}
    return {part: get_template_attribute("joining/looks.html", part)(**how) for part in ("preview", "choice")}
