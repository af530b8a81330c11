"""Undo of the facilitator's last step: an event of its own, made of events.

It never brings back words taken back, a holder, a comfort or a withdrawn consent, and is refused once others have built
on the step. Steps of people in the circle are theirs to take back, one by one; this is about the course and the care.
"""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.commands import name_of
from facilitator.meeting.permissions import Actor
from facilitator.meeting.refusals import BUILT_ON
from facilitator.meeting.rounds import Decision, View, of
from facilitator.meeting.state import Meeting, Step, TextId, opaque, with_round


def _unplanned(before: Meeting, e: did.RoundPlanned) -> did.Event:
    return did.RoundUnplanned(round=e.round)


def _changed_back(before: Meeting, e: did.RoundChanged) -> did.Event:
    round = before.round(e.round)
    assert round is not None  # noqa: S101 - it was changed a moment ago
    settings = msgspec.to_builtins(round.settings)
    return did.RoundChanged(
        round=e.round, settings=settings, prompt=round.prompt, minutes=round.minutes, lines=round.lines
    )


def _moved_back(before: Meeting, e: did.RoundMoved) -> did.Event:
    at = next(i for i, r in enumerate(before.rounds) if r.id == e.round)
    return did.RoundMoved(round=e.round, to=at)


BACK: dict[type[did.Event], Callable[..., did.Event]] = {
    did.RoundPlanned: _unplanned,
    did.RoundChanged: _changed_back,
    did.RoundMoved: _moved_back,
    did.RoundSkipped: lambda m, e: did.RoundSkipped(round=e.round, on=not e.on),
    did.LengthSet: lambda m, e: did.LengthSet(minutes=m.length),
    did.RoundStarted: lambda m, e: did.RoundUnstarted(round=e.round, before=m.current, lobby=m.phase == "lobby"),
    did.RoundEnded: lambda m, e: did.RoundResumed(round=e.round),
    did.ClosingBegun: lambda m, e: did.Reopened(),
    did.Reopened: lambda m, e: did.ClosingBegun(),
    did.CalmSet: lambda m, e: did.CalmSet(on=not e.on),
    did.SlowSet: lambda m, e: did.SlowSet(on=not e.on),
    did.AgreementRecalled: lambda m, e: did.AgreementRecalled(number=m.agreement),
    did.SeatQuieted: lambda m, e: did.SeatQuieted(seat=e.seat, on=not e.on),
    did.SeatLeft: lambda m, e: did.SeatBack(seat=e.seat),
    did.SeatBack: lambda m, e: did.SeatLeft(seat=e.seat, removed=True),
    did.ResourceOffered: lambda m, e: did.ResourceOffered(resource=e.resource, seat=e.seat, on=not e.on),
    did.DoorLocked: lambda m, e: did.DoorLocked(on=not e.on),
    did.RoomMade: lambda m, e: did.RoomMade(capacity=m.capacity),
    did.WaitingRoomSet: lambda m, e: did.WaitingRoomSet(on=not e.on),
    did.HoldSet: lambda m, e: did.HoldSet(on=not e.on),
    did.WordsCovered: lambda m, e: did.WordsCovered(item=e.item, on=not e.on),
    did.WordsPutOnScreen: lambda m, e: did.WordsPutOnScreen(item=e.item, on=not e.on),
}
"""Event of a step -> the event that takes it back, given the meeting before it."""
_BACK_ONLY: tuple[type[did.Event], ...] = (did.RoundUnplanned, did.RoundUnstarted, did.RoundResumed)
_EVENTS: dict[str, type[did.Event]] = {name_of(e): e for e in (*BACK, *_BACK_ONLY)}
STEPS = frozenset(
    name_of(c)
    for c in (
        ask.PlanRound, ask.ChangeRound, ask.SkipRound, ask.MoveRound, ask.SetLength, ask.StartRound, ask.EndRound,
        ask.BeginClosing, ask.Reopen, ask.KeepCalm, ask.SlowDown, ask.RecallAgreement, ask.QuietSeat, ask.RemovePerson,
        ask.RemoveSeat, ask.BringBack, ask.OfferResource, ask.LockDoor, ask.UseWaitingRoom, ask.MakeRoom,
        ask.HoldWords, ask.CoverWords, ask.PutOnScreen,
    )
)  # fmt: skip
"""The commands whose steps can be taken back."""


