"""The journal of open meetings: what has happened, sealed, and the texts it refers to.

`append` and everything that belongs with it happen in one durable transaction. A second writer is refused.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Row, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from facilitator.live.steps import Batch, Conflict, Lost, NotOpen, Past, Sealed, TakenElsewhere
from facilitator.meeting import rules
from facilitator.meeting.events import DoorChanged, Event, MeetingOpened
from facilitator.meeting.journalling import read_events, read_meeting, write_events, write_meeting
from facilitator.meeting.state import Meeting, MeetingId, TextId
from facilitator.store.forgetting import forget
from facilitator.store.keys import Keys, NoKey
from facilitator.store.sealing import Unreadable, derived, keyed_hash, new_key, seal, unseal
from facilitator.store.tables import JournalRow, OpenMeeting, ReceiptRow, TextRow
from facilitator.store.writing import Clash, Store, Wish

Door = str
"""What opened a door: "code", "link" or "screen"."""

_open, _journal, _receipts, _texts = (cast(Table, t.__table__) for t in (OpenMeeting, JournalRow, ReceiptRow, TextRow))
_THIS = _open.c.id == bindparam("meeting")
# Made once: putting a statement together costs more than running it, and these run for every command.
_NEWEST = select(func.max(_journal.c.seq)).where(_journal.c.meeting == bindparam("meeting"))
_KEYS = (_open.c.journal_key, _open.c.words_key, _open.c.erased)
_CLAIM = select(*_KEYS, _NEWEST.scalar_subquery().label("newest")).where(_THIS).with_for_update()
_STEPS = (
    select(_journal)
    .where(_journal.c.meeting == bindparam("meeting"), _journal.c.seq > bindparam("known"))
    .order_by(_journal.c.seq)
)
_HEADS = select(
    _open.c.id, select(func.max(_journal.c.seq)).where(_journal.c.meeting == _open.c.id).scalar_subquery()
).where(_open.c.id.in_(bindparam("meetings", expanding=True)))
_STEP, _RECEIPTS, _TEXTS = insert(_journal), insert(_receipts), insert(_texts)


class Journal:
    """Reads and appends. Knows nothing of who asks, nor of who hears of it."""

    def __init__(self, store: Store, keys: Keys) -> None:
        self._store = store
        self._keys = keys

    def door(self, door: Door, secret: str) -> str:
        """The keyed hash under which a code or a link is found."""
        return keyed_hash(self._keys.server, f"door {door}", secret)

    def create(self, opened: MeetingOpened, organization: str) -> None:
        """Opens a meeting. Raises `Conflict` if its code is taken just now."""
        row = OpenMeeting(
            id=opened.meeting, organization=organization, group=opened.group, facilitator=opened.facilitator,
            code_hash=self.door("code", opened.code), link_hash=self.door("link", opened.link),
            screen_hash=self.door("screen", opened.screen), opened_at=opened.at, rehearsal=opened.rehearsal,
        )  # fmt: skip

        def work(session: Session) -> None:
            session.add(row)
            session.flush()
            self._keys.create(opened.meeting)  # only now: a key without a row is a stray to whoever starts meanwhile
            session.add(JournalRow(**self._row(opened.meeting, 1, 0, write_events((opened,)))))

        try:
            self._store.write(work, opened.meeting)
        except Clash:
            self._keys.destroy(opened.meeting)
            raise Conflict from None

    def find(self, door: Door, secret: str) -> MeetingId | None:
        """The open meeting behind a code, a link or a screen link."""
        column = {"code": OpenMeeting.code_hash, "link": OpenMeeting.link_hash, "screen": OpenMeeting.screen_hash}[door]
        with self._store.read() as session:
            return session.scalar(select(OpenMeeting.id).where(column == self.door(door, secret)))

    def open_meetings(self) -> list[OpenMeeting]:
        """Every open meeting's row."""
        with self._store.read() as session:
            return list(session.scalars(select(OpenMeeting)))

    def heads(self, meetings: Iterable[MeetingId]) -> dict[MeetingId, int]:
        """How far each of these meetings has come; those that have closed are missing."""
        wanted = list(meetings)
        found: dict[MeetingId, int] = {}
        for at in range(0, len(wanted), 5000):
            with self._store.read() as session:
                found.update((id, seq) for id, seq in session.execute(_HEADS, {"meetings": wanted[at : at + 5000]}))
        return found

    def read(self, id: MeetingId, after: Past | None = None) -> Past:
        """A meeting as it stands, read on from `after` where that is possible. Raises `NotOpen`, `Lost`."""
        known = after.seq if after else 0
        with self._store.read() as session:
            rows = session.execute(_STEPS, {"meeting": id, "known": known}).all()
            if not rows and not session.get(OpenMeeting, id):
                raise NotOpen
        if not rows and after:
            return Past(meeting=after.meeting, seq=after.seq, whole=False)
        return self._replay(id, rows, after)

    def _replay(self, id: MeetingId, rows: Sequence[Row[Any]], after: Past | None) -> Past:
        meeting = after.meeting if after else None
        seq = after.seq if after else 0
        happened: list[Event] = []
        whole = after is None
        for row in rows:
            body = self._open_row(row)
            if row.snapshot:
                meeting, happened, whole = read_meeting(body), [], True
            else:
                events = read_events(body)
                if meeting is None:
                    assert isinstance(events[0], MeetingOpened)  # noqa: S101 - `create` wrote it
                    meeting = rules.start(events[0])
                    events = events[1:]
                meeting = rules.after(meeting, events)
                happened.extend(events)
            seq = row.seq
        if meeting is None:
            raise NotOpen
        return Past(meeting=meeting, seq=seq, events=() if whole else tuple(happened), whole=whole)

    def sealed(self, id: MeetingId, seq: int, key: int, events: tuple[Event, ...]) -> Sealed:
        """A step for the other processes, which need not look for it here. For whoever has the key it lies under here alone,
        and as long as there is that key: what is forgotten here can be read nowhere. For this number of this meeting."""
        return Sealed(seq, key, seal(self._bell_key(id, key), write_events(events), f"{id} {seq}"))

    def go_on(self, past: Past, steps: Sequence[Sealed]) -> Past:
        """A state gone on with by what another process has sealed. Raises `Lost` where a step is missing or is not theirs."""
        id, seq, meeting = past.meeting.id, past.seq, past.meeting
        happened: list[Event] = []
        for step in (s for s in steps if s.seq > past.seq):
            seq += 1
            try:
                events = read_events(unseal(self._bell_key(id, step.key), step.body, f"{id} {step.seq}"))
            except (NoKey, Unreadable, KeyError, msgspec.MsgspecError):  # the last two: of a newer program
                raise Lost from None
            if step.seq != seq:
                raise Lost
            meeting = rules.after(meeting, events)
            happened.extend(events)
        return Past(meeting=meeting, seq=seq, events=tuple(happened), whole=False)

    def _bell_key(self, id: MeetingId, key: int) -> bytes:
        return derived(self._keys.of(id, "journal", key), "doorbell")

    def texts(self, id: MeetingId, wanted: Iterable[TextId]) -> dict[TextId, str]:
        """The texts of these rows; rows erased meanwhile are missing. Raises `Lost`."""
        wanted = list(wanted)
        found: dict[TextId, str] = {}
        for at in range(0, len(wanted), 500):
            query = select(TextRow).where(TextRow.meeting == id, TextRow.id.in_(wanted[at : at + 500]))
            with self._store.read() as session:
                rows = list(session.scalars(query))
            for row in rows:
                found[row.id] = self._clear(row)
        return found

    def receipts(self, id: MeetingId) -> dict[bytes, bytes]:
        """The receipts of every command this meeting has taken."""
        with self._store.read() as session:
            rows = session.execute(select(ReceiptRow.id, ReceiptRow.body).where(ReceiptRow.meeting == id))
            return dict(rows.all())

    def append(self, past: Past, after: Meeting, batch: Batch, snapshot: bool = False) -> tuple[int, int]:
        """Stores one step durably; gives its number, and that of the key it lies under.

        `past`: the state that was decided on. `after`: the state once the batch has happened. With `snapshot`, the
        step is written as that whole state, everything before it goes, and a new key follows: what is not in the state
        is forgotten. Raises `Conflict`, `NotOpen`, and what `Store.write` raises.
        """
        id, seq = past.meeting.id, past.seq + 1
        whole = write_meeting(after) if snapshot else b""
        events = b"" if snapshot else write_events(batch.events)
        erases = batch.erases

        def work(store: Connection) -> tuple[int, int]:
            row = self._claim(store, id, past.seq)
            number = row.journal_key
            if snapshot:
                number, _ = self._keys.fresh(id, "journal", number)
                store.execute(delete(JournalRow).where(JournalRow.meeting == id))
            store.execute(_STEP, self._row(id, seq, number, whole or events, snapshot))
            for moved in (e for e in batch.events if isinstance(e, DoorChanged)):
                doors = {"code_hash": self.door("code", moved.code), "link_hash": self.door("link", moved.link)}
                store.execute(update(OpenMeeting).where(OpenMeeting.id == id).values(**doors))
            if snapshot or erases:
                changed = {"erased": row.erased + 1, "journal_key": number}
                store.execute(update(OpenMeeting).where(OpenMeeting.id == id).values(**changed))
            if batch.texts:
                store.execute(_TEXTS, [self._text(id, row.words_key, i, t) for i, t in batch.texts.items()])
            if erases:
                store.execute(delete(TextRow).where(TextRow.meeting == id, TextRow.id.in_(erases)))
            if batch.receipts:
                rows = [{"meeting": id, "id": i, "body": b} for i, b in batch.receipts.items()]
                try:
                    store.execute(_RECEIPTS, rows)
                except IntegrityError:
                    raise TakenElsewhere from None
            return seq, number

        stored: tuple[int, int] = self._store.write_rows(_conflicts(work), id, batch.wish)
        return stored

    def close(self, past: Past, harvest: Callable[[Session, OpenMeeting], None]) -> None:
        """The end of a meeting: what is harvested is stored, and everything else erased, in one transaction; then its keys.

        Raises as `append` does. A crash before the keys are gone is made good at the next start."""
        id = past.meeting.id

        def work(session: Session) -> None:
            self._claim(session.connection(), id, past.seq)
            harvest(session, session.get_one(OpenMeeting, id, populate_existing=True))
            forget(session, id)

        self._store.write(_conflicts(work), id, Wish.ERASING)
        self._keys.destroy(id)

    def abandon(self, id: MeetingId, note: Callable[[Session, OpenMeeting], None]) -> None:
        """The end of a meeting whose key is lost, so that nothing of it can be read: `note` writes down that it was there,
        and every row goes. Of one that is closed already, nothing."""

        def work(session: Session) -> None:
            row = session.get(OpenMeeting, id)
            if row:
                note(session, row)
                forget(session, id)

        self._store.write(work, id, Wish.ERASING)
        self._keys.destroy(id)

    def readable(self, id: MeetingId) -> bool:
        """Whether a meeting can be read with the keys there are. One that is closed meanwhile can."""
        try:
            self.texts(id, rules.texts_in(self.read(id).meeting))
        except NotOpen:
            return True
        except Lost:
            return False
        return True

    def _claim(self, store: Connection, id: MeetingId, seq: int) -> Any:
        """The keys of this meeting and how often something was erased, locked where the database has row locks, if nobody
        has written since `seq`. There `newest` is from before the lock was waited for, and is asked again: what is read
        after it is what the other one wrote."""
        row = store.execute(_CLAIM, {"meeting": id}).one_or_none()
        if not row:
            raise NotOpen
        newest = row.newest if store.dialect.name == "sqlite" else store.scalar(_NEWEST, {"meeting": id})
        if newest != seq:
            raise Conflict
        return row

    def _row(self, id: MeetingId, seq: int, number: int, body: bytes, snapshot: bool = False) -> dict[str, Any]:
        key = self._keys.of(id, "journal", number)
        sealed = seal(key, body, f"{id} {seq}")
        return {"meeting": id, "seq": seq, "snapshot": snapshot, "key": number, "body": sealed}

    def _open_row(self, row: Row[Any]) -> bytes:
        try:
            return unseal(self._keys.of(row.meeting, "journal", row.key), row.body, f"{row.meeting} {row.seq}")
        except (NoKey, Unreadable):
            raise Lost from None

    def _text(self, id: MeetingId, number: int, row: TextId, text: str) -> dict[str, Any]:
        own_key, where = new_key(), f"{id} {row}"
        wrapped = seal(self._keys.of(id, "words", number), own_key, where)
        return {
            "meeting": id,
            "id": row,
            "key": number,
            "wrapped": wrapped,
            "body": seal(own_key, text.encode(), where),
        }

    def _clear(self, row: TextRow) -> str:
        where = f"{row.meeting} {row.id}"
        try:
            own_key = unseal(self._keys.of(row.meeting, "words", row.key), row.wrapped, where)
            return unseal(own_key, row.body, where).decode()
        except (NoKey, Unreadable):
            raise Lost from None


def _conflicts(work: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The primary key's refusal, told as what it means."""

    def told(store: Any) -> Any:
        try:
            return work(store)
        except IntegrityError:
            raise Conflict from None

    return told
