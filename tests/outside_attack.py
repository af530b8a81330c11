"""An attacker who holds every export an organization ever made for outside, and looks for a count of 1 to 10.

Written against the exports alone: imports nothing of the program. Knows that a hidden month is 1 to 10, that a group missing
from a table is 0, that longer periods are sums of months, that kinds add up to all visits, and that a session has a visitor.
Subtracts whatever lies inside something else, and then narrows every unknown by every sum until nothing moves.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field

Cells = Mapping[str, int | None]
"""Column -> what stands there; None where it is hidden."""
Tables = Mapping[str, Mapping[str, Cells]]
"""Period ("2025-11", "2025-Q4", "2025") -> group -> its cells."""
Unknown = tuple[str, ...]

KINDS = (("first", "again", "not_said"), ("in_room", "elsewhere"))
COLUMNS = {
    "Person-visits": "visits",
    "Visits in shown months": "in_shown_months",
    "Sessions held": "sessions",
    "Visits by people new in the year": "first",
    "Visits by people who came again": "again",
    "Visits by people who did not say": "not_said",
    "Visits in the room": "in_room",
    "Visits from somewhere else": "elsewhere",
}


def read_csv(body: bytes) -> tuple[dict[str, Cells], Cells]:
    """An export as it was downloaded: its groups, and its last line."""
    heading, *lines = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    columns = [COLUMNS[name] for name in heading[1:]]
    rows = {line[0]: dict(zip(columns, map(_number, line[1:]), strict=True)) for line in lines}
    assert len(rows) == len(lines), "two groups of one name"
    return rows, rows.pop(lines[-1][0])


def _number(cell: str) -> int | None:
    return int(cell) if cell.isdigit() else None


def months_of(period: str) -> list[str]:
    """The months of a period."""
    year, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return [f"{year}-{month:02}" for month in range(int(rest[1]) * 3 - 2, int(rest[1]) * 3 + 1)]
    return [period] if rest else [f"{year}-{month:02}" for month in range(1, 13)]


@dataclass
class Found:
    """What the attack brought."""

    certain: dict[Unknown, int] = field(default_factory=dict)
    """Hidden counts of 1 to 10 that can have one value only."""
    together: dict[frozenset[Unknown], int] = field(default_factory=dict)
    """Several hidden counts that are 1 to 10 together."""
    shown: list[tuple[str, ...]] = field(default_factory=list)
    """Counts of 1 to 10 that simply stand there, or lie between two figures of one line."""
    narrowest: int = 10
    """How many values the hidden month can have of which most is known."""
    could_be: dict[Unknown, set[int]] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether the attacker goes home without a single one."""
        return not (self.certain or self.together or self.shown)


def attack(tables: Tables, totals: Mapping[str, Cells] | None = None) -> Found:
    """All there is to find. `totals`: last lines, if they are believed to be of all groups, hidden ones included."""
    found = Found()
    unknowns: dict[Unknown, int] = {}
    sums: dict[frozenset[Unknown], int] = {}
    groups = sorted({group for rows in tables.values() for group in rows})
    for group in groups:
        for period, rows in tables.items():
            _look_at_line(found, period, group, rows.get(group, {}))
            cell = rows[group]["visits"] if group in rows else 0
            hidden, rest = _sum(tables, unknowns, period, group, cell)
            if cell is not None and hidden:
                sums[hidden] = rest
            _kinds(unknowns, sums, period, group, rows.get(group, {}))
    _subtract(sums)
    for period, cells in (totals or {}).items():
        _total(tables, unknowns, sums, period, groups, cells)
    _narrow(unknowns, sums)
    for unknown, values in unknowns.items():
        could_be = {value for value in range(values.bit_length()) if values >> value & 1}
        found.could_be[unknown] = could_be
        if len(unknown) == 2:
            found.narrowest = min(found.narrowest, len(could_be))
        if len(could_be) == 1 and max(could_be) in range(1, 11):
            found.certain[unknown] = max(could_be)
    found.together = {which: n for which, n in sums.items() if n in range(1, 11)}
    return found


