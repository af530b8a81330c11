"""Vouchers: who holds one may leave one slip for attendance, and nobody can say which phone that was.

Each process mints a shuffled batch, stores the hashes in one transaction and hands them out from memory. Which phone got
which is never written.
"""

import hashlib
import secrets
import threading
from collections.abc import Callable
from typing import Literal

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from facilitator.attendance.slips import Slip, sealed
from facilitator.store.keys import Keys, NoKey
from facilitator.store.tables import OpenMeeting, SealedSlip, Voucher
from facilitator.store.writing import Store

LEAST_BATCH = 32

Outcome = Literal["kept", "used", "unknown", "full"]


def _hash(voucher: str) -> str:
    return hashlib.sha256(voucher.encode()).hexdigest()[:40]


def _used(voucher: str) -> str:
    """What stands in a used voucher's place until the meeting closes: whoever lost the answer can ask what became of it."""
    return _hash(f"used {voucher}")


class Vouchers:
    """The vouchers this process hands out."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._minted: dict[str, list[str]] = {}
        self._handed: dict[tuple[str, str], list[str]] = {}
        self._lock = threading.Lock()

    def hand_out(self, meeting: str, wanted: int, asked: str, again: bool) -> list[str]:
        """So many vouchers of a meeting. `asked` names the question: the same one `again` gets the same answer, while
        this process lives; after that, none."""
        with self._lock:
            known = self._handed.get((meeting, asked))
        if known is not None or again:
            return known or []
        given = [self._one(meeting) for _ in range(wanted)]
        with self._lock:
            self._handed[meeting, asked] = given
        return given

    def _one(self, meeting: str) -> str:
        while True:
            with self._lock:
                minted = self._minted.get(meeting)
                if minted:
                    return minted.pop(secrets.randbelow(len(minted)))
            fresh = [secrets.token_urlsafe(18) for _ in range(LEAST_BATCH)]
            rows = [{"id": h, "meeting": meeting} for h in sorted(map(_hash, fresh))]
            self._store.write(lambda session, rows=rows: session.execute(insert(Voucher), rows) and None, meeting)  # type: ignore[misc]
            with self._lock:
                self._minted.setdefault(meeting, []).extend(fresh)

    def forget(self, meeting: str) -> None:
        """The meeting is over. Called in the thread that writes, so without the lock, which is for green threads: one of
        them and a real one would wait for each other for ever. Every step here is one of the interpreter's."""
        self._minted.pop(meeting, None)
        for key in [k for k in list(self._handed) if k[0] == meeting]:
            self._handed.pop(key, None)


def spend(store: Store, keys: Keys, voucher: str, slip: Slip, heads: Callable[[str], int]) -> Outcome:
    """Leaves a slip for a voucher, which is used up by it: "kept". "used": it was used before. "unknown": no such voucher, or
    the session is over. "full": there are as many of these as people came (`heads` of a meeting), so this one is not kept;
    the voucher stays good."""
    with store.read() as session:
        row = session.get(Voucher, _hash(voucher))
        meeting = row.meeting if row else None
        if meeting is None:
            return "used" if session.get(Voucher, _used(voucher)) else "unknown"
    try:
        key = keys.for_slips(meeting)
    except NoKey:
        return "unknown"
    most = heads(meeting)
    own = "s" + secrets.token_hex(12)
    body = sealed(key, own, slip)

    def work(session: Session) -> Outcome:
        if not session.scalar(select(OpenMeeting.id).where(OpenMeeting.id == meeting).with_for_update()):
            return "unknown"
        if not session.scalar(select(Voucher.id).where(Voucher.id == _hash(voucher))):
            return "used"
        same = select(func.count()).select_from(SealedSlip).where(
            SealedSlip.meeting == meeting, SealedSlip.signature.is_(slip.name is not None))  # fmt: skip
        if (session.scalar(same) or 0) >= most:
            return "full"
        session.execute(delete(Voucher).where(Voucher.id == _hash(voucher)))
        session.add(Voucher(id=_used(voucher), meeting=meeting))
        session.add(SealedSlip(id=own, meeting=meeting, signature=slip.name is not None, body=body))
        return "kept"

    return store.write(work, meeting)
