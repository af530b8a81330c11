"""Brings every screen of this process up to date: one patch an audience, however many commands or screens there were.

Works on views alone. What a view may contain is decided in meeting/views.py, and who is which audience by the ticket.
"""

import logging
import threading
import time
from collections.abc import Callable

from facilitator.clock import Now
from facilitator.live.belonging import belongs, room, room_of_role, seat_behind, why_not
from facilitator.live.held import Change, Live
from facilitator.live.pacing import LARGE, REFRESH_EVERY
from facilitator.live.presence import Presence, Screen
from facilitator.live.shown import Shown
from facilitator.live.wire import Json, Translate, merge_patch, tag
from facilitator.meeting.reading import CONSOLE, PHONES, SCREEN, Audience, own
from facilitator.meeting.refusals import CLOSED
from facilitator.meeting.rounds import of
from facilitator.meeting.state import Meeting, MeetingId, SeatId
from facilitator.meeting.views import view
from facilitator.serving import Serving

log = logging.getLogger(__name__)

Emit = Callable[[str, Json, str], None]
"""Sends an event and its data to one room of sockets, or to one socket."""

TRIES = 20
TRY_AGAIN_IN = 0.2
"""Seconds, and so much more each time."""
HERE_EVERY = 1.0
"""Presence is told at most this often, in seconds."""


