"""Random play of a story round."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import Resting

SETTINGS = [{"order": o, "voice": v} for o in ("ring", "popcorn", "queue") for v in ("either", "either", "spoken")]


def _offer(room, name):
    return room.view(name).get("round", {}).get("offer", {}).get("turn", 1)


def likely(room, name, choose, marker):
    can = room.view(name).get("round", {}).get("can", [])
    named = choose((True, False))
    offer = _offer(room, name)
    if "story.tell" in can and choose((True, False)):
        return [story.Tell(text=room.text(ask.StoryText, marker()), named=named)]
    if "story.accept" in can and choose((True, False)):
        return [story.Accept(turn=offer)]
    plain = {
        "story.set_notes": story.SetNotes(notes=("loss",)),
        "story.accept": story.Accept(turn=offer), "story.pass": story.Pass(turn=offer), "story.done": story.Done(),
        "story.later": story.Later(turn=offer), "story.raise_hand": story.RaiseHand(),
        "story.lower_hand": story.LowerHand(), "story.skip_me": story.SkipMe(on=True),
        "story.ask_me_last": story.AskMeLast(on=True),
        "story.tell": story.Tell(text=room.text(ask.StoryText, marker()), named=named),
        "story.resonate": story.Resonate(what="me_too"),
    }  # fmt: skip
    return [plain[c] for c in can]


def persons(room, name, choose, marker):
    on = choose((True, False))
    to = choose([*room.meeting.seats, None])
    offer = _offer(room, name)
    return [
        story.RaiseHand(), story.LowerHand(), story.Accept(turn=offer), story.Accept(turn=offer),
        story.Pass(turn=offer), story.Later(turn=offer), story.SkipMe(on=on), story.AskMeLast(on=on), story.Done(),
        story.Done(to=to), story.SetNotes(notes=("loss",)), story.Resonate(what=choose(("me_too", "with_you")), on=on),
        story.Tell(text=room.text(ask.StoryText, marker()), named=on),
        story.Tell(text=room.text(ask.StoryText, marker()), named=on),
    ]  # fmt: skip


def facilitators(room, choose, marker):
    running = room.meeting.running
    if running and running.kind == "story" and getattr(running.state, "piece", None) == Resting():
        return [story.Send()]
    seat = choose([*room.meeting.seats, "nobody"])
    return [
        story.Send(), story.MoveOn(), story.Rest(), story.OfferTo(seat=seat),
        story.AnswerFor(seat=seat, accept=choose((True, False))), story.DoneFor(seat=seat),
        story.DoneFor(seat=seat, to=seat),
    ]  # fmt: skip


def noted(command, mark, room):
    if isinstance(command, story.Tell):
        mark.named = command.named
        mark.waiting = not command.named
