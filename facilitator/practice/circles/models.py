"""What a closed practice circle leaves: that it was held, and what entitles those who were there to its hours."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from facilitator.store.base import UNORDERED, Base


class PracticeCircle(Base):
    """One practice circle that was held. Nobody who came is in it but those who wanted to be named as presenters."""

    __tablename__ = "practice_circles"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    held_on: Mapped[date] = mapped_column(Date)
    minutes: Mapped[int] = mapped_column(Integer)
    agenda: Mapped[str] = mapped_column(Text, default="[]")
    """JSON: the kinds of its rounds, as they came."""
    led_by: Mapped[str] = mapped_column(String(40))
    """The member whose session it was: they need no voucher."""
    presenters: Mapped[str] = mapped_column(Text, default="[]")
    """JSON: the names of members who led and wished to be named."""
    unclaimed: Mapped[int] = mapped_column(Integer)
    """How many records may still be asked for by voucher: never more than seats."""


class HoursVoucher(Base):
    """Entitles whoever holds it to one record of hours. A hash only; used up, it is gone."""

    __tablename__ = "hours_vouchers"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    circle_id: Mapped[str] = mapped_column(ForeignKey("practice_circles.id", ondelete="CASCADE"), index=True)


class HoursClaim(Base):
    """That somebody has had their record of a circle: a keyed hash of both, so that once is once and nobody can list who."""

    __tablename__ = "hours_claims"
    __table_args__ = UNORDERED

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
