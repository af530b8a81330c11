"""What each audience sees of a reflection round."""

from collections import defaultdict

from facilitator.meeting.reading import Reader, may_read
from facilitator.meeting.rounds import View
from facilitator.meeting.rounds.reflection.asked import State
from facilitator.meeting.rounds.reflection.rules import by, private
from facilitator.meeting.state import ItemId, Meeting, Round, Seat

MOST_ON_PHONES = 40
MOST_ON_SCREEN = 12
MOST_PERSPECTIVES = 12
"""How many a view carries under one reflection."""


def _open(meeting: Meeting, reader: Reader, item: ItemId) -> bool:
    """Whether everyone may read this just now, this audience among them."""
    words = meeting.words.get(item)
    if not words or words.reach != "everyone" or not words.allowed or words.waiting or words.covered:
        return False
    return may_read(meeting, words, reader.audience)


def _shown(meeting: Meeting, round: Round, reader: Reader, most: int) -> tuple[View, int]:
    """The newest of what was shared, those whose authors ask before all, in no order anything could be read from; and
    how many more there are."""
    state: State = round.state
    answers: dict[ItemId, list[ItemId]] = defaultdict(list)
    for perspective in state.offered:
        if _open(meeting, reader, perspective):
            answers[meeting.words[perspective].beneath or ""].append(perspective)
    readable = sorted((i for i in state.written if _open(meeting, reader, i)), key=lambda i: i in state.asking)
    shown: View = {}
    for item in sorted(readable[-most:]):
        let_show = {p: reader.words(p) for p in sorted(answers[item][-MOST_PERSPECTIVES:])}
        shown[item] = {
            **(reader.words(item) or {}),
            **({"asks": True} if item in state.asking else {}),
            **({"perspectives": let_show} if let_show else {}),
        }
    return shown, len(readable) - len(shown)


def phones(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What every phone sees: what was shared with everyone, and what came to those who asked, where they let it show."""
    shown, more = _shown(meeting, round, reader, MOST_ON_PHONES)
    return {"cards": shown, **({"more": more} if more else {})}


def screen(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The same, as much as can be read from the back, and never how many there are."""
    return {"cards": _shown(meeting, round, reader, MOST_ON_SCREEN)[0]}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones see, how many have written, what waits, and what was meant for the facilitator alone."""
    alive = {i: meeting.words[i] for i in round.state.written if i in meeting.words}
    for_you = {i: reader.words(i) or {} for i, w in sorted(alive.items()) if w.reach == "facilitator"}
    return {
        **phones(meeting, round, reader),
        "written": len({w.author for w in alive.values()}),
        "shared": sum(w.reach == "everyone" for w in alive.values()),
        "waiting": sum(w.waiting for w in alive.values()),
        "for_you": for_you,
    }


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What one seat can do now, and which of its pages is still being written."""
    mine = by(meeting, round, seat.id)
    can = ["reflection.write", "reflection.offer", *(["reflection.share"] if mine else [])]
    if seat.receives and any(meeting.words[i].reach == "everyone" for i in mine):
        can.append("reflection.ask")
    kept = private(meeting, round, seat)
    return {"can": can, **({"private": kept} if kept else {})}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What a seat wrote and offered, and the perspectives it asked for. Those stay when the asking is over."""
    state: State = round.state
    mine: View = {}
    received: View = {}
    for item in (*state.written, *state.offered):
        words = meeting.words.get(item)
        if not words or (words.author != seat.id and not (words.to == seat.id and seat.receives)):
            continue
        said = {
            **(reader.words(item) or {}),
            "what": "perspective" if words.beneath else "reflection",
            **({"about": words.beneath} if words.beneath in meeting.words else {}),
        }
        if words.to == seat.id:
            received[item] = said
        else:
            waiting = {"waiting": True} if words.waiting else {}
            asks = {"asks": True} if item in state.asking else {}
            mine[item] = {**said, "round": round.id, "reach": words.reach, "named": words.named, **waiting, **asks}
    return {"mine": mine, "received": received}
