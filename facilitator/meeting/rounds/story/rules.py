"""The rules of a story round: the piece is offered, accepted, passed or taken later; the holder stops when they like."""

from msgspec.structs import replace

from facilitator.meeting import events as did
from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import (
    FORMAT,
    GONE,
    LISTENING,
    MOVED_ON,
    NOT_OFFERED,
    ONLY_ONCE,
    WITHOUT_PHONE,
)
from facilitator.meeting.rounds import Decision
from facilitator.meeting.rounds.story import answering
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.changes import evolve
from facilitator.meeting.rounds.story.piece import (
    MINUTE,
    Resting,
    Travelling,
    holder,
    next_to_ask,
    offered_to,
)
from facilitator.meeting.sharing import share
from facilitator.meeting.state import Meeting, Round, Seat, SeatId, fresh_id


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """What a command leads to in a running story round."""
    if isinstance(c, story.BY_FACILITATOR):
        return _facilitators(meeting, round, c, now)
    seat = seat_of(meeting, actor)
    return _seats(meeting, round, seat, c, now) if seat else GONE


def _travel(meeting: Meeting, round: Round, *first: Event, prefer: SeatId | None = None) -> list[Event]:
    """Some events, and then the piece goes on to whoever is next once they have happened."""
    for event in first:
        round = replace(round, state=evolve(meeting, round, event))
    return [*first, story.PieceTravels(to=next_to_ask(meeting, round, prefer))]


def _wakes(meeting: Meeting, round: Round, *first: Event) -> list[Event]:
    """Some events; if the piece had found nobody, and now somebody is open, they are asked."""
    if round.state.piece != Travelling(None):
        return list(first)
    events = _travel(meeting, round, *first)
    return events if events[-1] != story.PieceTravels() else list(first)


def _not_now(meeting: Meeting, round: Round, seat: SeatId, now: int, passed: bool = False) -> list[Event]:
    """A seat steps out of the order, and what they had of the piece goes on. Whoever passes leaves their hand as it
    shows; whoever only listens, is out or gone takes it down (invariant 8)."""
    state = round.state
    up = seat in state.hands or seat in state.left_up
    first: list[Event] = [story.HandLowered(seat=seat)] if up and not passed else []
    first += [story.Passed(seat=seat)] if passed and seat not in state.passed else []
    if holder(state) == seat:
        return _travel(meeting, round, *first, story.TurnEnded(seat=seat, at=now))
    return _travel(meeting, round, *first) if offered_to(state) == seat else first


def _seats(meeting: Meeting, round: Round, seat: Seat, c: Command, now: int) -> Decision:
    state, me = round.state, seat.id
    match c:
        case story.RaiseHand():
            if seat.comfort == "listening" or seat.out:
                return LISTENING
            if holder(state) == me or me in state.hands:
                return []
            return _wakes(meeting, round, story.HandRaised(seat=me))
        case story.LowerHand():
            if me not in state.hands and me not in state.left_up:
                return []
            lowered = story.HandLowered(seat=me)
            asked_by_hand = offered_to(state) == me and round.settings.order == "queue"
            return _travel(meeting, round, lowered) if asked_by_hand else [lowered]
        case story.Accept(turn=turn):
            if offered_to(state) != me or state.asked_times.get(me) != turn:
                return NOT_OFFERED
            return [_turn(round, me, now)]
        case story.Pass() | story.SkipMe(on=True):
            return _not_now(meeting, round, me, now, passed=True)
        case story.SkipMe(on=False):
            return _wakes(meeting, round, story.Passed(seat=me, on=False)) if me in state.passed else []
        case story.Later(turn=turn):
            if offered_to(state) != me or state.asked_times.get(me) != turn:
                return NOT_OFFERED
            if me in state.deferred:
                return ONLY_ONCE
            return _travel(meeting, round, story.AskedLast(seat=me, deferred=True))
        case story.AskMeLast(on=on):
            if on == (me in state.last):
                return []
            last = story.AskedLast(seat=me, on=on)
            return _travel(meeting, round, last) if on and offered_to(state) == me else [last]
        case story.Resonate(what=what, on=on):
            if not state.turns or state.turns[-1] == me:
                return MOVED_ON
            if on == (what in state.lights.get(me, ())):
                return []
            return [story.Resonated(seat=me, what=what, on=on)]
        case story.LetAnswer():
            return answering.let_answer(meeting, round, me, c)
        case story.Reply():
            return answering.reply(meeting, round, me, c)
    return _holders(meeting, round, me, c, now)


