"""Sharing and taking: what is on the shelves becomes a group's own, and keeps saying whose it was. No web."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from facilitator.groups import group_prompts, plans
from facilitator.groups.models import Group, GroupPrompt, Plan
from facilitator.groups.plans import Outline
from facilitator.practice.library import credits, pieces
from facilitator.practice.library.credits import Credit
from facilitator.practice.library.pieces import Said
from facilitator.practice.library.shelf import Book, names_in
from facilitator.store.writing import Store


def share_prompt(store: Store, group: Group, member: str, prompt: str, on: bool) -> None:
    """Puts a prompt of a group on the shelf, or takes it off."""

    def work(session: Session) -> None:
        session.execute(update(GroupPrompt).where(GroupPrompt.id == prompt).values(shared=on))
        pieces.there(session, group.organization_id, member, prompt_id=prompt)

    store.write(work)


def describe(store: Store, organization: str, member: str, book: Book, words: Said) -> None:
    """Writes what is said of something shared."""

    def work(session: Session) -> None:
        pieces.say(_piece(session, organization, member, book), words)
        if book.shelf == "prompts" and words.depth:
            session.execute(update(GroupPrompt).where(GroupPrompt.id == book.id).values(depth=words.depth))

    store.write(work)


def _piece(session: Session, organization: str, member: str, book: Book):  # type: ignore[no-untyped-def]
    of = {"plan_id": book.id} if book.shelf == "plans" else {"prompt_id": book.id}
    return pieces.there(session, organization, member, **of)


def piece_id(store: Store, organization: str, member: str, book: Book) -> str:
    """What notes about something hang on; made now if nothing has been said of it yet."""
    return store.write(lambda session: str(_piece(session, organization, member, book).id))


def take_plan(store: Store, group: Group, member: str, book: Book, what: Outline | None = None) -> str:
    """A group gets a copy of a shared plan, as it is or as it was (`what`), that says whose it was. Gives its id."""
    id = plans.make_plan(store, group, member, what or book.outline)
    before = credits.and_then(book.credit, Credit(title=book.title, by=book.by))
    keep_credit(store, group, member, id, before, book.said)
    return id


def keep_credit(store: Store, group: Group, member: str, plan: str, before: tuple[Credit, ...], words: Said) -> None:
    """A plan says whose it was. Of `words`, what holds for the copy too comes along; what was learned is its own to write."""

    def work(session: Session) -> None:
        piece = pieces.there(session, group.organization_id, member, plan_id=plan)
        pieces.give_credit(piece, before)
        pieces.say(piece, Said(depth=words.depth, setting=words.setting, language=words.language, tags=words.tags))

    store.write(work)


def copied(store: Store, group: Group, member: str, source: str, made: str) -> None:
    """A plan was copied in the builder's own way: credit goes along from another group's, and within a group as it is."""
    with store.read() as session:
        plan, piece = session.get(Plan, source), pieces.of_plan(session, source)
        names = names_in(session, group.organization_id)
    if not plan:
        return
    before = pieces.credit_of(piece)
    if plan.group_id != group.id:
        before = credits.and_then(before, Credit(title=plan.name, by=names.get(plan.made_by, "")))
    if before:
        keep_credit(store, group, member, made, before, pieces.said(piece))


def take_prompt(store: Store, group: Group, member: str, book: Book, text: str | None = None) -> str:
    """A group keeps a shared prompt for itself, as it is or as it was (`text`). Gives its id. One it has already stays."""
    id = group_prompts.keep_prompt(store, group, book.kinds[0], text or book.title, book.depth or "middle")
    if id == book.id:
        return id
    before = credits.and_then(book.credit, Credit(title=book.title, by=book.by))
    credit_prompt(store, group, member, id, before, book.said)
    return id


def credit_prompt(
    store: Store, group: Group, member: str, prompt: str, before: tuple[Credit, ...], words: Said
) -> None:
    """A prompt says whose it was, unless it says so already."""

    def work(session: Session) -> None:
        if pieces.of_prompt(session, prompt):
            return
        piece = pieces.there(session, group.organization_id, member, prompt_id=prompt)
        pieces.give_credit(piece, before)
        pieces.say(piece, Said(setting=words.setting, language=words.language, tags=words.tags, minutes=words.minutes))

    store.write(work)
