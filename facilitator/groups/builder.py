"""A plan while it is being built: read from its form, changed by one button, checked when it is saved.

Nothing typed is lost: whatever cannot be taken yet is shown again with a word beside it.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from facilitator import text
from facilitator.groups.plan_looks import bars, patch_of, title_of
from facilitator.groups.plans import LONGEST, LONGEST_NAME, LONGEST_ROUND, SHORTEST, Outline, PlannedRound
from facilitator.groups.round_settings import Setting, shown
from facilitator.meeting.commands import Prompt
from facilitator.meeting.course import settings_of
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds import kinds

MOST_ROUNDS = 30
"""In one form."""


@dataclass
class Entry:
    """One round as it stands in the form. `minutes` and numbers among the settings are as they were typed."""

    key: str
    kind: str
    minutes: str
    prompt: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    """Settings no page can show."""
    out: bool = False
    """Left out; gone once the plan is saved."""
    depth: str = ""
    """Which ideas show."""
    open: bool = False
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What its kind is called."""
        return title_of(self.kind)

    @property
    def patch(self) -> tuple[str, str]:
        """Its colour and pattern."""
        return patch_of(self.kind)

    @property
    def fields(self) -> list[tuple[Setting, Any]]:
        """What can be set, with what is set."""
        return [(s, self.settings.get(s.name, s.default)) for s in _fields(self.kind)]

    @property
    def kept_json(self) -> str:
        """Settings no page can show, for the form to carry along."""
        return msgspec.json.encode(self.kept).decode() if self.kept else ""


@dataclass
class Draft:
    """A whole plan as it stands in the form."""

    name: str
    minutes: str
    rounds: list[Entry] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> list[Entry]:
        """The rounds that are not left out."""
        return [r for r in self.rounds if not r.out]

    @property
    def used(self) -> int:
        """The minutes of the rounds."""
        return sum(number(r.minutes) or 0 for r in self.taken)

    @property
    def length(self) -> int:
        """The minutes of the session; 0 while nobody can tell."""
        return number(self.minutes) or 0

    @property
    def bars(self) -> tuple[tuple[str, float, float], ...]:
        """Its strip of cloth."""
        return bars([(r.kind, number(r.minutes) or 0) for r in self.taken], self.length)

    def find(self, key: str) -> Entry | None:
        """A round by its key."""
        return next((r for r in self.rounds if r.key == key), None)


def number(typed: str) -> int | None:
    """A count of something, if it is one at all."""
    typed = typed.strip()
    return int(typed) if typed.isdecimal() and len(typed) <= 4 else None


def _fields(kind: str) -> list[Setting]:
    return shown(kinds()[kind]) if kind in kinds() else []


