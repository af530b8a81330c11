"""Making organizations and members, inviting, signing in and out. Plain functions; no web."""

import hashlib
import secrets
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from itsdangerous import BadData
from msgspec import Struct
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from facilitator.accounts.models import ROLES, Invitation, Member, Organization, SignIn
from facilitator.clock import new_id, now
from facilitator.store.keys import Keys
from facilitator.store.sealing import derived
from facilitator.store.timed import PatientSerializer
from facilitator.store.writing import Clash, Store

DAY = 86_400_000
SIGNED_IN_FOR = 14 * DAY
INVITED_FOR = 7 * DAY
SHORTEST_PASSWORD = 10

_hasher = PasswordHasher()
_COMMON = frozenset(FREQUENCY_LISTS["passwords"])
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$rVj145orzLA8ifTyzCSIBA$dTh3al92MgB6mIBRq81G/Gf54/a80GCvUWuvcBa3x1k"
"""What an unknown address is checked against, so that it takes as long as a known one."""


class Taken(Exception):
    """Somebody with this address is a member already."""


class Newcomer(Struct, frozen=True):
    """What a person gives of themself to become a member."""

    name: str
    email: str
    password: str
    language: str = "en"


def weakness(password: str) -> str | None:
    """What is wrong with a password ("short", "common"), or None. Follows NIST SP 800-63B: length, and not a common one."""
    if len(password) < SHORTEST_PASSWORD:
        return "short"
    return "common" if password.lower() in _COMMON else None


def any_organization(store: Store) -> bool:
    """Whether this installation has been set up."""
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(Organization)) != 0


def set_up(store: Store, organization: str, newcomer: Newcomer, offload) -> str:  # type: ignore[no-untyped-def]
    """Makes the organization and its first member, who has every role. Gives the member's id. Raises `Taken` if there is
    an organization already: two people with the same set-up link get one organization."""
    password = offload(lambda: _hasher.hash(newcomer.password))

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


def add_member(store: Store, organization: str, newcomer: Newcomer, roles: Iterable[str], offload) -> str:  # type: ignore[no-untyped-def]
    """Adds a member without an invitation (the command line). Raises `Taken`."""
    password = offload(lambda: _hasher.hash(newcomer.password))
    return store.write(lambda session: _add(session, organization, newcomer, password, list(roles)))


def invite(store: Store, organization: str, roles: Iterable[str]) -> str:
    """Makes an invitation and gives the token of its link, which is stored nowhere."""
    token = secrets.token_urlsafe(24)
    made = Invitation(
        id=_hash(token), organization_id=organization, expires_at=now() + INVITED_FOR, **dict.fromkeys(roles, True)
    )
    store.write(lambda session: session.add(made))
    return token


def invitation(store: Store, token: str) -> Invitation | None:
    """The invitation behind a link, if it still works."""
    with store.read() as session:
        found = session.get(Invitation, _hash(token))
        return found if found and found.expires_at > now() else None


def accept(store: Store, token: str, newcomer: Newcomer, offload) -> str | None:  # type: ignore[no-untyped-def]
    """Makes the invited member and uses the invitation up. None if it has been used or has expired. Raises `Taken`."""
    password = offload(lambda: _hasher.hash(newcomer.password))

    def work(session: Session) -> str | None:
        found = session.get(Invitation, _hash(token), with_for_update=True)
        if not found or found.expires_at <= now():
            return None
        roles = [role for role in ROLES if getattr(found, role)]
        session.delete(found)
        return _add(session, found.organization_id, newcomer, password, roles)

    return store.write(work)


def check(store: Store, email: str, password: str, offload) -> Member | None:  # type: ignore[no-untyped-def]
    """The member with this address and password. Takes as long for an address nobody has."""
    with store.read() as session:
        member = session.scalar(select(Member).where(Member.email == email.strip().lower()))

    def verify() -> bool:
        try:
            return _hasher.verify(member.password if member else _NOBODY, password)
        except (VerifyMismatchError, InvalidHashError):
            return False

    return member if offload(verify) and member else None


def sign_in(store: Store, member: str) -> str:
    """Starts a sign-in and gives its token, which only the member's browser keeps."""
    token = secrets.token_urlsafe(24)
    made = SignIn(id=_hash(token), member_id=member, expires_at=now() + SIGNED_IN_FOR)

    def work(session: Session) -> None:
        session.execute(delete(SignIn).where(SignIn.expires_at <= now()))
        session.add(made)

    store.write(work)
    return token


def sign_in_link(keys: Keys, member: str) -> str:
    """The token of a link that signs a member in, once, within the hour. Only a rehearsal's terminal shows one."""
    return str(_links(keys).dumps([member, secrets.token_hex(8)]))


def follow_link(store: Store, keys: Keys, token: str) -> str | None:
    """The member a sign-in link is for; None if it is not one, is too old, or has been used."""
    try:
        member, once = _links(keys).loads(token, max_age=3600)
    except (BadData, ValueError, TypeError):
        return None
    spent = SignIn(id=_hash(f"link {once}"), member_id=member, expires_at=now() + DAY)
    try:
        store.write(lambda session: session.add(spent))
    except Clash:
        return None
    return str(member)


def _links(keys: Keys) -> PatientSerializer:
    return PatientSerializer(derived(keys.server, "sign-in links"), salt="sign-in link")


def set_password(store: Store, email: str, password: str, offload) -> bool:  # type: ignore[no-untyped-def]
    """Gives a member a new password and ends their sign-ins. False if there is no such member."""
    hashed = offload(lambda: _hasher.hash(password))

    def work(session: Session) -> bool:
        member = session.scalar(select(Member).where(Member.email == email.strip().lower()))
        if not member:
            return False
        member.password = hashed
        session.execute(delete(SignIn).where(SignIn.member_id == member.id))
        return True

    return store.write(work)


def signed_in(store: Store, token: str) -> Member | None:
    """The member behind a sign-in that is still good."""
    with store.read() as session:
        found = session.get(SignIn, _hash(token))
        return found.member if found and found.expires_at > now() else None


def sign_out(store: Store, token: str) -> None:
    """Ends a sign-in. Everything that hangs on it ends within a second."""
    store.write(lambda session: session.execute(delete(SignIn).where(SignIn.id == _hash(token))) and None)


def still_signed_in(store: Store, sign_ins: set[str]) -> set[str]:
    """Of these sign-ins (by the id in a console's ticket), those that are still good."""
    with store.read() as session:
        good = select(SignIn.id).where(SignIn.id.in_(sign_ins), SignIn.expires_at > now())
        return set(session.scalars(good))


def sign_in_id(token: str) -> str:
    """What a console's ticket says of the sign-in it hangs on: nothing the cookie could be made from."""
    return _hash(token)


def set_help_lines(store: Store, organization: str, country: str, own: str) -> None:
    """What the help card says for this organization, looked at by whoever saves it."""
    values = {"country": country, "help_lines": own, "help_confirmed": True}
    change = update(Organization).where(Organization.id == organization).values(**values)
    store.write(lambda session: session.execute(change) and None)


def members_of(store: Store, organization: str) -> list[Member]:
    """Everyone in an organization, by name."""
    with store.read() as session:
        return list(session.scalars(select(Member).where(Member.organization_id == organization).order_by(Member.name)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
