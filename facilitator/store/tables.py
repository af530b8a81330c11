"""What a running meeting leaves on disk. Everything here is gone when it closes.

Ids and sealed bytes only: no words, no handles, no names, no times finer than the meeting. Nothing here can be joined
to the tables that outlive a meeting but by the open meeting's own row.
"""

from sqlalchemy import BigInteger, Boolean, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import UNORDERED, Base


class OpenMeeting(Base):
    """A meeting that is open now. Its code and links are here as keyed hashes only."""

    __tablename__ = "open_meetings"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization: Mapped[str] = mapped_column(String(40), index=True)
    group: Mapped[str] = mapped_column("group_id", String(40), index=True)
    facilitator: Mapped[str] = mapped_column(String(40))
    code_hash: Mapped[str] = mapped_column(String(40), unique=True)
    link_hash: Mapped[str] = mapped_column(String(40), unique=True)
    screen_hash: Mapped[str] = mapped_column(String(40), unique=True)
    opened_at: Mapped[int] = mapped_column(BigInteger)
    rehearsal: Mapped[bool] = mapped_column(Boolean, default=False)
    words_key: Mapped[int] = mapped_column(Integer, default=0)
    journal_key: Mapped[int] = mapped_column(Integer, default=0)
    erased: Mapped[int] = mapped_column(Integer, default=0)
    """How many times something was erased."""
    cleaned: Mapped[int] = mapped_column(Integer, default=0)
    """Up to which of these the keys have been destroyed as well."""


class KeyCheck(Base):
    """Something sealed under a key that lives outside the database, so that a wrong key is noticed at the start."""

    __tablename__ = "key_checks"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class JournalRow(Base):
    """One step of a meeting: sealed events, or a sealed snapshot that replaces all before it. The primary key refuses a
    second writer."""

    __tablename__ = "journal"
    __table_args__ = UNORDERED

    meeting: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    snapshot: Mapped[bool] = mapped_column(Boolean, default=False)
    key: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class TextRow(Base):
    """One text (words, a handle, a prompt) under a key of its own, which is wrapped by its meeting's key."""

    __tablename__ = "words"
    __table_args__ = UNORDERED

    meeting: Mapped[str] = mapped_column(String(40), primary_key=True)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[int] = mapped_column(Integer)
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Voucher(Base):
    """Entitles whoever holds it to one slip. Hashes only, minted many at a time in no order; spent, it is gone."""

    __tablename__ = "vouchers"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    meeting: Mapped[str] = mapped_column(String(40), index=True)


class SealedSlip(Base):
    """A credit signature, or whether somebody was there before, while the meeting is open: sealed, always of one size.
    Opened, shuffled and gone when it closes."""

    __tablename__ = "sealed_slips"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    meeting: Mapped[str] = mapped_column(String(40), index=True)
    signature: Mapped[bool] = mapped_column(Boolean)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class HereRow(Base):
    """Who has a screen open on one process, sealed, where there is no Redis to say it in."""

    __tablename__ = "here"
    __table_args__ = UNORDERED

    meeting: Mapped[str] = mapped_column(String(40), primary_key=True)
    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ReceiptRow(Base):
    """A command that was taken, so that the same one again changes nothing. Both columns are keyed hashes."""

    __tablename__ = "receipts"
    __table_args__ = UNORDERED

    meeting: Mapped[str] = mapped_column(String(40), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary(8))
