"""The file by which organizations exchange plans and prompts: what is in it, and writing one. Readable JSON, nothing in it
that runs; taking.py's counterpart for what leaves the house, bringing_in.py reads it.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from facilitator.groups.group_prompts import LONGEST as LONGEST_PROMPT
from facilitator.groups.plans import LONGEST, LONGEST_NAME, LONGEST_ROUND, SHORTEST
from facilitator.practice.library import credits
from facilitator.practice.library.credits import Credit
from facilitator.practice.library.pieces import LONGEST_LEARNED, LONGEST_TAG, MOST_TAGS
from facilitator.practice.library.shelf import Book

FORMAT, VERSION = "facilitator-practice", 1
LARGEST = 512 * 1024
"""Bytes: whatever a library of so many plans and prompts ever says."""
MOST_PLANS, MOST_PROMPTS, MOST_ROUNDS = 60, 300, 30

Named = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME)]
Asked = Annotated[str, Meta(max_length=LONGEST_PROMPT * 4)]
Tags = Annotated[tuple[Annotated[str, Meta(min_length=1, max_length=LONGEST_TAG)], ...], Meta(max_length=MOST_TAGS)]
Learned = Annotated[str, Meta(max_length=LONGEST_LEARNED)]
Stations = Annotated[tuple[Credit, ...], Meta(max_length=credits.MOST)]
Depth = Literal["", "light", "middle", "deep"]
Place = Literal["", "in_person", "virtual", "hybrid"]
Language = Literal["", "en", "es"]


class FiledRound(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One round in a file."""

    kind: Annotated[str, Meta(max_length=40)]
    minutes: Annotated[int, Meta(ge=1, le=LONGEST_ROUND)]
    prompt: Asked = ""
    settings: dict[Annotated[str, Meta(max_length=40)], bool | int | Annotated[str, Meta(max_length=40)]] = {}


class FiledPlan(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A plan in a file; its rounds are read one by one."""

    name: Named
    minutes: Annotated[int, Meta(ge=SHORTEST, le=LONGEST)]
    language: Language = ""
    depth: Depth = ""
    setting: Place = ""
    tags: Tags = ()
    learned: Learned = ""
    credit: Stations = ()
    rounds: Annotated[tuple[dict[str, Any], ...], Meta(max_length=MOST_ROUNDS)] = ()


class FiledPrompt(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """A prompt in a file."""

    kind: Annotated[str, Meta(max_length=40)]
    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_PROMPT * 4)]
    depth: Literal["light", "middle", "deep"] = "middle"
    minutes: Annotated[int, Meta(ge=0, le=LONGEST_ROUND)] = 0
    language: Language = ""
    setting: Place = ""
    tags: Tags = ()
    learned: Learned = ""
    credit: Stations = ()


class Filed(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file; its plans and prompts are read one by one."""

    format: Literal["facilitator-practice"]
    version: int
    source: Annotated[str, Meta(max_length=120)] = field(default="", name="from")
    plans: Annotated[tuple[dict[str, Any], ...], Meta(max_length=MOST_PLANS)] = ()
    prompts: Annotated[tuple[dict[str, Any], ...], Meta(max_length=MOST_PROMPTS)] = ()


def as_many_as_fit(books: list[Book], organization: str, names: bool) -> tuple[list[Book], bytes]:
    """What one file can hold of these, in the order of the shelves, and that file: whoever gets it can bring it in."""
    some = [b for b in books if b.shelf == "plans"][:MOST_PLANS] + [b for b in books if b.shelf == "prompts"][
        :MOST_PROMPTS
    ]
    body = written(some, organization, names)
    while len(body) > LARGEST:
        some = some[: len(some) * LARGEST // len(body) - 1]
        body = written(some, organization, names)
    return some, body


def written(books: list[Book], organization: str, names: bool) -> bytes:
    """A file of these. Members' names stand in it only if `names`; those from other organizations stay as they came."""
    plans = [_filed_plan(b, organization, names) for b in books if b.shelf == "plans"]
    prompts = [_filed_prompt(b, organization, names) for b in books if b.shelf == "prompts"]
    whole = {"format": FORMAT, "version": VERSION, "from": organization, "plans": plans, "prompts": prompts}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"


def _credit(book: Book, organization: str, names: bool) -> tuple[Credit, ...]:
    ours = [
        msgspec.structs.replace(
            one, by=one.by if names or one.organization else "", organization=one.organization or organization
        )
        for one in book.credit
    ]
    own = Credit(title=book.title[:LONGEST_NAME], by=book.by if names else "", organization=organization)
    return credits.and_then(tuple(ours), own)


def _filed_plan(book: Book, organization: str, names: bool) -> FiledPlan:
    said, what = book.said, book.outline
    rounds = [FiledRound(r.kind, r.minutes, r.prompt, dict(r.settings)) for r in what.rounds[:MOST_ROUNDS]]
    return FiledPlan(
        name=what.name, minutes=what.minutes, language=_language(book.language), depth=said.depth, setting=said.setting,  # type: ignore[arg-type]
        tags=said.tags, learned=said.learned, credit=_credit(book, organization, names),
        rounds=tuple(msgspec.to_builtins(r) for r in rounds),
    )  # fmt: skip


def _filed_prompt(book: Book, organization: str, names: bool) -> FiledPrompt:
    said = book.said
    return FiledPrompt(
        kind=book.kinds[0], text=book.title, depth=book.depth or "middle", minutes=said.minutes,  # type: ignore[arg-type]
        language=_language(book.language), setting=said.setting, tags=said.tags, learned=said.learned,  # type: ignore[arg-type]
        credit=_credit(book, organization, names),
    )  # fmt: skip


def _language(language: str) -> Any:
    return language if language in ("en", "es") else ""
