"""Random play of doing something side by side."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.side_by_side import LayOut, Share

SETTINGS = [{}, {"minutes": 20}]
UNCOVERING = (LayOut,)


def likely(room, name, choose, marker):
    if "side_by_side.share" not in room.view(name).get("round", {}).get("can", []):
        return []
    return [Share(text=room.text(ask.Line, marker()), named=choose((True, False)))]


def persons(room, name, choose, marker):
    return [Share(text=room.text(ask.Line, marker()), named=choose((True, False)))]


def facilitators(room, choose, marker):
    return [LayOut(), ask.SetLength(minutes=75)]  # two, so that laying out is not always the next step


def noted(command, mark, room):
    mark.named = command.named
    mark.waiting = not command.named
