"""Bars of a chart, measured out: what they are long, where they begin. The template draws them (templates/parts/chart.html),
and the table beside it has the same numbers.

Bars lie, so that a name and a number fit beside each on a phone too. Every part has a pattern of its own besides its colour.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

WIDTH = 260
"""Of the drawing: what a small phone has room for, so that what is written in it is not smaller than it says."""
LINE = 26
LEFT = 68
RIGHT = 70
FITS = 7
"""Characters beside a bar. Where the parts of one have more, all show what they come to together."""
LETTER = 7.2
"""About as wide as a letter is."""
PATTERNS = ("plain", "striped", "dotted")


class Part(Struct, frozen=True):
    """A piece of a bar."""

    x: float
    width: float
    pattern: str


class Bar(Struct, frozen=True):
    """A line of the chart."""

    y: int
    name: str
    parts: list[Part]
    number: str
    """Written at its end: how many of each part."""
    end: float


class Chart(Struct, frozen=True):
    """A chart, ready to be drawn."""

    sentence: str
    """What it shows, for whoever does not see it."""
    series: list[tuple[str, str]]
    """Pattern -> what it stands for; empty where there is one only."""
    bars: list[Bar]
    height: int
    width: int = WIDTH
    left: int = LEFT


def chart(
    sentence: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    left: int = LEFT,
    right: int = RIGHT,
    written: Callable[[int], str] = str,
) -> Chart:
    """A chart of these rows: what each is called, and its number for each of the series. `left` and `right`: the room for
    names and for numbers; a name that does not fit is cut, since the table beside it has all of it. `written`: how a number
    is written at the end of its bar."""
    most = max((sum(numbers) for _, numbers in rows), default=0) or 1
    top = LINE * len(series) + 8 if len(series) > 1 else 4
    bars = []
    each = all(len("+".join(map(written, numbers))) <= FITS for _, numbers in rows)
    for at, (name, numbers) in enumerate(rows):
        parts, x = [], float(left)
        for count, pattern in zip(numbers, PATTERNS, strict=False):
            width = round(count * (WIDTH - left - right) / most, 1)
            if count:
                parts.append(Part(round(x, 1), max(width, 1.0), pattern))
            x += width
        number = "+".join(map(written, numbers)) if each else written(sum(numbers))
        bars.append(Bar(top + at * LINE, _cut(name, left), parts, number, round(x, 1)))
    named = list(zip(PATTERNS, series, strict=False)) if len(series) > 1 else []
    return Chart(sentence, named, bars, top + LINE * len(rows), left=left)


def _cut(name: str, room: int) -> str:
    most = max(4, int((room - 6) / LETTER))
    return name if len(name) <= most or room == LEFT else name[: most - 1].rstrip() + "…"


class Picture(Struct, frozen=True):
    """A chart with its title and the table that stands beside it."""

    id: str
    title: str
    heads: list[str]
    """What the table's columns are called."""
    rows: Sequence[tuple[str, Sequence[float]]]
    chart: Chart
