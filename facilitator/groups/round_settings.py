"""What can be set of a round in a plan, read from the kind's own Settings: one of several, yes or no, or a number. A field
of any other type is not shown and keeps what it has."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from flask_babel import gettext
from msgspec import Meta, Struct

from facilitator.meeting.refusals import N_
from facilitator.meeting.rounds import Kind

LABELS = {
    "answer": N_("How people answer"),
    "cross_talk": N_("May people answer each other?"),
    "cue": N_("A soft word to the speaker when the time is nearly over (if the group wants that)"),
    "how": N_("What kind of pause"),
    "least": N_("Shown only when so many have answered"),
    "minutes": N_("About how many minutes for each"),
    "order": N_("How the piece travels"),
    "pair": N_("Between what"),
    "pause.minutes": N_("How many minutes until we go on"),
    "closing.ruler": N_("Ask how sure people feel, from 0 to 10, and show the group's change since the start"),
    "welcome.ruler": N_(
        "Ask how sure people feel, from 0 to 10. Asked again at the closing, it shows the group's change."
    ),
    "scale": N_("People choose"),
    "strength": N_("Also ask how strong it is, 1 to 5"),
    "voice": N_("Spoken or written"),
    "way": N_("How the group picks"),
}
"""What a field is called; for one kind only where the kind stands before it."""
OPTIONS = {
    "answer.tap": N_("One tap"),
    "answer.words": N_("A short answer"),
    "cross_talk.after": N_("Once the last turn is over"),
    "cross_talk.none": N_("No"),
    "cross_talk.open": N_("Any time"),
    "how.break": N_("A break"),
    "how.breathe": N_("Breathing together"),
    "order.popcorn": N_("From person to person"),
    "order.queue": N_("Raised hands"),
    "order.ring": N_("Round the circle"),
    "scale.number": N_("A number from 0 to 10"),
    "scale.weather": N_("A weather"),
    "scale.words": N_("A feeling word"),
    "voice.either": N_("Spoken or written"),
    "voice.spoken": N_("Spoken"),
    "voice.written": N_("Written"),
    "way.one": N_("One option each"),
    "way.ranked": N_("In order of preference"),
    "way.several": N_("As many as each likes"),
}
"""What the values of a field are called."""


@dataclass(frozen=True)
class Setting:
    """One field, as a page shows it. `shape`: choice, switch or number."""

    name: str
    label: str
    shape: str
    default: Any
    options: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None


def shown(kind: Kind) -> list[Setting]:
    """The fields of a kind's settings that a page can show, in the reader's language."""
    usual = kind.settings()
    hints = get_type_hints(kind.settings, include_extras=True)
    found = (_setting(kind, name, hints[name], usual) for name in kind.settings.__struct_fields__)
    return [setting for setting in found if setting]


def _setting(kind: Kind, name: str, hint: Any, usual: Struct) -> Setting | None:
    label, default = _label(kind, name), getattr(usual, name)
    if hint is bool:
        return Setting(name, label, "switch", default)
    if get_origin(hint) is Literal and all(isinstance(v, str) for v in get_args(hint)):
        options = tuple((value, _option(kind, name, value)) for value in get_args(hint))
        return Setting(name, label, "choice", default, options)
    if hint is int:
        return Setting(name, label, "number", default)
    if get_origin(hint) is Annotated and hint.__origin__ is int:
        bounds = [m for m in hint.__metadata__ if isinstance(m, Meta)]
        least = next((int(m.ge) for m in bounds if m.ge is not None), None)
        most = next((int(m.le) for m in bounds if m.le is not None), None)
        return Setting(name, label, "number", default, least=least, most=most)
    return None


def _label(kind: Kind, name: str) -> str:
    said = LABELS.get(f"{kind.name}.{name}") or LABELS.get(name)
    return gettext(said) if said else name.replace("_", " ")


def _option(kind: Kind, name: str, value: str) -> str:
    """What the slice calls a value; else what the kind's own furniture does; else the value itself."""
    if f"{name}.{value}" in OPTIONS:
        return gettext(OPTIONS[f"{name}.{value}"])
    named = kind.furniture.get(f"{name}s", {})
    sentence = named.get(value) if isinstance(named, dict) else None
    if isinstance(sentence, str):
        return gettext(sentence)
    if sentence:
        return " / ".join(gettext(part) for _, part in sentence)
    return value.replace("_", " ")
