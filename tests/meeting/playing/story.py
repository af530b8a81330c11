"""Random play of a story round."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import Resting

SETTINGS = [
    {"order": o, "voice": v, "cross_talk": c}
    for o in ("ring", "popcorn", "queue")
    for v in ("either", "either", "either", "spoken")
    for c in ("none", "after", "open", "open")
]


FOR_ALL = ("story.reply",)
UNCOVERING = (story.LayOut,)
"""What the view that everyone shares says can be done, rather than `can`."""


def _offer(room, name):
    return room.view(name).get("round", {}).get("offer", {}).get("turn", 1)


def _replies(room, name, marker, named):
    """What this person may answer: the stories everybody sees as open to it, but for their own."""
    stories = room.view("phones").get("round", {}).get("stories", {})
    mine = room.view(name)["mine"]
    open_ones = [item for item, told in stories.items() if told.get("answers") and item not in mine]
    return [story.Reply(item=item, text=room.text(ask.Line, marker()), named=named) for item in open_ones]


def likely(room, name, choose, marker):
    can = room.view(name).get("round", {}).get("can", [])
    named = choose((True, False))
    offer = _offer(room, name)
    if "story.tell" in can and choose((True, False)):
        return [story.Tell(text=room.text(ask.StoryText, marker()), named=named, answers=choose((True, False)))]
    if "story.accept" in can and choose((True, False)):
        return [story.Accept(turn=offer)]
    replies = _replies(room, name, marker, named)
    if replies and choose((False, True)):
        return replies
    told = [item for item, mine in room.view(name)["mine"].items() if "answers" in mine]
    answered = [item for item in told if item in room.meeting.running.state.replies.values()]
    if answered and choose((False, False, True)):
        return [story.LetAnswer(item=choose(answered), on=choose((False, True)))]
    plain = {
        "story.set_notes": story.SetNotes(notes=("loss",)),
        "story.accept": story.Accept(turn=offer), "story.pass": story.Pass(turn=offer), "story.done": story.Done(),
        "story.later": story.Later(turn=offer), "story.raise_hand": story.RaiseHand(),
        "story.lower_hand": story.LowerHand(), "story.skip_me": story.SkipMe(on=True),
        "story.ask_me_last": story.AskMeLast(on=True),
        "story.tell": story.Tell(text=room.text(ask.StoryText, marker()), named=named),
        "story.let_answer": story.LetAnswer(item=choose([*told, "nothing"]), on=choose((True, True, False))),
        "story.resonate": story.Resonate(what="me_too"),
    }  # fmt: skip
    return [*(plain[c] for c in can), *replies]


def persons(room, name, choose, marker):
    on = choose((True, False))
    to = choose([*room.meeting.seats, None])
    offer = _offer(room, name)
    item = choose([*room.meeting.words, "nothing"])
    return [
        story.LetAnswer(item=item, on=on), story.Reply(item=item, text=room.text(ask.Line, marker()), named=on),
        story.RaiseHand(), story.LowerHand(), story.Accept(turn=offer), story.Accept(turn=offer),
        story.Pass(turn=offer), story.Later(turn=offer), story.SkipMe(on=on), story.AskMeLast(on=on), story.Done(),
        story.Done(to=to), story.SetNotes(notes=("loss",)), story.Resonate(what=choose(("me_too", "with_you")), on=on),
        story.Tell(text=room.text(ask.StoryText, marker()), named=on),
        story.Tell(text=room.text(ask.StoryText, marker()), named=on),
    ]  # fmt: skip


def facilitators(room, choose, marker):
    running = room.meeting.running
    if running and running.kind == "story" and getattr(running.state, "piece", None) == Resting():
        return [story.Send(), *([story.LayOut()] if running.state.turns else [])]
    seat = choose([*room.meeting.seats, "nobody"])
    return [
        story.Send(), story.MoveOn(), story.Rest(), story.LayOut(), story.OfferTo(seat=seat),
        story.AnswerFor(seat=seat, accept=choose((True, False))), story.DoneFor(seat=seat),
        story.DoneFor(seat=seat, to=seat),
    ]  # fmt: skip


def noted(command, mark, room):
    if isinstance(command, story.Tell):
        mark.named = command.named
        mark.waiting = not command.named
    if isinstance(command, story.Reply):
        mark.named, mark.waiting, mark.beneath = command.named, not command.named, command.item