def _holders(meeting: Meeting, round: Round, me: SeatId, c: Command, now: int) -> Decision:
    if holder(round.state) != me:
        return NOT_OFFERED
    match c:
        case story.Done(to=to):
            return _ended(meeting, round, me, to, now)
        case story.SetNotes(notes=notes):
            return [story.NotesSet(seat=me, notes=tuple(dict.fromkeys(notes)))]
        case story.Tell(text=text, named=named, answers=answers):
            if round.settings.voice == "spoken":
                return FORMAT
            item = fresh_id(meeting)
            shared = share(
                meeting, item=item, author=me, reach="everyone", named=named, text=text.id, waiting=not named
            )
            return [shared, story.Told(item=item, answers=answers)]
    return GONE


def _turn(round: Round, seat: SeatId, now: int) -> story.TurnBegun:
    return story.TurnBegun(seat=seat, at=now, until=now + round.settings.minutes * MINUTE)


def _ended(meeting: Meeting, round: Round, seat: SeatId, to: SeatId | None, now: int) -> Decision:
    """The turn is over. Whom a popcorn holder names is asked if they are open to it; nobody learns if they are not."""
    ended = story.TurnEnded(seat=seat, at=now)
    if not to:
        return _travel(meeting, round, ended)
    named = meeting.seats.get(to)
    if round.settings.order != "popcorn" or not named or named.left or to == seat:
        return GONE
    return [ended, story.PieceTravels(to=to)] if not named.phone else _travel(meeting, round, ended, prefer=to)


def _facilitators(meeting: Meeting, round: Round, c: Command, now: int) -> Decision:
    state = round.state
    match c:
        case story.Send():
            return _travel(meeting, round) if state.piece == Resting() else []
        case story.Rest():
            return [*ending(meeting, round, now), story.PieceRested()] if state.piece != Resting() else []
        case story.MoveOn():
            return _moved_on(meeting, round, now)
        case story.LayOut():
            return answering.lay_out_replies(meeting, round)
    seat = meeting.seats.get(c.seat)  # type: ignore[attr-defined]
    if not seat or seat.left:
        return GONE
    if seat.phone:
        return WITHOUT_PHONE
    return _for_someone_without_phone(meeting, round, seat.id, c, now)


def _moved_on(meeting: Meeting, round: Round, now: int) -> Decision:
    """Nobody answers: the seat asked is asked again at the end, and after a second silence no more in this round."""
    seat = offered_to(round.state)
    if not seat:
        return _wakes(meeting, round)
    if seat in round.state.deferred or not meeting.seats[seat].phone:
        return _not_now(meeting, round, seat, now, passed=True)
    return _travel(meeting, round, story.AskedLast(seat=seat, deferred=True))


def _for_someone_without_phone(meeting: Meeting, round: Round, seat: SeatId, c: Command, now: int) -> Decision:
    state = round.state
    match c:
        case story.OfferTo():
            if holder(state):
                return MOVED_ON
            return [story.PieceTravels(to=seat)] if offered_to(state) != seat else []
        case story.AnswerFor(accept=accept):
            if offered_to(state) != seat:
                return NOT_OFFERED
            return [_turn(round, seat, now)] if accept else _travel(meeting, round, story.Passed(seat=seat))
        case story.DoneFor(to=to):
            return _ended(meeting, round, seat, to, now) if holder(state) == seat else NOT_OFFERED
    return GONE


def ending(meeting: Meeting, round: Round, now: int) -> list[Event]:
    """A turn that is under way when the piece is brought to the middle, or the round ends, is over then."""
    seat = holder(round.state)
    return [story.TurnEnded(seat=seat, at=now)] if seat else []


def react(meeting: Meeting, round: Round, event: Event, now: int) -> list[Event]:
    """What follows from somebody changing their comfort, leaving, or handing their phone on (invariant 8)."""
    match event:
        case did.ComfortSet(seat=seat, comfort="listening") | did.SeatLeft(seat=seat):
            return _not_now(meeting, round, seat, now)
        case did.SteppedOut(seat=seat, on=True) | did.SeatQuieted(seat=seat, on=True):
            return _not_now(meeting, round, seat, now)
        case did.ComfortSet() | did.SteppedOut() | did.SeatQuieted():
            return _wakes(meeting, round)
        case did.PhonePutDown(seat=seat) if holder(round.state) != seat:
            return _not_now(meeting, round, seat, now)
    return []
