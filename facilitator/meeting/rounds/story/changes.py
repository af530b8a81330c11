"""What each event of a story round changes, and whose own view with it."""

from msgspec.structs import replace

from facilitator.meeting.events import Event
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import SECOND, Held, Resting, State, Story, Travelling, holder, offered_to
from facilitator.meeting.state import Meeting, Round, SeatId, put, without


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    s: State = round.state
    match event:
        case story.HandRaised(seat=seat):
            return replace(s, hands=(*s.hands, seat), left_up=_drop(s.left_up, seat), passed=_drop(s.passed, seat))
        case story.HandLowered(seat=seat):
            return replace(s, hands=_drop(s.hands, seat), left_up=_drop(s.left_up, seat))
        case story.PieceTravels(to=str(to)):
            times = put(s.asked_times, to, s.asked_times.get(to, 0) + 1)
            return replace(s, piece=Travelling(to), asked=to, asked_times=times)
        case story.PieceTravels():
            return replace(s, piece=Travelling())
        case story.PieceRested():
            return replace(s, piece=Resting())
        case story.TurnEnded(at=at):
            took = ((at - s.piece.since) // SECOND,) if isinstance(s.piece, Held) else ()
            return replace(s, piece=Resting(), spoken=tuple(sorted(s.spoken + took)))
        case story.Passed(seat=seat, on=on):
            up = (*_drop(s.left_up, seat), seat) if on and seat in s.hands else s.left_up
            passed = (*_drop(s.passed, seat), seat) if on else _drop(s.passed, seat)
            return replace(s, passed=passed, hands=_drop(s.hands, seat) if on else s.hands, left_up=up)
        case story.AskedLast(seat=seat, on=on, deferred=deferred):
            s = replace(s, last=(*_drop(s.last, seat), seat) if on else _drop(s.last, seat))
            return replace(s, deferred=(*s.deferred, seat)) if deferred else s
        case story.TurnBegun(seat=seat, at=at, until=until):
            return replace(
                s, piece=Held(seat, at, until), turns=(*s.turns, seat), hands=_drop(s.hands, seat),
                left_up=_drop(s.left_up, seat), last=_drop(s.last, seat), passed=_drop(s.passed, seat), notes=(), lights={},
            )  # fmt: skip
        case story.NotesSet(notes=notes):
            return replace(s, notes=notes)
        case story.Told(item=item, answers=answers):
            told = Story(turn=len(s.turns), notes=s.notes, answers=answers)
            return replace(s, stories=put(s.stories, item, told))
        case story.AnswersLet(item=item, on=on):
            return replace(s, stories=put(s.stories, item, replace(s.stories[item], answers=on)))
        case story.Replied(item=item, beneath=beneath):
            return replace(s, replies=put(s.replies, item, beneath))
        case story.Resonated(seat=seat, what=what, on=on):
            given = s.lights.get(seat, ())
            given = (*given, what) if on else _drop(given, what)
            return replace(s, lights=put(s.lights, seat, given) if given else without(s.lights, seat))
    return s


def _drop(items: tuple, item: object) -> tuple:
    return tuple(i for i in items if i != item)


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId] | None:
    """The seats whose own view an event may change. Only a new turn changes what everyone can do."""
    if isinstance(event, story.TurnBegun):
        return None
    state = round.state
    if isinstance(event, story.AnswersLet):
        return {meeting.words[event.item].author}
    near = {offered_to(state), holder(state), getattr(event, "seat", None), getattr(event, "to", None)}
    return {s for s in near if s}
