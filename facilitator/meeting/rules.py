"""The two functions everything else is built on: what a command leads to, and what an event changes."""

from collections.abc import Callable, Iterable

import msgspec

from facilitator.meeting import attending, care, circle, course, door, lead, ruler, sharing, undo
from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import FOR_ONESELF, Actor, may, seat_of
from facilitator.meeting.refusals import CALM, CLOSED, NO_ROUND, QUIETED, ROLE, ROUND_OVER, SLOWLY, UNKNOWN, Refusal
from facilitator.meeting.rounds import Decision, kind_of, of
from facilitator.meeting.state import Meeting, with_round

ROOMS = (circle, sharing, course, lead, ruler, care, door, undo, attending)
RULES: dict[type, Callable[..., Decision]] = {c: rule for room in ROOMS for c, rule in room.RULES.items()}
CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {e: to for room in ROOMS for e, to in room.CHANGES.items()}


def open_meeting(asked: ask.Open, now: int) -> did.MeetingOpened:
    """The first event of a meeting."""
    return did.MeetingOpened(
        meeting=asked.id, salt=asked.salt, group=asked.group, facilitator=asked.facilitator, code=asked.code,
        link=asked.link, screen=asked.screen, at=now, until=now + asked.open_for, capacity=asked.capacity,
        rehearsal=asked.rehearsal, length=asked.length, setting=asked.setting,
    )  # fmt: skip


def decide(meeting: Meeting, actor: Actor, command: ask.Command, now: int) -> tuple[did.Event, ...] | Refusal:
    """What a command leads to, in this state, at this time.

    Gives the events, none when there is nothing to change, or the refusal. Changes nothing itself.
    """
    if meeting.phase == "closed":
        return CLOSED
    if not may(meeting, actor, command):
        return ROLE
    held_back = _held_back(meeting, actor, command, now)
    if held_back:
        return held_back
    decided = _decided(meeting, actor, command, now)
    if isinstance(decided, Refusal):
        return decided
    after_it = [*undo.step_taken(meeting, command, decided, now), *_paced(meeting, actor, command, decided, now)]
    return (*_with_reactions(meeting, decided, now), *after_it)


def _held_back(meeting: Meeting, actor: Actor, command: ask.Command, now: int) -> Refusal | None:
    """What care holds back from a phone just now: what faces others while the room rests or the seat is quieted, and a
    second text within the minute while the room goes slowly. Passing works at any time (invariant 2)."""
    seat = seat_of(meeting, actor) if actor.role == "seat" else None
    if not seat:
        return None
    kind = kind_of(ask.name_of(command))
    if meeting.calm and kind and ask.name_of(command) not in kind.for_oneself:
        return CALM
    if seat.quiet and ask.name_of(command) not in (kind.for_oneself if kind else FOR_ONESELF):
        return QUIETED
    last = meeting.paced.get(seat.id)
    if meeting.slow and last is not None and now < last + care.BETWEEN_TEXTS and _carries_text(command):
        return SLOWLY
    return None


def _carries_text(command: ask.Command) -> bool:
    return any(
        isinstance(v, ask.Draft) and not isinstance(v, ask.Handle) for v in msgspec.structs.asdict(command).values()
    )


def _paced(meeting: Meeting, actor: Actor, command: ask.Command, decided: list[did.Event], now: int) -> list[did.Event]:
    if not meeting.slow or not decided or actor.role != "seat" or not _carries_text(command):
        return []
    return [did.TextPaced(seat=str(actor.seat), at=now)]


def _decided(meeting: Meeting, actor: Actor, command: ask.Command, now: int) -> Decision:
    rule = RULES.get(type(command))
    if rule:
        return rule(meeting, actor, command, now)
    kind = kind_of(ask.name_of(command))
    if not kind:
        return UNKNOWN
    running = meeting.running
    if not running or meeting.phase != "running":
        return NO_ROUND
    if running.over or running.kind != kind.name:
        return ROUND_OVER
    return kind.decide(meeting, running, actor, command, now)


def _with_reactions(meeting: Meeting, decided: list[did.Event], now: int) -> tuple[did.Event, ...]:
    """The events, and after each what follows from it in the running round."""
    events: list[did.Event] = []
    for event in decided:
        meeting = evolve(meeting, event)
        events.append(event)
        for more in lead.follow(meeting, event):
            meeting = evolve(meeting, more)
            events.append(more)
        running = meeting.running
        if running and not running.over and type(event) in CHANGES:
            follow = of(running).react(meeting, running, event, now)
            meeting = after(meeting, follow)
            events.extend(follow)
    return tuple(events)


def evolve(meeting: Meeting, event: did.Event) -> Meeting:
    """The state after an event. Total over everything `decide` can give; never refuses."""
    change = CHANGES.get(type(event))
    if change:
        return change(meeting, event)
    running = meeting.running
    assert running is not None, "a round's events happen while it runs"  # noqa: S101
    return with_round(meeting, running.id, state=of(running).evolve(meeting, running, event))


def after(meeting: Meeting, events: Iterable[did.Event]) -> Meeting:
    """The state after several events."""
    for event in events:
        meeting = evolve(meeting, event)
    return meeting


def start(opened: did.MeetingOpened) -> Meeting:
    """The state a meeting begins in."""
    return Meeting(
        id=opened.meeting, salt=opened.salt, group=opened.group, facilitator=opened.facilitator, code=opened.code,
        link=opened.link, screen=opened.screen, opened_at=opened.at, open_until=opened.until,
        capacity=opened.capacity, rehearsal=opened.rehearsal, length=opened.length, setting=opened.setting,
    )  # fmt: skip


def texts_in(meeting: Meeting) -> set[str]:
    """Every row of words that this state still refers to. The store holds these and no others."""
    handles = {s.handle for s in meeting.seats.values()}
    words = {w.text for w in meeting.words.values()}
    prompts = {r.prompt for r in meeting.rounds} | ({meeting.step.keeps} if meeting.step else set())
    others = {k.handle for k in meeting.knocking.values()} | set(meeting.deputies.values())
    return {t for t in handles | words | prompts | others if t}


__all__ = ["after", "decide", "evolve", "open_meeting", "start", "texts_in"]