def step_taken(before: Meeting, command: ask.Command, decided: list[did.Event], now: int) -> list[did.Event]:
    """What remembers a step so that it can be taken back; nothing for commands that cannot be. The prompt a change
    replaced is kept until the next step, and then erased."""
    if name_of(command) not in STEPS or not decided:
        return []
    main = next((e for e in reversed(decided) if type(e) in BACK), None)
    if main is None:
        return []
    back = BACK[type(main)](before, main)
    keeps = back.prompt if isinstance(back, did.RoundChanged) else None
    return [did.StepTaken(
        step=opaque(before, f"step {now} {before.step.id if before.step else before.made}"),
        what=name_of(command), back=msgspec.msgpack.encode(back), keeps=keeps, erases=_no_longer_kept(before),
    )]  # fmt: skip


def _no_longer_kept(meeting: Meeting) -> tuple[TextId, ...]:
    """The prompt that the last step kept, if no round uses it."""
    kept = meeting.step.keeps if meeting.step else None
    used = {r.prompt for r in meeting.rounds}
    return (kept,) if kept and kept not in used else ()


def undo(meeting: Meeting, _: Actor, c: ask.Undo, now: int) -> Decision:
    """Only the last step, and only while nothing has been built on it."""
    step = meeting.step
    if not step or step.id != c.step:
        return BUILT_ON
    raw = msgspec.msgpack.decode(step.back)
    back = msgspec.convert(raw, _EVENTS[raw["type"]])
    if not _stands(meeting, back):
        return BUILT_ON
    replaced = meeting.round(back.round) if isinstance(back, did.RoundChanged | did.RoundUnplanned) else None
    erases = (replaced.prompt,) if replaced and replaced.prompt else ()
    return [replace(back, erases=erases), did.StepUndone()]


def _stands(meeting: Meeting, back: did.Event) -> bool:
    """Whether the step can still be taken back without taking anything from others."""
    match back:
        case did.RoundUnstarted(round=id):
            round = meeting.round(id)
            return bool(
                round and meeting.current == id and not round.over and meeting.phase == "running"
                and round.state == of(round).begin(meeting, replace(round, state=None))
            )  # fmt: skip
        case did.RoundResumed(round=id):
            round = meeting.round(id)
            return bool(round and round.over and meeting.current == id and meeting.phase == "running")
        case did.RoundUnplanned(round=id) | did.RoundSkipped(round=id):
            round = meeting.round(id)
            return bool(round and round.state is None)
        case did.RoundMoved(round=id, to=to):
            round = meeting.round(id)
            return bool(round and round.state is None and to < len(meeting.rounds) and meeting.rounds[to].state is None)
        case did.RoundChanged(round=id):
            round = meeting.round(id)
            return bool(round and not round.over)
        case did.WordsCovered(item=item) | did.WordsPutOnScreen(item=item):
            return item in meeting.words
        case did.SeatBack(seat=id):
            seat = meeting.seats[id]
            return seat.left and bool(seat.handle) and all(s.handle_key != seat.handle_key for s in meeting.present())
        case did.SeatLeft(seat=id) | did.SeatQuieted(seat=id):
            return not meeting.seats[id].left
    return True


RULES: dict[type, Callable[..., Decision]] = {ask.Undo: undo}


def _unstarted(meeting: Meeting, e: did.RoundUnstarted) -> Meeting:
    meeting = with_round(meeting, e.round, state=None, started_at=None)
    begun = meeting.begun_at if any(r.state is not None for r in meeting.rounds) else None
    return replace(meeting, current=e.before, phase="lobby" if e.lobby else "running", begun_at=begun)


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.StepTaken: lambda m, e: replace(m, step=Step(e.step, e.what, e.back, e.keeps)),
    did.StepUndone: lambda m, e: replace(m, step=None),
    did.RoundUnplanned: lambda m, e: replace(m, rounds=tuple(r for r in m.rounds if r.id != e.round)),
    did.RoundUnstarted: _unstarted,
    did.RoundResumed: lambda m, e: with_round(m, e.round, over=False, ended_at=None),
}


def console(meeting: Meeting) -> View:
    """The step that can be taken back."""
    return {"step": {"id": meeting.step.id, "what": meeting.step.what}} if meeting.step else {}
