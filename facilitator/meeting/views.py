"""What each audience sees: the one privacy rule there is. First load, live change and reconnect all show these.

A view holds no nulls (a merge patch deletes by null), keys collections by id, and names words by item, never by row.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

from facilitator.meeting import attending, care, door, lead, ruler, undo
from facilitator.meeting.balance import balance
from facilitator.meeting.commands import name_of
from facilitator.meeting.pace import pace
from facilitator.meeting.reading import CONSOLE, PHONES, SCREEN, Audience, Reader, own
from facilitator.meeting.rounds import View, of
from facilitator.meeting.sharing import keepsake_secret
from facilitator.meeting.state import Meeting, Round, Seat, TextId, stands

SMALL_ROOM = 40
"""Up to this many seats every phone is sent all of them; beyond, only those that matter just now."""


def view(meeting: Meeting, texts: Mapping[TextId, str], audience: Audience) -> View:
    """What one audience sees of a meeting. `texts`: row of words -> its text."""
    reader = Reader(meeting, texts, audience)
    if audience.who == "own":
        return _own(meeting, reader, meeting.seats[audience.seat or ""])
    return {"phones": _phones, "console": _console, "screen": _screen}[audience.who](meeting, reader)


def _started(meeting: Meeting) -> list[Round]:
    return [r for r in meeting.rounds if r.state is not None]


def _patch(seat: Seat) -> View:
    return {"colour": seat.colour, "pattern": seat.pattern, "place": seat.place}


def _seat(seat: Seat, reader: Reader) -> View:
    return {"handle": reader.handle(seat.id), **_patch(seat), **({"left": True} if seat.left else {})}


def _round(meeting: Meeting, reader: Reader) -> View:
    """The running round for this audience, under one roof for every kind."""
    running = meeting.running
    if not running or meeting.phase != "running":
        return {}
    kind = of(running)
    show = {"phones": kind.phones, "console": kind.console, "screen": kind.screen}[reader.audience.who]
    shown = {"id": running.id, "kind": running.kind, "prompt": reader.prompt(running.prompt)}
    return {"round": {**shown, **({"over": True} if running.over else {}), **show(meeting, running, reader)}}


def _quilt(meeting: Meeting, reader: Reader) -> View:
    """What has been sewn so far: how many threads, and the words that show. Nothing here belongs to one patch."""
    threads: View = {}
    for round in _started(meeting):
        threads |= of(round).threads(meeting, round, reader)
    return {"sewn": sum(of(r).sewn(meeting, r) for r in _started(meeting)), "threads": threads}


def _body(meeting: Meeting, reader: Reader) -> View:
    """What every audience is shown of the round and the meeting, each in its own measure."""
    leads = lead.shared(meeting)
    for seat in leads.values():
        reader.name(seat)
    return {
        **_round(meeting, reader), "quilt": _quilt(meeting, reader), **leads, **ruler.shared(meeting),
        **care.shared(meeting), **door.shared(meeting, reader), **attending.shared(meeting),
    }  # fmt: skip


def _phones(meeting: Meeting, reader: Reader) -> View:
    large = len(meeting.seats) > SMALL_ROOM
    body = _body(meeting, reader)
    seats = [meeting.seats[id] for id in (reader.named if large else meeting.seats)]
    return {
        "phase": meeting.phase,
        **({"large": True} if large else {}),
        "seats": {s.id: _seat(s, reader) for s in seats},
        **body,
        **care.phones(meeting),
    }


def _own(meeting: Meeting, reader: Reader, seat: Seat) -> View:
    shown: View = {
        "seat": seat.id,
        "handle": reader.handle(seat.id),
        **_patch(seat),
        "comfort": seat.comfort,
        "receives": seat.receives,
        "mine": {},
        "received": {},
        "saved": {},
        **lead.own(meeting, seat.id),
        **ruler.own(meeting, seat.id),
        **care.own(meeting, seat),
        **attending.own(meeting, seat),
    }
    if seat.signal:
        shown["signal"] = {"what": seat.signal.what, "at": seat.signal.at, "seen": seat.signal.seen}
    for round in _started(meeting):
        belongings = of(round).belongings(meeting, round, reader, seat)
        shown["mine"] |= belongings.get("mine", {})
        shown["received"] |= belongings.get("received", {})
        shown["saved"] |= belongings.get("saved", {})
    for item, received in shown["received"].items():
        words = meeting.words[item]
        received |= {"allowed": words.allowed, "can_allow": words.reach == "everyone", "keep": words.receiver_keeps}
        if words.receiver_keeps:
            received["secret"] = keepsake_secret(meeting, item)
    for item, mine in shown["mine"].items():
        words = meeting.words[item]
        mine |= {"keep": words.author_keeps, **({"covered": True} if words.covered else {})}
        if words.author_keeps:
            mine["secret"] = keepsake_secret(meeting, item)
        if not words.to and not stands(meeting, words):
            mine["hidden"] = True
    running = meeting.running
    if running and not running.over and meeting.phase == "running" and not (meeting.calm or seat.out):
        shown["round"] = of(running).own(meeting, running, reader, seat)
        if seat.quiet and seat.member is None:
            shown["round"]["can"] = [c for c in shown["round"]["can"] if c in of(running).for_oneself]
        if shown.get("lead") == "leading":
            kind = of(running)
            shown["can_lead"] = [name_of(c) for c, _ in kind.lead if kind.leadable(meeting, running, c)]
    return shown


def _person(seat: Seat, reader: Reader) -> View:
    """What the facilitator sees of one person: what that person put up themself, and no more (invariants 8 and 9)."""
    shown = _seat(seat, reader)
    if not seat.phone:
        shown["phone"] = False
    if seat.signal:
        shown["signal"] = {"what": seat.signal.what, "at": seat.signal.at, "seen": seat.signal.seen}
    if seat.quiet:
        shown["quiet"] = True
    return shown


def _stage(round: Round) -> str:
    if round.state is None:
        return "skipped" if round.skipped else "planned"
    return "over" if round.over else "running"


def _planned(round: Round, reader: Reader) -> View:
    return {
        "kind": round.kind,
        "prompt": reader.prompt(round.prompt),
        "settings": to_builtins(round.settings),
        "stage": _stage(round),
        "minutes": round.minutes,
        **({"started_at": round.started_at} if round.started_at else {}),
    }


def _words(meeting: Meeting, reader: Reader) -> View:
    """Every written piece the facilitator may see, so that it can be covered or let through to the big screen."""
    pieces: View = {}
    for item, words in sorted(meeting.words.items()):
        seen = reader.words(item) if words.text and words.allowed else None
        if seen:
            flags: dict[str, Any] = {"covered": words.covered, "on_screen": words.on_screen}
            if words.beneath:
                flags["beneath"] = words.beneath
            if words.reach == "facilitator":
                flags["for_you"] = True
            pieces[item] = seen | flags
    return pieces


def _console(meeting: Meeting, reader: Reader) -> View:
    mine = meeting.seat_of_member(meeting.facilitator)
    return {
        "phase": meeting.phase,
        "code": meeting.code,
        "opened_at": meeting.opened_at,
        "hold": meeting.hold_for_screen,
        "seats": {s.id: _person(s, reader) for s in meeting.present()},
        "plan": {r.id: _planned(r, reader) for r in meeting.rounds},
        "order": [r.id for r in meeting.rounds],
        "words": _words(meeting, reader),
        **({"my_seat": mine.id} if mine else {}),
        **_body(meeting, reader),
        **lead.console(meeting),
        **care.console(meeting),
        **attending.console(meeting),
        **door.console(meeting, reader),
        **undo.console(meeting),
        **pace(meeting),
        **balance(meeting),
        "length": meeting.length,
    }


def _screen(meeting: Meeting, reader: Reader) -> View:
    """Patches without names (who we are is a quilt); handles only where the round shows them."""
    body = _body(meeting, reader)
    return {
        "phase": meeting.phase,
        **({"code": meeting.code} if meeting.phase == "lobby" else {}),
        "seats": {
            s.id: {**_patch(s), **({"handle": reader.handle(s.id)} if s.id in reader.named else {})}
            for s in meeting.seats.values()
        },
        **body,
    }


__all__ = ["CONSOLE", "PHONES", "SCREEN", "Audience", "own", "view"]
