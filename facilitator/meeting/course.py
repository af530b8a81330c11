"""The rules of the course: planning, starting and ending rounds, the closing, the end."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import Actor
from facilitator.meeting.refusals import FORMAT, GONE, PLAN_FULL, RUNNING_ALREADY, UNKNOWN, Refusal
from facilitator.meeting.rounds import Decision, kinds, of
from facilitator.meeting.sharing import lay_out
from facilitator.meeting.state import Meeting, Round, fresh_id, with_round

MOST_ROUNDS = 60


def settings_of(kind: str, given: dict[str, Any]) -> dict[str, Any] | Refusal:
    """Settings as the kind knows them, every field filled in; unknown fields and values are refused."""
    if kind not in kinds():
        return UNKNOWN
    shape = kinds()[kind].settings
    try:
        if set(given) - set(shape.__struct_fields__):
            return FORMAT
        return dict(msgspec.to_builtins(msgspec.convert(given, shape)))
    except msgspec.ValidationError:
        return FORMAT


def plan_round(meeting: Meeting, _: Actor, c: ask.PlanRound, now: int) -> Decision:
    """Adds a round at the end of the plan, or next."""
    settings = settings_of(c.round_kind, c.settings)
    if isinstance(settings, Refusal):
        return settings
    if len(meeting.rounds) >= MOST_ROUNDS:
        return PLAN_FULL
    return [did.RoundPlanned(
        round=fresh_id(meeting), round_kind=c.round_kind, settings=settings, prompt=c.prompt.id if c.prompt else None,
        minutes=c.minutes or kinds()[c.round_kind].minutes, lines=_lines(c.prompt),
        to=sum(r.state is not None for r in meeting.rounds) if c.next else None,
    )]  # fmt: skip


def _lines(prompt: ask.Prompt | None) -> int:
    """Only how many there are is journalled; what they say stays in the prompt's row."""
    return len(ask.lines_of(prompt.text)) if prompt else 0


def _planned(meeting: Meeting, id: str) -> Round | Refusal:
    round = meeting.round(id)
    if not round:
        return GONE
    return round if round.state is None else RUNNING_ALREADY


def change_round(meeting: Meeting, _: Actor, c: ask.ChangeRound, now: int) -> Decision:
    """The prompt may change while the round runs; its settings only before. The old prompt stays until the next step,
    so that this one can be taken back (undo.py)."""
    round = meeting.round(c.round)
    if not round or round.over:
        return GONE
    settings = settings_of(round.kind, c.settings)
    if isinstance(settings, Refusal):
        return settings
    if round.state is not None:
        settings = msgspec.to_builtins(round.settings)
    return [did.RoundChanged(
        round=round.id, settings=settings, prompt=c.prompt.id if c.prompt else None, minutes=c.minutes or round.minutes,
        lines=_lines(c.prompt),
    )]  # fmt: skip


def skip_round(meeting: Meeting, _: Actor, c: ask.SkipRound, now: int) -> Decision:
    """Leaves a planned round out; it stays in sight and can be taken in again."""
    round = _planned(meeting, c.round)
    if isinstance(round, Refusal):
        return round
    return [did.RoundSkipped(round=round.id, on=c.on)] if round.skipped != c.on else []


def move_round(meeting: Meeting, _: Actor, c: ask.MoveRound, now: int) -> Decision:
    """Among the rounds still planned; at either end it stops."""
    round = _planned(meeting, c.round)
    if isinstance(round, Refusal):
        return round
    at = meeting.rounds.index(round)
    first = sum(r.state is not None for r in meeting.rounds)
    to = max(first, min(at + c.by, len(meeting.rounds) - 1))
    return [did.RoundMoved(round=round.id, to=to)] if to != at else []


def set_length(meeting: Meeting, _: Actor, c: ask.SetLength, now: int) -> Decision:
    """More time, or less; the pace follows."""
    return [did.LengthSet(minutes=c.minutes)] if c.minutes != meeting.length else []


def _ending(meeting: Meeting, now: int) -> list[did.Event]:
    """What ends the running round: what was under way is finished, everything that waited is laid out, together."""
    running = meeting.running
    if not running or running.over:
        return []
    last = of(running).ending(meeting, running, now)
    return [*last, *lay_out(meeting, meeting.words), did.RoundEnded(round=running.id, at=now)]


def start_round(meeting: Meeting, _: Actor, c: ask.StartRound, now: int) -> Decision:
    """Starts a planned round, in the lobby or after another; from the closing it leads back into the meeting."""
    round = _planned(meeting, c.round)
    if isinstance(round, Refusal):
        return round
    back: list[did.Event] = [did.Reopened()] if meeting.phase == "closing" else []
    return [*back, *_ending(meeting, now), did.RoundStarted(round=round.id, at=now)]


