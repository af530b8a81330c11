"""The kinds of round. A kind is one file in this folder that makes a `Kind`; nothing else lists them.

A new kind is a new file here, its twin in static/js/rounds/, and its prompts; and, for rehearsals, how people take
part in it (rehearsing/taking_part/). Kinds know the meeting and never one another.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from facilitator.meeting.commands import Command, name_of
from facilitator.meeting.events import Event
from facilitator.meeting.refusals import UNKNOWN, Refusal
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, TextId

if TYPE_CHECKING:
    from facilitator.meeting.permissions import Actor
    from facilitator.meeting.reading import Reader

Decision = list[Event] | Refusal
View = dict[str, Any]
EVERYONE = None
"""Said by `touches` when any seat's own view may have changed."""


class Keepsake(Struct, frozen=True):
    """Something a group may keep after the close, without names."""

    strength: str | None
    text: TextId | None


def _nothing(*_: Any) -> Any:
    return {}


@dataclass(frozen=True)
class Kind:
    """What a kind of round is made of. Functions take the meeting first and are pure."""

    name: str
    title: str
    """A marked sentence: what the round is called on the console."""
    about: str
    """A marked sentence: what it is for, to whoever is choosing one."""
    settings: type[Struct]
    """Every field has a default."""
    state: type[Struct]
    commands: tuple[type[Command], ...]
    events: tuple[type[Event], ...]
    permissions: Mapping[str, frozenset[str]]
    begin: Callable[[Meeting, Round], Struct]
    """The state a round of this kind starts from."""
    decide: Callable[[Meeting, Round, "Actor", Command, int], Decision]
    evolve: Callable[[Meeting, Round, Event], Struct]
    """The round's next state."""
    phones: Callable[[Meeting, Round, "Reader"], View]
    """What every phone is shown of this round."""
    own: Callable[[Meeting, Round, "Reader", Seat], View]
    """What one seat alone is shown, with `can`: the commands it has now."""
    console: Callable[[Meeting, Round, "Reader"], View]
    screen: Callable[[Meeting, Round, "Reader"], View]
    react: Callable[[Meeting, Round, Event, int], list[Event]] = lambda *_: []
    """What follows in this round from something that happened in the meeting."""
    forget: Callable[[Any], Struct] = lambda state: state
    """The state once the round is over: without what was kept only for the round."""
    touches: Callable[[Meeting, Round, Event], set[SeatId] | None] = lambda *_: EVERYONE
    """The seats whose own view an event of this kind may change; the meeting is the one before it."""
    belongings: Callable[[Meeting, Round, "Reader", Seat], View] = _nothing
    """`mine` and `received` of one seat: what it wrote in this round and what was given to it. Outlives the round."""
    floor: Callable[[Meeting, Round], SeatId | None] = lambda *_: None
    """The seat that has the floor: if its screen is lost, the room sees that it is coming back."""
    threads: Callable[[Meeting, Round, "Reader"], View] = _nothing
    """What this round sewed into the quilt, as this audience may see it: item -> what it says."""
    sewn: Callable[[Meeting, Round], int] = lambda *_: 0
    """How many threads this round added to the quilt, shown or not."""
    keepsakes: Callable[[Meeting, Round], dict[ItemId, Keepsake]] = _nothing
    """What of this round the group might keep; the meeting decides which may be."""
    look: Callable[[Meeting, Round, "Reader", Seat | None, str], View | Refusal] = lambda *_: UNKNOWN
    """Answers a question that is asked when needed rather than shown to all."""
    for_oneself: frozenset[str] = frozenset()
    """The commands that face nobody but their sender: still there from a seat that was quieted."""
    lead: tuple[tuple[type[Command], str], ...] = ()
    """What whoever leads the round can press: commands without fields, and what each button says."""
    minutes: int = 10
    """What a plan allows for it, unless it says otherwise."""
    least: int = 3
    """The least minutes it can be done in, for the pace of what comes before."""
    turns: Callable[[Meeting, Round], int] = lambda *_: 0
    """How many turns are still open, whoever might pass; 0 where a round has no turns."""
    furniture: Mapping[str, Any] = field(default_factory=dict)
    """Marked sentences and lists that its screens need, handed over translated with the page."""


_from_outside: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Adds a kind from outside this folder."""
    _from_outside[kind.name] = kind
    kinds.cache_clear()


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name: those of the files in this folder, and those registered from outside."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        kind = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        if kind:
            found[kind.name] = kind
    return {**found, **_from_outside}


def kind_of(name: str) -> Kind | None:
    """The kind that a command or event of this name belongs to; None for those of the meeting itself."""
    return kinds().get(name.partition(".")[0])


def of(round: Round) -> Kind:
    """The kind of a round."""
    return kinds()[round.kind]


def names(structs: tuple[type[Struct], ...]) -> dict[str, type[Struct]]:
    """Structs by the name they have on the wire."""
    return {name_of(s): s for s in structs}
