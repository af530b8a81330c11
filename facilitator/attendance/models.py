"""What remains of a meeting for coordinators. No key, no time and no order leads from here to anything said."""

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import UNORDERED, Base


class Held(Base):
    """A meeting that was held, or one that was called off."""

    __tablename__ = "held"
    __table_args__ = (Index(None, "organization_id", "held_on"), Index(None, "group_id", "held_on"), UNORDERED)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Random, and not the meeting's."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int] = mapped_column(Integer)
    """In steps of five."""
    phones: Mapped[int] = mapped_column(Integer)
    without_phone: Mapped[int] = mapped_column(Integer)
    heads: Mapped[int] = mapped_column(Integer, default=0)
    """How many came: as counted, or as the facilitator says."""
    remote: Mapped[int] = mapped_column(Integer, default=0)
    """How many of them from somewhere else than the room."""
    group_first: Mapped[int] = mapped_column(Integer, default=0)
    group_again: Mapped[int] = mapped_column(Integer, default=0)
    """Whose device had not, or had, been in this group before. Nobody has to say; the rest did not."""
    year_first: Mapped[int] = mapped_column(Integer, default=0)
    year_again: Mapped[int] = mapped_column(Integer, default=0)
    """The same for this group in this calendar year."""
    arrivals: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: minutes after the opening, in steps of five -> how many were first found there then."""
    stays: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: minutes, in steps of five -> how many stayed so long."""
    signed: Mapped[int] = mapped_column(Integer, default=0)
    """How many names were left for credit."""
    cancelled: Mapped[bool] = mapped_column(Boolean, default=False)
    ended_early: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """Its key was lost while it was open: nobody knows how many came, and what was left for credit is gone."""
    led_by: Mapped[str] = mapped_column(String(40), default="", index=True)
    """The member who led it, or who called it off."""


COUNTS = ("meetings", "cancelled", "minutes", "heads", "remote", "group_first", "group_again", "year_first", "year_again",
          "signed", "person_minutes")  # fmt: skip


class Month(Base):
    """A group's month, added up from its meetings in the same transactions, so that ten years are read as fast as one."""

    __tablename__ = "months"
    __table_args__ = (
        Index("ix_months_organization_id_month", "organization_id", "month", "group_id", *COUNTS),
        UNORDERED,
    )
    """The index holds all the numbers too: an organization's ten years are added up without looking at a row."""

    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """202611 for November 2026."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    meetings: Mapped[int] = mapped_column(Integer, default=0)
    cancelled: Mapped[int] = mapped_column(Integer, default=0)
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    heads: Mapped[int] = mapped_column(Integer, default=0)
    remote: Mapped[int] = mapped_column(Integer, default=0)
    group_first: Mapped[int] = mapped_column(Integer, default=0)
    group_again: Mapped[int] = mapped_column(Integer, default=0)
    year_first: Mapped[int] = mapped_column(Integer, default=0)
    year_again: Mapped[int] = mapped_column(Integer, default=0)
    signed: Mapped[int] = mapped_column(Integer, default=0)
    person_minutes: Mapped[int] = mapped_column(Integer, default=0)
    """How long people stayed, together."""


class Signature(Base):
    """A name that somebody left for credit. Written shuffled, all of a meeting's at once, and tied to nothing else."""

    __tablename__ = "signatures"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    held_id: Mapped[str] = mapped_column(ForeignKey("held.id"), index=True)
    bucket: Mapped[str] = mapped_column(String(60), index=True)
    """Whose month: says which key file it lies under (store/name_keys.py)."""
    key: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """The name, sealed, always of one size."""


class ProofKey(Base):
    """A key that proofs of attendance are signed with. The private half is a file in KEYS_DIR."""

    __tablename__ = "proof_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    """The beginning of its fingerprint."""
    public: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_on: Mapped[date] = mapped_column(Date)
    retired_on: Mapped[date | None] = mapped_column(Date)
    """Signs nothing new since then; what it has signed still holds."""
    revoked_on: Mapped[date | None] = mapped_column(Date)
    """What it has signed no longer holds."""


class SpentSlip(Base):
    """A slip for a proof, used. A hash, so that none is used twice; nothing says whose."""

    __tablename__ = "spent_slips"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    good_until: Mapped[date] = mapped_column(Date)


class FrozenMonth(Base):
    """A group's month as it was when it first left the house, exact. Later corrections do not reach what was published,
    or the difference would tell."""

    __tablename__ = "frozen_months"
    __table_args__ = UNORDERED

    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)
    """JSON: group id -> its counts and the name it was published under."""


class Release(Base):
    """What left the house for one period, frozen when it was first made."""

    __tablename__ = "releases"
    __table_args__ = UNORDERED

    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), primary_key=True)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    """"2026-11", "2026-Q4" or "2026"."""
    made_on: Mapped[date] = mapped_column(Date)
    body: Mapped[str] = mapped_column(Text)
    """JSON: the rows as published."""
