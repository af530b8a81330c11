"""What each audience sees of a story round."""

from collections import Counter

from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, UNKNOWN, Refusal
from facilitator.meeting.rounds import View
from facilitator.meeting.rounds.story.answering import can_be_answered
from facilitator.meeting.rounds.story.piece import Held, State, Travelling, holder, offered_to, shown_hands
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, opaque

MOST_LIGHTS = 3
"""Of each resonance the room sees at most this many lights: warmth, never a count to compete for."""
MOST_HANDS = 8
MOST_REPLIES = 30
"""How many answers a view carries beneath one story. When there are more, the first make room."""


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What all phones and the big screen see. An offer is not in it, nor a pass, nor a wish to be asked last."""
    state: State = round.state
    up = shown_hands(meeting, state)
    hands = [reader.name(s) for s in up[:MOST_HANDS]]
    return {
        "order": round.settings.order,
        "voice": round.settings.voice,
        "cross_talk": round.settings.cross_talk,
        "piece": _piece(round, reader),
        "hands": hands,
        **({"more_hands": len(up) - MOST_HANDS} if len(up) > MOST_HANDS else {}),
        "lights": _lights(state),
        "stories": _stories(round, reader),
    }


def _piece(round: Round, reader: Reader) -> View:
    """Where the piece is, as everyone sees it."""
    state: State = round.state
    if isinstance(state.piece, Held):
        notes = {"notes": list(state.notes)} if state.notes else {}
        return {"is": "held", "seat": reader.name(state.piece.seat), "turn": len(state.turns), **notes}
    if not isinstance(state.piece, Travelling):
        return {"is": "resting"}
    waits_for_hands = round.settings.order == "queue" and not (state.hands or state.left_up or state.piece.to)
    return {"is": "waiting" if waits_for_hands else "travelling"}


def _lights(state: State) -> dict[str, int]:
    given = Counter(what for whats in state.lights.values() for what in whats)
    return {what: min(many, MOST_LIGHTS) for what, many in sorted(given.items())}


def _stories(round: Round, reader: Reader) -> View:
    """Written stories. Those without a handle carry nothing that tells whose turn they belong to, not even an order.
    `answers`: it can be answered just now, by anyone but its teller."""
    told: View = {}
    for item, story in sorted(round.state.stories.items()):
        seen = reader.words(item)
        if seen and "text" in seen:
            notes = {"notes": list(story.notes)} if story.notes else {}
            answers = {"answers": True} if can_be_answered(round, story) else {}
            told[item] = {**seen, **notes, **({"turn": story.turn} if "by" in seen else {}), **answers}
    for item, replies in _replies(round, reader).items():
        if item in told:
            told[item]["replies"] = dict(sorted(replies[-MOST_REPLIES:]))
    return told


def _replies(round: Round, reader: Reader) -> dict[ItemId, list[tuple[ItemId, View]]]:
    """Answers by the story they are beneath, as they came."""
    found: dict[ItemId, list[tuple[ItemId, View]]] = {}
    for item, beneath in round.state.replies.items():
        seen = reader.words(item)
        if seen and "text" in seen:
            found.setdefault(beneath, []).append((item, seen))
    return found


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What everyone sees, and the holder's time, who has no phone, and how many have been heard."""
    state: State = round.state
    shown = shared(meeting, round, reader)
    without_phone = [s for s in meeting.present() if not s.phone]
    asked = offered_to(state)
    if isinstance(state.piece, Held):
        shown["piece"] |= {"since": state.piece.since, "until": state.piece.until}
    elif asked and not meeting.seats[asked].phone:
        shown["asking"] = asked
    return shown | {
        "hands": shown_hands(meeting, state),
        "heard": len(set(state.turns)),
        "without_phone": [s.id for s in without_phone if s.id not in state.turns],
    }


def open_turns(meeting: Meeting, round: Round) -> int:
    """Everyone here who has not had a turn. Who would pass is nobody's business, the pace's included."""
    return sum(s.id not in round.state.turns for s in meeting.present())


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What one seat alone sees: an offer made to it, its turn, what it asked for ahead of time."""
    state: State = round.state
    shown: View = {}
    me = seat.id
    if offered_to(state) == me:
        shown["offer"] = {"turn": state.asked_times[me], "later": me not in state.deferred}
    if isinstance(state.piece, Held) and state.piece.seat == me:
        shown["holding"] = {"until": state.piece.until, "since": state.piece.since, "cue": round.settings.cue}
    if me in state.passed:
        shown["ahead"] = "skip"
    elif me in state.last:
        shown["ahead"] = "last"
    if me in state.left_up:
        shown["hand_left_up"] = True
    if me in state.hands:
        shown["hand"] = True
    if me in state.lights:
        shown["gave"] = list(state.lights[me])
    return {**shown, "can": [*_can(round, seat), *_can_let(meeting, round, seat)]}


def _can_let(meeting: Meeting, round: Round, seat: Seat) -> list[str]:
    """Whoever told in writing may let others answer. Which stories can be answered stands with the stories, alike for
    all; the rest of what a seat can do is in `_can`."""
    mine = (i in meeting.words and meeting.words[i].author == seat.id for i in round.state.stories)
    return ["story.let_answer"] if round.settings.cross_talk != "none" and any(mine) else []


def _can(round: Round, seat: Seat) -> list[str]:
    """The commands this seat has now. Whoever is listening has no order to be in, so nothing to skip."""
    state: State = round.state
    me = seat.id
    if holder(state) == me:
        written = ["story.tell"] if round.settings.voice != "spoken" else []
        return ["story.done", "story.set_notes", *written]
    can = ["story.accept", "story.pass"] if offered_to(state) == me else []
    if offered_to(state) == me and me not in state.deferred:
        can.append("story.later")
    if seat.comfort != "listening":
        can += ["story.lower_hand"] if me in state.hands or me in state.left_up else []
        can += ["story.raise_hand"] if me not in state.hands else []
        can += ["story.skip_me", "story.ask_me_last"]
    if state.turns and state.turns[-1] != me:
        can.append("story.resonate")
    return can


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """The stories and answers a seat wrote, for as long as the meeting lasts. `answers`: whether it lets others answer
    a story; only where the round asks."""
    state: State = round.state
    asks = round.settings.cross_talk != "none" and not round.over
    mine: View = {}
    for item in (*state.stories, *state.replies):
        words = meeting.words.get(item)
        if words and words.author == seat.id:
            what = "reply" if item in state.replies else "story"
            waiting = {"waiting": True} if words.waiting else {}
            lets = {"answers": state.stories[item].answers} if asks and what == "story" else {}
            mine[item] = {**(reader.words(item) or {}), "what": what, "named": words.named, **waiting, **lets}
    return {"mine": mine}


def look(meeting: Meeting, round: Round, reader: Reader, seat: Seat | None, what: str) -> View | Refusal:
    """`story.people`: whom a popcorn holder may name. Hands first; nobody's comfort can be read from it."""
    if what != "story.people":
        return UNKNOWN
    state: State = round.state
    if not seat or holder(state) != seat.id:
        return GONE
    up = shown_hands(meeting, state)
    others = [s for s in meeting.present() if s.id != seat.id and (s.id not in state.turns or s.id in up)]
    others.sort(key=lambda s: (s.id not in up, opaque(meeting, seat.id + s.id)))
    return {
        "people": [
            {"seat": s.id, "handle": reader.handle(s.id), "colour": s.colour, "pattern": s.pattern} for s in others
        ]
    }
