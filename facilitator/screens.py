"""What the three live screens need on their pages besides the view: words in the reader's language, kinds, modules."""

import json
import re
from collections import Counter
from collections.abc import Callable, Set
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from flask_babel import force_locale, gettext

from facilitator.looks import COLOUR_NAMES, PATTERN_NAMES
from facilitator.meeting.commands import name_of
from facilitator.meeting.rounds import Kind, kinds
from facilitator.serving.bundles import ALWAYS, LATER, MORE
from facilitator.web import language as asked_language

STATIC = Path(__file__).parent.parent / "static"
_IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
TRANSLATIONS = Path(__file__).parent / "translations"


def furnish(screen: str, page: dict[str, Any], language: str | None = None) -> dict[str, Any]:
    """Template values of a screen: `boot` with the view, the catalogue, and the furniture of every kind of round."""
    spoken = language or asked_language()
    said = (
        {} if screen == "phone" else _said_on_the_page(screen, spoken)
    )  # a phone's come with its files, which are kept
    script, *soon = [*ahead(screen, spoken), *_with_its_round(screen, page, spoken)]
    return {"boot": page | {"lang": spoken} | said, "language": spoken, "script": script, "ahead": [script, *soon]}


def _said_on_the_page(screen: str, language: str) -> dict[str, Any]:
    return {"words": catalogue(screen, language), "kinds": furniture(screen, language), "looks": looks(language)}


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


def ahead(screen: str, language: str) -> list[str]:
    """The JavaScript a screen begins with, below static/, so that a page can ask for it early."""
    return [f"made/{screen}.{language}.js" if screen == "phone" else f"made/{screen}.js"]


def _with_its_round(screen: str, page: dict[str, Any], language: str) -> list[str]:
    """What a phone that comes in the middle of a round needs besides."""
    kind = page["view"].get("round", {}).get("kind") if screen == "phone" else None
    if not kind:
        return []
    needs = set(_with_imports(_twin(kind))) - set(modules("phone"))
    more = [f"made/phone-{MORE}.{language}.js"] if needs & set(_behind()) else []
    return [*more, f"made/phone-{kind}.{language}.js"]


@cache
def modules(screen: str) -> list[str]:
    """The modules a screen was written as, below static/: its own, what they import, and the twins of every round."""
    if screen == "phone":  # a round's own screens come with its file, and what several share behind the first one
        return list(dict.fromkeys(m for f in ALWAYS for m in _with_imports(f)))
    twins = [screen, "phone"] if screen == "console" else [screen]
    rounds = sorted(p for twin in twins for p in (STATIC / "js/rounds").glob(f"*/{twin}.js"))
    first = [f"js/{screen}.js", *(p.relative_to(STATIC).as_posix() for p in rounds)]
    return list(dict.fromkeys(m for f in first for m in _with_imports(f)))


@cache
def several() -> list[str]:
    """The modules that more than one round's phone needs, besides those a phone begins with."""
    twins_need = Counter(m for p in (STATIC / "js/rounds").glob("*/phone.js") for m in set(_with_imports(_name(p))))
    return sorted(m for m, many in twins_need.items() if many > 1 and m not in modules("phone"))


def _behind() -> list[str]:
    """What comes right behind the first file of a phone."""
    return [m for f in (LATER[MORE], *several()) for m in _with_imports(f)]


def _twin(part: str) -> str:
    return LATER.get(part) or f"js/rounds/{part}/phone.js"


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


def later_words(part: str, language: str) -> dict[str, Any]:
    """The sentences that one file of the phone says, and none that is there before it; "" is the first file. Empty for
    English, which they are written in."""
    file = TRANSLATIONS / language / "LC_MESSAGES/messages.po"
    if not file.exists():
        return {}
    phone, behind = set(modules("phone")), set(_behind())
    if not part:
        return _said(_static(phone), file)
    if part == MORE:
        return _said(_static(behind - phone), file, without=_static(phone))
    return _said(_static(set(_with_imports(_twin(part))) - phone - behind), file, without=_static(phone))


def _static(names: Set[str]) -> set[str]:
    return {f"static/{name}" for name in names}


def later_furniture(part: str, language: str) -> dict[str, Any]:
    """The lists that one file of the phone shows, in one language."""
    say = _spoken(language)
    if part in kinds():
        kind = kinds()[part]
        lead = {"lead": [[name_of(command), say(sentence)] for command, sentence in kind.lead]} if kind.lead else {}
        return {**lead, **_in(say, kind.furniture)}
    if part != MORE:
        return {}
    lists = [kind.furniture["strengths"] for kind in kinds().values() if "strengths" in kind.furniture]
    strengths = {key: name for named in lists for key, name in named}
    return _in(say, {"strengths": list(strengths.items()), "colours": COLOUR_NAMES, "patterns": PATTERN_NAMES})


def _in(say: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [[key, say(sentence)] for key, sentence in value]
    return {name: _in(say, part) for name, part in value.items()}


@cache
def _spoken(language: str) -> Callable[[str], str]:
    """The catalogue of one language, without an app."""
    file = TRANSLATIONS / language / "LC_MESSAGES/messages.po"
    if not file.exists():
        return lambda sentence: sentence
    with file.open("rb") as po:
        found = {m.id: m.string for m in read_po(po) if isinstance(m.id, str) and m.string}
    return lambda sentence: str(found.get(sentence, sentence))


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
