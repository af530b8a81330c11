"""Random play: whole meetings made up of choices, by a seeded walk or by Hypothesis, which also shrinks them."""

from collections.abc import Callable, Sequence
from typing import Any

from facilitator.meeting import commands as ask
from facilitator.meeting.attending import number_now
from facilitator.meeting.rounds import kinds
from facilitator.meeting.state import COLOURS, PATTERNS
from tests.meeting.playing import playing
from tests.meeting.room import Room

Choose = Callable[[Sequence[Any]], Any]
Marker = Callable[[], str]
PEOPLE = ("Ana", "Ben", "Cy", "Dee", "Eli", "Flo", "Gus")


def some_command(room: Room, choose: Choose, marker: Marker) -> tuple[str, ask.Command]:
    """Who asks, and what: anything a screen could send, likely or not."""
    here = [s.id for s in room.meeting.present()]
    seated = [n for n, s in room.seats.items() if s in here]
    if not seated or choose(range(20)) == 0:
        return _newcomer(room, choose)
    gone = [n for n, s in room.seats.items() if s in room.meeting.seats and room.meeting.seats[s].left]
    if gone and choose(range(20)) == 0:
        name = choose(gone)
        everything = ask.TakeAllBack(received=choose((True, False)))
        return name, choose([everything, everything, _persons(room, name, choose, marker)])
    if room.meeting.deputies and choose(range(25)) == 0:
        return "Dot", choose([ask.StepIn(), ask.StepIn(), ask.HandBack(), ask.SetLength(minutes=75)])
    if choose(range(25)) == 0:
        return "the clock", ask.MarkPresence(seats=tuple(s for s in here if choose((True, True, False))))
    if room.meeting.calm and choose((True, False)):
        return "Fay", ask.KeepCalm(on=False)
    if choose(range(3)) == 0:
        return "Fay", _facilitators(room, choose, marker)
    near = [n for n in seated if {"offer", "holding"} & set(room.view(n).get("round", {}))]
    name = choose(near) if near and choose((True, False)) else choose(seated)
    return name, _persons(room, name, choose, marker)


def _newcomer(room: Room, choose: Choose) -> tuple[str, ask.Command]:
    n = len(room.seats)
    name = PEOPLE[n] if n < len(PEOPLE) else f"p{n}"
    look = {"colour": choose(COLOURS), "pattern": choose(PATTERNS)}
    handle = room.handle(name)
    if choose(range(4)) == 0:
        return "Fay", ask.AddSeat(handle=handle, **look)
    room.seats[name] = f"xseat{n}"
    comfort = choose(("listening", "may_share", "glad_to_share"))
    return "the door", ask.TakeSeat(seat=f"xseat{n}", handle=handle, comfort=comfort, **look)


def _item(room: Room, choose: Choose) -> str:
    return choose([*room.meeting.words, "nothing"])


def _some_kind(choose: Choose) -> str:
    """Any kind; those with consent at their heart more often."""
    return choose([*kinds(), "story", "story", "shoutouts"])


def _plan(room: Room, choose: Choose, marker: Marker) -> ask.Command:
    kind = _some_kind(choose)
    prompt = choose((None, room.text(ask.Prompt, marker())))
    return ask.PlanRound(
        round_kind=kind, settings=choose(playing()[kind].SETTINGS), prompt=prompt, next=choose((True, False))
    )


def _running(room: Room) -> str | None:
    """The kind of round that runs just now."""
    running = room.meeting.running
    return running.kind if running and not running.over and room.meeting.phase == "running" else None


def _facilitators(room: Room, choose: Choose, marker: Marker) -> ask.Command:
    seat = choose([*room.meeting.seats, "nobody"])
    round = choose([*(r.id for r in room.meeting.rounds), "nothing"])
    on = choose((True, False))
    waiting = [r.id for r in room.meeting.rounds if r.state is None]
    step = room.meeting.step
    if step and step.what in ("round.end", "round.start") and choose(range(5)) == 0:
        return ask.Undo(step=step.id)
    if choose(range(6)) == 0:
        return _cares(room, choose, seat, on)
    signals = [s.id for s in room.meeting.seats.values() if s.signal]
    if choose(range(8)) == 0:
        by = choose((-1, 1, 5))
        return ask.MoveRound(round=choose(waiting), by=by) if len(waiting) > 1 else _plan(room, choose, marker)
    if choose((True, True, True, False)):
        next_step = _next_step(room, choose, marker)
        if next_step:
            return next_step
    kind = _running(room) if choose((True, True, False)) else _some_kind(choose)
    of_the_round = playing()[kind].facilitators(room, choose, marker) if kind else []
    if of_the_round and choose((True, False)):
        return choose(of_the_round)
    return choose(
        [
            _plan(room, choose, marker), _plan(room, choose, marker),
            ask.ChangeRound(round=round, prompt=room.text(ask.Prompt, marker())), ask.SetLength(minutes=90),
            ask.SkipRound(round=round, on=on), ask.MoveRound(round=round, by=choose((-1, 1, 5))),
            ask.StartRound(round=round), ask.StartRound(round=round), ask.EndRound(round=round),
            ask.RemoveSeat(seat=seat), ask.SeeSignal(seat=choose(signals or [seat])), ask.OfferLead(seat=seat), ask.EndLead(),
            ask.CoverWords(item=_item(room, choose), on=on), ask.PutOnScreen(item=_item(room, choose), on=on),
            ask.AllowWords(item=_item(room, choose), on=on), ask.LetKeep(item=_item(room, choose), on=on),
            ask.HoldWords(on=on), ask.Reopen(), choose((ask.BeginClosing(), ask.Reopen())),
            choose((ask.ShowRuler(least=3), ask.SetLength(minutes=60), ask.SetLength(minutes=45))),
            ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"),
        ]
    )  # fmt: skip


