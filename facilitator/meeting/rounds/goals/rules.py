"""The rules of a round of goals: a goal is its owner's, a strategy is everybody's, and saving one is seen by nobody."""

from msgspec.structs import replace

from facilitator.meeting import events as did
from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import FORMAT, GONE
from facilitator.meeting.rounds import Decision
from facilitator.meeting.rounds.goals import asked as goals
from facilitator.meeting.rounds.goals.asked import State
from facilitator.meeting.sharing import lay_out, reach_out, share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id, put


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Everything but laying out is asked by a seat, for itself or for all."""
    state: State = round.state
    if isinstance(c, goals.LayOut):
        return lay_out(meeting, (*state.goals, *state.strategies))
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    match c:
        case goals.SetGoal():
            return _set(meeting, round, seat, c)
        case goals.Share(item=item) if item in state.goals:
            return reach_out(meeting, item, seat.id, c.reach, c.named, waiting=not c.named)
        case goals.Offer():
            item = fresh_id(meeting)
            shared = share(meeting, item=item, author=seat.id, reach="everyone", named=c.named, text=c.text.id,
                           waiting=not c.named)  # fmt: skip
            return [shared, goals.Offered(item=item, seat=seat.id)]
        case goals.Save():
            return _save(meeting, state, seat, c)
    return GONE


def _set(meeting: Meeting, round: Round, seat: Seat, c: goals.SetGoal) -> Decision:
    if c.strength is not None and c.strength not in goals.KEYS:
        return FORMAT
    rows = {i: meeting.words[i].text for i in goals_of(meeting, round, seat.id)}
    item = fresh_id(meeting)
    return [
        *(did.WordsTakenBack(item=i, erases=(row,) if row else ()) for i, row in rows.items()),
        share(meeting, item=item, author=seat.id, reach="me", named=False, text=c.text.id),
        goals.GoalSet(item=item, seat=seat.id, strength=c.strength, sure=c.sure),
    ]


def _save(meeting: Meeting, state: State, seat: Seat, c: goals.Save) -> Decision:
    """What everyone can see can be saved. Letting go of what is not saved is no mistake."""
    if c.on == (c.item in state.saved.get(seat.id, ())):
        return []
    if c.on and not (c.item in state.strategies and everyone_sees(meeting, c.item)):
        return GONE
    return [goals.Saved(item=c.item, seat=seat.id, on=c.on)]


def goals_of(meeting: Meeting, round: Round, seat: SeatId) -> list[ItemId]:
    """The goal of a seat, if it has one just now."""
    return [i for i, goal in round.state.goals.items() if goal.owner == seat and i in meeting.words]


def everyone_sees(meeting: Meeting, item: ItemId) -> bool:
    """Whether this is on everybody's phone just now."""
    words = meeting.words.get(item)
    return bool(words and words.reach == "everyone" and not words.waiting and not words.covered)


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    s: State = round.state
    match event:
        case goals.GoalSet(item=item, seat=seat, strength=strength, sure=sure):
            others = {i: g for i, g in s.goals.items() if i in meeting.words}
            return replace(s, goals=put(others, item, goals.Goal(seat, strength, sure)))
        case goals.Offered(item=item):
            return replace(s, strategies=(*(i for i in s.strategies if i in meeting.words), item))
        case goals.Saved(item=item, seat=seat, on=on):
            kept = tuple(i for i in s.saved.get(seat, ()) if i != item)
            return replace(s, saved=put(s.saved, seat, (*kept, item) if on else kept))
    return s


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId]:
    """Whoever did it."""
    return {event.seat} if isinstance(event, goals.GoalSet | goals.Offered | goals.Saved) else set()


def holding(meeting: Meeting, round: Round, item: ItemId) -> set[SeatId]:
    """Whoever saved this strategy: it leaves their phone too when its author takes it back."""
    return {seat for seat, items in round.state.saved.items() if item in items}
