"""Making organizations and members, inviting, what changes about a member. Plain functions; no web."""

import hashlib
import secrets
from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.accounts import sign_ins
from facilitator.accounts.models import ROLES, Invitation, Member, Organization
from facilitator.accounts.passwords import hashed
from facilitator.clock import new_id, now
from facilitator.operations import audit
from facilitator.operations.reaching import reached_across
from facilitator.serving import Offload
from facilitator.store.writing import Clash, Store

DAY = 86_400_000
INVITED_FOR = 7 * DAY


class Taken(Exception):
    """Somebody with this address is a member already."""


class Newcomer(Struct, frozen=True):
    """What a person gives of themself to become a member."""

    name: str
    email: str
    password: str
    language: str = "en"


def any_organization(store: Store) -> bool:
    """Whether this installation has been set up."""
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(Organization)) != 0


def set_up(store: Store, organization: str, newcomer: Newcomer, offload: Offload) -> str:
    """Makes the organization and its first member, who has every role. Gives the member's id. Raises `Taken` if there is
    an organization already: two people with the same set-up link get one organization."""
    password = hashed(newcomer.password, offload)

    def work(session: Session) -> str:
        if session.scalar(select(func.count()).select_from(Organization)):
            raise Taken
        made = Organization(id=new_id(), name=organization, language=newcomer.language)
        session.add(made)
        session.flush()
        return _add(session, made.id, newcomer, password, ROLES)

    return store.write(work)


def _add(session: Session, organization: str, newcomer: Newcomer, password: str, roles: Iterable[str]) -> str:
    member = Member(
        id=new_id(), organization_id=organization, email=newcomer.email.strip().lower(), name=newcomer.name,
        password=password, language=newcomer.language, **dict.fromkeys(roles, True),
    )  # fmt: skip
    session.add(member)
    try:
        session.flush()
    except IntegrityError:
        raise Taken from None
    return member.id


def add_member(store: Store, organization: str, newcomer: Newcomer, roles: Iterable[str], offload: Offload) -> str:
    """Adds a member without an invitation (the command line). Raises `Taken`."""
    password = hashed(newcomer.password, offload)
    return store.write(lambda session: _add(session, organization, newcomer, password, list(roles)))


def invite(store: Store, organization: str, roles: Iterable[str], by: str = "") -> str:
    """Makes an invitation and gives the token of its link, which is stored nowhere."""
    token, roles = secrets.token_urlsafe(24), list(roles)
    made = Invitation(
        id=_hash(token), organization_id=organization, expires_at=now() + INVITED_FOR, **dict.fromkeys(roles, True)
    )

    def work(session: Session) -> None:
        session.execute(delete(Invitation).where(Invitation.expires_at <= now()))
        session.add(made)
        audit.write(session, organization, by, "member.invited", became=" ".join(roles))

    store.write(work)
    return token


def invitation(store: Store, token: str) -> Invitation | None:
    """The invitation behind a link, if it still works."""
    with store.read() as session:
        found = session.get(Invitation, _hash(token))
        return found if found and found.expires_at > now() else None


def invitations_of(store: Store, organization: str) -> list[Invitation]:
    """Invitations that still work, the one that ends first first."""
    query = select(Invitation).where(Invitation.organization_id == organization, Invitation.expires_at > now())
    with store.read() as session:
        return list(session.scalars(query.order_by(Invitation.expires_at, Invitation.id)))


def withdraw(store: Store, organization: str, id: str, by: str) -> bool:
    """An invitation works no more. False if this organization has none of this id, any more or at all."""

    def work(session: Session) -> bool:
        found = session.get(Invitation, id, with_for_update=True)
        if not found or found.organization_id != organization:
            return False
        session.delete(found)
        audit.write(session, organization, by, "member.invitation_withdrawn", became=" ".join(found.roles))
        return True

    return store.write(work)


def accept(store: Store, token: str, newcomer: Newcomer, offload: Offload) -> str | None:
    """Makes the invited member and uses the invitation up. None if it has been used or has expired. Raises `Taken`."""
    password = hashed(newcomer.password, offload)

    def work(session: Session) -> str | None:
        found = session.get(Invitation, _hash(token), with_for_update=True)
        if not found or found.expires_at <= now():
            return None
        roles = found.roles
        session.delete(found)
        made = _add(session, found.organization_id, newcomer, password, roles)
        audit.write(session, found.organization_id, made, "member.joined", made, became=" ".join(roles))
        return made

    return store.write(work)


