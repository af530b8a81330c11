"""Random play: whole meetings made up of choices, by a seeded walk or by Hypothesis, which also shrinks them."""

from collections.abc import Callable, Sequence
from typing import Any

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.shoutouts import STRENGTHS, Give
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import Resting
from facilitator.meeting.state import COLOURS, PATTERNS
from tests.meeting.room import Room

Choose = Callable[[Sequence[Any]], Any]
PEOPLE = ("Ana", "Ben", "Cy", "Dee", "Eli", "Flo", "Gus")


def some_command(room: Room, choose: Choose, marker: Callable[[], str]) -> tuple[str, ask.Command]:
    """Who asks, and what: anything a screen could send, likely or not."""
    seated = [n for n, s in room.seats.items() if not room.meeting.seats[s].left]
    if not seated or choose(range(20)) == 0:
        return _newcomer(room, choose)
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


def _facilitators(room: Room, choose: Choose, marker: Callable[[], str]) -> ask.Command:
    seat = choose([*room.meeting.seats, "nobody"])
    round = choose([*(r.id for r in room.meeting.rounds), "nothing"])
    on = choose((True, False))
    orders = ({"order": o, "voice": v} for o in ("ring", "popcorn", "queue") for v in ("either", "either", "spoken"))
    stories = [ask.PlanRound(round_kind="story", settings=s) for s in orders]
    planned = [ask.PlanRound(round_kind="shoutouts"), choose(stories), choose(stories)]
    if choose((True, True, True, False)):
        next_step = _next_step(room, choose, planned)
        if next_step:
            return next_step
    return choose(
        [
            story.Send(), story.Send(), story.MoveOn(), story.Rest(), story.OfferTo(seat=seat),
            story.AnswerFor(seat=seat, accept=on), story.DoneFor(seat=seat), story.DoneFor(seat=seat, to=seat),
            choose(planned), choose(planned),
            ask.ChangeRound(round=round, prompt=room.text(ask.Prompt, marker())),
            ask.DropRound(round=round), ask.MoveRound(round=round, by=choose((-1, 1))), ask.StartRound(round=round),
            ask.StartRound(round=round), ask.EndRound(round=round), ask.RemoveSeat(seat=seat), ask.SeeSignal(seat=seat),
            ask.CoverWords(item=_item(room, choose), on=on), ask.PutOnScreen(item=_item(room, choose), on=on),
            ask.AllowWords(item=_item(room, choose), on=on), ask.LetKeep(item=_item(room, choose), on=on),
            ask.HoldWords(on=on), ask.Reopen(), choose((ask.BeginClosing(), ask.Reopen())),
            ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"),
        ]
    )  # fmt: skip


def _next_step(room: Room, choose: Choose, planned: list[ask.Command]) -> ask.Command | None:
    """What a facilitator would do next to keep the meeting going."""
    running = room.meeting.running
    if not running or running.over or room.meeting.phase != "running":
        waiting = [r.id for r in room.meeting.rounds if r.state is None]
        return ask.StartRound(round=choose(waiting)) if waiting else choose(planned)
    if running.kind == "story" and running.state.piece == Resting():
        return story.Send()
    hidden = [i for i, w in room.meeting.words.items() if not w.on_screen]
    if hidden and choose((True, False)):
        return ask.PutOnScreen(item=choose(hidden), on=True)
    return ask.CoverWords(item=choose([*room.meeting.words]), on=choose((True, False))) if room.meeting.words else None


def _likely(
    room: Room, name: str, offer: int, choose: Choose, marker: Callable[[], str], named: bool
) -> list[ask.Command]:
    """What this person's own screen lets them do."""
    can = room.view(name).get("round", {}).get("can", [])
    received = [i for i, r in room.view(name)["received"].items() if r["can_allow"]]
    if received and choose((True, False)):
        return [
            ask.AllowWords(item=choose(received), on=choose((True, True, False))),
            ask.LetKeep(item=received[0], on=True),
        ]
    mine = [*room.view(name)["mine"]]
    if mine and choose(range(6)) == 0:
        return [ask.TakeBack(item=choose(mine))]
    if "story.tell" in can and choose((True, False)):
        return [story.Tell(text=room.text(ask.StoryText, marker()), named=named)]
    if "story.accept" in can and choose((True, False)):
        return [story.Accept(turn=offer)]
    to = choose([*room.meeting.seats, None])
    plain = {
        "shoutouts.give": Give(to=to, strength="hope", text=room.text(ask.Line, marker()), named=named),
        "story.set_notes": story.SetNotes(notes=("loss",)),
        "story.accept": story.Accept(turn=offer), "story.pass": story.Pass(turn=offer), "story.done": story.Done(),
        "story.later": story.Later(turn=offer), "story.raise_hand": story.RaiseHand(),
        "story.tell": story.Tell(text=room.text(ask.StoryText, marker()), named=named),
        "story.resonate": story.Resonate(what="me_too"),
    }  # fmt: skip
    return [plain[c] for c in can if c in plain]


def _persons(room: Room, name: str, choose: Choose, marker: Callable[[], str]) -> ask.Command:
    on = choose((True, False))
    to = choose([*room.meeting.seats, None])
    offer = room.view(name).get("round", {}).get("offer", {}).get("turn", 1)
    strength = choose([None, *(key for key, _ in STRENGTHS[:3])])
    line = choose((None, room.text(ask.Line, marker())))
    likely = _likely(room, name, offer, choose, marker, named=on)
    if likely and choose((True, True, False)):
        return choose(likely)
    return choose(
        [
            story.RaiseHand(), story.LowerHand(), story.Accept(turn=offer), story.Accept(turn=offer),
            story.Pass(turn=offer), story.Later(turn=offer), story.SkipMe(on=on), story.AskMeLast(on=on), story.Done(),
            story.Done(to=to), story.SetNotes(notes=("loss",)), story.Resonate(what=choose(("me_too", "with_you")), on=on),
            story.Tell(text=room.text(ask.StoryText, marker()), named=on),
            story.Tell(text=room.text(ask.StoryText, marker()), named=on),
            Give(to=to, strength=strength, text=line, named=on, just_for_them=choose((True, False)), keep=on),
            Give(to=to, strength="hope", text=line, named=on),
            ask.SetComfort(comfort=choose(("listening", "may_share", "glad_to_share"))),
            ask.SetReceiving(on=on), ask.SendSignal(what="not_ok"), ask.WithdrawSignal(),
            ask.TakeBack(item=_item(room, choose)), ask.AllowWords(item=_item(room, choose), on=on),
            ask.LetKeep(item=_item(room, choose), on=on),
            choose((ask.LeaveSeat(words=on), ask.PutPhoneDown(), *[ask.WithdrawSignal()] * 6)),
            ask.ChangeLook(handle=room.handle(name), colour="plum", pattern="cabin"),
        ]
    )  # fmt: skip
