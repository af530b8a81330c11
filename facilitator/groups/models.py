"""Groups, and what they keep."""

from sqlalchemy import Boolean, ForeignKey, LargeBinary, String, Text
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


class Keepsake(Base):
    """A shout-out that both giver and receiver let the group keep. No name, no date, in no order."""

    __tablename__ = "keepsakes"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """The strength and the words, sealed with the server's key."""
