"""The second step at sign-in: six digits from an app on the member's phone (TOTP, RFC 6238), or one of ten recovery codes.

The secret lies sealed, recovery codes as keyed hashes: a copy of the database alone makes neither. No code works twice.
"""

import hmac
import secrets

import pyotp
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from facilitator.accounts.models import Member, RecoveryCode
from facilitator.clock import now
from facilitator.joining.codes import ALPHABET
from facilitator.operations import audit
from facilitator.store import ledger
from facilitator.store.keys import Keys
from facilitator.store.sealing import Unreadable, derived, keyed_hash, seal, unseal
from facilitator.store.writing import Store

STEP = 30
HOW_MANY, LENGTH = 10, 10
ISSUER = "Facilitator"


def new_secret() -> str:
    """A secret for an app, not yet in use."""
    return pyotp.random_base32()


def address(secret: str, member: Member) -> str:
    """What the QR code for the app says."""
    return pyotp.TOTP(secret).provisioning_uri(name=member.email, issuer_name=ISSUER)


def step_of(secret: str, typed: str) -> int | None:
    """The half minute these six digits belong to, if they fit: the present one, the last or the next."""
    digits = "".join(c for c in typed if c.isascii() and c.isdigit())
    present = now() // 1000 // STEP
    if len(digits) != 6:
        return None
    for step in (present, present - 1, present + 1):
        if hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step), digits):
            return step
    return None


def turn_on(store: Store, keys: Keys, member: Member, secret: str, typed: str) -> list[str] | None:
    """Uses this secret from now on, if the digits show that the app has it. Gives recovery codes, which are shown once."""
    step = step_of(secret, typed)
    if step is None:
        return None
    sealed = seal(_key(keys), secret.encode(), _where(member.id))

    def work(session: Session) -> list[str]:
        session.execute(update(Member).where(Member.id == member.id).values(second_step=sealed, second_step_used=step))
        audit.write(session, member.organization_id, member.id, "member.second_step", member.id, on=True)
        return _fresh_codes(session, keys, member.id)

    return store.write(work)


def new_codes(store: Store, keys: Keys, member: Member) -> list[str]:
    """Ten other recovery codes; those before no longer work, whatever copy of the database is put back."""

    def work(session: Session) -> list[str]:
        before = session.scalars(select(RecoveryCode.id).where(RecoveryCode.member_id == member.id))
        ledger.erased(session, "recovery_codes", before)
        audit.write(session, member.organization_id, member.id, "member.recovery_codes", member.id)
        return _fresh_codes(session, keys, member.id)

    return store.write(work)


def turn_off(store: Store, member: Member, by: str = "") -> None:
    """From now on a password is enough. `by`: the administrator who does it for them; empty for the command line."""

    def work(session: Session) -> None:
        session.execute(update(Member).where(Member.id == member.id).values(second_step=None, second_step_used=0))
        session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member.id))
        audit.write(session, member.organization_id, by, "member.second_step", member.id, on=False)

    store.write(work)


def passes(store: Store, keys: Keys, member: Member, typed: str) -> str | None:
    """ "app" or "recovery" if what was typed lets this member in. It does so once: the same again, or older digits, do not."""
    step = step_of(_secret(keys, member), typed)
    if step is not None:
        newer = (
            update(Member).where(Member.id == member.id, Member.second_step_used < step).values(second_step_used=step)
        )
        return "app" if store.write(lambda session: session.execute(newer).rowcount) else None  # type: ignore[attr-defined]
    own_id = _code_hash(keys, member.id, typed)
    own = (RecoveryCode.id == own_id, RecoveryCode.member_id == member.id)

    def work(session: Session) -> bool:
        used = session.execute(delete(RecoveryCode).where(*own)).rowcount  # type: ignore[attr-defined]
        if used:
            ledger.erased(session, "recovery_codes", [own_id])
            left = _left(session, member.id)
            audit.write(session, member.organization_id, member.id, "member.recovery_code_used", member.id, left=left)
        return bool(used)

    return "recovery" if store.write(work) else None


def codes_left(store: Store, member: str) -> int:
    """How many recovery codes a member has not used."""
    with store.read() as session:
        return _left(session, member)


def _left(session: Session, member: str) -> int:
    return session.scalar(select(func.count()).where(RecoveryCode.member_id == member)) or 0


def _fresh_codes(session: Session, keys: Keys, member: str) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.member_id == member))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(id=_code_hash(keys, member, code), member_id=member) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _code_hash(keys: Keys, member: str, typed: str) -> str:
    plain = "".join(c for c in typed.upper() if c.isalnum())
    return keyed_hash(keys.server, f"recovery code {member}", plain)


def _secret(keys: Keys, member: Member) -> str:
    """One nobody has, where the server's key is no longer that it was sealed with: recovery codes go as well
    then, and `member reset --second-step` is the way."""
    try:
        return unseal(_key(keys), member.second_step or b"", _where(member.id)).decode()
    except Unreadable:
        return new_secret()


def _key(keys: Keys) -> bytes:
    return derived(keys.server, "second steps")


def _where(member: str) -> str:
    return f"second step {member}"
