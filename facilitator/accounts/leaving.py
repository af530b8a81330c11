"""Somebody is no longer a member. Their way in goes at once; their name stays where it says who did something."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from facilitator.accounts import sign_ins
from facilitator.accounts.members import LastOne, alone_administers
from facilitator.accounts.models import ROLES, Link, Member, RecoveryCode
from facilitator.accounts.passwords import hashed
from facilitator.operations import audit
from facilitator.serving import Offload
from facilitator.store.writing import Store

NOWHERE = "left.invalid"
"""Where nobody has an address: the one they had can be invited again."""


def leave(store: Store, member: Member, offload: Offload, by: str) -> None:
    """Ends a membership: roles, password, second step, links and every sign-in, sockets included. Raises `LastOne`."""
    nobodys = hashed(secrets.token_urlsafe(32), offload)

    def work(session: Session) -> None:
        found = session.get(Member, member.id, with_for_update=True)
        if not found or not found.roles:
            return
        if alone_administers(session, found):
            raise LastOne
        audit.write(session, member.organization_id, by, "member.left", member.id, was=" ".join(found.roles))
        for role in ROLES:
            setattr(found, role, False)
        found.email, found.password = f"{member.id}@{NOWHERE}", nobodys
        found.second_step, found.second_step_used = None, 0
        for table in (RecoveryCode, Link):
            session.execute(delete(table).where(table.member_id == member.id))
        sign_ins.end_all(session, member.id)

    store.write(work)


def who_left(store: Store) -> list[str]:
    """The ids of all who were members once, of whatever organization; not of who only has no role."""
    with store.read() as session:
        nowhere = Member.email.endswith(f"@{NOWHERE}", autoescape=True)
        return list(session.scalars(select(Member.id).where(nowhere, *(~getattr(Member, role) for role in ROLES))))
