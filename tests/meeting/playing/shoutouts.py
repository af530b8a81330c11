"""Random play of a round of shout-outs."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.shoutouts import STRENGTHS, Give

SETTINGS = [{}]


def likely(room, name, choose, marker):
    if "shoutouts.give" not in room.view(name).get("round", {}).get("can", []):
        return []
    others = [s for s in room.meeting.seats if s != room.seats.get(name) and not room.meeting.seats[s].left]
    to, named = choose([*others, None]), choose((True, False))
    return [Give(to=to, strength="hope", text=room.text(ask.Line, marker()), named=named)]


def persons(room, name, choose, marker):
    on = choose((True, False))
    to = choose([*room.meeting.seats, None])
    strength = choose([None, *(key for key, _ in STRENGTHS[:3])])
    line = choose((None, room.text(ask.Line, marker())))
    return [
        Give(to=to, strength=strength, text=line, named=on, just_for_them=choose((True, False)), keep=on),
        Give(to=to, strength="hope", text=line, named=on),
    ]


def facilitators(room, choose, marker):
    return []


def noted(command, mark, room):
    if isinstance(command, Give):
        mark.to, mark.named = command.to, command.named
        mark.private = bool(command.to and command.just_for_them)
        mark.read_aloud = bool(command.to and not room.meeting.seats[command.to].phone)
