"""What each audience sees of a story round."""

from collections import Counter

from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, UNKNOWN, Refusal
from facilitator.meeting.rounds import View
from facilitator.meeting.rounds.story.piece import Held, State, Travelling
from facilitator.meeting.rounds.story.rules import holder, offered_to
from facilitator.meeting.state import Meeting, Round, Seat, opaque

MOST_LIGHTS = 3
"""Of each resonance the room sees at most this many lights: warmth, never a count to compete for."""
MOST_HANDS = 8


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What all phones and the big screen see. An offer is not in it, nor a pass, nor a wish to be asked last."""
    state: State = round.state
    hands = [reader.name(s) for s in state.hands[:MOST_HANDS]]
    return {
        "order": round.settings.order,
        "voice": round.settings.voice,
        "piece": _piece(round, reader),
        "hands": hands,
        **({"more_hands": len(state.hands) - MOST_HANDS} if len(state.hands) > MOST_HANDS else {}),
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
    waits_for_hands = round.settings.order == "queue" and not state.hands and state.piece.to is None
    return {"is": "waiting" if waits_for_hands else "travelling"}


def _lights(state: State) -> dict[str, int]:
    given = Counter(what for whats in state.lights.values() for what in whats)
    return {what: min(many, MOST_LIGHTS) for what, many in sorted(given.items())}


def _stories(round: Round, reader: Reader) -> View:
    """Written stories. Those without a handle carry nothing that tells whose turn they belong to, not even an order."""
    told: View = {}
    for item, story in sorted(round.state.stories.items()):
        seen = reader.words(item)
        if seen and "text" in seen:
            notes = {"notes": list(story.notes)} if story.notes else {}
            told[item] = {**seen, **notes, **({"turn": story.turn} if "by" in seen else {})}
    return told


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
        "hands": list(state.hands),
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
    if me in state.hands:
        shown["hand"] = True
    if me in state.lights:
        shown["gave"] = list(state.lights[me])
    return {**shown, "can": _can(round, seat)}


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
        can += ["story.lower_hand" if me in state.hands else "story.raise_hand", "story.skip_me", "story.ask_me_last"]
    if state.turns and state.turns[-1] != me:
        can.append("story.resonate")
    return can


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """The stories a seat wrote, for as long as the meeting lasts."""
    mine = {}
    for item in round.state.stories:
        words = meeting.words.get(item)
        if words and words.author == seat.id:
            seen = reader.words(item) or {}
            mine[item] = {**seen, "what": "story", "named": words.named, **({"waiting": True} if words.waiting else {})}
    return {"mine": mine}


def look(meeting: Meeting, round: Round, reader: Reader, seat: Seat | None, what: str) -> View | Refusal:
    """`story.people`: whom a popcorn holder may name. Hands first; nobody's comfort can be read from it."""
    if what != "story.people":
        return UNKNOWN
    state: State = round.state
    if not seat or holder(state) != seat.id:
        return GONE
    others = [s for s in meeting.present() if s.id != seat.id and (s.id not in state.turns or s.id in state.hands)]
    others.sort(key=lambda s: (s.id not in state.hands, opaque(meeting, seat.id + s.id)))
    return {
        "people": [
            {"seat": s.id, "handle": reader.handle(s.id), "colour": s.colour, "pattern": s.pattern} for s in others
        ]
    }
