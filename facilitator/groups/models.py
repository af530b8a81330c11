"""Groups, their plans and prompts, and what they keep."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import UNORDERED, Base

SETTINGS = ("in_person", "virtual", "hybrid")


class Group(Base):
    """A circle that keeps meeting: its agreements, its language, how it meets."""

    __tablename__ = "groups"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    setting: Mapped[str] = mapped_column(String(20), default="in_person")
    video_link: Mapped[str] = mapped_column(String(500), default="")
    agreements: Mapped[str] = mapped_column(Text, default="")
    """One on each line."""
    language: Mapped[str] = mapped_column(String(5), default="en")
    rehearsal: Mapped[bool] = mapped_column(Boolean, default=False)
    """For trying things out; no list shows it."""
    paper_name: Mapped[str] = mapped_column(String(80), default="", server_default="")
    """What stands on paper and in exports instead of a name that may name a condition; empty: "Group session"."""
    practice: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """A circle of facilitators among themselves, from its first day or never: it counts for no attendance, and gives hours."""
    last_plan: Mapped[str] = mapped_column(String(40), default="")
    """What its last session was opened with: a plan's id, or a template's name."""
    put_away_at: Mapped[int | None] = mapped_column(BigInteger)
    """Since when it meets no more. Its attendance and what it kept stay; it can be brought back at any time."""


class Plan(Base):
    """An ordered list of rounds to start a session from. A facilitator's work: nothing of a session is in it."""

    __tablename__ = "plans"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"), index=True)
    """Nobody's where its group is gone: a shared one stays for the others."""
    name: Mapped[str] = mapped_column(String(80))
    minutes: Mapped[int] = mapped_column(Integer, default=60)
    rounds: Mapped[str] = mapped_column(Text, default="[]")
    """JSON: kind, minutes, prompt and settings of each (plans.py)."""
    shared: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the organization's other groups see it too."""
    made_by: Mapped[str] = mapped_column(String(40))
    """A member's id."""
    removed_at: Mapped[int | None] = mapped_column(BigInteger)
    """Since when no list shows it. It can be brought back for a while."""


class GroupPrompt(Base):
    """A prompt that a group keeps for itself, besides the library."""

    __tablename__ = "group_prompts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    depth: Mapped[str] = mapped_column(String(10), default="middle")
    shared: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """As of a plan."""
    removed_at: Mapped[int | None] = mapped_column(BigInteger)
    """As of a plan."""


class Keepsake(Base):
    """A shout-out that both giver and receiver let the group keep. No name, no date, in no order."""

    __tablename__ = "keepsakes"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """The strength and the words, sealed with the server's key."""
