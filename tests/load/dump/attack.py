"""The attack itself, on what was read from the copies. Plain values in, figures out; knows no server and no database.

A *side* is what one half of the files says about one meeting: by name of the property, a value for each person (the
words' side) or for each name (the names' side). Values that can be compared give an order; two orders give a guess.
"""

import hashlib
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

Side = Mapping[str, Mapping[str, Any]]
"""property -> who -> value"""
Guess = dict[str, str]
"""somebody on the words' side -> a name"""


class Seen(NamedTuple):
    """One meeting as the copies show it. Who stands behind a row is only used to score."""

    group: str
    words: Side
    names: Side
    looks: Mapping[str, tuple[str, ...]]
    """Somebody on the words' side -> what may come back in another meeting: handle, colour, pattern."""


Attack = Callable[[Seen], Guess]


def _blind(side: str, who: str) -> bytes:
    """Where nothing decides, chance does: both sides are labelled alike here, and that must help nobody."""
    return hashlib.blake2b(f"{side} {who}".encode(), digest_size=8).digest()


def _ordered(side: str, values: Mapping[str, Any], backwards: bool = False) -> list[str]:
    return sorted(values, key=lambda who: (values[who], _blind(side, who)), reverse=backwards)


def by_order(of_words: str, of_names: str, backwards: bool) -> Attack:
    """The first of one order belongs to the first of the other."""

    def guess(seen: Seen) -> Guess:
        words, names = seen.words.get(of_words, {}), seen.names.get(of_names, {})
        return dict(zip(_ordered("words", words), _ordered("names", names, backwards), strict=False))

    return guess


def _number(value: Any) -> int | None:
    if isinstance(value, int):
        return value
    if isinstance(value, bytes):
        return int.from_bytes(value[:8].ljust(8, b"\0"), "big")
    digits = "".join(ch for ch in str(value) if ch in "0123456789abcdef")
    return int(digits[:16], 16) if digits else None


def by_nearest(of_words: str, of_names: str) -> Attack:
    """What is nearest in number belongs together, the nearest pair first."""

    def guess(seen: Seen) -> Guess:
        words = {who: _number(v) for who, v in seen.words.get(of_words, {}).items()}
        names = {who: _number(v) for who, v in seen.names.get(of_names, {}).items()}
        ours = [(w, a) for w, a in words.items() if a is not None]
        theirs = [(n, b) for n, b in names.items() if b is not None]
        pairs = sorted((abs(a - b), _blind("words", w), _blind("names", n), w, n) for w, a in ours for n, b in theirs)
        found: Guess = {}
        for *_, w, n in pairs:
            if w not in found and n not in found.values():
                found[w] = n
        return found

    return guess


def by_key(of_words: str, of_names: str) -> Attack:
    """A value of one side that stands in a value of the other."""

    def text(value: Any) -> bytes:
        return value if isinstance(value, bytes) else str(value).encode()

    def guess(seen: Seen) -> Guess:
        found: Guess = {}
        for n, theirs in seen.names.get(of_names, {}).items():
            for w, ours in seen.words.get(of_words, {}).items():
                a, b = text(ours), text(theirs)
                if len(a) > 7 and len(b) > 7 and (a in b or b in a):
                    found[w] = n
        return found

    return guess


def by_company(meetings: Sequence[Seen]) -> Attack:
    """Across a group's meetings: who comes together with which look belongs to it."""
    with_look: dict[tuple[str, str], set[int]] = defaultdict(set)
    with_name: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, seen in enumerate(meetings):
        for looks in seen.looks.values():
            for look in looks:
                with_look[seen.group, look].add(n)
        for name in next(iter(seen.names.values()), {}):
            with_name[seen.group, name].add(n)

    def alike(a: set[int], b: set[int]) -> float:
        return len(a & b) / len(a | b) if a | b else 0.0

    def guess(seen: Seen) -> Guess:
        names = list(next(iter(seen.names.values()), {}))
        scored = sorted(
            (
                (-max(alike(with_look[seen.group, look], with_name[seen.group, n]) for look in looks),
                 _blind("words", w), _blind("names", n), w, n)
                for w, looks in seen.looks.items() for n in names
            ),
        )  # fmt: skip
        found: Guess = {}
        for *_, w, n in scored:
            if w not in found and n not in found.values():
                found[w] = n
        return found

    return guess


def every_attack(meetings: Sequence[Seen]) -> dict[str, Attack]:
    """Every attack there is on these meetings, by its name."""
    of_words = sorted({p for m in meetings for p in m.words})
    of_names = sorted({p for m in meetings for p in m.names})
    found: dict[str, Attack] = {"company across meetings": by_company(meetings)}
    for w in of_words:
        for n in of_names:
            found[f"{w} ~ {n}"] = by_order(w, n, False)
            found[f"{w} ~ {n}, backwards"] = by_order(w, n, True)
            found[f"{w} nearest {n}"] = by_nearest(w, n)
            found[f"{w} in {n}"] = by_key(w, n)
    return found


def share_found(attack: Attack, meetings: Iterable[Seen]) -> float:
    """How many of all people were linked to their own name."""
    right = people = 0
    for seen in meetings:
        everyone = set().union(*(set(values) for values in seen.names.values()))
        guessed = attack(seen)
        right += sum(guessed.get(who) == who for who in everyone)
        people += len(everyone)
    return right / people if people else 0.0


class Outcome(NamedTuple):
    """What the best attack got."""

    best: str
    share: float
    chance: float
    limit_95: float
    limit_999: float
    tried: int
    people: int


def shuffled(seen: Seen, dice: random.Random) -> Seen:
    """The same meeting with the names dealt out anew: what chance looks like."""
    everyone = sorted(set().union(*(set(values) for values in seen.names.values())))
    dealt = everyone[:]
    dice.shuffle(dealt)
    other = dict(zip(everyone, dealt, strict=True))
    return seen._replace(names={p: {other[who]: v for who, v in values.items()} for p, values in seen.names.items()})


def judge(meetings: Sequence[Seen], seed: int = 1, deals: int = 1000) -> Outcome:
    """Chooses the best attack on half of the meetings and scores it on the other half, beside the same attack on
    shuffled names."""
    dice = random.Random(seed)
    order = list(meetings)
    dice.shuffle(order)
    half = len(order) // 2
    first, second = order[:half], order[half:]
    attacks = every_attack(meetings)
    scores = {name: share_found(attack, first) for name, attack in attacks.items()}
    best = max(sorted(scores), key=lambda name: scores[name])
    attack = attacks[best]
    chances = sorted(share_found(attack, [shuffled(s, dice) for s in second]) for _ in range(deals))
    people = sum(len(set().union(*(set(v) for v in s.names.values()))) for s in second)
    return Outcome(
        best=best, share=share_found(attack, second), chance=sum(chances) / len(chances),
        limit_95=chances[int(0.95 * len(chances))], limit_999=chances[min(len(chances) - 1, int(0.999 * len(chances)))],
        tried=len(attacks), people=people,
    )  # fmt: skip
