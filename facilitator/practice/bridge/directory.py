"""Keeping a directory: lines written, checked, changed with a way back, archived; found by kind and by words. No web."""

import re
from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from facilitator.clock import new_id
from facilitator.meeting.refusals import N_
from facilitator.practice.bridge.models import Resource
from facilitator.store.writing import Store

KINDS = (
    ("crisis", N_("In a crisis")),
    ("clinical", N_("Clinical help")),
    ("recovery", N_("Recovery")),
    ("peers", N_("Other peers")),
    ("housing", N_("Housing")),
    ("food", N_("Food")),
    ("legal", N_("Legal help")),
    ("money", N_("Money and benefits")),
    ("work", N_("Work and learning")),
    ("other", N_("Something else")),
)
"""What a line can be for, in the order in which a directory shows them."""
OLD_AFTER = timedelta(days=183)
"""Half a year: phone numbers and doors change."""
MOST = 60
"""Lines in use. More than that nobody reads, and every phone of a session carries them."""
ORDERS = ("kind", "name", "checked")

_DIGITS = re.compile(r"[+\d*#]")
_BEYOND = re.compile(r"\s*(?:[,;x/]|ext|or\b|o\b|y\b|and\b).*", re.IGNORECASE | re.DOTALL)


class NotThere(Exception):
    """This organization has no such line."""


class Full(Exception):
    """There are as many lines in use as there can be."""


class Line(Struct, frozen=True, kw_only=True):
    """What a line says."""

    kind: str
    name: str
    about: str = ""
    phone: str = ""
    hours: str = ""
    languages: str = ""
    cost: str = ""
    way: str = ""
    checked_on: date | None = None


def said(row: Resource) -> Line:
    """What a stored line says."""
    return Line(**{name: getattr(row, name) for name in Line.__struct_fields__})


def dial(phone: str) -> str:
    """What a phone can call: the first number in it. Empty where there is none."""
    found = "".join(_DIGITS.findall(_BEYOND.sub("", phone.strip())))
    return found if len(found) >= 3 else ""


def is_old(row: Resource, today: date) -> bool:
    """Whether it is time that somebody looks at a line again."""
    return row.checked_on is None or row.checked_on < today - OLD_AFTER


def lines_of(store: Store, organization: str, archived: bool = False) -> list[Resource]:
    """A directory by kind, then by name; or what was put away."""
    wanted = Resource.archived_at.is_not(None) if archived else Resource.archived_at.is_(None)
    with store.read() as session:
        rows = list(session.scalars(select(Resource).where(Resource.organization_id == organization, wanted)))
    return ordered(rows, "kind")


def ordered(rows: list[Resource], order: str) -> list[Resource]:
    """Lines by kind, by name, or those first that have waited longest to be checked."""
    kinds = [kind for kind, _ in KINDS]
    first: dict[str, Any] = {
        "kind": lambda row: kinds.index(row.kind) if row.kind in kinds else len(kinds),
        "name": lambda row: 0,
        "checked": lambda row: row.checked_on or date.min,
    }
    return sorted(rows, key=lambda row: (first[order](row), row.name.casefold(), row.id))


def found(rows: list[Resource], words: str, kind: str) -> list[Resource]:
    """Those lines that say all of these words somewhere, of one kind or of any."""
    wanted = words.casefold().split()

    def says(row: Resource) -> bool:
        text = " ".join((row.name, row.about, row.phone, row.hours, row.languages, row.cost, row.way)).casefold()
        return all(word in text for word in wanted)

    return [row for row in rows if (not kind or row.kind == kind) and says(row)]


def line_of(store: Store, organization: str, id: str) -> Resource:
    """One line, in use or archived. Raises `NotThere`."""
    with store.read() as session:
        return _own(session, organization, id)


def _own(session: Session, organization: str, id: str) -> Resource:
    row = session.get(Resource, id)
    if not row or row.organization_id != organization:
        raise NotThere
    return row


def _room(session: Session, organization: str) -> None:
    used = select(func.count()).select_from(Resource).where(
        Resource.organization_id == organization, Resource.archived_at.is_(None))  # fmt: skip
    if (session.scalar(used) or 0) >= MOST:
        raise Full


def add(store: Store, organization: str, line: Line) -> str:
    """Writes a new line, and gives its id. Raises `Full`."""
    id = new_id()

    def work(session: Session) -> None:
        _room(session, organization)
        session.add(Resource(id=id, organization_id=organization, before="", **msgspec.structs.asdict(line)))

    store.write(work)
    return id


def change(store: Store, organization: str, id: str, line: Line) -> None:
    """Writes a line again; what it said stays until the next change. Raises `NotThere`."""

    def work(session: Session) -> None:
        row = _own(session, organization, id)
        if said(row) != line:
            row.before = msgspec.json.encode(said(row)).decode()
            _write(row, line)

    store.write(work)


def _write(row: Resource, line: Line) -> None:
    for name, value in msgspec.structs.asdict(line).items():
        setattr(row, name, value)


def undo(store: Store, organization: str, id: str) -> None:
    """A line says again what it said before it was last changed. Raises `NotThere`, also where there is nothing to undo."""

    def work(session: Session) -> None:
        row = _own(session, organization, id)
        if not row.before:
            raise NotThere
        line, row.before = msgspec.json.decode(row.before, type=Line), ""
        _write(row, line)

    store.write(work)


def archive(store: Store, organization: str, id: str, now: int) -> None:
    """Nobody is offered it any more; it is not deleted. Raises `NotThere`."""

    def work(session: Session) -> None:
        _own(session, organization, id).archived_at = now

    store.write(work)


def bring_back(store: Store, organization: str, id: str) -> None:
    """It is in use again. Raises `NotThere`, `Full`."""

    def work(session: Session) -> None:
        row = _own(session, organization, id)
        if row.archived_at is not None:
            _room(session, organization)
            row.archived_at = None

    store.write(work)
