"""A member's renewal periods, and the rule packs they can go by: ours, and those the organization wrote."""

from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Member
from facilitator.clock import new_id
from facilitator.operations import audit
from facilitator.practice.learning import KINDS, NotThere, entries_of
from facilitator.practice.models import OwnPack, Renewal
from facilitator.practice.periods import Span, span_of
from facilitator.practice.progress import HOUR, Progress, progress
from facilitator.practice.rule_packs import BadPack, Pack, read_pack, shipped
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.writing import Store

KIND_KEYS = frozenset(key for key, _ in KINDS)
MOST_PACKS = 50


class TooMany(Exception):
    """The organization has as many packs of its own as fit."""


class InUse(Exception):
    """Somebody's renewal goes by this pack."""


def packs_of(store: Store, organization: str) -> dict[str, Pack]:
    """Every pack somebody of this organization can go by, by its name or id: their own first."""
    with store.read() as session:
        own = select(OwnPack).where(OwnPack.organization_id == organization).order_by(OwnPack.id)
        rows = list(session.scalars(own))
    found = {}
    for row in rows:
        try:
            found[row.id] = read_pack(row.body, KIND_KEYS)
        except BadPack:  # written by a version that knew more kinds
            continue
    return {**dict(sorted(found.items(), key=lambda one: one[1].name)), **shipped(KIND_KEYS)}


def own_pack_text(store: Store, organization: str, id: str) -> str:
    """A pack of this organization's own as TOML. Raises `NotThere`."""
    with store.read() as session:
        row = session.get(OwnPack, id)
    if not row or row.organization_id != organization:
        raise NotThere
    return row.body


def keep_pack(store: Store, member: Member, text: str, id: str = "") -> str:
    """Writes a pack of the organization's own, or writes one anew; gives its id. Raises `BadPack`, `NotThere`, `TooMany`."""
    read_pack(text, KIND_KEYS)

    def work(session: Session) -> str:
        row = session.get(OwnPack, id) if id else None
        if id and (not row or row.organization_id != member.organization_id):
            raise NotThere
        if row is None:
            own = select(OwnPack.id).where(OwnPack.organization_id == member.organization_id)
            if len(session.scalars(own).all()) >= MOST_PACKS:
                raise TooMany
            row = OwnPack(id=new_id(), organization_id=member.organization_id)
            session.add(row)
        row.body = text
        audit.write(session, member.organization_id, member.id, "practice.pack_kept", row.id)
        return row.id

    return store.write(work)


def drop_pack(store: Store, member: Member, id: str) -> None:
    """Removes a pack of the organization's own. Raises `NotThere`, `InUse`."""

    def work(session: Session) -> None:
        row = session.get(OwnPack, id)
        if not row or row.organization_id != member.organization_id:
            raise NotThere
        if session.scalar(select(Renewal.member_id).where(Renewal.pack == id).limit(1)):
            raise InUse
        session.delete(row)
        audit.write(session, member.organization_id, member.id, "practice.pack_dropped", id)

    store.write(work)


def set_renewal(store: Store, member: Member, first: date, pack: str, carried: int) -> None:
    """A period that begins on this day; the same day again changes it. Raises `NotThere` for a pack there is not."""
    if pack not in packs_of(store, member.organization_id):
        raise NotThere

    def work(session: Session) -> None:
        row = session.get(Renewal, (member.id, first))
        if row is None:
            row = Renewal(member_id=member.id, starts_on=first, organization_id=member.organization_id)
            session.add(row)
        row.pack, row.carried = pack, max(0, carried)

    store.write(work)


def drop_renewal(store: Store, member: str, first: date) -> None:
    """Lets go of a period; the hours stay. One that is not there is no mistake."""
    which = (Renewal.member_id == member, Renewal.starts_on == first)
    store.write(lambda session: session.execute(delete(Renewal).where(*which)))


def renewals_of(store: Store, member: Member) -> list[tuple[Renewal, Pack, Span]]:
    """A member's periods, latest first. A period whose pack is gone is left out."""
    packs = packs_of(store, member.organization_id)
    query = select(Renewal).where(Renewal.member_id == member.id).order_by(Renewal.starts_on.desc())
    with store.read() as session:
        rows = list(session.scalars(query))
    return [(row, packs[row.pack], span_of(row.starts_on, packs[row.pack].months)) for row in rows if row.pack in packs]


def where(store: Store, keys: DrawerKeys, member: Member, today: date, first: date | None = None) -> Progress | None:
    """How far a member is in the period of today, else in the latest that has begun, else in the next; or in the one that
    begins on a day. None without any."""
    found = renewals_of(store, member)
    if first:
        found = [one for one in found if one[0].starts_on == first]
    chosen = (
        next((one for one in found if one[2].has(today)), None)
        or next((one for one in found if one[2].first <= today), None)
        or (found[-1] if found else None)
    )
    if not chosen:
        return None
    row, pack, span = chosen
    return progress(pack, span, row.carried, entries_of(store, keys, member.id))


def hours(minutes: int) -> float:
    """Minutes as hours, in quarters."""
    return minutes / HOUR
