"""Sign-ins: one for each browser a member signed in from. They can be seen and ended; whatever hangs on one ends with it."""

import hashlib
import secrets
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from facilitator.accounts.models import SignIn
from facilitator.clock import now
from facilitator.operations import audit
from facilitator.store.writing import Store

SIGNED_IN_FOR = 14 * 86_400_000
SURE_FOR = 10 * 60_000
"""After a password was typed, its owner is taken to be there."""
SURE_TO_SEND = 40 * 60_000
"""So long for a form that was loaded in that time: nothing typed into it is lost."""


def sign_in(store: Store, member: str, device: str = "") -> str:
    """Starts a sign-in and gives its token, which only the member's browser keeps."""
    token = secrets.token_urlsafe(24)
    made = SignIn(
        id=_hash(token),
        member_id=member,
        expires_at=now() + SIGNED_IN_FOR,
        began_at=now(),
        sure_at=now(),
        device=device,
    )

    def work(session: Session) -> None:
        session.execute(delete(SignIn).where(SignIn.expires_at <= now()))
        session.add(made)

    store.write(work)
    return token


def signed_in(store: Store, token: str) -> SignIn | None:
    """The sign-in with this token, and its member, if it is still good."""
    with store.read() as session:
        found = session.get(SignIn, _hash(token))
        return found if found and found.expires_at > now() else None


def still_signed_in(store: Store, sign_ins: set[str]) -> set[str]:
    """Of these sign-ins (by the id in a console's ticket), those that are still good."""
    with store.read() as session:
        good = select(SignIn.id).where(SignIn.id.in_(sign_ins), SignIn.expires_at > now())
        return set(session.scalars(good))


def sign_in_id(token: str) -> str:
    """What a console's ticket says of the sign-in it hangs on: nothing the cookie could be made from."""
    return _hash(token)


def sign_ins_of(store: Store, member: str) -> list[SignIn]:
    """Where a member is signed in, the newest first."""
    with store.read() as session:
        own = (SignIn.member_id == member, SignIn.expires_at > now())
        return list(session.scalars(select(SignIn).where(*own).order_by(SignIn.began_at.desc(), SignIn.id)))


def now_sure(store: Store, id: str) -> None:
    """The password was typed once more."""
    _write(store, update(SignIn).where(SignIn.id == id).values(sure_at=now()))


def sign_out(store: Store, token: str) -> None:
    """Ends a sign-in. Everything that hangs on it ends within a second."""
    _write(store, delete(SignIn).where(SignIn.id == _hash(token)))


def end(store: Store, organization: str, member: str, id: str) -> bool:
    """Ends one of a member's own sign-ins. Whether there was one."""

    def work(session: Session) -> bool:
        gone = session.execute(delete(SignIn).where(SignIn.id == id, SignIn.member_id == member)).rowcount  # type: ignore[attr-defined]
        if gone:
            audit.write(session, organization, member, "sign_ins.ended", member, many=1)
        return bool(gone)

    return store.write(work)


def end_others(store: Store, organization: str, member: str, but: str) -> int:
    """Ends all of a member's own sign-ins but one. How many there were."""

    def work(session: Session) -> int:
        gone = end_all(session, member, but)
        if gone:
            audit.write(session, organization, member, "sign_ins.ended", member, many=gone)
        return gone

    return store.write(work)


def end_all(session: Session, member: str, but: str = "") -> int:
    """Part of a transaction: ends every sign-in of a member but one."""
    found = session.execute(delete(SignIn).where(SignIn.member_id == member, SignIn.id != but))
    return int(found.rowcount)  # type: ignore[attr-defined]


def _write(store: Store, statement: Any) -> None:
    store.write(lambda session: session.execute(statement) and None)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
