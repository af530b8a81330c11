"""What is said of a shared plan or prompt: written, kept beside it, found by either's id. No web."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.practice.library import credits
from facilitator.practice.library.credits import Credit
from facilitator.practice.library.models import Piece

MOST_TAGS = 8
LONGEST_TAG = 30
LONGEST_LEARNED = 2000


class Said(Struct, frozen=True, kw_only=True):
    """What whoever shares something says of it. Empty: nothing is said."""

    learned: str = ""
    depth: str = ""
    setting: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    minutes: int = 0


def said(piece: Piece | None) -> Said:
    """What is said of it; nothing, where nobody has said anything."""
    if not piece:
        return Said()
    return Said(
        learned=piece.learned, depth=piece.depth, setting=piece.setting, language=piece.language,
        tags=tuple(msgspec.json.decode(piece.tags, type=list[str])), minutes=piece.minutes,
    )  # fmt: skip


def tags_in(typed: str) -> tuple[str, ...]:
    """Tags as people type them: between commas, small letters, none twice."""
    found = (" ".join(part.strip(" #").lower().split())[:LONGEST_TAG].strip() for part in typed.split(","))
    return tuple(dict.fromkeys(tag for tag in found if tag))[:MOST_TAGS]


def of_plan(session: Session, plan: str) -> Piece | None:
    """What is said of a plan."""
    return session.scalars(select(Piece).where(Piece.plan_id == plan)).first()


def of_prompt(session: Session, prompt: str) -> Piece | None:
    """What is said of a prompt."""
    return session.scalars(select(Piece).where(Piece.prompt_id == prompt)).first()


def there(session: Session, organization: str, member: str, **of: str) -> Piece:
    """The piece of a plan (`plan_id=`) or a prompt (`prompt_id=`), made now if there is none yet."""
    found = of_plan(session, of["plan_id"]) if "plan_id" in of else of_prompt(session, of["prompt_id"])
    if found:
        return found
    made = Piece(
        id=new_id(), organization_id=organization, made_by=member, learned="", depth="", setting="", language="",
        tags="[]", minutes=0, credit="[]", **of,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def say(piece: Piece, words: Said) -> None:
    """Writes what is said of it."""
    for name, value in msgspec.structs.asdict(words).items():
        setattr(piece, name, msgspec.json.encode(value).decode() if name == "tags" else value)


def give_credit(piece: Piece, before: tuple[Credit, ...]) -> None:
    """Says whose it was."""
    piece.credit = credits.written(before)


def credit_of(piece: Piece | None) -> tuple[Credit, ...]:
    """Whose it was, the first first."""
    return credits.read(piece.credit) if piece else ()


def as_dict(words: Said) -> dict[str, Any]:
    """What is said, for a file."""
    return dict(msgspec.to_builtins(words))
