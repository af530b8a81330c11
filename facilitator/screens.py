"""What the three live screens need on their pages besides the view: words in the reader's language, kinds, modules."""

import json
import re
from collections import Counter
from collections.abc import Set
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from flask_babel import force_locale, gettext

from facilitator.looks import COLOUR_NAMES, PATTERN_NAMES
from facilitator.meeting.commands import name_of
from facilitator.meeting.rounds import Kind, kinds
from facilitator.web import language as asked_language

STATIC = Path(__file__).parent.parent / "static"
_IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
TRANSLATIONS = Path(__file__).parent / "translations"


def furnish(screen: str, page: dict[str, Any], language: str | None = None) -> dict[str, Any]:
    """Template values of a screen: `boot` with the view, the catalogue, and the furniture of every kind of round."""
    spoken = language or asked_language()
    return {
        "boot": page
        | {
            "lang": spoken,
            "words": catalogue(screen, spoken),
            "kinds": furniture(screen, spoken),
            "looks": looks(spoken),
        },
        "language": spoken,
        "ahead": [*ahead(screen), *_with_its_round(screen, page)],
    }


@cache
def furniture(screen: str, language: str) -> dict[str, Any]:
    """kind -> its title and lists, in one language; for the console also what it is for and how long it takes."""
    with force_locale(language):
        return {k.name: {**_titled(k, screen), **_led(k), **_translated(k.furniture)} for k in kinds().values()}


def _titled(kind: Kind, screen: str) -> dict[str, Any]:
    if screen != "console":
        return {}
    return {"title": gettext(kind.title), "about": gettext(kind.about), "minutes": kind.minutes}


def _led(kind: Kind) -> dict[str, Any]:
    """What whoever leads a round can press, where there is something."""
    return {"lead": [[name_of(command), gettext(says)] for command, says in kind.lead]} if kind.lead else {}


@cache
def looks(language: str) -> dict[str, Any]:
    """What colours and patterns are called, in one language."""
    with force_locale(language):
        return {"colours": _translated(COLOUR_NAMES), "patterns": _translated(PATTERN_NAMES)}


def _translated(value: Any) -> Any:
    """Lists of (key, sentence) with the sentences in the reader's language."""
    if isinstance(value, (list, tuple)):
        return [[key, gettext(sentence)] for key, sentence in value]
    return {name: _translated(part) for name, part in value.items()}


VENDORED = ("vendor/preact.js", "vendor/hooks.js", "vendor/htm.js", "vendor/socket.io.js")


def ahead(screen: str) -> list[str]:
    """The JavaScript a screen is made of, below static/, so that a page can ask for all of it at once."""
    return [*VENDORED, f"made/{screen}.js"]


def _with_its_round(screen: str, page: dict[str, Any]) -> list[str]:
    """What a phone that comes in the middle of a round needs besides."""
    kind = page["view"].get("round", {}).get("kind") if screen == "phone" else None
    return [f"made/phone-{kind}.js"] if kind else []


@cache
def modules(screen: str) -> list[str]:
    """The modules a screen was written as, below static/: its own, what they import, and the twins of every round."""
    if screen == "phone":  # a round's own screens come with their first round; what several share comes with the phone
        twins_need = Counter(m for p in (STATIC / "js/rounds").glob("*/phone.js") for m in set(_with_imports(_name(p))))
        several = sorted(m for m, many in twins_need.items() if many > 1)
        return list(dict.fromkeys(m for f in ("js/phone.js", *several) for m in _with_imports(f)))
    twins = [screen, "phone"] if screen == "console" else [screen]
    rounds = sorted(p for twin in twins for p in (STATIC / "js/rounds").glob(f"*/{twin}.js"))
    first = [f"js/{screen}.js", *(p.relative_to(STATIC).as_posix() for p in rounds)]
    return list(dict.fromkeys(m for f in first for m in _with_imports(f)))


def _name(path: Path) -> str:
    return path.relative_to(STATIC).as_posix()


@cache
def _with_imports(module: str) -> tuple[str, ...]:
    """A module and everything it imports, itself last."""
    file = STATIC / module
    wanted = _IMPORT.findall(file.read_text("utf-8"))
    below = [(file.parent / name).resolve().relative_to(STATIC.resolve()).as_posix() for name in wanted]
    return (*(m for name in below for m in _with_imports(name)), module)


@cache
def catalogue(screen: str, language: str) -> dict[str, Any]:
    """The sentences this screen's JavaScript uses, translated; empty for English, which they are written in."""
    file = TRANSLATIONS / language / "LC_MESSAGES/messages.po"
    if not file.exists():
        return {}
    return _said({f"static/{m}" for m in modules(screen)}, file)


def _said(wanted: set[str], file: Path, without: Set[str] = frozenset()) -> dict[str, Any]:
    with file.open("rb") as po:
        found = [m for m in read_po(po) if m.id and m.string]
    places = [(m, {path for path, _ in m.locations}) for m in found]
    return {
        short_key(m.id if isinstance(m.id, str) else m.id[0]): m.string
        for m, at in places
        if wanted & at and not without & at
    }


def later_words(module: str) -> dict[str, dict[str, Any]]:
    """language -> the sentences that only this part of the phone says, which is fetched later: they come with its file."""
    wanted = {f"static/{m}" for m in _with_imports(module)}
    phone = {f"static/{m}" for m in modules("phone")}
    files = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    return {file.parent.parent.name: _said(wanted - phone, file, without=phone) for file in files}


def short_key(sentence: str) -> str:
    """What a sentence is found under on a page (FNV-1a, 32 bits, in base 36); static/js/parts/t.js makes the same."""
    n = 0x811C9DC5
    for unit in memoryview(sentence.encode("utf-16-le")).cast("H"):
        n = ((n ^ unit) * 0x01000193) & 0xFFFFFFFF
    digits = ""
    while True:
        n, rest = divmod(n, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
        if not n:
            return digits


def to_json(value: Any) -> str:
    """Compact JSON that may stand in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
