"""The confidence ruler: 0 to 10, at the start and at the end. The group's change is shown once; nobody's own ever is."""

from collections.abc import Callable

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.answers import change, middle
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import GONE, SHOWN_ALREADY
from facilitator.meeting.rounds import Decision, View
from facilitator.meeting.state import Meeting, Ruler, SeatId, put, without


def set_ruler(meeting: Meeting, actor: Actor, c: ask.SetRuler, now: int) -> Decision:
    """One's own, for oneself; it can be moved or taken away until the group's is shown."""
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    if meeting.ruler.shown:
        return SHOWN_ALREADY
    given = _given(meeting.ruler, c.when)
    return [did.RulerSet(seat=seat.id, when=c.when, value=c.value)] if given.get(seat.id) != c.value else []


def show_ruler(meeting: Meeting, _: Actor, c: ask.ShowRuler, now: int) -> Decision:
    """Published once. Own answers are forgotten with it, so that no later one can be worked out from a difference."""
    ruler = meeting.ruler
    if ruler.shown:
        return []
    moved = change(ruler.start, ruler.end, c.least)
    start = moved[0] if moved else middle(ruler.start.values(), c.least)
    end = moved[1] if moved else middle(ruler.end.values(), c.least)
    return [did.RulerShown(start=start, end=end)]


RULES: dict[type, Callable[..., Decision]] = {ask.SetRuler: set_ruler, ask.ShowRuler: show_ruler}


def _given(ruler: Ruler, when: str) -> dict[SeatId, int]:
    return ruler.start if when == "start" else ruler.end


def _set(meeting: Meeting, e: did.RulerSet) -> Meeting:
    given = _given(meeting.ruler, e.when)
    given = without(given, e.seat) if e.value is None else put(given, e.seat, e.value)
    return replace(meeting, ruler=replace(meeting.ruler, **{e.when: given}))


def _left(meeting: Meeting, e: did.RulerShown) -> Meeting:
    return replace(meeting, ruler=Ruler(shown=True, group_start=e.start, group_end=e.end))


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {did.RulerSet: _set, did.RulerShown: _left}


def shared(meeting: Meeting) -> View:
    """What all audiences see: nothing until it is shown; then the group's, or only that it was too few to show."""
    ruler = meeting.ruler
    if not ruler.shown:
        return {}
    start = {} if ruler.group_start is None else {"start": ruler.group_start}
    end = {} if ruler.group_end is None else {"end": ruler.group_end}
    return {"ruler": {**start, **end}}


def own(meeting: Meeting, seat: SeatId) -> View:
    """What one seat sees: where it set its own, and that it may."""
    ruler = meeting.ruler
    mine = {when: _given(ruler, when)[seat] for when in ("start", "end") if seat in _given(ruler, when)}
    return {"ruler": mine} if not ruler.shown else {}
