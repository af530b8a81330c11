"""Random play of a welcome."""

from facilitator.meeting.rounds.welcome import Accept

SETTINGS = [{}, {"ruler": False}]


def likely(room, name, choose, marker):
    seen = room.view(name).get("round", {})
    return [Accept(on=not seen.get("accepted"))] if "welcome.accept" in seen.get("can", []) else []


def persons(room, name, choose, marker):
    return [Accept(on=choose((True, True, False)))]


def facilitators(room, choose, marker):
    return []


def noted(command, mark, room):
    raise AssertionError("nothing is written in a welcome")
