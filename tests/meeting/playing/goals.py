"""Random play of a round of goals and strategies."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.goals.asked import LayOut, Offer, Save, SetGoal, Share

SETTINGS = [{}]
UNCOVERING = (LayOut,)
REACHES = ("me", "facilitator", "everyone", "everyone")


def likely(room, name, choose, marker):
    seen = room.view(name)
    can, running = seen.get("round", {}).get("can", []), room.meeting.running.id
    goals = [i for i, p in seen["mine"].items() if p["what"] == "goal" and p["round"] == running]
    named = choose((True, False))
    found = [
        SetGoal(text=room.text(ask.Line, marker()), strength="hope", sure=7),
        Offer(text=room.text(ask.Line, marker()), named=named),
    ]
    if "goals.share" in can and choose((True, False)):
        found = [Share(item=goals[0], reach=choose(REACHES), named=named)]
    strategies = list(room.view("phones")["round"].get("cards", {}))
    if strategies and choose((True, False)):
        found = [Save(item=choose(strategies), on=choose((True, True, False)))]
    return found


def persons(room, name, choose, marker):
    item = choose([*room.meeting.words, "nothing"])
    on = choose((True, False))
    return [
        SetGoal(text=room.text(ask.Line, marker()), strength=choose((None, "calm", "no such strength"))),
        Share(item=item, reach=choose(REACHES), named=on), Save(item=item, on=on),
        Offer(text=room.text(ask.Line, marker()), named=on),
    ]  # fmt: skip


def facilitators(room, choose, marker):
    return [LayOut(), LayOut()]


def noted(command, mark, room):
    match command:
        case SetGoal():
            mark.reach = "me"
        case Share(reach=reach, named=named):
            mark.reach, mark.named = reach, named
            mark.waiting = reach == "everyone" and not named
        case Offer(named=named):
            mark.named, mark.waiting = named, not named
