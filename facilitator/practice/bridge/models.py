"""The lines of a directory. What is in one was written by members; nothing of a session is in it."""

from datetime import date

from sqlalchemy import BigInteger, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import Base


class Resource(Base):
    """A place to turn to."""

    __tablename__ = "resources"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """What a session offers it by."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(String(300), default="")
    """What it is for."""
    phone: Mapped[str] = mapped_column(String(40), default="")
    hours: Mapped[str] = mapped_column(String(120), default="")
    languages: Mapped[str] = mapped_column(String(120), default="")
    cost: Mapped[str] = mapped_column(String(120), default="")
    way: Mapped[str] = mapped_column(String(400), default="")
    """How to get in."""
    checked_on: Mapped[date | None] = mapped_column(Date)
    """When somebody last made sure of it; by whom is not kept."""
    archived_at: Mapped[int | None] = mapped_column(BigInteger)
    """Since when nobody is offered it any more."""
    before: Mapped[str] = mapped_column(Text, default="")
    """What the line said before it was last changed, for undoing that."""
