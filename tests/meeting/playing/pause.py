"""Random play of a pause."""

from facilitator.meeting.rounds.pause import More

SETTINGS = [{}, {"how": "breathe", "minutes": 1}, {"how": "break", "minutes": 10}]


def likely(room, name, choose, marker):
    return []


def persons(room, name, choose, marker):
    return [More()]


def facilitators(room, choose, marker):
    return [More(), More(minutes=choose((1, 2, 30)))]


def noted(command, mark, room):
    """Nobody writes anything here."""
