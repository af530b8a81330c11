"""Random play of a closing."""

from facilitator.meeting.rounds.closing import GiveWord, OneWord, Uncover

SETTINGS = [{}, {"ruler": False}]
UNCOVERING = (Uncover,)


def likely(room, name, choose, marker):
    if "closing.word" in room.view(name).get("round", {}).get("can", []):
        return [GiveWord(text=room.text(OneWord, marker()), named=choose((True, False)))]
    return []


def persons(room, name, choose, marker):
    return [GiveWord(text=room.text(OneWord, marker()), named=choose((True, False))), Uncover()]


def facilitators(room, choose, marker):
    return [Uncover()]


def noted(command, mark, room):
    if isinstance(command, GiveWord):
        mark.named, mark.waiting = command.named, True
