"""Closing: one word to leave with, laid out together with everybody's; the confidence ruler once more; what goes home.

Every word waits, named or not, until whoever leads uncovers them or the round ends: so nobody's is first, and when
somebody wrote tells nothing. What people take home is a matter of their own phone (static/js/parts/take-home.js).
"""

from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from facilitator.meeting.commands import Command, Draft
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import LEAD, SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import ANSWERED_ALREADY, GONE, N_, NOTHING_TO_SHOW
from facilitator.meeting.rounds import Decision, Kind, View
from facilitator.meeting.sharing import lay_out, share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id, put


class Settings(Struct, frozen=True):
    ruler: bool = True
    """Asks the confidence ruler, for the second time."""


class State(Struct, frozen=True):
    given: dict[SeatId, ItemId] = {}
    """The word each seat gave last; it may have been taken back since."""


class OneWord(Draft, frozen=True):
    """A word, or a very few."""

    limit: ClassVar[int] = 40


class GiveWord(Command, frozen=True, kw_only=True, tag="closing.word"):
    """One a seat. Taking it back makes room for another."""

    text: OneWord
    named: bool = False


class Uncover(Command, frozen=True, kw_only=True, tag="closing.uncover"):
    """Lays out every word that waits, together. Words that come later wait for the next time, or for the round's end."""


class WordGiven(Event, frozen=True, kw_only=True, tag="closing.word_given"):
    seat: SeatId
    item: ItemId


def _word_of(meeting: Meeting, round: Round, seat: SeatId) -> ItemId | None:
    """The word of this seat, while it is not taken back."""
    item: ItemId | None = round.state.given.get(seat)
    return item if item in meeting.words else None


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """A word, or the uncovering."""
    if isinstance(c, Uncover):
        return lay_out(meeting, round.state.given.values()) or NOTHING_TO_SHOW
    seat = seat_of(meeting, actor)
    if not seat or not isinstance(c, GiveWord):
        return GONE
    if _word_of(meeting, round, seat.id):
        return ANSWERED_ALREADY
    item = fresh_id(meeting)
    shared = share(
        meeting, item=item, author=seat.id, reach="everyone", named=c.named, text=c.text.id, waiting=True
    )  # fmt: skip
    return [shared, WordGiven(seat=seat.id, item=item)]


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    if isinstance(event, WordGiven):
        return replace(state, given=put(state.given, event.seat, event.item))
    return state


def _words(meeting: Meeting, round: Round, reader: Reader) -> View:
    return reader.cards(round.state.given.values())


def phones(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The words that are laid out."""
    return {**_words(meeting, round, reader), **({"ruler": True} if round.settings.ruler else {})}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones see, and how many words wait."""
    waiting = sum(i in meeting.words and meeting.words[i].waiting for i in round.state.given.values())
    return {**phones(meeting, round, reader), "waiting": waiting}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """One's own word, or that one may give one."""
    mine = _word_of(meeting, round, seat.id)
    return {"can": [], "word": mine} if mine else {"can": ["closing.word"]}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """The word a seat gave."""
    item = _word_of(meeting, round, seat.id)
    if not item:
        return {}
    words = meeting.words[item]
    waits = {"waiting": True} if words.waiting else {}
    seen = reader.words(item) or {}
    return {"mine": {item: {**seen, "what": "word", "named": words.named, "reach": words.reach, **waits}}}


KIND = Kind(
    name="closing",
    title=N_("Closing round"),
    about=N_("One word to leave with, laid out together; how sure we feel now; and what each takes home."),
    minutes=10,
    least=5,
    settings=Settings,
    state=State,
    commands=(GiveWord, Uncover),
    events=(WordGiven,),
    permissions={"closing.word": SEAT, "closing.uncover": LEAD},
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    touches=lambda meeting, round, event: {event.seat} if isinstance(event, WordGiven) else set(),
    phones=phones,
    own=own,
    console=console,
    screen=_words,
    belongings=belongings,
    lead=((Uncover, N_("Show the words")),),
)