def _cares(room: Room, choose: Choose, seat: str, on: bool) -> ask.Command:
    """What looks after people, and taking it back."""
    meeting = room.meeting
    knocking = choose([*meeting.knocking, "nobody"])
    removed = [s.id for s in meeting.seats.values() if s.removed]
    if meeting.locked and choose((True, False)):
        return ask.LockDoor(on=False)
    if meeting.deputies and choose((True, False, False, False)):
        return ask.UnnameDeputy(member="xdot")
    if meeting.knocking and choose((True, False, False)):
        return choose((ask.LetIn(seat=knocking), ask.TurnAway(seat=knocking)))
    if room.meeting.step and choose((True, False, False)):
        return ask.Undo(step=room.meeting.step.id)
    return choose(
        [
            ask.KeepCalm(on=choose((True, False, False))), ask.RecallAgreement(number=choose((None, 0, 3))),
            ask.SlowDown(on=choose((True, False, False))), ask.QuietSeat(seat=choose([*meeting.seats]), on=on),
            ask.RemovePerson(seat=seat), ask.BringBack(seat=choose(removed or [seat])),
            ask.LockDoor(on=choose((True, False, False))),
            ask.OfferResource(resource="warm line", seat=choose((None, seat)), on=on), ask.UseWaitingRoom(on=on),
            ask.UseWaitingRoom(on=True), ask.MakeRoom(), ask.LetIn(seat=knocking), ask.LetIn(seat=knocking),
            ask.TurnAway(seat=knocking), ask.Undo(step="another"),
            ask.ChangeDoor(code="NEWCOD", link="new link"), ask.UnnameDeputy(member="xdot"),
            ask.NameDeputy(member="xdot", name=room.text(ask.Line, "Dot")), ask.HandBack(),
            choose((ask.AskCreditFor(seat=seat), ask.AskProofFor(seat=seat))),
        ]
    )  # fmt: skip


def _next_step(room: Room, choose: Choose, marker: Marker) -> ask.Command | None:
    """What a facilitator would do next to keep the meeting going."""
    kind = _running(room)
    if not kind:
        waiting = [r.id for r in room.meeting.rounds if r.state is None]
        return ask.StartRound(round=choose(waiting)) if waiting else _plan(room, choose, marker)
    of_the_round = playing()[kind].facilitators(room, choose, marker)
    if len(of_the_round) == 1:
        return of_the_round[0]
    hidden = [i for i, w in room.meeting.words.items() if not w.on_screen]
    if hidden and choose((True, False)):
        return ask.PutOnScreen(item=choose(hidden), on=True)
    return ask.CoverWords(item=choose([*room.meeting.words]), on=choose((True, False))) if room.meeting.words else None


def _likely(room: Room, name: str, choose: Choose, marker: Marker) -> list[ask.Command]:
    """What this person's own screen lets them do."""
    seen = room.view(name)
    if seen.get("lead") == "offered" and choose((True, False)):
        return [ask.AnswerLead(accept=True)]
    received = [i for i, r in seen["received"].items() if r["can_allow"]]
    if received and choose((True, False)):
        return [
            ask.AllowWords(item=choose(received), on=choose((True, True, False))),
            ask.LetKeep(item=received[0], on=True),
        ]
    mine = [*seen["mine"]]
    if mine and choose(range(6)) == 0:
        return [ask.TakeBack(item=choose(mine))]
    kind = _running(room)
    return playing()[kind].likely(room, name, choose, marker) if kind else []


def _persons(room: Room, name: str, choose: Choose, marker: Marker) -> ask.Command:
    on = choose((True, False))
    likely = _likely(room, name, choose, marker)
    if likely and choose((True, True, False)):
        return choose(likely)
    kind = _running(room) if choose((True, True, False)) else _some_kind(choose)
    of_the_round = playing()[kind].persons(room, name, choose, marker) if kind else []
    if of_the_round and choose((True, False)):
        return choose(of_the_round)
    return choose(
        [
            ask.SetComfort(comfort=choose(("listening", "may_share", "glad_to_share"))),
            ask.SetReceiving(on=on), ask.SendSignal(what="not_ok"), ask.WithdrawSignal(),
            ask.TakeBack(item=_item(room, choose)), ask.AllowWords(item=_item(room, choose), on=on),
            ask.LetKeep(item=_item(room, choose), on=on), ask.AnswerLead(accept=on), ask.EndLead(),
            ask.SetRuler(when=choose(("start", "end")), value=choose((None, 2, 7))),
            ask.SetRuler(when=choose(("start", "end")), value=choose((3, 5))),
            ask.StepOut(on=choose((True, False))),
            choose((ask.AskCredit(vouchers=2), ask.AskProof(), ask.ShowPresence(code="000000"),
                    ask.ShowPresence(code=number_now(room.meeting, room.now)))),
            choose((ask.LeaveSeat(words=on), ask.PutPhoneDown(), *[ask.WithdrawSignal()] * 6)),
            choose((ask.TakeAllBack(received=on), *[ask.WithdrawSignal()] * 6)),
            ask.ChangeLook(handle=room.handle(name), colour="plum", pattern="cabin"),
        ]
    )  # fmt: skip
