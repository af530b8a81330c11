"""The desk: the one door through which a meeting changes. Queue, decide, append, announce, answer.

Whatever waits for a meeting is decided together and stored in one transaction; only then is anyone answered, and only
what is stored is announced.
"""

import logging
import random
import threading
from collections.abc import Callable
from functools import partial

from msgspec.structs import asdict
from sqlalchemy.orm import Session

from facilitator.clock import Now
from facilitator.live.counter import Asked, Counter
from facilitator.live.faults import fault
from facilitator.live.held import Change, Live, seats_touched
from facilitator.live.journal import Journal
from facilitator.live.receipts import Receipt, mark
from facilitator.live.shelf import Shelf
from facilitator.live.steps import Batch, Conflict, Lost, NotOpen, Past, Sealed, TakenElsewhere
from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting import rules
from facilitator.meeting.attending import heads
from facilitator.meeting.harvest import Harvest, harvest
from facilitator.meeting.permissions import Actor
from facilitator.meeting.refusals import BUSY, CLOSED, DIFFERENT, ENDED_EARLY, STORAGE, Refusal
from facilitator.meeting.state import Meeting, MeetingId, SeatId, TextId
from facilitator.serving import Serving
from facilitator.store.tables import OpenMeeting
from facilitator.store.writing import Away, Full, Locked, OutcomeUnknown, StorageFailed

log = logging.getLogger(__name__)

TRIES = 40
"""Of four processes that write to one meeting as fast as they can, one in four is first each time: within these, everybody
has been, but for one in a hundred thousand. It takes two seconds and a half at the worst."""
CONFLICT_PAUSE, LONGEST_PAUSE = 0.004, 0.128
SNAPSHOT_EVERY = 500

Harvested = Callable[[Session, OpenMeeting, Harvest], None]
"""Stores what a closed meeting leaves behind, in the transaction that erases the rest."""
Ring = Callable[[MeetingId, int, Callable[[], Sealed] | None], None]
"""Tells other processes that a meeting is at a version; what seals the step to it for them, where they can go on from it.
Never waits, never fails."""


