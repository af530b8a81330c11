"""What each audience sees of a round of goals and strategies."""

from collections.abc import Iterable

from facilitator.meeting.reading import Reader, may_read
from facilitator.meeting.rounds import View
from facilitator.meeting.rounds.goals.asked import State
from facilitator.meeting.rounds.goals.rules import everyone_sees, goals_of
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, opaque

MOST_ON_PHONES = 40
MOST_ON_SCREEN = 12
MOST_GOALS_ON_SCREEN = 6


def _open(meeting: Meeting, round: Round, reader: Reader, items: Iterable[ItemId], most: int) -> tuple[View, int]:
    """What everyone may read of these, as far as this audience may: the newest, and how many more there are."""
    readable = [i for i in items if everyone_sees(meeting, i) and may_read(meeting, meeting.words[i], reader.audience)]
    found: View = {}
    for item in sorted(readable[-most:]):
        goal = round.state.goals.get(item)
        strength = {"strength": goal.strength} if goal and goal.strength else {}
        found[item] = {**(reader.words(item) or {}), **strength}
    return found, len(readable) - len(found)


def phones(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What every phone sees: the strategies, and the goals their owners shared. How sure anyone is, nowhere."""
    strategies, more = _open(meeting, round, reader, round.state.strategies, MOST_ON_PHONES)
    goals, _ = _open(meeting, round, reader, round.state.goals, MOST_ON_PHONES)
    return {"cards": strategies, "goals": goals, **({"more": more} if more else {})}


def screen(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The strategies, shuffled; beside them the next steps that were shared. As many as can be read, and no counts."""
    strategies, _ = _open(meeting, round, reader, round.state.strategies, MOST_ON_SCREEN)
    goals, _ = _open(meeting, round, reader, round.state.goals, MOST_GOALS_ON_SCREEN)
    order = sorted(strategies, key=lambda item: opaque(meeting, item))
    return {"cards": strategies, "order": order, "goals": goals}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones see, how many strategies and shared goals there are, and what was meant for the facilitator alone."""
    alive = {i: meeting.words[i] for i in (*round.state.goals, *round.state.strategies) if i in meeting.words}
    for_you: View = {}
    for item, words in sorted(alive.items()):
        if words.reach == "facilitator":
            strength = round.state.goals[item].strength
            for_you[item] = {**(reader.words(item) or {}), **({"strength": strength} if strength else {})}
    return {
        **phones(meeting, round, reader),
        "many_strategies": sum(i in alive for i in round.state.strategies),
        "many_goals": sum(words.reach == "everyone" for i, words in alive.items() if i in round.state.goals),
        "waiting": sum(words.waiting for words in alive.values()),
        "for_you": for_you,
    }


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What one seat can do now."""
    mine = goals_of(meeting, round, seat.id)
    return {"can": ["goals.set", "goals.offer", "goals.save", *(["goals.share"] if mine else [])]}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """One's own goal and strategies; and what one saved to try, without the handle of whoever it worked for."""
    state: State = round.state
    mine: View = {}
    for item in (*state.goals, *state.strategies):
        words = meeting.words.get(item)
        if not words or words.author != seat.id:
            continue
        goal = state.goals.get(item)
        mine[item] = {
            **(reader.words(item) or {}),
            "what": "goal" if goal else "strategy",
            "round": round.id,
            "reach": words.reach,
            "named": words.named,
            **({"waiting": True} if words.waiting else {}),
            **({"strength": goal.strength} if goal and goal.strength else {}),
            **({"sure": goal.sure} if goal and goal.sure is not None else {}),
        }
    of_phones = reader.of_phones()
    read = {item: of_phones.words(item) or {} for item in state.saved.get(seat.id, ())}
    saved = {item: {"text": seen["text"], "what": "strategy"} for item, seen in read.items() if "text" in seen}
    return {"mine": mine, "saved": saved}
