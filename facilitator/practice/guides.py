"""Guides: short texts where they are needed, one file each in guides/en and guides/es. Original, and each with its source."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from facilitator.web import language

FOLDER = Path(__file__).parent / "guides"
MOST_WORDS = 150


class Guide(Struct, frozen=True, forbid_unknown_fields=True):
    """One guide, in one language."""

    title: str
    text: str
    """Paragraphs, an empty line between two."""
    source: str
    places: tuple[str, ...] = ()
    """Where it is offered besides the list: "debrief", "prepare", "console"."""
    order: int = 100
    name: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The text, paragraph by paragraph."""
        return [" ".join(part.split()) for part in self.text.split("\n\n") if part.strip()]


@cache
def guides_in(spoken: str) -> tuple[Guide, ...]:
    """Every guide in one language."""
    found = []
    for path in sorted((FOLDER / spoken).glob("*.toml")):
        guide = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Guide)
        found.append(msgspec.structs.replace(guide, name=path.stem))
    return tuple(sorted(found, key=lambda guide: (guide.order, guide.name)))


def guides() -> tuple[Guide, ...]:
    """Every guide, in the reader's language."""
    return guides_in(language())


def guides_for(place: str) -> list[Guide]:
    """Those that are offered in one place."""
    return [guide for guide in guides() if place in guide.places]


def guide_of(name: str) -> Guide | None:
    """One guide, in the reader's language."""
    return next((guide for guide in guides() if guide.name == name), None)
