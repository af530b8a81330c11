"""What members did, without content."""

from sqlalchemy import BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import Base


class AuditEntry(Base):
    """One thing a member (or the program itself) did."""

    __tablename__ = "audit"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    at: Mapped[int] = mapped_column(BigInteger, index=True)
    """Milliseconds since 1970."""
    member: Mapped[str] = mapped_column(String(40))
    """Who; empty for the program itself."""
    what: Mapped[str] = mapped_column(String(40))
    """For example "attendance.heads"."""
    about: Mapped[str] = mapped_column(String(80), default="", index=True)
    """An id, or a period. Never a name or a word of anybody."""
    change: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: what it was and what it became, in numbers and settings only."""
