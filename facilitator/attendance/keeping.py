"""How long attendance stays: by months, as each organization has set it. What is older is let go, and leaves nothing
behind: rows are overwritten, and the keys of a month's names are destroyed, so that copies are noise as well.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from msgspec import Struct
from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from facilitator.accounts.models import Invitation, Organization, SignIn
from facilitator.attendance.models import Held, Month, Signature, SpentSlip
from facilitator.attendance.outside_released import forget_frozen
from facilitator.attendance.records import month_of
from facilitator.operations import audit
from facilitator.operations.models import AuditEntry
from facilitator.store.files import blot_out, sync_folder
from facilitator.store.name_keys import NameKeys, month_in
from facilitator.store.writing import Store, checkpoint

BACKUPS_FOR = 30
"""Days that a copy made before an update (store/migrating.py) or a restore is kept: it holds old rows as well."""
_BACKUP = re.compile(r"(\d{4}-\d\d-\d\d)-\d{6}-(?:before-\w+|replaced|damaged)\.sqlite3(?:-wal)?")

ALSO_LET_GO: list[Callable[[Session, str, int], object]] = [forget_frozen]
"""What else attendance has left in other tables: (session, organization, first month that stays, as 202611). Whoever adds
such a table adds its function here."""


class LetGo(Struct, frozen=True, kw_only=True):
    """How much went, or would."""

    names: int = 0
    sessions: int = 0
    entries: int = 0
    """Of the audit trail."""
    slips: int = 0
    sign_ins: int = 0
    backups: int = 0

    def __add__(self, other: "LetGo") -> "LetGo":
        return LetGo(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


def first_that_stays(today: date, months: int) -> date:
    """The first day of the oldest month that is kept. Whole months: one goes when its last day is so many months old."""
    past = today.year * 12 + today.month - 1 - months
    return date(max(past // 12, 1), past % 12 + 1, 1)


class _Old(Struct, frozen=True):
    """What of one organization is older than it keeps."""

    organization: str
    held: date
    names: date

    def conditions(self) -> list[tuple[str, type, ColumnElement[bool]]]:
        """(what it counts as, its table, which rows), those that refer to others first."""
        own = Held.organization_id == self.organization
        gone = select(Held.id).where(own, Held.held_on < self.held)
        signed = select(Held.id).where(own, Held.held_on < self.names)
        of_it = AuditEntry.what.startswith("attendance.") & (AuditEntry.at < _midnight(self.held))
        return [
            ("entries", AuditEntry, (AuditEntry.organization_id == self.organization)
                & or_(of_it, AuditEntry.about.in_(gone))),
            ("names", Signature, Signature.held_id.in_(signed)),
            ("", Month, (Month.organization_id == self.organization) & (Month.month < month_of(self.held))),
            ("sessions", Held, own & (Held.held_on < self.held)),
        ]  # fmt: skip


def _midnight(day: date) -> int:
    """The moment a day begins here, in milliseconds since 1970."""
    return int(datetime.combine(day, time()).astimezone(UTC).timestamp() * 1000)


def _old(organization: str, attendance: int, names: int, today: date) -> _Old:
    held = first_that_stays(today, attendance)
    return _Old(organization, held, max(held, first_that_stays(today, names)))


def would_go(store: Store, organization: str, attendance: int, names: int, today: date) -> LetGo:
    """What an organization would lose today if it kept attendance and names for so many months."""
    old = _old(organization, attendance, names, today)
    with store.read() as session:
        counted = {
            what: session.scalar(select(func.count()).select_from(table).where(which)) or 0
            for what, table, which in old.conditions()
            if what
        }
    return LetGo(**counted)


def purge(store: Store, names: NameKeys, backups: Path, today: date, only_look: bool = False) -> LetGo:
    """Lets go of everything that has been kept long enough; gives how much that was. With `only_look` nothing goes.
    Two at once do no harm, and after a crash the next one finishes what was begun."""
    with store.read() as session:
        kept = session.execute(select(Organization.id, Organization.keep_attendance, Organization.keep_names)).all()
    total = _passed(store, today, only_look) + LetGo(backups=_old_backups(backups, today, only_look))
    for organization, attendance, months in kept:
        if only_look:
            total += would_go(store, organization, attendance, months, today)
            continue
        old = _old(organization, attendance, months, today)
        total += store.write(lambda session, old=old: _let_go(session, old))  # type: ignore[misc]
        for bucket in names.buckets(organization):
            if month_in(bucket) < f"{old.names:%Y-%m}":
                names.destroy(bucket)
    if not only_look and total != LetGo():
        checkpoint(store)
    return total


def _let_go(session: Session, old: _Old) -> LetGo:
    went = {}
    for what, table, which in old.conditions():
        deleted = session.execute(delete(table).where(which).execution_options(synchronize_session=False))
        if what:
            went[what] = int(deleted.rowcount)  # type: ignore[attr-defined]
    for also in ALSO_LET_GO:
        also(session, old.organization, month_of(old.held))
    gone = LetGo(**went)
    if gone != LetGo():
        audit.write(session, old.organization, "", "retention.purged", names=gone.names, sessions=gone.sessions)
    return gone


def _passed(store: Store, today: date, only_look: bool) -> LetGo:
    """What has a day of its own after which nobody needs it."""
    now = _midnight(today)
    slips, ins, invited = SpentSlip.good_until < today, SignIn.expires_at < now, Invitation.expires_at < now
    doomed = (("slips", SpentSlip, slips), ("sign_ins", SignIn, ins), ("sign_ins", Invitation, invited))
    if only_look:
        with store.read() as session:
            counts = [
                (what, session.scalar(select(func.count()).select_from(t).where(w)) or 0) for what, t, w in doomed
            ]
    else:

        def work(session: Session) -> list[tuple[str, int]]:
            return [(what, session.execute(delete(t).where(w)).rowcount) for what, t, w in doomed]  # type: ignore[attr-defined]

        counts = store.write(work)
    return sum((LetGo(**{what: n}) for what, n in counts), LetGo())


def _old_backups(folder: Path, today: date, only_look: bool) -> int:
    """Copies made before an update that are older than a month; only those this program made itself."""
    old = [
        path
        for path in folder.glob("*.sqlite3*")
        if (made := _BACKUP.fullmatch(path.name))
        and date.fromisoformat(made.group(1)) < today - timedelta(days=BACKUPS_FOR)
    ]
    if only_look or not old:
        return len(old)
    for path in old:
        try:
            blot_out(path)
            path.unlink()
        except FileNotFoundError:
            continue  # another process was quicker
    sync_folder(folder)
    return len(old)
