"""Text that people type: cleaned once, on its way in, and never looked into.

Nothing here reads meaning: no word is detected, flagged or altered (FAULTS.md rows 3-19).
"""

import hashlib
import unicodedata
from functools import cache

import regex
from confusable_homoglyphs import confusables

_BREAKS = regex.compile(r"\r\n|[\r\u0085\u2028\u2029\v\f]")
_DROPPED = regex.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, but tab and newline
    r"\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"  # direction overrides and marks
    r"\ufeff\ufff9-\ufffb\ufffe\uffff"  # byte-order marks, annotation anchors, what is no character
    r"\U000e0001\U000e0020-\U000e007f]"  # tags, but see flags below
)
_FLAG = regex.compile(r"\U0001f3f4[\U000e0020-\U000e007f]+")
_BLANK = regex.compile(
    r"[\s\u00ad\u034f\ufe00-\ufe0f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u2800\u3164\uffa0]*"
)
_MANY_BREAKS = regex.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
_MARKS = regex.compile(r"(\p{M}{4})\p{M}+")

RESERVED = ("facilitator", "admin", "administrator", "moderator", "system", "host", "staff", "support", "facilitador",
            "facilitadora", "sistema", "moderador", "moderadora", "administrador", "administradora")  # fmt: skip


class NotText(ValueError):
    """Cannot be read as text at all."""


def clean(text: str, multiline: bool) -> str:
    """Text as it is kept: NFC, without controls and direction tricks, at most four marks on a letter, no long runs of
    empty lines; one line only unless `multiline`. Raises `NotText` for a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotText from None
    text = _BREAKS.sub("\n", text)
    flags = _FLAG.findall(text)
    text = _FLAG.sub("\U0001f3f4\ue000", text.replace("\ue000", ""))
    text = _DROPPED.sub("", text)
    for flag in flags:
        text = text.replace("\U0001f3f4\ue000", flag, 1)
    text = _MARKS.sub(r"\1", unicodedata.normalize("NFC", text))
    if not multiline:
        return regex.sub(r"\s+", " ", text).strip()
    return _MANY_BREAKS.sub("\n\n", text.replace("\t", " ")).strip()


def is_blank(text: str) -> bool:
    """Whether there is nothing in it that anyone could see."""
    return _BLANK.fullmatch(text) is not None


def length(text: str) -> int:
    """How many characters a reader would count (grapheme clusters, UAX #29)."""
    return len(regex.findall(r"\X", text))


def skeleton(text: str) -> str:
    """What a name looks like at a glance: equal for names that could be mistaken for one another (after UTS #39)."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = (c for c in folded if not unicodedata.combining(c) and c.isalnum())
    return "".join(_plain(c) for c in letters).replace("rn", "m")


@cache
def _plain(letter: str) -> str:
    """The Latin letter or digit that this one looks like, small or capital."""
    if letter in "0o":
        return "o"
    if letter in "1il":
        return "l"
    if letter.isascii():
        return letter
    return _latin(letter) or _latin(letter.upper()) or letter


def _latin(letter: str) -> str | None:
    alike = confusables.is_confusable(letter, greedy=True, preferred_aliases=[]) or []
    for found in alike:
        for other in found["homoglyphs"]:
            if len(other["c"]) == 1 and other["c"].isascii() and other["c"].isalnum():
                return _plain(other["c"].casefold())
    return None


def is_reserved(name: str) -> bool:
    """Whether a name could be taken for somebody it is not, in any script."""
    return skeleton(name) in _reserved()


@cache
def _reserved() -> frozenset[str]:
    return frozenset(skeleton(name) for name in RESERVED)


def name_key(salt: str, name: str) -> str:
    """A keyed hash of a name's skeleton: equal where the names look alike, and nothing more can be learnt from it."""
    return keyed(salt, skeleton(name))


def keyed(salt: str, looks_like: str) -> str:
    """The same of a skeleton."""
    return hashlib.blake2b(looks_like.encode(), key=salt.encode()[:64], digest_size=8).hexdigest()
