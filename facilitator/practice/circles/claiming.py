"""Asking for one's hours: a member who was there holds a voucher, whoever led it needs none. Once for each circle, and only
into their own log; which phone a voucher had been on is nowhere written."""

import hashlib
import json
from collections.abc import Callable

from msgspec import Struct
from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.accounts.models import Member
from facilitator.practice.circles.models import HoursClaim, HoursVoucher, PracticeCircle
from facilitator.practice.circles.records import agenda_of, presenters_of
from facilitator.practice.learning import Hours, record_hours
from facilitator.store.drawer_keys import DrawerKeys
from facilitator.store.keys import Keys
from facilitator.store.sealing import keyed_hash
from facilitator.store.writing import Store

SHORTEST = 15
LONGEST_CODE = 64


class Unknown(Exception):
    """No such voucher: it was never one, has been used, is too old, or its circle has not ended."""


class Had(Exception):
    """This member has had their hours of this circle."""


class Claim(Struct, frozen=True, kw_only=True):
    """What a member asks for."""

    code: str = ""
    """A voucher; empty for whoever led it."""
    circle: str = ""
    """The circle's id, for whoever led it."""
    minutes: int | None = None
    """How long they were there, if not all the time."""
    presenter: bool = False
    """They led a part of it, and wish to be named for it."""


def _hash(code: str) -> str:
    """As vouchers are stored (attendance/vouchers.py). A used one leaves the hash of a sentence, which no code can be."""
    return hashlib.sha256(code.encode()).hexdigest()[:40] if code.isascii() and " " not in code else ""


def looked_up(store: Store, member: Member, claim: Claim) -> PracticeCircle:
    """The circle that a claim is about; nothing is used up by looking. Raises `Unknown`."""
    with store.read() as session:
        return _circle(session, member, claim)


def _circle(session: Session, member: Member, claim: Claim, lock: bool = False) -> PracticeCircle:
    voucher = session.get(HoursVoucher, _hash(claim.code[:LONGEST_CODE])) if claim.code else None
    id = voucher.circle_id if voucher else ("" if claim.code else claim.circle)
    circle = session.get(PracticeCircle, id, with_for_update=lock)
    if not circle or circle.organization_id != member.organization_id:
        raise Unknown
    if voucher and circle.unclaimed < 1:
        raise Unknown
    if not voucher and circle.led_by != member.id:
        raise Unknown
    return circle


def claim_hours(
    store: Store,
    keys: Keys,
    practice: DrawerKeys,
    member: Member,
    claim: Claim,
    said: Callable[[list[str], list[str]], str],
) -> str:
    """Writes the hours into the member's log, and gives the entry's id. `said`: the entry's note, from the kinds of rounds and
    the presenters. Raises `Unknown`, `Had`."""

    def work(session: Session) -> str:
        circle = _circle(session, member, claim, lock=True)
        once = keyed_hash(keys.server, "hours claim", f"{circle.id} {member.id}")
        if session.get(HoursClaim, once):
            raise Had
        session.add(HoursClaim(id=once))
        if claim.code:
            session.execute(delete(HoursVoucher).where(HoursVoucher.id == _hash(claim.code)))
            circle.unclaimed -= 1
        names = presenters_of(circle)
        if claim.presenter and member.name not in names:
            names = [*names, member.name]
            circle.presenters = json.dumps(names)
        hours = Hours(
            date=circle.held_on, minutes=within(circle, claim.minutes), title=circle.title, kind="gathering",
            provider=member.organization.name, note=said(agenda_of(circle), names),
        )  # fmt: skip
        return record_hours(session, practice, member, hours)

    return store.write(work)


def within(circle: PracticeCircle, minutes: int | None) -> int:
    """How long somebody was there: never longer than the circle took."""
    return max(min(SHORTEST, circle.minutes), min(minutes or circle.minutes, circle.minutes))
