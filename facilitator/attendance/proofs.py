"""Proofs of attendance: a few bytes that say who held which session when, for how long somebody was there, and whose
name (as a hash only its owner can explain), signed. The format is written down in docs/proofs.md.

No name is ever here. A slip becomes one proof; the same slip with the same hash gives the same proof again, since an answer
can get lost on its way.
"""

import hashlib
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.accounts.models import Organization
from facilitator.attendance.models import SpentSlip
from facilitator.attendance.proof_keys import signing_key
from facilitator.attendance.proof_slips import ProofSlip, ProofSlips
from facilitator.store.writing import Clash, Store

VERSION = 1
SIGNED_AS = b"facilitator proof of attendance\0"
"""Stands before what is signed, so that a signature made for anything else is no proof."""
ROOM, REMOTE, BLANK = 1, 2, 4
HASH = 32

No = Literal["unknown", "old", "used"]


def body(slip: ProofSlip, key: str, organization: str, name: bytes | None) -> bytes:
    """What is signed of a proof. `name`: the hash, or None for a name left blank."""
    stay = slip.stay
    flags = ROOM * stay.room | REMOTE * stay.remote | BLANK * (name is None)
    said = organization.encode()
    day = struct.pack(">HBB", stay.on.year, stay.on.month, stay.on.day)
    head = bytes([VERSION]) + bytes.fromhex(key) + day + struct.pack(">HB", min(stay.minutes, 0xFFFF), flags)
    return head + (name or b"") + struct.pack(">H", len(said)) + said


def make_proof(
    store: Store, slips: ProofSlips, folder: Path, token: str, name: bytes | None, now: int
) -> tuple[bytes, No | None]:
    """A proof for a slip: (proof, None), or (b"", why not). "unknown": altered, another installation's, or of an
    organization that is gone; "old": its day is over; "used": for another name. `folder`: where the keys are."""
    slip = slips.opened(token)
    if slip is None:
        return b"", "unknown"
    if now >= slip.until:
        return b"", "old"
    with store.read() as session:
        organization = session.get(Organization, slip.stay.organization)
    if organization is None:
        return b"", "unknown"
    if not _spend(store, slip, name):
        return b"", "used"
    id, private = signing_key(store, folder)
    signed = body(slip, id, organization.on_paper, name)
    return signed + private.sign(SIGNED_AS + signed), None


def _spend(store: Store, slip: ProofSlip, name: bytes | None) -> bool:
    """Two rows: that a seat's slips are used, and for which hash of a name. The same name may ask again: an answer got
    lost, or the stay has become longer."""
    used = "n" + hashlib.sha256(b"used" + slip.number).hexdigest()[:39]
    same = "s" + hashlib.sha256(b"same" + slip.number + (name or bytes(HASH))).hexdigest()[:39]
    over = datetime.fromtimestamp(slip.until / 1000, UTC).date() + timedelta(days=1)

    def work(session: Session) -> bool:
        if session.get(SpentSlip, used):
            return session.get(SpentSlip, same) is not None
        session.execute(delete(SpentSlip).where(SpentSlip.good_until < over - timedelta(days=3)))
        session.add_all([SpentSlip(id=used, good_until=over), SpentSlip(id=same, good_until=over)])
        return True

    try:
        return store.write(work, used)
    except Clash:  # two at once, on two processes: one of them was first
        with store.read() as session:
            return session.get(SpentSlip, same) is not None