def _split(kind: str, settings: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Settings that a page shows, and the others."""
    names = {s.name for s in _fields(kind)}
    mine = {k: v for k, v in settings.items() if k in names}
    return mine, {k: v for k, v in settings.items() if k not in names}


def drafted(outline: Outline) -> Draft:
    """A plan, laid out to be changed."""
    rounds = []
    for at, round in enumerate(outline.rounds, 1):
        complete = settings_of(round.kind, round.settings)
        mine, kept = _split(round.kind, {} if isinstance(complete, Refusal) else complete)
        rounds.append(Entry(str(at), round.kind, str(round.minutes), round.prompt, mine, kept))
    return Draft(outline.name, str(outline.minutes), rounds)


def read(form: MultiDict[str, str]) -> Draft:
    """What the form says."""
    keys = list(dict.fromkeys(k for k in form.getlist("round") if k.isdecimal() and len(k) <= 4))[:MOST_ROUNDS]
    rounds = [_entry(form, key) for key in keys]
    return Draft(_text(form, "name"), form.get("minutes", "").strip()[:8], rounds)


def _text(form: MultiDict[str, str], name: str, multiline: bool = False) -> str:
    try:
        return text.clean(form.get(name, ""), multiline=multiline)
    except text.NotText:
        return ""


def changed(form: MultiDict[str, str]) -> str:
    """What somebody says of their change, for those who use the plan too. One line."""
    said = _text(form, "changed")
    return "" if text.is_blank(said) else said


def _entry(form: MultiDict[str, str], key: str) -> Entry:
    kind = form.get(f"{key}-kind", "")[:40]
    settings = {s.name: _set(form, f"{key}-set-{s.name}", s) for s in _fields(kind)}
    try:
        _, kept = _split(kind, msgspec.json.decode(form.get(f"{key}-kept") or "{}", type=dict))
    except msgspec.MsgspecError:
        kept = {}
    return Entry(
        key, kind, form.get(f"{key}-minutes", "").strip()[:8], _text(form, f"{key}-prompt", True), settings, kept,
        out=f"{key}-out" in form, depth=form.get(f"{key}-depth", ""),
    )  # fmt: skip


def _set(form: MultiDict[str, str], name: str, setting: Setting) -> Any:
    return name in form if setting.shape == "switch" else form.get(name, str(setting.default)).strip()[:40]


def act(draft: Draft, verb: str, about: str) -> Entry | None:
    """Does what one button says, and gives the round it was about."""
    if verb == "add":
        return _add(draft, about)
    entry = draft.find(about)
    if not entry:
        return None
    if verb in ("out", "back"):
        entry.out = verb == "out"
    if verb in ("up", "down"):
        at = draft.rounds.index(entry)
        to = max(0, min(at + (1 if verb == "down" else -1), len(draft.rounds) - 1))
        draft.rounds.insert(to, draft.rounds.pop(at))
    return entry


def _add(draft: Draft, kind: str) -> Entry | None:
    if kind not in kinds() or len(draft.rounds) >= MOST_ROUNDS:
        return None
    key = str(1 + max((int(r.key) for r in draft.rounds), default=0))
    entry = Entry(key, kind, str(kinds()[kind].minutes), open=True)
    draft.rounds.append(entry)
    return entry


def keepable(entry: Entry) -> bool:
    """Whether its prompt is one that a group can keep."""
    return entry.kind in kinds() and not text.is_blank(entry.prompt) and text.length(entry.prompt) <= Prompt.limit


def check(draft: Draft) -> Outline | None:
    """The plan, if all of it can be kept; else None, and what is wrong stands beside it."""
    if text.is_blank(draft.name):
        draft.wrong["name"] = gettext("Please fill this in.")
    elif text.length(draft.name) > LONGEST_NAME or len(draft.name) > LONGEST_NAME:
        draft.wrong["name"] = gettext("This is too long.")
    if not SHORTEST <= draft.length <= LONGEST:
        draft.wrong["minutes"] = _between(SHORTEST, LONGEST)
    rounds = [_checked(entry) for entry in draft.taken]
    for entry in draft.taken:
        entry.open = bool(entry.wrong) or entry.open
    if draft.wrong or any(entry.wrong for entry in draft.taken):
        return None
    return Outline(draft.name, draft.length, tuple(r for r in rounds if r))


def _between(least: int | None, most: int | None) -> str:
    return gettext("A number from %(least)s to %(most)s, please.", least=least or 0, most=most or 9999)


def _checked(entry: Entry) -> PlannedRound | None:
    if entry.kind not in kinds():
        entry.wrong["kind"] = gettext("This kind of round is not here any more. Please leave it out.")
        return None
    minutes = number(entry.minutes) or 0
    if not 1 <= minutes <= LONGEST_ROUND:
        entry.wrong["minutes"] = _between(1, LONGEST_ROUND)
    if text.length(entry.prompt) > Prompt.limit:
        entry.wrong["prompt"] = gettext("This is too long.")
    settings = {**entry.kept, **entry.settings}
    for setting in (s for s in _fields(entry.kind) if s.shape == "number"):
        settings[setting.name] = number(str(settings[setting.name]))
        if isinstance(settings_of(entry.kind, {setting.name: settings[setting.name]}), Refusal):
            entry.wrong[f"set-{setting.name}"] = _between(setting.least, setting.most)
    complete = settings_of(entry.kind, settings)
    if isinstance(complete, Refusal):
        if not any(name.startswith("set-") for name in entry.wrong):
            entry.wrong["settings"] = gettext(complete.sentence)
        return None
    return PlannedRound(entry.kind, minutes, "" if text.is_blank(entry.prompt) else entry.prompt, complete)
