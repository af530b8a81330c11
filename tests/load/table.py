"""The table a benchmark ends with: what was measured, and the goal beside it."""

from typing import NamedTuple


class Row(NamedTuple):
    """One figure."""

    figure: str
    measured: str
    goal: str


def show(rows: list[Row]) -> None:
    """Prints rows as one table, as the README has it."""
    wide = [max(len(row[n]) for row in [*rows, Row("figure", "measured", "goal")]) for n in range(3)]
    print("\n| " + " | ".join(t.ljust(w) for t, w in zip(Row("figure", "measured", "goal"), wide, strict=True)) + " |")
    print("| " + " | ".join("-" * w for w in wide) + " |")
    for row in rows:
        print("| " + " | ".join(t.ljust(w) for t, w in zip(row, wide, strict=True)) + " |")
