"""Which seats' own views an event may have changed, so that a large room is not recomputed for one person's tap.

Held by a property test against recomputing all of them.
"""

from facilitator.meeting import events as did
from facilitator.meeting.commands import name_of
from facilitator.meeting.rounds import kind_of, of
from facilitator.meeting.state import ItemId, Meeting, SeatId

_NOBODY = (
    did.RoundPlanned, did.RoundChanged, did.RoundSkipped, did.LengthSet, did.RoundUnplanned,
    did.StepTaken, did.StepUndone, did.SlowSet, did.DoorLocked, did.WaitingRoomSet,
    did.RoomMade, did.Knocked, did.TurnedAway, did.DoorChanged, did.DeputyNamed, did.DeputyUnnamed,
    did.SteppedIn, did.HandedBack, did.TextPaced, did.AgreementRecalled, did.RoundMoved,
    did.HoldSet, did.WordsPutOnScreen, did.PresenceMarked,
)  # fmt: skip


def touched(before: Meeting, event: did.Event) -> set[SeatId] | None:
    """The seats whose own view `event` may change, given the meeting before it; None when it may be anyone's."""
    if isinstance(event, _NOBODY):
        return set()
    if kind_of(name_of(event)):
        running = before.running
        return of(running).touches(before, running, event) if running else None
    if isinstance(event, did.WordsShared):
        return {s for s in (event.author, event.to) if s}
    item = getattr(event, "item", "")
    words = before.words.get(item)
    if words:
        answering = {w.author for w in before.words.values() if w.beneath == item}
        return {s for s in (words.author, words.to) if s} | answering | _holding(before, item)
    if isinstance(event, did.LeadAnswered | did.LeadEnded):
        return {before.lead.seat} if before.lead else set()
    seat = getattr(event, "seat", None)
    return {seat} if seat else None


def _holding(meeting: Meeting, item: ItemId) -> set[SeatId]:
    """Whoever saved words of somebody else."""
    started = [r for r in meeting.rounds if r.state is not None]
    return {seat for r in started for seat in of(r).holding(meeting, r, item)}