def end_round(meeting: Meeting, _: Actor, c: ask.EndRound, now: int) -> Decision:
    """Two presses on the same button end one round once: the command names the round it means."""
    if not meeting.running or meeting.running.id != c.round:
        return GONE
    return _ending(meeting, now)


def begin_closing(meeting: Meeting, _: Actor, c: ask.BeginClosing, now: int) -> Decision:
    """Ends what runs and asks everyone what they keep. Nothing is erased yet."""
    return [*_ending(meeting, now), did.ClosingBegun()] if meeting.phase != "closing" else []


def reopen(meeting: Meeting, _: Actor, c: ask.Reopen, now: int) -> Decision:
    """The closing was too early."""
    return [did.Reopened()] if meeting.phase == "closing" else []


def close(meeting: Meeting, _: Actor, c: ask.Close, now: int) -> Decision:
    """Final (invariant 10). The facilitator comes here from the closing; a meeting left open comes here by itself."""
    return [*_ending(meeting, now), did.MeetingClosed(at=now, heads=c.heads)]


RULES: dict[type, Callable[..., Decision]] = {
    ask.PlanRound: plan_round,
    ask.ChangeRound: change_round,
    ask.SkipRound: skip_round,
    ask.MoveRound: move_round,
    ask.SetLength: set_length,
    ask.StartRound: start_round,
    ask.EndRound: end_round,
    ask.BeginClosing: begin_closing,
    ask.Reopen: reopen,
    ask.Close: close,
}


def _typed(kind: str, settings: dict[str, Any]) -> Any:
    return msgspec.convert(settings, kinds()[kind].settings)


def _planned_round(meeting: Meeting, e: did.RoundPlanned) -> Meeting:
    round = Round(id=e.round, kind=e.round_kind, settings=_typed(e.round_kind, e.settings), prompt=e.prompt,
                  minutes=e.minutes, lines=e.lines)  # fmt: skip
    to = len(meeting.rounds) if e.to is None else e.to
    rounds = (*meeting.rounds[:to], round, *meeting.rounds[to:])
    return replace(meeting, rounds=rounds, made=meeting.made + 1)


def _changed(meeting: Meeting, e: did.RoundChanged) -> Meeting:
    round = meeting.round(e.round)
    assert round is not None  # noqa: S101 - the journal holds only what was decided
    settings = _typed(round.kind, e.settings)
    return with_round(meeting, e.round, settings=settings, prompt=e.prompt, minutes=e.minutes, lines=e.lines)


def _moved(meeting: Meeting, e: did.RoundMoved) -> Meeting:
    others = [r for r in meeting.rounds if r.id != e.round]
    moved = [r for r in meeting.rounds if r.id == e.round]
    return replace(meeting, rounds=(*others[: e.to], *moved, *others[e.to :]))


def _started(meeting: Meeting, e: did.RoundStarted) -> Meeting:
    """A round that starts takes its place right after those that have run, whatever the plan said."""
    round = meeting.round(e.round)
    assert round is not None  # noqa: S101
    round = replace(round, state=of(round).begin(meeting, round), started_at=e.at, skipped=False)
    others = [r for r in meeting.rounds if r.id != e.round]
    ran = [r for r in others if r.state is not None]
    planned = [r for r in others if r.state is None]
    begun = meeting.begun_at or e.at
    return replace(meeting, rounds=(*ran, round, *planned), current=e.round, phase="running", begun_at=begun)


def _ended(meeting: Meeting, e: did.RoundEnded) -> Meeting:
    round = meeting.round(e.round)
    assert round is not None  # noqa: S101
    return with_round(meeting, e.round, over=True, ended_at=e.at, state=of(round).forget(round.state))


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.RoundPlanned: _planned_round,
    did.RoundChanged: _changed,
    did.RoundSkipped: lambda m, e: with_round(m, e.round, skipped=e.on),
    did.LengthSet: lambda m, e: replace(m, length=e.minutes),
    did.RoundMoved: _moved,
    did.RoundStarted: _started,
    did.RoundEnded: _ended,
    did.ClosingBegun: lambda m, e: replace(m, phase="closing"),
    did.Reopened: lambda m, e: replace(m, phase="running" if m.current else "lobby"),
    did.MeetingClosed: lambda m, e: replace(m, phase="closed", closed_at=e.at, counted=e.heads),
}
