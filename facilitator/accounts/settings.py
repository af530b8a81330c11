"""What an organization settles for itself: its name on paper, and how long attendance stays. Plain functions; no web."""

from msgspec import Struct
from sqlalchemy.orm import Session

from facilitator.accounts.models import Organization
from facilitator.operations import audit
from facilitator.store.writing import Store

LEAST_MONTHS, MOST_MONTHS = 1, 240


class Settings(Struct, frozen=True):
    """What can be settled."""

    paper_name: str
    keep_attendance: int
    """Months."""
    keep_names: int
    """Months; never longer than attendance, which they belong to."""

    def shortens(self, organization: Organization) -> bool:
        """Whether something may go sooner than it would have."""
        return self.keep_attendance < organization.keep_attendance or self.keep_names < organization.keep_names


def settle(store: Store, organization: str, member: str, wanted: Settings) -> None:
    """Settles it; each thing that changes is in the audit trail. Raises `ValueError` for months that cannot be."""
    if not LEAST_MONTHS <= wanted.keep_names <= wanted.keep_attendance <= MOST_MONTHS:
        raise ValueError("months")

    def work(session: Session) -> None:
        found = session.get(Organization, organization, with_for_update=True)
        assert found is not None  # noqa: S101 - whoever asks is a member of it
        if found.paper_name != wanted.paper_name:
            found.paper_name = wanted.paper_name
            audit.write(session, organization, member, "organization.paper_name", given=bool(wanted.paper_name))
        for name in ("keep_attendance", "keep_names"):
            was, becomes = getattr(found, name), getattr(wanted, name)
            if was != becomes:
                setattr(found, name, becomes)
                audit.write(session, organization, member, f"organization.{name}", was=was, became=becomes)

    store.write(work)
