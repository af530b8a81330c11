"""«I tried this»: notes of facilitators about something shared, each its author's to take back. No web."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.groups.plans import KEPT_FOR
from facilitator.practice.library.models import Piece, Trial
from facilitator.practice.library.shelf import Book, names_in
from facilitator.store.writing import Store

LONGEST = 1000


class NotThere(Exception):
    """This member has written no such note."""


def add(store: Store, piece: str, member: str, text: str, today: date) -> str:
    """Leaves a note, and gives its id."""
    id = new_id()
    store.write(lambda s: s.add(Trial(id=id, piece_id=piece, member_id=member, text=text, made_on=today)))
    return id


def of_book(store: Store, organization: str, book: Book) -> list[tuple[Trial, str]]:
    """The notes about something, the latest day first, each with its author's name."""
    at = Piece.plan_id if book.shelf == "plans" else Piece.prompt_id
    query = select(Trial).join(Piece, Trial.piece_id == Piece.id)
    query = query.where(at == book.id, Piece.organization_id == organization, Trial.removed_at.is_(None))
    with store.read() as session:
        names = names_in(session, organization)
        rows = list(session.scalars(query.order_by(Trial.made_on.desc(), Trial.id)))
    return [(row, names.get(row.member_id, "")) for row in rows]


def remove(store: Store, member: str, trial: str, now: int) -> tuple[str, str]:
    """Takes one's own note back. What was taken back long ago goes for good with this. Gives which plan and which prompt it
    was about (one of them empty). Raises `NotThere`."""
    return _set(store, member, trial, now, now - KEPT_FOR)


def bring_back(store: Store, member: str, trial: str) -> tuple[str, str]:
    """Undoes that. Raises `NotThere`."""
    return _set(store, member, trial, None, 0)


def _set(store: Store, member: str, trial: str, removed_at: int | None, older: int) -> tuple[str, str]:
    def work(session: Session) -> tuple[str, str]:
        row = session.get(Trial, trial)
        piece = session.get(Piece, row.piece_id) if row else None
        if not row or not piece or row.member_id != member:
            raise NotThere
        row.removed_at = removed_at
        session.execute(delete(Trial).where(Trial.member_id == member, Trial.removed_at < older))
        return piece.plan_id or "", piece.prompt_id or ""

    return store.write(work)
