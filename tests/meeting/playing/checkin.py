"""Random play of a feelings check-in."""

from facilitator.meeting.rounds.checkin import SCALES, Answer, Uncover, Withdraw

SETTINGS = [{}, *({"scale": s, "strength": on, "least": 3} for s in SCALES for on in (True, False))]


def likely(room, name, choose, marker):
    can = room.view(name).get("round", {}).get("can", [])
    settings = room.meeting.running.settings
    strength = choose((None, 1, 5)) if settings.strength else None
    answer = Answer(feeling=choose(SCALES[settings.scale]), strength=strength)
    plain = {"checkin.answer": [answer, answer, answer], "checkin.withdraw": [Withdraw()]}
    return [command for c in can for command in plain[c]]


def persons(room, name, choose, marker):
    feeling = choose([*SCALES[choose(list(SCALES))][:4], "nothing"])
    return [Answer(feeling=feeling, strength=choose((None, None, 3))), Answer(feeling=feeling), Withdraw(), Uncover()]


def facilitators(room, choose, marker):
    running = room.meeting.running
    if running and running.kind == "checkin" and (running.over or running.state.shown):
        return []
    return [Uncover(), Uncover()]


def noted(command, mark, room):
    """Nobody writes anything here."""
