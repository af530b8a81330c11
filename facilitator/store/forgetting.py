"""What is left of a meeting once it is over: no row."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from facilitator.store.tables import HereRow, JournalRow, OpenMeeting, ReceiptRow, SealedSlip, TextRow, Voucher


def forget(session: Session, id: str) -> None:
    """Erases every row a meeting has."""
    for table in (JournalRow, TextRow, ReceiptRow, Voucher, SealedSlip, HereRow):
        session.execute(delete(table).where(table.meeting == id))
    session.execute(delete(OpenMeeting).where(OpenMeeting.id == id))
