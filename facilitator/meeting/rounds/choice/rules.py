"""The rules of a choice. The options are the lines of the prompt below its first; the rules know only how many there are."""

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from facilitator.meeting import events as did
from facilitator.meeting.answers import Least
from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import (
    FORMAT,
    GONE,
    MOVED_ON,
    NOTHING_TO_SHOW,
    SHOWN_ALREADY,
    WITHOUT_PHONE,
    Refusal,
)
from facilitator.meeting.rounds import EVERYONE, Decision
from facilitator.meeting.rounds.choice.counting import Ballot, Result, result
from facilitator.meeting.state import Meeting, Round, SeatId, put, without

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
Picks = Annotated[tuple[int, ...], Meta(min_length=1, max_length=MOST_OPTIONS)]


class Settings(Struct, frozen=True):
    way: Literal["one", "several", "ranked"] = "one"
    least: Least = 5
    """How many must have voted before the result says how many chose what."""


class State(Struct, frozen=True, kw_only=True):
    options: int = 0
    """How many there are to choose from; 0 while the prompt names too few."""
    way: Literal["one", "several", "ranked"] = "one"
    least: int = 5
    """Both as set: a round that ends is counted by its state alone."""
    wording: int = 1
    """Counts how often the words changed: a vote names the wording it was given on."""
    votes: dict[SeatId, Ballot] = {}
    """Only until the result is there. Forgotten with it."""
    result: Result | None = None


class Vote(Command, frozen=True, kw_only=True, tag="choice.vote"):
    """One's own vote; the latest counts. `picks`: options by number, where they are ranked the most wanted first."""

    picks: Picks
    wording: int


class Withdraw(Command, frozen=True, kw_only=True, tag="choice.withdraw"):
    """As if one had not voted."""


class VoteFor(Command, frozen=True, kw_only=True, tag="choice.vote_for"):
    """The facilitator gives the vote of a person without a phone, as that person told them."""

    seat: SeatId
    picks: Picks
    wording: int


class Close(Command, frozen=True, kw_only=True, tag="choice.close"):
    """The votes are counted and forgotten. Final."""


class Voted(Event, frozen=True, kw_only=True, tag="choice.voted"):
    seat: SeatId
    picks: Ballot


class Withdrawn(Event, frozen=True, kw_only=True, tag="choice.withdrawn"):
    seat: SeatId


class Closed(Event, frozen=True, kw_only=True, tag="choice.closed"):
    pass


class WordsChanged(Event, frozen=True, kw_only=True, tag="choice.words_changed"):
    """The choice starts anew: nobody's vote may count for words they did not see."""


def begin(meeting: Meeting, round: Round) -> State:
    """Open from the start, if the prompt names something to choose from."""
    return State(options=_options(round), way=round.settings.way, least=round.settings.least)


def _options(round: Round) -> int:
    """The first line is the question. What goes beyond the most is not offered."""
    many = min(round.lines - 1, MOST_OPTIONS)
    return many if many >= FEWEST_OPTIONS else 0


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Voting, taking a vote away, closing."""
    state: State = round.state
    if isinstance(c, Close):
        if state.result is not None:
            return []
        return [Closed()] if state.votes else NOTHING_TO_SHOW
    if isinstance(c, VoteFor):
        person = meeting.seats.get(c.seat)
        if not person or person.left:
            return GONE
        return _vote(state, person.id, c.picks, c.wording) if not person.phone else WITHOUT_PHONE
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    if isinstance(c, Vote):
        return _vote(state, seat.id, c.picks, c.wording)
    if state.result is not None:
        return SHOWN_ALREADY
    return [Withdrawn(seat=seat.id)] if seat.id in state.votes else []


def _vote(state: State, seat: SeatId, picks: Ballot, wording: int) -> Decision:
    refused = _wrong(state, picks, wording)
    if refused:
        return refused
    ballot = picks if state.way == "ranked" else tuple(sorted(picks))
    return [Voted(seat=seat, picks=ballot)] if state.votes.get(seat) != ballot else []


def _wrong(state: State, picks: Ballot, wording: int) -> Refusal | None:
    if wording != state.wording:
        return MOVED_ON
    if state.result is not None:
        return SHOWN_ALREADY
    known = all(0 <= pick < state.options for pick in picks)
    if not known or len(set(picks)) != len(picks) or (state.way == "one" and len(picks) != 1):
        return FORMAT
    return None


def react(meeting: Meeting, round: Round, event: Event, now: int) -> list[Event]:
    """Other words under a running choice."""
    return [WordsChanged()] if isinstance(event, did.RoundChanged) and event.round == round.id else []


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    match event:
        case Voted(seat=seat, picks=picks):
            return replace(state, votes=put(state.votes, seat, picks))
        case Withdrawn(seat=seat):
            return replace(state, votes=without(state.votes, seat))
        case Closed():
            return closed(state)
        case WordsChanged():
            return replace(state, options=_options(round), wording=state.wording + 1, votes={}, result=None)
    return state


def closed(state: State) -> State:
    """Counted once; then nobody's vote is kept. A round that ends closes its choice as well: the group meant to have one."""
    if state.result is not None or not state.options:
        return state
    counted = result(state.votes.values(), state.options, state.way == "ranked", state.least)
    return replace(state, votes={}, result=counted)


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId] | None:
    """One's vote is one's own business; the closing and a change of words are everybody's."""
    return {event.seat} if isinstance(event, Voted | Withdrawn) else EVERYONE