class Fanout:
    """The screens of this process."""

    def __init__(
        self, read: Callable[[MeetingId], Live | None], presence: Presence, emit: Emit, drop: Callable[[str], None],
        now: Now, serving: Serving, translate: Callable[[str], Translate],
    ) -> None:  # fmt: skip
        self._read, self._presence, self._emit, self._drop = read, presence, emit, drop
        self._now, self._serving, self._translate = now, serving, translate
        self._meetings: dict[MeetingId, Shown] = {}
        self._lock = threading.Lock()

    def _shown(self, meeting: MeetingId) -> Shown:
        with self._lock:
            return self._meetings.setdefault(meeting, Shown())

    # A meeting has changed

    def ring(self, change: Change) -> None:
        """A meeting is another now: its screens follow, in a moment. Never waits and never fails."""
        if not self._presence.near.many(change.meeting):
            with self._lock:
                self._meetings.pop(change.meeting, None)
            return
        shown = self._shown(change.meeting)
        with self._lock:
            shown.changed |= change.seats or set()
            shown.news += max(1, len(change.seats or ()))
            shown.all_changed |= change.seats is None
            start, shown.busy, shown.again = not shown.busy, True, True
        if start:
            self._serving.spawn(self._bring_up_to_date, change.meeting, shown)

    def _bring_up_to_date(self, id: MeetingId, shown: Shown) -> None:
        """Until nothing has changed meanwhile: what came while sending goes out together."""
        while True:
            with self._lock:
                if not shown.again:
                    shown.busy, shown.failed = False, 0
                    return
                shown.again = False
                seats, everyone, news = shown.changed, shown.all_changed, shown.news
                shown.changed, shown.all_changed, shown.news = set(), False, 0
            try:
                with shown.lock:
                    live = self._read(id)
                    if live is None:
                        self._say_goodbye(id)
                    else:
                        self._send(live, shown, None if everyone else seats)
            except Exception as e:
                if not self._may_try_again(shown, e):
                    return
                continue
            if live is None:
                with self._lock:
                    self._meetings.pop(id, None)
                return
            if self._large(id) and (rest := shown.pace.rest(news)):
                self._serving.sleep(rest)

    def _large(self, id: MeetingId) -> bool:
        return self._presence.near.many(id) > LARGE

    def _may_try_again(self, shown: Shown, error: Exception) -> bool:
        """The database may not have answered. Everybody is brought up to date in a moment, a few times, and whenever the
        meeting changes again; screens never stop following for good."""
        log.error("fault in following a meeting: %s", type(error).__name__)
        with self._lock:
            shown.failed += 1
            go_on = shown.failed < TRIES
            shown.all_changed = True
            shown.again = go_on
            shown.busy = go_on
        if go_on:
            self._serving.sleep(TRY_AGAIN_IN * shown.failed)
        return go_on

    def _send(self, live: Live, shown: Shown, seats: set[SeatId] | None) -> None:
        id, large = live.meeting.id, self._large(live.meeting.id)
        self._forget(live.meeting, shown, seats)
        for audience in self._presence.near.audiences(id):
            if not large or audience == PHONES or self._may_refresh(id, shown, audience):
                self._patch(live, shown, audience)
        for seat in self._own_seats(live.meeting, seats):
            self._send_own(live, shown, seat)
        for screen in self._concerned(id, seats):
            if not belongs(live.meeting, screen):
                self._bye(screen, *why_not(live.meeting, screen))
        if large or time.monotonic() - shown.here_said < HERE_EVERY:
            self.presence_changed(id)
        else:
            self._say_who_is_here(live, shown)

    def _forget(self, meeting: Meeting, shown: Shown, seats: set[SeatId] | None) -> None:
        """Views that nobody here looks at and that may be others now."""
        watched = {*self._presence.near.audiences(meeting.id), *map(own, self._own_seats(meeting, seats))}
        changed = shown.views if seats is None else {PHONES, CONSOLE, SCREEN, *map(own, seats)}
        for audience in [a for a in changed if a not in watched]:
            shown.views.pop(audience, None)

    def _may_refresh(self, id: MeetingId, shown: Shown, audience: Audience) -> bool:
        """Whether the console or the screen of a large room is brought up to date now; else it is in a moment."""
        if time.monotonic() - shown.refreshed.get(audience, 0.0) >= REFRESH_EVERY:
            shown.refreshed[audience] = time.monotonic()
            return True
        if not shown.owed:
            shown.owed = True
            self._serving.spawn(self._refresh, id, shown)
        return False

    def _refresh(self, id: MeetingId, shown: Shown) -> None:
        self._serving.sleep(REFRESH_EVERY)
        shown.owed = False
        try:
            with shown.lock:
                live = self._read(id)
                for audience in self._presence.near.audiences(id):
                    if live and audience != PHONES:
                        shown.refreshed[audience] = time.monotonic()
                        self._patch(live, shown, audience)
        except Exception:  # the database may not have answered: whoever brings everybody up to date tries again
            self.ring(Change(id, None))

    def _concerned(self, id: MeetingId, seats: set[SeatId] | None) -> list[Screen]:
        """The screens whose place may be another now."""
        near = self._presence.near
        return self._presence.screens(id) if seats is None else near.of_seats(seats) + near.consoles(id)

    def _patch(self, live: Live, shown: Shown, audience: Audience) -> None:
        now = view(live.meeting, live.texts, audience)
        version = tag(now, live.meeting.salt)
        before = shown.views.get(audience)
        if before and before[0] != version:
            body = {"from": before[0], "v": version, "patch": merge_patch(before[1], now)}
            self._emit("patch", body, room(live.meeting.id, audience))
        shown.views[audience] = (version, now)

    def _send_own(self, live: Live, shown: Shown, seat: SeatId) -> None:
        audience = own(seat)
        now = view(live.meeting, live.texts, audience)
        version = tag(now, live.meeting.salt)
        if shown.views.get(audience, ("",))[0] != version:
            self._emit("own", {"ov": version, "own": now}, room(live.meeting.id, audience))
            shown.views[audience] = (version, now)

    def _own_seats(self, meeting: Meeting, among: set[SeatId] | None) -> set[SeatId]:
        """The seats whose own view somebody here is looking at: phones, and a console whose facilitator has a seat."""
        found = {seat_behind(meeting, screen) for screen in self._concerned(meeting.id, among)}
        return {seat for seat in found if seat and (among is None or seat in among)}

    # A screen asks for everything

    def state(self, screen: Screen, known: str | None = None, known_own: str | None = None) -> Json | None:
        """The whole view a screen should show, or less where it knows that already; None if the meeting is over.

        Sent from under the lock by `greet`, so that the next patch goes on from it."""
        live = self._read(screen.ticket.meeting)
        if live is None or not belongs(live.meeting, screen):
            return None
        shown = self._shown(live.meeting.id)
        body: Json = {"now": self._now()}
        for key, tag_key, audience, has in self._parts(live.meeting, screen, known, known_own):
            if audience not in shown.views:
                fresh = view(live.meeting, live.texts, audience)
                shown.views[audience] = (tag(fresh, live.meeting.salt), fresh)
            version, seen = shown.views[audience]
            body |= {tag_key: version} | ({} if has == version else {key: seen})
        return body

    @staticmethod
    def _parts(meeting: Meeting, screen: Screen, known: str | None, known_own: str | None) -> list[tuple]:
        parts = [("view", "v", screen.ticket.audience, known)]
        seat = seat_behind(meeting, screen)
        return [*parts, ("own", "ov", own(seat), known_own)] if seat else parts

    def greet(
        self, screen: Screen, join: Callable[[str], None], known: str | None, known_own: str | None,
        silent_if_current: bool = False,
    ) -> bool:  # fmt: skip
        """Lets a screen that has connected hear its rooms, and sends what it does not have yet. False if there is no
        meeting to show."""
        meeting = screen.ticket.meeting
        shown = self._shown(meeting)
        with shown.lock:
            body = self.state(screen, known, known_own)
            if body is None:
                return False
            join(room(meeting, screen.ticket.audience))
            live = self._read(meeting)
            seat = seat_behind(live.meeting, screen) if live else None
            if seat:
                join(room(meeting, own(seat)))
            if not silent_if_current or {"view", "own"} & set(body):
                self._emit("state", body, screen.sid)
            here = shown.here.get(screen.ticket.role)
            if here:
                self._emit("here", here, screen.sid)
        if shown.failed and not shown.busy and time.monotonic() - shown.revived >= HERE_EVERY:
            shown.revived = time.monotonic()  # whoever followed gave up: the meeting can be read again now
            self.ring(Change(meeting, None))
        return True

    # Presence

    def presence_changed(self, meeting: MeetingId) -> None:
        """Somebody's screen opened or closed: told within a second, to those who may see it."""
        shown = self._shown(meeting)
        with self._lock:
            start, shown.presence_due = not shown.presence_due, True
        if start:
            self._serving.spawn(self._tell_presence, meeting, shown)

    def _tell_presence(self, meeting: MeetingId, shown: Shown) -> None:
        self._serving.sleep(HERE_EVERY)
        with self._lock:
            shown.presence_due = False
        try:
            live = self._read(meeting)
            if live and self._presence.screens(meeting):
                with shown.lock:
                    self._say_who_is_here(live, shown)
        except Exception as e:  # the database may not have answered: told when it does, while somebody is there to hear
            log.error("fault in telling who is here: %s", type(e).__name__)
            if self._presence.screens(meeting):
                self.presence_changed(meeting)

    def _say_who_is_here(self, live: Live, shown: Shown) -> None:
        """The console hears which phones have no screen just now; everyone else only whether whoever has the floor is
        coming back, and whether the facilitator is."""
        meeting, here = live.meeting, self._presence.seats_anywhere(live.meeting.id)
        away = {s.id for s in meeting.present() if s.phone and not s.member and s.id not in here}
        running = meeting.running
        floor = of(running).floor(meeting, running) if running and not running.over else None
        host = bool({meeting.facilitator, meeting.acting} & self._presence.members_anywhere(meeting.id))
        for role in ("phone", "console", "screen"):
            known = sorted(away) if role == "console" else sorted(away & {floor or ""})
            said: Json = {"away": known, "host": host}
            if shown.here.get(role) != said:
                shown.here[role] = said
                shown.here_said = time.monotonic()
                self._emit("here", said, room_of_role(meeting.id, role))

    # Goodbyes

    def _say_goodbye(self, meeting: MeetingId) -> None:
        for screen in self._presence.screens(meeting):
            self._bye(screen, "closed", CLOSED.sentence)

    def _bye(self, screen: Screen, code: str, sentence: str) -> None:
        self._emit("bye", {"code": code, "message": self._translate(screen.ticket.language)(sentence)}, screen.sid)
        self._drop(screen.sid)

    def dismiss(self, screen: Screen, code: str, sentence: str) -> None:
        """Tells one screen that it is over for it, and closes its socket."""
        self._bye(screen, code, sentence)
