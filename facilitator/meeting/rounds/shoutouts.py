"""Strengths shout-outs: name a strength you saw in somebody, or in the whole group.

Receivers decide what shows (invariant 5). Each shout-out adds thread to the quilt as a whole, so that nobody can tell
a patch that was given none, or one that keeps its own private, from another. The latest one that shows is named for
the moment it is sewn in; after that it is thread like the rest. Who has been given none is known to the facilitator only.
"""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from facilitator.meeting import events as did
from facilitator.meeting.commands import Command, Line
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import SEAT, Actor, seat_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, N_, NOTHING_NAMED, UNKNOWN, YOURSELF, Refusal
from facilitator.meeting.rounds import Decision, Keepsake, Kind, View
from facilitator.meeting.sharing import share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id, opaque, put

STRENGTHS = (
    ("patience", N_("patience")),
    ("courage", N_("courage")),
    ("honesty", N_("honesty")),
    ("humor", N_("a sense of humor")),
    ("kindness", N_("kindness")),
    ("listening", N_("listening well")),
    ("hope", N_("hope")),
    ("persistence", N_("not giving up")),
    ("gentleness", N_("gentleness")),
    ("creativity", N_("creativity")),
    ("calm", N_("calm")),
    ("curiosity", N_("curiosity")),
    ("loyalty", N_("standing by people")),
    ("boundaries", N_("knowing when to say no")),
    ("asking", N_("asking for help")),
    ("openness", N_("openness")),
    ("fairness", N_("fairness")),
    ("gratitude", N_("gratitude")),
    ("wisdom", N_("wisdom")),
    ("resilience", N_("getting up again")),
    ("warmth", N_("warmth")),
    ("practical", N_("a practical mind")),
    ("showing_up", N_("showing up")),
    ("making_room", N_("making room for others")),
)
KEYS = frozenset(key for key, _ in STRENGTHS)
MOST_THREADS = 60
"""How many sewn words a view carries. The quilt keeps every thread; the oldest words make room."""


class Settings(Struct, frozen=True):
    """Nothing to set."""


class ShoutOut(Struct, frozen=True):
    giver: SeatId
    to: SeatId | None
    strength: str | None


class State(Struct, frozen=True):
    given: dict[ItemId, ShoutOut] = {}
    latest: ItemId | None = None
    """The last one that began to show: named on the screens while it is sewn in."""


class Give(Command, frozen=True, kw_only=True, tag="shoutouts.give"):
    """`to`: a seat, or nobody for the whole group. `just_for_them`: it reaches its receiver and never the quilt."""

    to: SeatId | None = None
    strength: str | None = None
    text: Line | None = None
    named: bool = True
    just_for_them: bool = False
    keep: bool = False


class Given(Event, frozen=True, kw_only=True, tag="shoutouts.given"):
    item: ItemId
    giver: SeatId
    to: SeatId | None = None
    strength: str | None = None


