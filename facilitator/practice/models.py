"""What members write for themselves. Ids and days in clear; everything that says something is sealed (drawer.py)."""

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import UNORDERED, Base


class Debrief(Base):
    """One facilitator's look back at one evening: what the close counted, and what they answered. Each who led has their
    own row, and may let go of it without touching anybody else's."""

    __tablename__ = "debriefs"
    __table_args__ = UNORDERED

    evening: Mapped[str] = mapped_column(String(40), primary_key=True)
    """A keyed hash of the meeting's id: the same for all who led it, and nothing can be looked up by it."""
    member_id: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    group_id: Mapped[str] = mapped_column(String(40), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    shared: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the others who led this evening may read the answers."""
    key: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """Facts and answers, sealed under the member's key."""


class LearningEntry(Base):
    """Hours that somebody learnt."""

    __tablename__ = "learning_entries"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    member_id: Mapped[str] = mapped_column(String(40), index=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    key: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class EvidenceFile(Base):
    """A certificate or the like. The file itself lies in DATA_DIR/evidence under this id, sealed under a key of its own."""

    __tablename__ = "evidence_files"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    entry_id: Mapped[str] = mapped_column(ForeignKey("learning_entries.id"), index=True)
    member_id: Mapped[str] = mapped_column(String(40), index=True)
    key: Mapped[int] = mapped_column(Integer)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """What it is called, what it is, how large, and its key."""


class Renewal(Base):
    """A member's renewal period: from when to when, by which rules."""

    __tablename__ = "renewals"

    member_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    starts_on: Mapped[date] = mapped_column(Date, primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    pack: Mapped[str] = mapped_column(String(40))
    """Which rule pack: one of ours by its name, or the organization's own by its id."""
    carried: Mapped[int] = mapped_column(Integer, default=0)
    """Minutes carried over from the period before, as far as the pack lets them count."""


class OwnPack(Base):
    """A rule pack that an organization wrote itself."""

    __tablename__ = "rule_packs"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    """TOML, as the files in rule_packs/ are."""
