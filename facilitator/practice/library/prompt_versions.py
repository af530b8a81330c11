"""Versions of a shared prompt: another wording takes the place of the old one, which can still be read and taken. No web."""

from datetime import date

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.groups.models import GroupPrompt
from facilitator.practice.library.models import PromptVersion
from facilitator.practice.library.versions import LONGEST_SAID, MOST
from facilitator.store.writing import Store


class Kept(Exception):
    """The group keeps a prompt of these words already."""


def note(store: Store, prompt: str, member: str, today: date) -> None:
    """Keeps what a prompt says on the day it is shared as its first version, if it has none."""

    def work(session: Session) -> None:
        row = session.get(GroupPrompt, prompt)
        if row and row.shared and not session.scalar(_of(prompt).limit(1)):
            _add(session, row, 1, "", member, today)

    store.write(work)


def reword(store: Store, prompt: str, text: str, member: str, said: str, today: date) -> None:
    """Gives a shared prompt other words; `said`: why, in the words of whoever does it. Raises `Kept`."""

    def work(session: Session) -> None:
        row = session.get(GroupPrompt, prompt, with_for_update=True)
        if not row or not row.shared or row.text == text:
            return
        same = (GroupPrompt.group_id == row.group_id, GroupPrompt.kind == row.kind, GroupPrompt.text == text)
        if session.scalar(select(GroupPrompt.id).where(*same, GroupPrompt.removed_at.is_(None)).limit(1)):
            raise Kept
        kept = list(session.scalars(_of(prompt)))
        if not kept:  # shared before there were versions
            _add(session, row, 1, "", member, today)
        for old in kept[MOST - 1 :]:
            session.delete(old)
        row.text = text
        _add(session, row, kept[0].number + 1 if kept else 2, said, member, today)

    store.write(work)


def _add(session: Session, row: GroupPrompt, number: int, said: str, member: str, today: date) -> None:
    session.add(PromptVersion(prompt_id=row.id, number=number, text=row.text, said=said[:LONGEST_SAID], made_by=member,
                              made_on=today))  # fmt: skip


def _of(prompt: str):  # type: ignore[no-untyped-def] # SQLAlchemy's own type
    return select(PromptVersion).where(PromptVersion.prompt_id == prompt).order_by(PromptVersion.number.desc())


def versions_of(store: Store, prompt: str) -> list[PromptVersion]:
    """Every version there is, the newest first."""
    with store.read() as session:
        return list(session.scalars(_of(prompt)))


def changes(before: str, after: str) -> list[str]:
    """What is different, in a sentence."""
    return [gettext("It said: “%(text)s”", text=before)] if before != after else []
