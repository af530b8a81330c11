"""Random play of a reflection round."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.reflection.asked import Ask, LayOut, Offer, ReflectionText, Share, Write

SETTINGS = [{}]
UNCOVERING = (LayOut,)
REACHES = ("me", "facilitator", "everyone", "everyone", "everyone")


def likely(room, name, choose, marker):
    seen = room.view(name)
    can, running = seen.get("round", {}).get("can", []), room.meeting.running.id
    mine = {i: p for i, p in seen["mine"].items() if p["what"] == "reflection" and p["round"] == running}
    answered = {p.get("about") for p in seen["mine"].values()}
    on, named = choose((True, True, False)), choose((True, False))
    found = [Write(text=room.text(ReflectionText, marker()))]
    if "reflection.share" in can:
        found = [Share(item=choose([*mine]), reach=choose(REACHES), named=named), *found]
    if "reflection.ask" in can and choose((True, True, False)):
        found = [Ask(item=choose([i for i, p in mine.items() if p["reach"] == "everyone"]), on=on)]
    shown = room.view("phones")["round"].get("cards", {})
    asked = [i for i, p in shown.items() if p.get("asks") and i not in mine and i not in answered]
    if asked and choose((True, True, False)):
        found = [Offer(item=choose(asked), text=room.text(ask.Line, marker()), named=named)]
    return found


def persons(room, name, choose, marker):
    item = choose([*room.meeting.words, "nothing"])
    on = choose((True, False))
    return [
        Write(text=room.text(ReflectionText, marker())),
        Share(item=item, reach=choose(REACHES), named=on), Share(item=item, reach="everyone", named=on),
        Ask(item=item, on=on), Offer(item=item, text=room.text(ask.Line, marker()), named=on),
    ]  # fmt: skip


def facilitators(room, choose, marker):
    return [LayOut(), LayOut()]


def noted(command, mark, room):
    match command:
        case Write():
            mark.reach = "me"
        case Share(reach=reach, named=named):
            mark.reach, mark.named = reach, named
            mark.waiting = reach == "everyone" and not named
        case Offer(item=item, named=named):
            mark.to, mark.named = room.meeting.words[item].author, named
            mark.read_aloud = not room.meeting.seats[mark.to].phone
