"""How far a member is in a renewal period: what counts, what does not and why, what is missing. Plain values."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from facilitator.practice.learning import Entry
from facilitator.practice.periods import Span
from facilitator.practice.rule_packs import Category, Pack

HOUR = 60
Why = Literal["outside", "kind", "repeat"]
"""Why hours do not count: not in the period; a kind the board does not count; the same training again."""


class Part(Struct, frozen=True):
    """One category, or all of them together where it has none. In minutes."""

    category: Category | None
    least: int
    done: int

    @property
    def missing(self) -> int:
        """What is still to do."""
        return max(0, self.least - self.done)


class Progress(Struct, frozen=True, kw_only=True):
    """One member's period by one pack. In minutes."""

    pack: Pack
    span: Span
    whole: Part
    """All hours, with those that were carried over."""
    parts: tuple[Part, ...]
    carried: int
    counted: tuple[Entry, ...]
    left_out: tuple[tuple[Entry, Why], ...]
    unsure: tuple[Entry, ...]
    """Counted here, of a kind the pack says nothing about: ask the board."""

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.whole.missing and not any(part.missing for part in self.parts)

    @property
    def still(self) -> int:
        """How many minutes have to be learnt yet at the least: those of categories count towards the whole."""
        return max(self.whole.missing, sum(part.missing for part in self.parts))

    @property
    def beyond(self) -> int:
        """What could be carried over into the next period: beyond the total, as far as the pack allows. Hours that were
        carried over before are not carried again."""
        spare = self.whole.done - self.carried - self.whole.least
        return max(0, min(spare, round(self.pack.carry * HOUR))) if self.complete else 0


def progress(pack: Pack, span: Span, carried: int, entries: Sequence[Entry]) -> Progress:
    """Where somebody is. Of the same training again, the earliest counts, if the pack has a no-repeat rule."""
    counted: list[Entry] = []
    left_out: list[tuple[Entry, Why]] = []
    seen: set[tuple[str, str]] = set()
    for entry in sorted(entries, key=lambda one: (one.hours.date, one.id)):
        why = _why_not(pack, span, entry, seen)
        if why:
            left_out.append((entry, why))
            continue
        counted.append(entry)
        seen.add(_same(entry))
    carried = max(0, min(carried, round(pack.carry * HOUR)))
    done = sum(entry.hours.minutes for entry in counted)
    parts = tuple(Part(one, round(one.least * HOUR), _of(counted, one.key)) for one in pack.category)
    return Progress(
        pack=pack, span=span, whole=Part(None, round(pack.total * HOUR), done + carried), parts=parts, carried=carried,
        counted=tuple(counted), left_out=tuple(left_out),
        unsure=tuple(entry for entry in counted if entry.hours.kind not in pack.counts),
    )  # fmt: skip


def _why_not(pack: Pack, span: Span, entry: Entry, seen: set[tuple[str, str]]) -> Why | None:
    if not span.has(entry.hours.date):
        return "outside"
    if entry.hours.kind in pack.does_not_count:
        return "kind"
    return "repeat" if pack.no_repeat and _same(entry) in seen else None


def _same(entry: Entry) -> tuple[str, str]:
    """What makes two entries the same training: title and provider, however they are written."""
    return _plainly(entry.hours.title), _plainly(entry.hours.provider)


def _plainly(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _of(counted: Sequence[Entry], key: str) -> int:
    return sum(entry.hours.minutes for entry in counted if entry.hours.category == key)


SOON = 90
"""Days before the end from which a page reminds, where something is missing."""


def due_soon(found: Progress, today: date) -> bool:
    """Whether it is time to say something."""
    return not found.complete and 0 < found.span.left(today) <= SOON and today >= found.span.first
