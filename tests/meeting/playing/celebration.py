"""Random play of a celebration."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.celebration import Cheer, Name, Uncover

SETTINGS = [{}]
UNCOVERING = (Uncover,)


def likely(room, name, choose, marker):
    can = room.view(name).get("round", {}).get("can", [])
    if "celebration.name" not in can:
        return []
    up = [*room.view("phones")["round"]["cards"]]
    cheers = [Cheer(item=choose(up), on=choose((True, True, False)))] if up else []
    return [Name(text=room.text(ask.Line, marker()), named=choose((True, False))), *cheers]


def persons(room, name, choose, marker):
    on = choose((True, False))
    item = choose([*room.meeting.words, "nothing"])
    return [Name(text=room.text(ask.Line, marker()), named=on), Cheer(item=item, on=on), Cheer(item=item), Uncover()]


def facilitators(room, choose, marker):
    return [Uncover(), Uncover()]


def noted(command, mark, room):
    if isinstance(command, Name):
        mark.named = command.named
        mark.waiting = not command.named
