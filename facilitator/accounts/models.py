"""Organizations, their members, and the ways in."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from facilitator.store.base import Base

ROLES = ("facilitator", "coordinator", "administrator")


class Organization(Base):
    """An agency that runs groups. Nothing crosses from one to another."""

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(5), default="en")
    country: Mapped[str] = mapped_column(String(2), default="US")
    """Whose crisis lines the help card shows; empty for none."""
    help_lines: Mapped[str] = mapped_column(Text, default="")
    """The organization's own, one on each line."""
    help_confirmed: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    """An administrator has looked at the card: no session opens before that."""
    paper_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    """What stands on paper that people carry away, where the name itself says too much; else the name."""
    keep_attendance: Mapped[int] = mapped_column(Integer, default=84, server_default="84")
    """Months after which attendance is let go."""
    keep_names: Mapped[int] = mapped_column(Integer, default=24, server_default="24")
    """Months after which names left for credit are let go."""

    @property
    def on_paper(self) -> str:
        """The name for sign-in sheets and proofs."""
        return self.paper_name or self.name


class Member(Base):
    """A person with an account: facilitator, coordinator, administrator, or several of these. None of them: they have left."""

    __tablename__ = "members"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    password: Mapped[str] = mapped_column(String(200))
    """An argon2id hash."""
    second_step: Mapped[bytes | None] = mapped_column(LargeBinary, default=None)
    """The secret of an app that makes six digits, sealed; None where a password is enough."""
    second_step_used: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """The half minute whose digits were used last: they work once."""
    facilitator: Mapped[bool] = mapped_column(Boolean, default=False)
    coordinator: Mapped[bool] = mapped_column(Boolean, default=False)
    administrator: Mapped[bool] = mapped_column(Boolean, default=False)
    language: Mapped[str] = mapped_column(String(5), default="en")
    organization: Mapped[Organization] = relationship(lazy="joined", innerjoin=True)

    @property
    def roles(self) -> list[str]:
        """The roles this member has, in a fixed order."""
        return [role for role in ROLES if getattr(self, role)]


class SignIn(Base):
    """One browser a member signed in from. Ending it ends everything that hangs on it, sockets included."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the token in the cookie."""
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id"), index=True)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    began_at: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    sure_at: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """When the password was typed last."""
    device: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """What a person would call this browser, "Firefox, Android". Members' only; nothing of a participant is kept."""
    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)


class Invitation(Base):
    """A link by which one further member joins. Works once, for a week."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the token in the link."""
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    facilitator: Mapped[bool] = mapped_column(Boolean, default=False)
    coordinator: Mapped[bool] = mapped_column(Boolean, default=False)
    administrator: Mapped[bool] = mapped_column(Boolean, default=False)
    expires_at: Mapped[int] = mapped_column(BigInteger)
    organization: Mapped[Organization] = relationship(lazy="joined", innerjoin=True)

    @property
    def roles(self) -> list[str]:
        """The roles whoever joins by it has, in a fixed order."""
        return [role for role in ROLES if getattr(self, role)]

    @property
    def until(self) -> datetime:
        """When its link stops working."""
        return datetime.fromtimestamp(self.expires_at / 1000, UTC)


class RecoveryCode(Base):
    """One way in without the app. Works once."""

    __tablename__ = "recovery_codes"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    """A keyed hash of it."""
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id"), index=True)


class Link(Base):
    """A link for a new password, or for one sign-in. Works once, and not for long."""

    __tablename__ = "member_links"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A hash of the token in the link."""
    kind: Mapped[str] = mapped_column(String(10))
    member_id: Mapped[str] = mapped_column(ForeignKey("members.id"), index=True)
    expires_at: Mapped[int] = mapped_column(BigInteger)