class Desk:
    """Every meeting of this process. Other processes may serve the same ones: the journal decides who wrote first."""

    def __init__(
        self, journal: Journal, now: Now, serving: Serving, announce: Callable[[Change], None], harvested: Harvested,
        ring: Ring = lambda meeting, version, step: None, watched: Callable[[MeetingId], bool] = lambda meeting: True,
        attend: Callable[[MeetingId, bool], None] = lambda meeting, attends: None,
    ) -> None:  # fmt: skip
        """`ring` tells other processes. `watched`: whether anyone looks at a meeting here; if not, what others write
        to it is read when it is next needed. `attend`: whether to hear what others ring for a meeting."""
        self._journal, self._now, self._serving = journal, now, serving
        self._announce, self._harvested, self._ring = announce, harvested, ring
        self.shelf = Shelf(journal, announce, watched, attend)
        self.ended_early: set[MeetingId] = set()
        """Meetings that this process has had to end, because their key was lost (ended_early.py)."""

    def over(self, id: MeetingId) -> Refusal:
        """What to say of a meeting that is not open."""
        return ENDED_EARLY if id in self.ended_early else CLOSED

    def open(self, asked: ask.Open, organization: str) -> None:
        """Opens a meeting. Raises `Conflict` if its code is in use."""
        self._journal.create(rules.open_meeting(asked, self._now()), organization)

    def read(self, id: MeetingId, seat: SeatId | None = None) -> Live | None:
        """A meeting as it stands, or None if it is not open. `seat`: one that must be in it; another process may have
        let them in a moment ago, so if it is not, the journal is read on first."""
        return self.shelf.read(id, seat)

    def perform(
        self, id: MeetingId, actor: Actor, command: ask.Command, receipt: Receipt | None = None
    ) -> Refusal | None:
        """Asks a meeting for something. None once it is stored, else why not. The same receipt again changes nothing."""
        return self.take(id, actor, command, receipt)[0]

    def take(
        self, id: MeetingId, actor: Actor, command: ask.Command, receipt: Receipt | None = None
    ) -> tuple[Refusal | None, bool]:
        """As `perform`, and whether this very command had been taken before, here or on another process."""
        asked = Asked(actor, command, receipt)
        counter = self.shelf.counter(id)
        with counter.lock:
            if counter.busy:
                asked.answered = threading.Event()
            counter.waiting.append(asked)
            counter.busy = True
        if asked.answered:
            asked.answered.wait()
        else:
            self._serve(id, counter)
        return asked.answer, asked.again

    def was_taken(self, live: Live, actor: Actor, receipt: Receipt) -> bool:
        """Whether this very command has been taken before, as far as this process knows."""
        return mark(live.meeting, actor, receipt)[0] in live.receipts

    def heads(self, id: MeetingId) -> int:
        """How many have come to a meeting so far; 0 once it is over."""
        live = self.read(id)
        return len(heads(live.meeting)) if live else 0

    def now(self) -> int:
        """The time that everything here is decided by."""
        return self._now()

    def _serve(self, id: MeetingId, counter: Counter) -> None:
        """Takes everything that waits. Whoever comes first does so, since they would only wait; what has come meanwhile is
        seen to beside them."""
        with counter.lock:
            batch, counter.waiting = counter.waiting, []
        try:
            self._answer(id, counter, batch)
        finally:
            with counter.lock:
                counter.busy = more = bool(counter.waiting)
            if more:
                self._serving.spawn(self._serve, id, counter)

    def _answer(self, id: MeetingId, counter: Counter, batch: list[Asked]) -> None:
        changes: list[Change] = []
        try:
            with counter.reading:
                self._together(id, batch, changes)
        except Exception as e:
            refusal = fault(e, "desk")
            for asked in batch:
                asked.answer = asked.answer or refusal
        for asked in batch:
            if asked.answered:
                asked.answered.set()
        for change in changes:
            try:
                self._announce(change)
            except Exception as e:  # whoever did not hear asks for it later; the next command is still answered
                fault(e, "announcing")

    def _together(self, id: MeetingId, batch: list[Asked], changes: list[Change]) -> None:
        """Decides a batch on one state and stores it in one step; decides again if somebody else wrote first.

        Adds to `changes` what is to be announced once everyone has been answered."""
        for tried in range(TRIES):
            try:
                changes.extend(self._decide_and_store(self._current(id, changes), batch))
                return
            except Conflict as e:
                changes.append(self.shelf.caught_up(id))
                if isinstance(e, TakenElsewhere):
                    self.shelf.with_receipts(id)
                pause = min(LONGEST_PAUSE, CONFLICT_PAUSE * 2**tried)
                self._serving.sleep(random.uniform(0, pause))  # noqa: S311 - lets the other one through
            except OutcomeUnknown:
                self.shelf.forget(id)  # what was decided is judged again by its receipts
                changes.append(Change(id, None, erased=True))  # and if it is stored, nobody has been told yet
                for asked in batch:
                    asked.unsure = True
            except (NotOpen, Lost):
                self.shelf.drop(id)
                for asked in batch:
                    asked.answer = self.over(id)
                changes.append(Change(id, None, erased=True))
                return
            except (Locked, Away):
                break
            except StorageFailed:
                self._singly(id, batch, changes)
                return
        for asked in batch:
            asked.answer = BUSY

    def _current(self, id: MeetingId, changes: list[Change]) -> Live:
        """The meeting as it stands. Raises as reading does."""
        live = self.shelf.current(id)
        if live is None:
            changes.append(self.shelf.caught_up(id))
            live = self.shelf.current(id) or self.shelf.fresh(id)
        return live

    def _singly(self, id: MeetingId, batch: list[Asked], changes: list[Change]) -> None:
        """The batch could not be stored as one: each command for itself, so that one cannot take the others along."""
        for asked in batch:
            try:
                changes.extend(self._decide_and_store(self._current(id, changes), [asked]))
            except Full:
                asked.answer = STORAGE
            except (StorageFailed, OutcomeUnknown, Conflict):
                self.shelf.forget(id)
                changes.append(Change(id, None, erased=True))
                asked.answer = STORAGE

    def _decide_and_store(self, live: Live, batch: list[Asked]) -> list[Change]:
        meeting = live.meeting
        events: list[did.Event] = []
        texts: dict[TextId, str] = {}
        receipts: dict[bytes, bytes] = {}
        for asked in batch:
            marked = mark(live.meeting, asked.actor, asked.receipt) if asked.receipt else None
            taken = live.receipts.get(marked[0], receipts.get(marked[0])) if marked else None
            if marked and taken is not None:
                asked.answer = None if taken == marked[1] else DIFFERENT
                asked.again = not asked.unsure
                continue
            decided = self._judge(meeting, asked)
            if isinstance(decided, Refusal):
                if marked and live.lacks:  # it may be refused because another process has taken it already
                    return self._decide_and_store(self.shelf.with_receipts(meeting.id), batch)
                asked.answer = decided
                continue
            asked.answer, asked.again = None, False
            meeting = rules.after(meeting, decided)
            events.extend(decided)
            if decided:
                texts.update({d.id: d.text for d in asdict(asked.command).values() if isinstance(d, ask.Draft)})
            if marked:
                receipts[marked[0]] = marked[1]
        if events or receipts:
            step = Batch(events=tuple(events), texts=_kept(texts, events), receipts=receipts)
            return self._store(live, meeting, step)
        return []

    def _judge(self, meeting: Meeting, asked: Asked) -> tuple[did.Event, ...] | Refusal:
        """A fault in one command refuses only that one."""
        try:
            return rules.decide(meeting, asked.actor, asked.command, self._now())
        except Exception as e:
            return fault(e, ask.name_of(asked.command))

    def _store(self, live: Live, meeting: Meeting, step: Batch) -> list[Change]:
        id = meeting.id
        if meeting.phase == "closed":
            left = harvest(meeting, {**live.texts, **step.texts})
            self._journal.close(live.past, lambda session, row: self._harvested(session, row, left))
            self.shelf.drop(id)
            self._ring(id, live.past.seq + 1, None)
            return [Change(id, None, erased=True)]
        ended = any(isinstance(e, did.RoundEnded | did.RulerShown) for e in step.events)
        whole = ended or (live.past.seq + 1) % SNAPSHOT_EVERY == 0
        seq, key = self._journal.append(live.past, meeting, step, snapshot=whole)
        gone = set(step.erases)
        live.receipts.update(step.receipts)
        texts = live.texts  # never changed, so that it need not be copied for everything that brings no words
        if gone or step.texts:
            texts = {i: t for i, t in {**live.texts, **step.texts}.items() if i not in gone}
        past = Past(meeting=meeting, seq=seq)
        self.shelf.put(Live(past=past, texts=texts, receipts=live.receipts, lacks=live.lacks))
        self._ring(id, seq, None if whole else partial(self._journal.sealed, id, seq, key, step.events))
        if not step.events:
            return []
        return [Change(id, seats_touched(live.meeting, step.events), erased=bool(gone or whole))]


def _kept(texts: dict[TextId, str], events: list[did.Event]) -> dict[TextId, str]:
    """Texts that are erased in the very step they came in never reach the disk."""
    gone = {row for e in events for row in e.erases}
    return {i: t for i, t in texts.items() if i not in gone}
