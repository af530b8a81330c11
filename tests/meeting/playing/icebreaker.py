"""Random play of an icebreaker."""

from facilitator.meeting import commands as ask
from facilitator.meeting.rounds.icebreaker import PAIRS, SIDES, Answer, Tap, Uncover

SETTINGS = [{}, {"answer": "words"}, {"answer": "tap", "least": 3}, {"answer": "tap", "pair": [*PAIRS][-1]}]
UNCOVERING = (Uncover,)


def likely(room, name, choose, marker):
    can = room.view(name).get("round", {}).get("can", [])
    if "icebreaker.answer" in can:
        return [Answer(text=room.text(ask.Line, marker()), named=choose((True, False)))]
    return [Tap(side=choose(SIDES))] if "icebreaker.tap" in can else []


def persons(room, name, choose, marker):
    on = choose((True, False))
    return [
        Answer(text=room.text(ask.Line, marker()), named=on), Tap(side=choose((*SIDES, None))),
        Tap(side=choose(SIDES)), Uncover(),
    ]  # fmt: skip


def facilitators(room, choose, marker):
    running = room.meeting.running
    state = running.state if running and running.kind == "icebreaker" else None
    enough = state and len(state.cards) + len(state.taps) >= 3
    return [Uncover()] if enough and not state.uncovered and not running.over else [Uncover(), Uncover()]


def noted(command, mark, room):
    if isinstance(command, Answer):
        mark.named = command.named
        mark.waiting = not (command.named and room.meeting.running.state.uncovered)
