"""Random play of a group choice."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.choice.rules import Close, Vote, VoteFor, Withdraw

SETTINGS = [{"way": way, "least": least} for way in ("one", "several", "ranked") for least in (3, 5)]
QUESTION = "What next?\nStories\nA walk\nTea"


def _state(room):
    running = room.meeting.running
    return running.state if running and running.kind == "choice" else None


def _wording(room):
    return getattr(_state(room), "wording", 1)


def _picks(room, choose):
    state = _state(room)
    first, second = choose(((0, 1), (1, 0), (2, 0), (1, 2)))
    return (first,) if not state or state.way == "one" else choose(((first, second), (first,)))


def likely(room, name, choose, marker):
    can = room.view(name).get("round", {}).get("can", [])
    plain = {"choice.vote": Vote(picks=_picks(room, choose), wording=_wording(room)), "choice.withdraw": Withdraw()}
    return [plain[c] for c in can]


def persons(room, name, choose, marker):
    vote = Vote(picks=_picks(room, choose), wording=_wording(room))
    odd = choose(((7,), (0, 0), (-1,), (0, 1, 2)))
    return [vote, vote, Withdraw(), Vote(picks=odd, wording=_wording(room)), Vote(picks=(0,), wording=99)]


def facilitators(room, choose, marker):
    state, seat = _state(room), choose([*room.meeting.seats, "nobody"])
    if state and not state.options and not room.meeting.running.over:
        prompt = room.text(ask.Prompt, QUESTION)
        return [ask.ChangeRound(round=room.meeting.current, prompt=prompt)]
    return [Close(), VoteFor(seat=seat, picks=_picks(room, choose), wording=_wording(room))]


def noted(command, mark, room):
    raise AssertionError("a choice has no words of anyone in the circle")
