"""What remains of a meeting for coordinators. No key, no time and no order leads from here to anything said."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import UNORDERED, Base


class Held(Base):
    """A meeting that was held."""

    __tablename__ = "held"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """Random, and not the meeting's."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int] = mapped_column(Integer)
    """In steps of five."""
    phones: Mapped[int] = mapped_column(Integer)
    without_phone: Mapped[int] = mapped_column(Integer)

    @property
    def heads(self) -> int:
        """How many came."""
        return self.phones + self.without_phone