def _left(tables: Tables, unknowns: dict[Unknown, int], period: str, group: str) -> list[tuple[Unknown, int | None]]:
    """The months of a period: what is known of each. A hidden one is 1 to 10."""
    months = []
    for month in months_of(period):
        cells = tables.get(month, {}).get(group)
        known = 0 if cells is None else cells["visits"]
        if known is None:
            unknowns.setdefault((group, month), 0b11111111110)
        months.append(((group, month), known))
    return months


def _sum(
    tables: Tables, unknowns: dict[Unknown, int], period: str, group: str, cell: int | None
) -> tuple[frozenset[Unknown], int]:
    months = _left(tables, unknowns, period, group)
    hidden = frozenset(month for month, known in months if known is None)
    return hidden, (cell or 0) - sum(known or 0 for _, known in months)


def _look_at_line(found: Found, period: str, group: str, cells: Cells) -> None:
    known = {name: n for name, n in cells.items() if n is not None}
    found.shown += [(period, group, name) for name, n in known.items() if n in range(1, 11)]
    if "visits" in known:
        inside = [name for name in known if name not in ("visits", "sessions")]
        found.shown += [
            (period, group, "less", name) for name in inside if known["visits"] - known[name] in range(1, 11)
        ]
        if "sessions" in known and known["visits"] - known["sessions"] < 11:
            found.shown.append((period, group, "almost one visitor to a session"))


def _kinds(
    unknowns: dict[Unknown, int], sums: dict[frozenset[Unknown], int], period: str, group: str, cells: Cells
) -> None:
    """Kinds of visits add up to the visits; unknown ones are anything from 0 to all."""
    visits = cells.get("visits")
    for kinds in KINDS:
        if visits is None or not any(name in cells for name in kinds):
            continue
        hidden = [name for name in kinds if cells[name] is None]
        for name in hidden:
            unknowns[group, period, name] = (1 << visits + 1) - 1
        if hidden:
            sums[frozenset((group, period, name) for name in hidden)] = visits - sum(cells[name] or 0 for name in kinds)


def _total(
    tables: Tables, unknowns: dict[Unknown, int], sums: dict[frozenset[Unknown], int], period: str,
    groups: list[str], cells: Cells,
) -> None:  # fmt: skip
    months = [month for group in groups for month in _left(tables, unknowns, period, group)]
    hidden = frozenset(month for month, known in months if known is None)
    rest = (cells["visits"] or 0) - sum(known or 0 for _, known in months)
    for inner in sorted(sums, key=len, reverse=True):  # what is known of single groups goes out of it, most of it first
        if inner < hidden:
            hidden, rest = hidden - inner, rest - sums[inner]
    if hidden and cells["visits"] is not None:
        sums[hidden] = rest


def _subtract(sums: dict[frozenset[Unknown], int]) -> None:
    """Whatever lies inside something else is taken out of it, until nothing new comes of it."""
    while True:
        new = {}
        for inner, less in sums.items():
            for outer, more in sums.items():
                if inner < outer and outer - inner not in sums:
                    new[outer - inner] = more - less
        if not new:
            return
        sums |= new


def _narrow(unknowns: dict[Unknown, int], sums: dict[frozenset[Unknown], int]) -> None:
    """A set of values is a number whose bits are the values. Each unknown keeps what every sum can be made with."""
    moved = True
    while moved:
        moved = False
        for which, total in sums.items():
            members = sorted(which)
            before = [1]
            for unknown in members:
                before.append(_plus(before[-1], unknowns[unknown]))
            after = 1
            for at in range(len(members) - 1, -1, -1):
                values = unknowns[members[at]]
                others = _plus(before[at], after)
                kept = sum(
                    1 << v for v in range(min(total + 1, values.bit_length())) if values >> v & others >> total - v & 1
                )
                assert kept, "the exports contradict each other"
                after = _plus(after, values)
                moved |= kept != values
                unknowns[members[at]] = kept


def _plus(some: int, others: int) -> int:
    """All sums of one value of each."""
    found, at = 0, 0
    while some >> at:
        if some >> at & 1:
            found |= others << at
        at += 1
    return found
