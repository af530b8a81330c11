"""Feelings check-in: everyone picks how they are, for themself; the group's weather is uncovered once, together.

Nobody's own answer reaches any screen but their own. Until the uncovering the console knows how many have answered and the
others not even that; with the uncovering own answers are forgotten, so that no later one can be worked out from a
difference. A round that ends covered publishes nothing.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from facilitator.meeting.answers import Least, counted, middle
from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import LEAD, SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import FORMAT, GONE, N_, NOTHING_TO_SHOW, SHOWN_ALREADY
from facilitator.meeting.rounds import EVERYONE, Decision, Kind, View
from facilitator.meeting.state import Meeting, Round, Seat, SeatId, put, without

WEATHERS = (
    ("sunny", N_("Sunny")),
    ("partly", N_("Partly cloudy")),
    ("cloudy", N_("Cloudy")),
    ("foggy", N_("Foggy")),
    ("rainy", N_("Rainy")),
    ("stormy", N_("Stormy")),
    ("windy", N_("Windy")),
    ("rainbow", N_("Rainbow")),
)
FEELINGS = (
    ("calm", N_("Calm")),
    ("glad", N_("Glad")),
    ("hopeful", N_("Hopeful")),
    ("thankful", N_("Thankful")),
    ("proud", N_("Proud")),
    ("relieved", N_("Relieved")),
    ("safe", N_("Safe")),
    ("loved", N_("Loved")),
    ("curious", N_("Curious")),
    ("brave", N_("Brave")),
    ("strong", N_("Strong")),
    ("rested", N_("Rested")),
    ("mixed", N_("A bit of everything")),
    ("tired", N_("Tired")),
    ("worried", N_("Worried")),
    ("restless", N_("Restless")),
    ("sad", N_("Sad")),
    ("lonely", N_("Lonely")),
    ("angry", N_("Angry")),
    ("scared", N_("Scared")),
    ("hurt", N_("Hurt")),
    ("ashamed", N_("Ashamed")),
    ("guilty", N_("Guilty")),
    ("numb", N_("Numb")),
    ("overwhelmed", N_("Overwhelmed")),
)
NUMBERS = tuple(str(n) for n in range(11))
BANDS = ("low", "middle", "high")
SCALES = {"weather": tuple(k for k, _ in WEATHERS), "words": tuple(k for k, _ in FEELINGS), "number": NUMBERS}
"""scale -> what may be answered on it."""

Strength = Annotated[int, Meta(ge=1, le=5)]


class Settings(Struct, frozen=True):
    scale: Literal["weather", "words", "number"] = "weather"
    strength: bool = False
    """Whether to ask how strong it is, too."""
    least: Least = 5
    """How many must have answered before the uncovering shows anything."""


class Own(Struct, frozen=True):
    """What one person answered."""

    feeling: str
    strength: int | None = None


class Picture(Struct, frozen=True):
    """What is known of the group. All of it is empty where too few have answered."""

    counts: dict[str, int] = {}
    middle: float | None = None
    strength: float | None = None


class State(Struct, frozen=True):
    answers: dict[SeatId, Own] = {}
    """Only until the uncovering, or the end of the round."""
    shown: Picture | None = None


class Answer(Command, frozen=True, kw_only=True, tag="checkin.answer"):
    """Again for another answer, until the uncovering."""

    feeling: str
    strength: Strength | None = None


class Withdraw(Command, frozen=True, kw_only=True, tag="checkin.withdraw"):
    """One's own answer away."""


class Uncover(Command, frozen=True, kw_only=True, tag="checkin.uncover"):
    """Shows the group's weather, once."""


class Answered(Event, frozen=True, kw_only=True, tag="checkin.answered"):
    seat: SeatId
    feeling: str
    strength: int | None = None


class Withdrawn(Event, frozen=True, kw_only=True, tag="checkin.withdrawn"):
    seat: SeatId


