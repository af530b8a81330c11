"""Rule packs: what a certification board asks of a renewal, as data. Ours are the TOML files in rule_packs/; an organization
writes its own in a form, kept in the same format. A file that breaks the schema is refused with the line named."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

FOLDER = Path(__file__).parent / "rule_packs"
HOURS = Annotated[float, Meta(ge=0, le=500, multiple_of=0.25)]
TEXT = Annotated[str, Meta(min_length=1, max_length=200)]
KEY = Annotated[str, Meta(pattern=r"^[a-z][a-z_]{0,39}$")]


class BadPack(ValueError):
    """A rule pack that cannot be used: a plain sentence, and the line where it goes wrong."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(f"line {line}: {what}")
        self.line, self.what = line, what


class Category(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the hours that must be about something."""

    key: KEY
    name: TEXT
    least: HOURS
    name_es: str = ""

    def called(self, language: str) -> str:
        """Its name in a language."""
        return (self.name_es if language == "es" else "") or self.name


class Pack(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a renewal asks for."""

    name: TEXT
    board: TEXT
    total: HOURS
    months: Annotated[int, Meta(ge=1, le=120)]
    source: TEXT
    checked: date
    """The day somebody last compared it with the source."""
    name_es: str = ""
    source_es: str = ""
    category: tuple[Category, ...] = ()
    counts: tuple[str, ...] = ()
    """Kinds of learning (learning.KINDS) that the board is known to count."""
    does_not_count: tuple[str, ...] = ()
    """Kinds it is known not to count. Of all others the page says: ask your board."""
    no_repeat: bool = False
    """Whether the same training counts once only in a period."""
    carry: HOURS = 0
    """At most so many hours beyond the total count in the next period; 0 for none."""
    notes: Annotated[str, Meta(max_length=2000)] = ""
    notes_es: Annotated[str, Meta(max_length=2000)] = ""

    def called(self, language: str) -> str:
        """Its name in a language."""
        return (self.name_es if language == "es" else "") or self.name

    def sourced(self, language: str) -> str:
        """Where it is from, in a language."""
        return (self.source_es if language == "es" else "") or self.source

    def noted(self, language: str) -> str:
        """What there is to know besides, in a language."""
        return (self.notes_es if language == "es" else "") or self.notes


def read_pack(text: str, kinds: frozenset[str]) -> Pack:
    """A pack from TOML. `kinds`: the kinds of learning there are. Raises `BadPack`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        found = re.search(r"at line (\d+)", str(e))
        line = int(found[1]) if found else len(text.splitlines())
        raise BadPack(line, str(e).split(" (at ")[0]) from None
    try:
        pack = msgspec.convert(data, Pack)
    except msgspec.ValidationError as e:
        raise BadPack(_line_of(text, str(e)), str(e)) from None
    wrong = _wrong(pack, kinds)
    if wrong:
        raise BadPack(_line_with(text, wrong[0]), wrong[1])
    return pack


def _wrong(pack: Pack, kinds: frozenset[str]) -> tuple[str, str] | None:
    """What no type can say: (a word of the line, what is wrong)."""
    for field in ("counts", "does_not_count"):
        for kind in getattr(pack, field):
            if kind not in kinds:
                return field, f"there is no kind of learning called {kind!r}"
    both = set(pack.counts) & set(pack.does_not_count)
    if both:
        return "does_not_count", f"{min(both)!r} cannot both count and not count"
    keys = [category.key for category in pack.category]
    if len(set(keys)) < len(keys):
        return "key", "two categories have the same key"
    if sum(category.least for category in pack.category) > pack.total:
        return "total", "the categories ask for more hours than the total"
    return None


_FIELD = re.compile(r"`\$(?:\.\.\.|\.)?([^`]*)`")
_NAMED = re.compile(r"(?:field|unknown field) `(\w+)`")


def _line_of(text: str, said: str) -> int:
    """The line that a message of the schema is about: by the path it names, else by the field."""
    path = _FIELD.search(said)
    steps = re.findall(r"(\w+)|\[(\d+|\.\.\.)\]", path[1]) if path else []
    named = _NAMED.search(said)
    names = [name for name, _ in steps if name] + ([named[1]] if named else [])
    number = next((int(n) for _, n in steps if n.isdigit()), None)
    first, last = 1, len(text.splitlines())
    if "category" in names:
        first, last = _table(text, number or 0)
        names.remove("category")
    lines = text.splitlines()
    for at in range(first, last + 1):
        if names and re.match(rf"\s*{re.escape(names[-1])}\s*=", lines[at - 1]):
            return at
    return first


def _table(text: str, number: int) -> tuple[int, int]:
    """The first and last line of the so-manieth [[category]]."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines, 1) if line.strip().startswith("[[category]]")] or [1]
    number = min(number, len(starts) - 1)
    return starts[number], (starts[number + 1] - 1 if number + 1 < len(starts) else len(lines))


def _line_with(text: str, field: str) -> int:
    found = [at for at, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*{field}\s*=", line)]
    return found[-1] if found else 1


@cache
def shipped(kinds: frozenset[str]) -> dict[str, Pack]:
    """The packs that come with the program, by their file's name."""
    return {path.stem: read_pack(path.read_text("utf-8"), kinds) for path in sorted(FOLDER.glob("*.toml"))}
