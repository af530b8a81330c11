"""After words are taken back, or a round's silent choices are over: makes old pages, logs and backups unreadable.

What remains is wrapped under a new key and the old one is destroyed. Pooled, so that many at once cost one change;
resumable, since the row says that something is still to be erased until it is done.
"""

import logging
import threading
from functools import partial
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, select, update
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from facilitator.meeting.state import MeetingId
from facilitator.serving import Serving
from facilitator.store.keys import Keys, NoKey
from facilitator.store.sealing import seal, unseal
from facilitator.store.tables import OpenMeeting, TextRow
from facilitator.store.writing import Store, Wish, checkpoint

log = logging.getLogger(__name__)

_open, _texts = cast(Table, OpenMeeting.__table__), cast(Table, TextRow.__table__)
_KEYS = select(_open.c.words_key, _open.c.journal_key, _open.c.erased)
_KEYS = _KEYS.where(_open.c.id == bindparam("meeting")).with_for_update()
_WRAPPED = select(_texts.c.id, _texts.c.key, _texts.c.wrapped).where(_texts.c.meeting == bindparam("meeting"))
_WRAP = update(_texts).where(_texts.c.meeting == bindparam("of"), _texts.c.id == bindparam("text"))
_WRAP = _WRAP.values(key=bindparam("number"), wrapped=bindparam("anew"))

POOLED_FOR = 1.0
"""Seconds in which further erasures join the first."""
LOOKS = 5
"""So often the write-ahead log is tried to be emptied. What it holds cannot be read any more in any case."""


class Eraser:
    """Changes the keys of meetings in which something was erased."""

    def __init__(self, store: Store, keys: Keys, serving: Serving) -> None:
        self._store, self._keys, self._serving = store, keys, serving
        self._waiting: set[MeetingId] = set()
        self._lock = threading.Lock()
        self._running = False

    def soon(self, meeting: MeetingId) -> None:
        """Something of this meeting was erased, or all of it: its key follows within a second or two, and the
        write-ahead log is emptied."""
        with self._lock:
            self._waiting.add(meeting)
            start, self._running = not self._running, True
        if start:
            self._serving.spawn(self._run)

    def _run(self) -> None:
        while True:
            self._serving.sleep(POOLED_FOR)
            with self._lock:
                meetings, self._waiting = self._waiting, set()
                if not meetings:
                    self._running = False
                    return
            again = {meeting for meeting in meetings if not self._changed(meeting)}
            with self._lock:
                self._waiting |= again
            for _ in range(LOOKS):
                if self._emptied():
                    break
                self._serving.sleep(POOLED_FOR)

    def _changed(self, meeting: MeetingId) -> bool:
        """Whether its old keys are gone. Nothing that goes wrong ends the trying."""
        try:
            self.change_keys(meeting)
        except NoKey:
            return True  # there is nothing left to destroy
        except Exception as e:
            return self._fault(e)
        return True

    def _emptied(self) -> bool:
        """Whether the write-ahead log is empty: somebody may be reading in it, or the disk be too full to write it out."""
        try:
            return checkpoint(self._store)
        except Exception as e:
            return self._fault(e)

    def _fault(self, error: Exception) -> bool:
        if not self._store.closing:
            log.error("fault in changing keys: %s", type(error).__name__)
        return self._store.closing

    def change_keys(self, id: MeetingId) -> None:
        """Wraps a meeting's texts under a new key and destroys the old ones; all of them where the meeting is over, since
        whoever closed it may not have come to it."""
        current = self.wrap_anew(id)
        if not current:
            self._serving.offload(lambda: self._keys.destroy(id))
        else:
            words_key, journal_key, erased = current
            destroy = partial(self._keys.destroy_older, id, words_key, journal_key)
            self._serving.offload(lambda: self._store.ballast.spend(destroy))
            cleaned = update(OpenMeeting).where(OpenMeeting.id == id).values(cleaned=erased)
            self._store.write(lambda session: session.execute(cleaned) and None, id, Wish.ERASING)

    def wrap_anew(self, id: MeetingId) -> tuple[int, int, int] | None:
        """The first half: wraps the texts under a new key. Gives the keys now in use and which erasures this covers;
        None if the meeting is over. A crash after it is made good by `resume`."""

        def work(store: Connection) -> tuple[int, int, int] | None:
            row = store.execute(_KEYS, {"meeting": id}).one_or_none()
            if not row:
                return None
            number, new = self._keys.fresh(id, "words", row.words_key)
            anew = [self._anew(id, number, new, text) for text in store.execute(_WRAPPED, {"meeting": id})]
            if anew:
                store.execute(_WRAP, anew)
            store.execute(update(_open).where(_open.c.id == id).values(words_key=number))
            return number, row.journal_key, row.erased

        return self._store.write_rows(work, id, Wish.ERASING)

    def _anew(self, id: MeetingId, number: int, new: bytes, text: Any) -> dict[str, Any]:
        where = f"{id} {text.id}"
        own = unseal(self._keys.of(id, "words", text.key), text.wrapped, where)
        return {"of": id, "text": text.id, "number": number, "anew": seal(new, own, where)}

    def resume(self) -> None:
        """At start: finishes what a crash left half done, and drops keys and rows that no longer belong to anything."""
        for row in self._store.write(self._without_strays):
            try:
                self._keys.destroy_older(row.id, row.words_key, row.journal_key)
                if row.erased > row.cleaned:
                    self.change_keys(row.id)
            except NoKey:
                continue  # another process has changed keys since, or they are lost: ended_early.py sees to it
        checkpoint(self._store)

    def _without_strays(self, session: Session) -> list[OpenMeeting]:
        """Every open meeting's row, once the keys that belong to none are gone. Nobody opens a meeting meanwhile: its key
        is there before others can see its row."""
        if not self._store.sqlite:
            session.execute(sql("LOCK TABLE open_meetings IN SHARE MODE"))
        rows = list(session.scalars(select(OpenMeeting)))
        for stray in self._keys.meetings() - {r.id for r in rows}:
            self._keys.destroy(stray)
        session.expunge_all()
        return rows