class Uncovered(Event, frozen=True, kw_only=True, tag="checkin.uncovered"):
    """Nothing in it belongs to anybody."""

    counts: dict[str, int] = {}
    middle: float | None = None
    strength: float | None = None


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Uncovering belongs to whoever leads; answering to everyone in the circle, listening or not."""
    state: State = round.state
    if isinstance(c, Uncover):
        return _uncovered(round)
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    if state.shown:
        return SHOWN_ALREADY
    mine = state.answers.get(seat.id)
    if isinstance(c, Withdraw):
        return [Withdrawn(seat=seat.id)] if mine else []
    if not isinstance(c, Answer) or not _fits(round.settings, c):
        return FORMAT
    if mine == Own(c.feeling, c.strength):
        return []
    return [Answered(seat=seat.id, feeling=c.feeling, strength=c.strength)]


def _fits(settings: Settings, c: Answer) -> bool:
    """Whether it was asked: what nobody asked for is not taken in."""
    return c.feeling in SCALES[settings.scale] and (settings.strength or c.strength is None)


def _uncovered(round: Round) -> Decision:
    """Pressing twice is no mistake; it is published once all the same."""
    settings: Settings = round.settings
    answers = round.state.answers.values()
    if round.state.shown:
        return []
    if not answers:
        return NOTHING_TO_SHOW
    least = settings.least
    strength = middle((a.strength for a in answers if a.strength is not None), least)
    if settings.scale != "number":
        counts = counted((a.feeling for a in answers), least, SCALES[settings.scale])
        return [Uncovered(counts=counts, strength=strength)]
    numbers = [int(a.feeling) for a in answers]
    bands = counted((_band(n) for n in numbers), least, BANDS)
    return [Uncovered(counts=bands, middle=middle(numbers, least), strength=strength)]


def _band(number: int) -> str:
    return BANDS[0] if number <= 3 else BANDS[1] if number <= 6 else BANDS[2]


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    match event:
        case Answered(seat=seat, feeling=feeling, strength=strength):
            return replace(state, answers=put(state.answers, seat, Own(feeling, strength)))
        case Withdrawn(seat=seat):
            return replace(state, answers=without(state.answers, seat))
        case Uncovered(counts=counts, middle=middle, strength=strength):
            return State(shown=Picture(counts, middle, strength))
    return state


def forget(state: State) -> State:
    """Own answers go with the round. What was not uncovered by then never will be."""
    return replace(state, answers={})


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId] | None:
    """An answer is between one person and their own screen; the uncovering ends answering for all."""
    return {event.seat} if isinstance(event, Answered | Withdrawn) else EVERYONE


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones and the big screen see: what is asked, and the group's weather once it is uncovered."""
    settings: Settings = round.settings
    picture: Picture | None = round.state.shown
    asks = {"scale": settings.scale, "strength": settings.strength, "least": settings.least}
    if not picture:
        return asks
    numbers = {"middle": picture.middle, "strength": picture.strength}
    shown = {"counts": picture.counts, **{k: v for k, v in numbers.items() if v is not None}}
    return {**asks, "shown": shown if picture.counts else {}}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What everyone sees, and while it is covered how many have answered."""
    waiting = not round.over and not round.state.shown
    return {**shared(meeting, round, reader), **({"answered": len(round.state.answers)} if waiting else {})}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What one seat alone sees: its own answer, for as long as it can still be changed."""
    state: State = round.state
    if state.shown:
        return {"can": []}
    mine = state.answers.get(seat.id)
    if not mine:
        return {"can": ["checkin.answer"]}
    strength = {} if mine.strength is None else {"strength": mine.strength}
    return {"can": ["checkin.answer", "checkin.withdraw"], "mine": {"feeling": mine.feeling, **strength}}


KIND = Kind(
    name="checkin",
    title=N_("Feelings check-in"),
    about=N_("Everyone picks how they are, for themself. The group's weather is shown once; nobody's own ever is."),
    minutes=5,
    least=3,
    settings=Settings,
    state=State,
    commands=(Answer, Withdraw, Uncover),
    events=(Answered, Withdrawn, Uncovered),
    permissions={"checkin.answer": SEAT, "checkin.withdraw": SEAT, "checkin.uncover": LEAD},
    lead=((Uncover, N_("Show the group's weather")),),
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    forget=forget,
    touches=touches,
    phones=shared,
    own=own,
    console=console,
    screen=shared,
    furniture={"weather": WEATHERS, "words": FEELINGS},
)
