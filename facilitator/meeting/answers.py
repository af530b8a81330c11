"""How answers of many are shown without showing anybody's own: once, when enough have answered, a rare one never alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from msgspec import Meta

Least = Annotated[int, Meta(ge=3, le=30)]
"""How many must have answered before anything is shown. Five unless a group sets it, never below three (PRODUCT.md)."""
RARE = 2
"""An answer given by fewer than this many is not shown by itself."""
OTHERS = "others"


def counted(answers: Iterable[str], least: int, order: Sequence[str]) -> dict[str, int]:
    """answer -> how many gave it, in the order of the list they were chosen from.

    Empty below `least`. Rare answers are gathered under `OTHERS`; if only one person is gathered there, the smallest
    group shown joins them, so that nobody is alone anywhere.
    """
    many = Counter(answers)
    if many.total() < least:
        return {}
    shown = {answer: many[answer] for answer in order if many[answer] >= RARE}
    rare = many.total() - sum(shown.values())
    while 0 < rare < RARE and shown:
        smallest = min(shown, key=lambda answer: (shown[answer], order.index(answer)))
        rare += shown.pop(smallest)
    return {**shown, **({OTHERS: rare} if rare else {})}


def middle(values: Iterable[int], least: int) -> float | None:
    """The average, to the nearest half; None below `least`."""
    given = list(values)
    return round(2 * sum(given) / len(given)) / 2 if len(given) >= least else None


def change(first: Mapping[str, int], second: Mapping[str, int], least: int) -> tuple[float, float] | None:
    """The averages of those who answered both times, to the nearest half; None below `least`."""
    both = first.keys() & second.keys()
    before = middle((first[seat] for seat in both), least)
    after = middle((second[seat] for seat in both), least)
    return None if before is None or after is None else (before, after)