def by_email(store: Store, email: str) -> Member | None:
    """The member who signs in with this address."""
    with store.read() as session:
        return session.scalar(select(Member).where(Member.email == email.strip().lower()))


def by_id(store: Store, id: str) -> Member | None:
    """The member with this id, of whatever organization."""
    with store.read() as session:
        return session.get(Member, id)


def member_of(store: Store, organization: str, id: str) -> Member | None:
    """One member of this organization."""
    found = by_id(store, id)
    if found and found.organization_id != organization:
        reached_across("member")
        return None
    return found


def set_password(store: Store, email: str, password: str, offload: Offload) -> bool:
    """Gives a member a new password and ends their sign-ins (the command line). False if there is no such member."""
    found = by_email(store, email)
    if found:
        new_password(store, found, password, offload, by="")
    return found is not None


def new_password(store: Store, member: Member, password: str, offload: Offload, by: str, but: str = "") -> int:
    """Gives a member a new password and ends their sign-ins `but` one. How many have ended."""
    stored = hashed(password, offload)

    def work(session: Session) -> int:
        session.execute(update(Member).where(Member.id == member.id).values(password=stored))
        ended = sign_ins.end_all(session, member.id, but)
        audit.write(session, member.organization_id, by, "member.password", member.id, ended=ended)
        return ended

    return store.write(work)


def change_details(store: Store, member: Member, name: str, email: str, language: str) -> None:
    """A member's own name, address and language. Raises `Taken`. The audit trail says that, and not what."""
    email = email.strip().lower()

    def work(session: Session) -> None:
        found = session.get(Member, member.id)
        assert found is not None  # noqa: S101 - signed in
        if found.email != email:
            audit.write(session, member.organization_id, member.id, "member.email", member.id)
        found.name, found.email, found.language = name, email, language

    try:
        store.write(work)
    except Clash:
        raise Taken from None


class LastOne(Exception):
    """Somebody must be left who can administer."""


class Left(Exception):
    """They are no longer a member: they come back by an invitation only."""


def alone_administers(session: Session, member: Member) -> bool:
    """Whether nobody but them administers. Asked once their row is locked, and with it their organization's: of two
    administrators who take the role from each other at the same moment, the second hears of the first."""
    others = (Member.organization_id == member.organization_id, Member.administrator, Member.id != member.id)
    return not session.scalar(select(func.count()).where(*others))


def set_roles(store: Store, member: Member, roles: Iterable[str], by: str) -> None:
    """What a member may do from now on. Raises `LastOne`, `Left`."""
    wanted = [role for role in ROLES if role in set(roles)]

    def work(session: Session) -> None:
        found = session.get(Member, member.id, with_for_update=True)
        assert found is not None  # noqa: S101 - nobody deletes members, leaving.py neither
        if not found.roles:
            raise Left
        if "administrator" not in wanted and alone_administers(session, found):
            raise LastOne
        was = found.roles
        for role in ROLES:
            setattr(found, role, role in wanted)
        if was != wanted:
            change = {"was": " ".join(was), "became": " ".join(wanted)}
            audit.write(session, member.organization_id, by, "member.roles", member.id, **change)

    store.write(work)


def end_sign_ins(store: Store, member: Member, by: str) -> int:
    """Ends every sign-in of a member (an administrator does, when a phone was lost). How many there were."""

    def work(session: Session) -> int:
        ended = sign_ins.end_all(session, member.id)
        if ended:
            audit.write(session, member.organization_id, by, "sign_ins.ended", member.id, many=ended)
        return ended

    return store.write(work)


def set_help_lines(store: Store, organization: str, country: str, own: str, by: str = "") -> None:
    """What the help card says for this organization, looked at by whoever saves it."""
    values = {"country": country, "help_lines": own, "help_confirmed": True}
    change = update(Organization).where(Organization.id == organization).values(**values)

    def work(session: Session) -> None:
        session.execute(change)
        if by:
            audit.write(session, organization, by, "organization.help_lines")

    store.write(work)


def members_of(store: Store, organization: str) -> list[Member]:
    """Everyone in an organization, by name; also who has left, since their name stands where they did something."""
    with store.read() as session:
        return list(session.scalars(select(Member).where(Member.organization_id == organization).order_by(Member.name)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
