"""Reading a file that another organization wrote, strictly: whatever is unknown, too long or of another kind is refused with
the place named, and nothing of it is taken in.
"""

import json
from typing import Any

import msgspec
from flask_babel import gettext
from msgspec import Struct

from facilitator import text
from facilitator.groups.plans import LONGEST_NAME, Outline, PlannedRound, kinds_in_order
from facilitator.meeting.course import settings_of
from facilitator.meeting.refusals import Refusal
from facilitator.practice.library.credits import Credit
from facilitator.practice.library.filing import (
    LARGEST,
    LONGEST_PROMPT,
    VERSION,
    Filed,
    FiledPlan,
    FiledPrompt,
    FiledRound,
)
from facilitator.practice.library.pieces import Said


class Refused(Exception):
    """A file that is not taken in; its text says why and where, in the reader's language, and repeats nothing of it."""


class Brought(Struct, frozen=True):
    """What a file brings: each with what was said of it and whose it was, this file's source last."""

    plans: tuple[tuple[Outline, Said, tuple[Credit, ...]], ...]
    prompts: tuple[tuple[str, str, Said, tuple[Credit, ...]], ...]
    """Kind of round, text, what was said, whose it was."""


def read(data: bytes) -> Brought:
    """What a file brings. Raises `Refused`."""
    if len(data) > LARGEST:
        raise Refused(gettext("This file is too large. One of ours has at most %(n)s kB.", n=LARGEST // 1024))
    whole = _shaped(_parsed(data), Filed, gettext("The file"))
    if whole.version != VERSION:
        raise Refused(gettext("This file was made by another version of Facilitator, and cannot be read by this one."))
    if not whole.plans and not whole.prompts:
        raise Refused(gettext("There is nothing in this file."))
    source = _clean(whole.source, gettext("The file"), "from")
    plans = (_plan(raw, gettext("Plan %(n)s", n=n), source) for n, raw in enumerate(whole.plans, 1))
    prompts = (_prompt(raw, gettext("Prompt %(n)s", n=n), source) for n, raw in enumerate(whole.prompts, 1))
    return Brought(tuple(plans), tuple(prompts))


def _parsed(data: bytes) -> Any:
    """Strict JSON, with the line where it is not."""
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as e:
        raise Refused(gettext("Line %(line)s cannot be read.", line=e.lineno)) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise Refused(gettext("This is not a file that Facilitator wrote.")) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field twice")
    return found


def _no_number(_: str) -> Any:
    raise ValueError("not a number")


def _shaped(raw: Any, shape: type[Any], where: str) -> Any:
    """A value of this shape. Names the field that does not fit."""
    try:
        return msgspec.convert(raw, shape)
    except (msgspec.ValidationError, RecursionError) as e:
        raise _wrong(where, _field_in(str(e), shape)) from None


def _field_in(message: str, shape: type[Any]) -> str:
    """The field a message of msgspec speaks of, if it is one of ours: what was sent is never repeated."""
    known = [f.encode_name for f in msgspec.structs.fields(shape)]
    _, _, path = message.rpartition("`$.")
    said = path.partition("[")[0].strip("`").split(".")[0]
    missing = message.partition("required field `")[2].partition("`")[0]
    return next((name for name in (missing, said) if name in known), "")


def _wrong(where: str, name: str) -> Refused:
    if not name:
        return Refused(
            gettext("%(where)s has something in it that does not belong there. Nothing was taken in.", where=where)
        )
    return Refused(gettext("%(where)s: “%(field)s” does not fit. Nothing was taken in.", where=where, field=name))


def _clean(typed: str, where: str, name: str, multiline: bool = False) -> str:
    try:
        return text.clean(typed, multiline)
    except text.NotText:
        raise _wrong(where, name) from None


def _prompted(typed: str, where: str, name: str) -> str:
    clean = _clean(typed, where, name, multiline=True)
    if text.length(clean) > LONGEST_PROMPT:
        raise _wrong(where, name)
    return "" if text.is_blank(clean) else clean


def _said(raw: FiledPlan | FiledPrompt, where: str) -> Said:
    tags = tuple(_clean(tag, where, "tags").lower() for tag in raw.tags)
    return Said(
        learned=_clean(raw.learned, where, "learned", multiline=True), depth=raw.depth, setting=raw.setting,
        language=raw.language, tags=tuple(dict.fromkeys(t for t in tags if not text.is_blank(t))),
        minutes=raw.minutes if isinstance(raw, FiledPrompt) else 0,
    )  # fmt: skip


def _whose(raw: FiledPlan | FiledPrompt, title: str, where: str, source: str) -> tuple[Credit, ...]:
    """As the file says, every station in a named organization; where it says nothing, the file's source."""
    stations = tuple(
        Credit(*(_clean(part, where, "credit")[:120] for part in (one.title, one.by, one.organization or source)))
        for one in raw.credit
    )
    return stations or (Credit(title=title, organization=source),)


def _plan(raw: dict[str, Any], where: str, source: str) -> tuple[Outline, Said, tuple[Credit, ...]]:
    filed: FiledPlan = _shaped(raw, FiledPlan, where)
    name = _clean(filed.name, where, "name")
    if text.is_blank(name):
        raise _wrong(where, "name")
    rounds = tuple(
        _round(one, gettext("%(plan)s, round %(n)s", plan=where, n=n)) for n, one in enumerate(filed.rounds, 1)
    )
    return Outline(name, filed.minutes, rounds), _said(filed, where), _whose(filed, name, where, source)


def _round(raw: dict[str, Any], where: str) -> PlannedRound:
    filed: FiledRound = _shaped(raw, FiledRound, where)
    if filed.kind not in kinds_in_order():
        raise _wrong(where, "kind")
    settings = settings_of(filed.kind, dict(filed.settings))
    if isinstance(settings, Refusal):
        raise _wrong(where, "settings")
    return PlannedRound(filed.kind, filed.minutes, _prompted(filed.prompt, where, "prompt"), settings)


def _prompt(raw: dict[str, Any], where: str, source: str) -> tuple[str, str, Said, tuple[Credit, ...]]:
    filed: FiledPrompt = _shaped(raw, FiledPrompt, where)
    said = _prompted(filed.text, where, "text")
    if filed.kind not in kinds_in_order() or not said:
        raise _wrong(where, "text" if not said else "kind")
    return filed.kind, said, _said(filed, where), _whose(filed, said[:LONGEST_NAME], where, source)
