"""The copies of meetings that a process holds, brought up to date from the journal. Decides nothing and writes nothing.

A meeting somebody looks at here follows at once what other processes write. One that nobody looks at is only marked as
behind, and read on when it is next needed: so a process's work grows with its own screens, not with everybody's.
"""

import threading
from collections.abc import Callable

from msgspec.structs import replace

from facilitator.live.counter import Counter
from facilitator.live.held import Change, Live, seats_touched
from facilitator.live.journal import Journal
from facilitator.live.steps import Lost, NotOpen, Past, Sealed
from facilitator.meeting import rules
from facilitator.meeting.state import Meeting, MeetingId, SeatId, TextId
from facilitator.store.writing import Away


class Shelf:
    """Every meeting this process holds. Other processes may hold the same ones: the journal decides who wrote first."""

    def __init__(
        self, journal: Journal, announce: Callable[[Change], None], watched: Callable[[MeetingId], bool],
        attend: Callable[[MeetingId, bool], None] = lambda meeting, attends: None,
    ) -> None:  # fmt: skip
        """`watched`: whether anyone looks at a meeting here. `attend` says whether what others write to it is to be heard."""
        self._journal, self._announce, self._watched, self._attend = journal, announce, watched, attend
        self._live: dict[MeetingId, Live] = {}
        self._behind: set[MeetingId] = set()
        self._counters: dict[MeetingId, Counter] = {}
        self._lock = threading.Lock()

    # Looking

    def read(self, id: MeetingId, seat: SeatId | None = None) -> Live | None:
        """A meeting as it stands, or None if it is not open. `seat`: one that must be in it; another process may have
        let them in a moment ago, so if it is not, the journal is read on first."""

        def lacks(live: Live) -> bool:
            return id in self._behind or bool(seat and seat not in live.meeting.seats)

        live = self._live.get(id)
        if live and lacks(live):
            self._read_on(id, lacks)
        elif not live:
            self._read_first(id)
            live = self._live.get(id)
            if live and lacks(live):  # somebody else had read it, before this seat was taken
                self._read_on(id, lacks)
        return self._live.get(id)

    def open_here(self) -> list[Meeting]:
        """The meetings this process holds as they are now."""
        return [live.meeting for id, live in list(self._live.items()) if id not in self._behind]

    # What other processes write

    def catch_up(self) -> None:
        """Looks for what other processes have written without our hearing of it, and announces it. One query."""
        held = list(self._live.items())
        known = {id: live.past.seq for id, live in held if id not in self._behind or self._watched(id)}
        heads = self._journal.heads(known) if known else {}
        for id, seq in known.items():
            self.heard(id, heads.get(id, seq + 1))

    def heard(self, id: MeetingId, version: int, steps: tuple[Sealed, ...] = ()) -> None:
        """Another process says that a meeting is at this version: screens here follow at once. Where there are none, it
        is read when somebody asks. `steps`: the last ones, where it sent them along."""
        live = self._live.get(id)
        if live and version > live.past.seq:
            if not self._watched(id):
                self._behind.add(id)
                self._attend(id, False)  # to hear it again would change nothing
            elif not (steps and steps[-1].seq == version and self._go_on(id, steps)):
                self._read_on(id, lambda live: version > live.past.seq)

    def _go_on(self, id: MeetingId, steps: tuple[Sealed, ...]) -> bool:
        """Goes on with what was sent along, where that begins at our copy's end: then nothing but new words is looked up."""
        try:
            with self.counter(id).reading:
                live = self.current(id)
                if not live:
                    return False
                past = self._journal.go_on(live.past, steps)
                self.put(Live(past=past, texts=self._texts(past, live), receipts=live.receipts, lacks=True))
                self._announce(Change(id, seats_touched(live.meeting, past.events)))
                return True
        except (Lost, Away):
            return False

    def let_go(self) -> None:
        """Forgets the copies of meetings that other processes have gone on with."""
        for id in list(self._behind):
            with self.counter(id).reading:
                if id in self._behind and not self._watched(id):
                    self.drop(id)

    def _read_first(self, id: MeetingId) -> None:
        """Raises `Away`."""
        try:
            with self.counter(id).reading:
                if id not in self._live:
                    self.fresh(id)
        except (NotOpen, Lost):
            self.drop(id)

    def _read_on(self, id: MeetingId, lacks: Callable[[Live], bool]) -> None:
        """Reads the copy on if it still lacks something once it is our turn: whoever had theirs before may have read what
        was there before us."""
        try:
            with self.counter(id).reading:
                live = self._live.get(id)
                if live and lacks(live):
                    self._announce(self.caught_up(id))
        except (NotOpen, Lost):
            self.drop(id)
            self._announce(Change(id, None, erased=True))
        except Away:
            pass  # it is behind, and read when the database is back

    # For the desk, which holds the meeting's `reading` meanwhile

    def counter(self, id: MeetingId) -> Counter:
        """What waits for a meeting."""
        with self._lock:
            return self._counters.setdefault(id, Counter())

    def current(self, id: MeetingId) -> Live | None:
        """The copy as it is; None if there is none, or others are known to have gone on."""
        return None if id in self._behind else self._live.get(id)

    def fresh(self, id: MeetingId) -> Live:
        """A copy read from the journal. Raises `NotOpen`, `Lost`, `Away`."""
        return self._refresh(id, None)

    def caught_up(self, id: MeetingId) -> Change:
        """The copy brought up to date, and what that changed. Raises as `fresh` does."""
        known = self._live.get(id)
        live = self._refresh(id, known)
        whole = known is None or live.past.whole
        return Change(id, None if whole or known is None else seats_touched(known.meeting, live.past.events))

    def with_receipts(self, id: MeetingId) -> Live:
        """The copy, knowing every command its meeting has taken, wherever that was."""
        return self.put(replace(self._live[id], receipts=self._journal.receipts(id), lacks=False))

    def put(self, live: Live) -> Live:
        """What the meeting is from now on."""
        self._live[live.meeting.id] = live
        return live

    def forget(self, id: MeetingId) -> None:
        """The copy may be wrong: the next one comes from the journal."""
        self._live.pop(id, None)
        self._attend(id, False)

    def drop(self, id: MeetingId) -> None:
        """The meeting is over, or no concern of this process any more."""
        with self._lock:
            self._live.pop(id, None)
            self._counters.pop(id, None)
            self._behind.discard(id)
        self._attend(id, False)

    def _refresh(self, id: MeetingId, known: Live | None) -> Live:
        """Reads on from what is known."""
        try:
            return self._from_journal(id, known)
        except Lost:  # or another process changed keys between our reading a row and looking for its key
            return self._from_journal(id, known)

    def _from_journal(self, id: MeetingId, known: Live | None) -> Live:
        """Which commands others have taken meanwhile is read when it matters."""
        self._attend(id, True)
        self._behind.discard(id)  # before reading: what is rung meanwhile counts
        try:
            past = self._journal.read(id, known.past if known else None)
            texts = self._texts(past, known)
            receipts = known.receipts if known else self._journal.receipts(id)
        except Away:
            self._behind.add(id)
            raise
        lacks = known is not None and (known.lacks or past.seq != known.past.seq)
        return self.put(Live(past=past, texts=texts, receipts=receipts, lacks=lacks))

    def _texts(self, past: Past, known: Live | None) -> dict[TextId, str]:
        """The words a state refers to: those that are known, and the others looked up."""
        have, wanted = known.texts if known else {}, rules.texts_in(past.meeting)
        return {i: t for i, t in have.items() if i in wanted} | self._journal.texts(
            past.meeting.id, wanted - have.keys()
        )
