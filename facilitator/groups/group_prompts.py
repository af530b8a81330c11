"""Prompts that a group keeps for itself, and all the ideas it has to choose from. No web."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.groups.models import Group, GroupPrompt
from facilitator.groups.plans import KEPT_FOR
from facilitator.groups.prompts import prompts
from facilitator.meeting.commands import Prompt
from facilitator.store.writing import Store

LONGEST = Prompt.limit
"""Characters of a prompt."""


def keep_prompt(store: Store, group: Group, kind: str, text: str, depth: str) -> str:
    """Keeps a prompt for a group, once; one that was removed comes back. Gives its id."""

    def work(session: Session) -> str:
        same = (GroupPrompt.group_id == group.id, GroupPrompt.kind == kind, GroupPrompt.text == text)
        known = session.scalars(select(GroupPrompt).where(*same)).first()
        if known:
            known.depth, known.removed_at = depth, None
            return known.id
        made = GroupPrompt(id=new_id(), group_id=group.id, kind=kind, text=text, depth=depth)
        session.add(made)
        return made.id

    return store.write(work)


def prompts_of(store: Store, group: Group) -> list[GroupPrompt]:
    """The prompts a group keeps for itself."""
    with store.read() as session:
        own = (GroupPrompt.group_id == group.id, GroupPrompt.removed_at.is_(None))
        return list(session.scalars(select(GroupPrompt).where(*own).order_by(GroupPrompt.text, GroupPrompt.id)))


def prompt_of(store: Store, group: Group, id: str, removed: bool = False) -> GroupPrompt | None:
    """One prompt of a group; those that were removed only if asked for."""
    with store.read() as session:
        prompt = session.get(GroupPrompt, id)
    own = prompt and prompt.group_id == group.id
    return prompt if prompt and own and (prompt.removed_at is not None) == removed else None


def remove_prompt(store: Store, group: Group, prompt: str, now: int) -> None:
    """No list shows it any more. What was removed long ago is gone for good with this."""

    def work(session: Session) -> None:
        old = (GroupPrompt.group_id == group.id, GroupPrompt.removed_at < now - KEPT_FOR)
        session.execute(delete(GroupPrompt).where(*old))
        session.execute(update(GroupPrompt).where(GroupPrompt.id == prompt).values(removed_at=now))

    store.write(work)


def bring_back_prompt(store: Store, prompt: str) -> None:
    """Undoes a removal."""

    def work(session: Session) -> None:
        session.execute(update(GroupPrompt).where(GroupPrompt.id == prompt).values(removed_at=None))

    store.write(work)


def ideas(store: Store, group: Group, language: str) -> dict[str, list[dict[str, Any]]]:
    """kind of round -> prompts to choose from: the group's own first (`own`), then the library in this language. `ref`
    is what a form calls one."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in prompts_of(store, group):
        found.setdefault(one.kind, []).append({"ref": one.id, "text": one.text, "depth": one.depth, "own": True})
    for kind, library in prompts(language).items():
        found.setdefault(kind, []).extend({"ref": str(n), **prompt} for n, prompt in enumerate(library))
    return found


def as_prompt(idea: dict[str, Any]) -> str:
    """What a round is given when an idea is chosen: what there is to choose from stands on lines of its own."""
    return "\n".join((idea["text"], *idea.get("options", ())))