class Sewn(Event, frozen=True, kw_only=True, tag="shoutouts.sewn"):
    """A shout-out begins to show."""

    item: ItemId


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Giving is the only thing to ask; what receivers decide belongs to words (sharing.py)."""
    giver = seat_of(meeting, actor)
    if not giver or not isinstance(c, Give):
        return GONE
    receiver = meeting.seats.get(c.to or "")
    if c.to == giver.id:
        return YOURSELF
    if c.to and (not receiver or receiver.left):
        return GONE
    if (c.strength is not None and c.strength not in KEYS) or not (c.strength or c.text):
        return NOTHING_NAMED
    item = fresh_id(meeting)
    shared = share(
        meeting, item=item, author=giver.id, to=c.to, named=c.named, text=c.text.id if c.text else None,
        reach="receiver" if c.to and c.just_for_them else "everyone", keeps=c.keep,
    )  # fmt: skip
    given = Given(item=item, giver=giver.id, to=c.to, strength=c.strength)
    return [shared, given, *([] if c.to else [Sewn(item=item)])]


def react(meeting: Meeting, round: Round, event: Event, now: int) -> list[Event]:
    """A receiver lets one show: it is sewn in now."""
    if isinstance(event, did.WordsAllowed) and event.on and event.item in round.state.given:
        return [Sewn(item=event.item)]
    return []


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    state: State = round.state
    match event:
        case Given(item=item, giver=giver, to=to, strength=strength):
            return replace(state, given=put(state.given, item, ShoutOut(giver, to, strength)))
        case Sewn(item=item):
            return replace(state, latest=item)
    return state


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId]:
    """Giver and receiver."""
    item = getattr(event, "item", "")
    known = round.state.given.get(item)
    near = {getattr(event, "giver", None), getattr(event, "to", None)}
    return {s for s in near | ({known.giver, known.to} if known else set()) if s}


def _alive(meeting: Meeting, round: Round) -> dict[ItemId, ShoutOut]:
    return {item: given for item, given in round.state.given.items() if item in meeting.words}


def _times_given(meeting: Meeting) -> Counter[SeatId]:
    """How many shout-outs each seat has been given in this meeting, private ones too."""
    times: Counter[SeatId] = Counter()
    for round in meeting.rounds:
        if round.kind == "shoutouts" and round.state is not None:
            times.update(given.to for given in _alive(meeting, round).values() if given.to)
    return times


def given_to(meeting: Meeting, round: Round) -> set[SeatId] | None:
    """The seats given one in this round, private ones too."""
    return {given.to for given in _alive(meeting, round).values() if given.to}


def _said(given: ShoutOut, seen: View) -> View:
    return {**seen, **({"strength": given.strength} if given.strength else {})}


def threads(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The words sewn into the quilt, without their receiver, in no order anybody could read something from."""
    sewn: View = {}
    for item, given in list(_alive(meeting, round).items())[-MOST_THREADS:]:
        seen = reader.words(item) if meeting.words[item].allowed else None
        if seen is not None and not meeting.words[item].covered:
            sewn[item] = _said(given, {k: v for k, v in seen.items() if k == "text"})
    return dict(sorted((item, said) for item, said in sewn.items() if said))


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What phones and the big screen see: the one being sewn in just now, named as its giver and receiver allow."""
    latest = round.state.latest
    given = _alive(meeting, round).get(latest or "")
    seen = reader.words(latest) if given and latest else None
    if not given or seen is None or not meeting.words[latest].allowed or meeting.words[latest].covered:
        return {}
    if not given.strength and "text" not in seen:
        return {}
    to = {"to": reader.name(given.to)} if given.to else {}
    return {"latest": {"item": latest, **_said(given, seen), **to}}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """What everyone sees; who has been given none; what waits to be read to somebody without a phone."""
    times = _times_given(meeting)
    to_read: View = {}
    for item, given in _alive(meeting, round).items():
        words = meeting.words[item]
        if words.through_facilitator:
            seen = reader.words(item) or {}
            to_read[item] = {
                **_said(given, seen), "to": given.to, "allowed": words.allowed, "can_allow": words.reach == "everyone",
                "keep": words.receiver_keeps,
            }  # fmt: skip
    return {
        **shared(meeting, round, reader),
        "given_none": [s.id for s in meeting.present() if not times[s.id]],
        "to_read": dict(sorted(to_read.items())),
    }


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """Anybody in the circle may give."""
    return {"can": ["shoutouts.give"]}


def belongings(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """What a seat gave, and what reached it. A receiver who wants none today is shown none."""
    mine: View = {}
    received: View = {}
    for item, given in _alive(meeting, round).items():
        words = meeting.words[item]
        if given.giver == seat.id:
            to = {"to": given.to} if given.to else {}
            mine[item] = {**_said(given, reader.words(item) or {}), "what": "shoutout", "named": words.named, **to}
        if given.to == seat.id and seat.receives:
            received[item] = _said(given, reader.words(item) or {})
    return {"mine": mine, "received": received}


def keepsakes(meeting: Meeting, round: Round) -> dict[ItemId, Keepsake]:
    """What the group may keep: a strength and its words, without names."""
    return {i: Keepsake(g.strength, meeting.words[i].text) for i, g in _alive(meeting, round).items()}


def look(meeting: Meeting, round: Round, reader: Reader, seat: Seat | None, what: str) -> View | Refusal:
    """`shoutouts.people`: whom one can give to. Those given fewest come first, quietly; ties in another order for each giver."""
    if what != "shoutouts.people":
        return UNKNOWN
    if not seat:
        return GONE
    times = _times_given(meeting)
    others = [s for s in meeting.present() if s.id != seat.id]
    others.sort(key=lambda s: (times[s.id], opaque(meeting, f"{seat.id} {s.id} {sum(times.values())}")))
    people = [{"seat": s.id, "handle": reader.handle(s.id), "colour": s.colour, "pattern": s.pattern,
               **({} if s.phone else {"phone": False})} for s in others]  # fmt: skip
    return {"people": people}


KIND = Kind(
    name="shoutouts",
    title=N_("Strengths shout-outs"),
    about=N_("Name a strength you saw. It is sewn into the group's quilt."),
    minutes=15,
    least=5,
    settings=Settings,
    state=State,
    commands=(Give,),
    events=(Given, Sewn),
    permissions={"shoutouts.give": SEAT},
    begin=lambda meeting, round: State(),
    decide=decide,
    evolve=evolve,
    react=react,
    touches=touches,
    phones=shared,
    own=own,
    console=console,
    screen=shared,
    belongings=belongings,
    threads=threads,
    sewn=lambda meeting, round: len(_alive(meeting, round)),
    keepsakes=keepsakes,
    given=given_to,
    look=look,
    furniture={"strengths": STRENGTHS},
)
