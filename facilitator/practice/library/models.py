"""What is said of a shared plan or prompt, besides what it says itself."""

from datetime import date

from sqlalchemy import BigInteger, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import Base


class Piece(Base):
    """What is said of one plan, or of one prompt a group keeps. It goes with it."""

    __tablename__ = "library_pieces"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), unique=True)
    prompt_id: Mapped[str | None] = mapped_column(ForeignKey("group_prompts.id", ondelete="CASCADE"), unique=True)
    made_by: Mapped[str] = mapped_column(String(40))
    """A member's id."""
    learned: Mapped[str] = mapped_column(Text, default="")
    """What whoever shares it found out with it."""
    depth: Mapped[str] = mapped_column(String(10), default="")
    setting: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(5), default="")
    tags: Mapped[str] = mapped_column(Text, default="[]")
    """JSON."""
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    """How long it usually takes: of a prompt; a plan has its own."""
    credit: Mapped[str] = mapped_column(Text, default="[]")
    """JSON: whose it was before, the first first (credits.py)."""


class PlanVersion(Base):
    """What a shared plan said at one time."""

    __tablename__ = "plan_versions"

    plan_id: Mapped[str] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int] = mapped_column(Integer)
    rounds: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(String(280), default="")
    """What changed, in the words of whoever changed it."""
    made_by: Mapped[str] = mapped_column(String(40))
    made_on: Mapped[date] = mapped_column(Date)


class PromptVersion(Base):
    """What a shared prompt said at one time."""

    __tablename__ = "prompt_versions"

    prompt_id: Mapped[str] = mapped_column(ForeignKey("group_prompts.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(String(280), default="")
    """As of a plan."""
    made_by: Mapped[str] = mapped_column(String(40))
    made_on: Mapped[date] = mapped_column(Date)


class Trial(Base):
    """«I tried this»: a facilitator's note about their own practice."""

    __tablename__ = "trials"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    piece_id: Mapped[str] = mapped_column(ForeignKey("library_pieces.id", ondelete="CASCADE"), index=True)
    member_id: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    made_on: Mapped[date] = mapped_column(Date)
    removed_at: Mapped[int | None] = mapped_column(BigInteger)
    """As of a plan."""
