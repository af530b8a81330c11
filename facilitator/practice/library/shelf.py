"""What is on the shelves: every plan and prompt an organization shares, found by words, tag, kind, depth, setting, language."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Member
from facilitator.groups.models import Group, GroupPrompt, Plan
from facilitator.groups.plan_looks import title_of
from facilitator.groups.plans import Outline, outline
from facilitator.practice.library import pieces
from facilitator.practice.library.credits import Credit
from facilitator.practice.library.models import Piece
from facilitator.practice.library.pieces import Said
from facilitator.store.writing import Store

SHELVES = ("plans", "prompts")
FILTERS = ("q", "tag", "what", "kind", "depth", "setting", "language")


class NotThere(Exception):
    """Nothing of the kind is shared in this organization."""


@dataclass(frozen=True)
class Book:
    """One shared thing, as pages show it."""

    shelf: str
    id: str
    title: str
    language: str
    group: str
    group_id: str
    by: str
    """Who made it; empty where they are no longer a member."""
    kinds: tuple[str, ...]
    said: Said
    credit: tuple[Credit, ...]
    outline: Outline = field(default_factory=lambda: Outline(name=""))
    """Of a plan."""
    depth: str = ""

    @property
    def words(self) -> str:
        """Everything it can be found by."""
        prompts = " ".join(r.prompt for r in self.outline.rounds)
        titles = " ".join(title_of(kind) for kind in self.kinds)
        return " ".join(
            (self.title, prompts, titles, self.said.learned, *self.said.tags, self.by, self.group)
        ).casefold()


def shelves(store: Store, organization: str) -> list[Book]:
    """Everything that is shared: plans, then prompts, by name."""
    with store.read() as session:
        names = names_in(session, organization)
        plans = session.execute(_plans(organization).where(Plan.shared))
        prompts = session.execute(_prompts(organization).where(GroupPrompt.shared))
        found = [_plan(names, *row) for row in plans] + [_prompt(names, *row) for row in prompts]
    return sorted(found, key=lambda book: (SHELVES.index(book.shelf), book.title.casefold(), book.id))


def book_of(store: Store, organization: str, shelf: str, id: str) -> Book:
    """One shared thing. Raises `NotThere`."""
    with store.read() as session:
        names = names_in(session, organization)
        if shelf == "plans":
            rows = session.execute(_plans(organization).where(Plan.shared, Plan.id == id)).all()
            found = [_plan(names, *row) for row in rows]
        else:
            rows = session.execute(_prompts(organization).where(GroupPrompt.shared, GroupPrompt.id == id)).all()
            found = [_prompt(names, *row) for row in rows]
    if not found or shelf not in SHELVES:
        raise NotThere
    return found[0]


def names_in(session: Session, organization: str) -> dict[str, str]:
    """Member -> name."""
    rows = session.execute(select(Member.id, Member.name).where(Member.organization_id == organization))
    return {row.id: row.name for row in rows}


def _plans(organization: str) -> Any:
    query = select(Plan, Group, Piece).outerjoin(Group, Plan.group_id == Group.id)
    query = query.outerjoin(Piece, Piece.plan_id == Plan.id)
    return query.where(Plan.organization_id == organization, Plan.removed_at.is_(None))


def _prompts(organization: str) -> Any:
    query = select(GroupPrompt, Group, Piece).join(Group, GroupPrompt.group_id == Group.id)
    query = query.outerjoin(Piece, Piece.prompt_id == GroupPrompt.id)
    return query.where(Group.organization_id == organization, GroupPrompt.removed_at.is_(None))


def _plan(names: dict[str, str], plan: Plan, group: Group | None, piece: Piece | None) -> Book:
    said, what = pieces.said(piece), outline(plan)
    return Book(
        shelf="plans", id=plan.id, title=plan.name, language=said.language or (group.language if group else ""),
        group=group.name if group else "", group_id=group.id if group else "", by=names.get(plan.made_by, ""),
        kinds=tuple(r.kind for r in what.rounds), said=said, credit=pieces.credit_of(piece), outline=what, depth=said.depth,
    )  # fmt: skip


def _prompt(names: dict[str, str], prompt: GroupPrompt, group: Group, piece: Piece | None) -> Book:
    said = pieces.said(piece)
    return Book(
        shelf="prompts", id=prompt.id, title=prompt.text, language=said.language or group.language, group=group.name,
        group_id=group.id, by=names.get(piece.made_by, "") if piece else "", kinds=(prompt.kind,), said=said,
        credit=pieces.credit_of(piece), depth=prompt.depth,
    )  # fmt: skip


def found(books: list[Book], asked: dict[str, str]) -> list[Book]:
    """Those that fit everything asked for; what is empty asks for nothing."""
    words = asked.get("q", "").casefold().split()

    def fits(book: Book) -> bool:
        wanted = (
            (asked.get("what"), (book.shelf,)),
            (asked.get("tag"), book.said.tags),
            (asked.get("kind"), book.kinds),
            (asked.get("depth"), (book.depth,)),
            (asked.get("setting"), (book.said.setting,)),
            (asked.get("language"), (book.language,)),
        )
        return all(not one or one in has for one, has in wanted) and all(word in book.words for word in words)

    return [book for book in books if fits(book)]


def tags_of(books: list[Book]) -> list[str]:
    """Every tag in use."""
    return sorted({tag for book in books for tag in book.said.tags})
