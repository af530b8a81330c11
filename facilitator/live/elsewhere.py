"""Who has a screen open on other processes: each tells the others once a second what has changed. Shown, never decides.

What cannot be learned changes nothing: while neither Redis nor the database answers, what was known stays.
"""

import time
from collections.abc import Callable, Collection, Sequence

import msgspec
from msgspec import Struct

from facilitator.live.presence import Others, Presence, Screen
from facilitator.meeting.state import MeetingId, MemberId, SeatId
from facilitator.store.keys import Keys, NoKey
from facilitator.store.marks import EXPIRES, Found, Marks, Unmarked
from facilitator.store.sealing import Unreadable, derived, seal, unseal

TELL_AGAIN_AFTER = 8.0
"""Seconds; three of these are less than a mark lasts."""


class Mark(Struct, frozen=True, array_like=True):
    """What one process says of one meeting: its consoles' members, its phones' seats and when each opened."""

    members: tuple[MemberId, ...] = ()
    phones: tuple[tuple[SeatId, int], ...] = ()


class Elsewhere:
    """This process among others. Without a place for marks it is alone."""

    def __init__(self, presence: Presence, keys: Keys, process: str, places: Sequence[Marks]) -> None:
        self._presence, self._keys, self._process, self._places = presence, keys, process, places
        self._place: Marks | None = None
        self._told: dict[MeetingId, tuple[set[str], float]] = {}
        self._known: dict[tuple[MeetingId, str], tuple[bytes, Others, float]] = {}

    def exchange(
        self, changed: Callable[[MeetingId], None], replaced: Callable[[Screen], None], now: float | None = None
    ) -> None:
        """Tells and is told. `changed`: others are here than before. `replaced`: a screen of ours whose seat has
        newer ones elsewhere."""
        now = time.monotonic() if now is None else now
        here = self._presence.meetings()
        gone = [key for key, (_, _, heard) in self._known.items() if now - heard > EXPIRES]
        for place in self._places:
            if place is not self._place:
                self._told.clear()
            ours = {m: self._mark(m) for m in [*here, *self._told] if self._is_due(m, now)}
            try:
                found = place.exchange({m: b for m, b in ours.items() if b}, here, gone)
            except Unmarked:
                continue
            self._place = place
            self._told |= {m: (self._presence.sids(m), now) for m in ours}
            for meeting in self._told.keys() - set(here):
                del self._told[meeting]
            self._take(found, here, now, changed)
            break
        for meeting in here:
            for screen in self._presence.too_many(meeting):
                replaced(screen)

    def watched(self, meetings: Collection[MeetingId]) -> set[MeetingId]:
        """Which of these some process has screens of. None, if that cannot be learned."""
        for place in self._places:
            try:
                return place.watched(meetings) if meetings else set()
            except Unmarked:
                continue
        return set()

    def _is_due(self, meeting: MeetingId, now: float) -> bool:
        screens, at = self._told.get(meeting, (set(), 0.0))
        return self._presence.sids(meeting) != screens or bool(screens and now - at > TELL_AGAIN_AFTER)

    def _mark(self, meeting: MeetingId) -> bytes:
        screens = self._presence.screens(meeting)
        phones = tuple((s.ticket.seat, s.opened) for s in screens if s.ticket.seat)
        members = tuple({s.ticket.member for s in screens if s.ticket.role == "console" and s.ticket.member})
        try:
            return seal(self._key(meeting), msgspec.msgpack.encode(Mark(members, phones)), self._process)
        except NoKey:
            return b""  # it has closed

    def _take(
        self, found: Found, here: Collection[MeetingId], now: float, changed: Callable[[MeetingId], None]
    ) -> None:
        """What others say. Who says nothing this time is believed until their mark is too old."""
        before = {m: self._presence.others(m) for m in here}
        for meeting, marks in found.items():
            for process in marks.keys() - {self._process}:
                known = self._known.get((meeting, process))
                if not known or known[0] != marks[process]:
                    self._known[meeting, process] = (
                        marks[process],
                        self._read(meeting, process, marks[process]),
                        now,
                    )
        for key, (_, _, heard) in list(self._known.items()):
            if now - heard > EXPIRES or key[0] not in before:
                del self._known[key]
        for meeting in here:
            others = [o for (m, _), (_, o, _) in self._known.items() if m == meeting]
            self._presence.hear_of_others(
                meeting,
                Others(tuple(p for o in others for p in o.phones), frozenset(m for o in others for m in o.members)),
            )
            if self._presence.others(meeting).who != before[meeting].who:
                changed(meeting)

    def _read(self, meeting: MeetingId, process: str, body: bytes) -> Others:
        try:
            mark = msgspec.msgpack.decode(unseal(self._key(meeting), body, process), type=Mark)
        except (NoKey, Unreadable, msgspec.MsgspecError):
            return Others()
        return Others(mark.phones, frozenset(mark.members))

    def _key(self, meeting: MeetingId) -> bytes:
        return derived(self._keys.for_slips(meeting), "here")
