"""The keys that proofs are signed with. Public halves are in the database, private ones small files in KEYS_DIR/proofs.

One key signs at a time. A retired one signs nothing new, and what it signed holds; what a revoked one signed does not.
That a key was revoked is also written in KEYS_DIR, so that restoring an older database does not undo it.
"""

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from facilitator.attendance.models import ProofKey
from facilitator.store.files import blot_out, replace_file, sync_folder
from facilitator.store.writing import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PublicKey:
    """A key as anyone may know it."""

    id: str
    public: bytes
    made_on: date
    retired_on: date | None
    revoked: bool

    @property
    def signs(self) -> bool:
        """Whether new proofs are signed with it."""
        return not self.retired_on and not self.revoked


def public_keys(store: Store, folder: Path) -> list[PublicKey]:
    """Every key there ever was, the newest first."""
    with store.read() as session:
        rows = list(session.scalars(select(ProofKey).order_by(ProofKey.made_on.desc(), ProofKey.id)))
    revoked = {path.stem for path in folder.glob("*.revoked")}
    return [PublicKey(r.id, r.public, r.made_on, r.retired_on, bool(r.revoked_on) or r.id in revoked) for r in rows]


def signing_key(store: Store, folder: Path) -> tuple[str, Ed25519PrivateKey]:
    """The key to sign with, and its id. Makes the first one; and a new one where the private half is missing, which
    retires the old."""
    known = public_keys(store, folder)
    for key in known:
        private = _private(folder, key.id) if key.signs else None
        if private:
            return key.id, private
    for key in known:
        if key.signs:
            log.warning("proof key %s has lost its private half: a new key takes its place", key.id)
    id = _adopted(store, folder, {key.id for key in known}) or _renewed(store, folder, known)
    made = _private(folder, id)
    assert made is not None, "written a moment ago"  # noqa: S101
    return id, made


def rotate(store: Store, folder: Path) -> str:
    """A new key signs from now on; the one before is retired. Gives the new one's id."""
    return _renewed(store, folder, public_keys(store, folder))


def revoke(store: Store, folder: Path, id: str) -> bool:
    """Nothing this key signed holds any more. False if there is no such key. If it was the one that signs, the next proof makes
    a new one."""
    if id not in {key.id for key in public_keys(store, folder)}:
        return False
    replace_file(folder / f"{id}.revoked", b"")

    def work(session: Session) -> None:
        key = session.get_one(ProofKey, id)
        key.retired_on = key.retired_on or date.today()
        key.revoked_on = key.revoked_on or date.today()

    store.write(work)
    _destroy(folder, id)
    return True


def _private(folder: Path, id: str) -> Ed25519PrivateKey | None:
    """None if it is not there, or is not the other half of this key."""
    try:
        private = Ed25519PrivateKey.from_private_bytes((folder / f"{id}.key").read_bytes())
    except (OSError, ValueError):
        return None
    return private if _id(private) == id else None


def _id(private: Ed25519PrivateKey) -> str:
    return hashlib.sha256(private.public_key().public_bytes_raw()).hexdigest()[:16]


def _row(id: str, private: Ed25519PrivateKey) -> ProofKey:
    return ProofKey(id=id, public=private.public_key().public_bytes_raw(), made_on=date.today())


def _adopted(store: Store, folder: Path, known: Collection[str]) -> str | None:
    """A private half whose public one an older, restored database does not know."""
    for path in sorted(folder.glob("*.key")):
        private = None if path.stem in known else _private(folder, path.stem)
        if private and not path.with_suffix(".revoked").exists():
            row = _row(path.stem, private)
            store.write(lambda session, row=row: session.merge(row) and None)  # type: ignore[misc]
            return path.stem
    return None


def _renewed(store: Store, folder: Path, known: list[PublicKey]) -> str:
    """A new key in the place of all known ones; or whichever another process has put there meanwhile. The file comes before the
    row, so that no key is public that nobody can sign with."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = Ed25519PrivateKey.generate()
    replaced = {key.id for key in known}
    id = _id(private)
    replace_file(folder / f"{id}.key", private.private_bytes_raw())

    def work(session: Session) -> str:
        signing = select(ProofKey).where(ProofKey.retired_on.is_(None), ProofKey.revoked_on.is_(None))
        for key in session.scalars(signing.with_for_update()):
            if key.id not in replaced:
                return key.id
            key.retired_on = date.today()
        session.add(_row(id, private))
        return id

    now_signs = store.write(work)
    for gone in {*replaced, id} - {now_signs}:
        _destroy(folder, gone)
    return now_signs


def _destroy(folder: Path, id: str) -> None:
    path = folder / f"{id}.key"
    if path.exists():
        blot_out(path)
        path.unlink()
        sync_folder(folder)
