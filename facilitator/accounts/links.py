"""Links that work once and not for long: for a new password (an administrator gives it to the member), and for a sign-in from
a rehearsal's terminal. Only a hash of each is stored.
"""

import hashlib
import secrets
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.accounts import sign_ins
from facilitator.accounts.models import Link, Member
from facilitator.accounts.passwords import hashed
from facilitator.clock import now
from facilitator.operations import audit
from facilitator.serving import Offload
from facilitator.store.writing import Store

Kind = Literal["password", "sign-in"]
HOUR = 3_600_000
LASTS: dict[Kind, int] = {"password": 24 * HOUR, "sign-in": HOUR}


def make(store: Store, kind: Kind, member: str, by: str = "") -> str:
    """A link's token, which is stored nowhere. One made before for the same no longer works. `by`: who made it, for the
    audit trail."""
    token = secrets.token_urlsafe(24)
    made = Link(id=_hash(kind, token), kind=kind, member_id=member, expires_at=now() + LASTS[kind])

    def work(session: Session) -> None:
        session.execute(
            delete(Link).where((Link.expires_at <= now()) | ((Link.member_id == member) & (Link.kind == kind)))
        )
        session.add(made)
        if by:
            found = session.get(Member, member)
            assert found is not None  # noqa: S101 - a foreign key says so
            audit.write(session, found.organization_id, by, "member.password_link", member)

    store.write(work)
    return token


def of(store: Store, kind: Kind, token: str) -> Member | None:
    """Whose link this is, if it still works."""
    with store.read() as session:
        found = session.get(Link, _hash(kind, token))
        return session.get(Member, found.member_id) if found and found.expires_at > now() else None


def follow(store: Store, token: str) -> str | None:
    """The member a sign-in link is for, whom it signs in this once."""
    return store.write(lambda session: _used_up(session, "sign-in", token))


def new_password(store: Store, token: str, password: str, offload: Offload) -> str | None:
    """Gives the member behind a link their new password, ends all their sign-ins, and uses the link up. None if it no
    longer works."""
    stored = hashed(password, offload)

    def work(session: Session) -> str | None:
        id = _used_up(session, "password", token)
        member = session.get(Member, id) if id else None
        if not member:
            return None
        member.password = stored
        ended = sign_ins.end_all(session, member.id)
        audit.write(session, member.organization_id, member.id, "member.password", member.id, ended=ended, link=True)
        return member.id

    return store.write(work)


def _used_up(session: Session, kind: Kind, token: str) -> str | None:
    found = session.get(Link, _hash(kind, token), with_for_update=True)
    if not found or found.expires_at <= now():
        return None
    session.delete(found)
    return found.member_id


def _hash(kind: Kind, token: str) -> str:
    return hashlib.sha256(f"{kind} {token}".encode()).hexdigest()
