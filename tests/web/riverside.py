"""Two groups of Riverside with more than two years behind them, led by Fay and by Dot, and one of Elsewhere."""

import io
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl

from facilitator.attendance.names import write_names
from facilitator.attendance.periods import today
from facilitator.groups import circles
from tests.past import stayed, years_of
from tests.web.browsing import Site

NAMES = ["Ana María Ñúñez", "=HYPERLINK(1)", "+1 Ben", "-Cy", "@Rose"]
TOPIC = "=Grief & Loss Circle"
"""A group's name that names a condition, and that a spreadsheet would take for a formula."""


class Riverside:
    """The site, its meetings as rows, and one of them with names."""

    def __init__(self, site: Site) -> None:
        self.site, self.ids, store = site, site.ids, site.home.store
        organization = site.ids["Riverside"]
        self.fays, self.theirs = site.ids["group"], site.ids["their group"]
        self.dots = circles.make_group(store, organization, {"name": TOPIC})
        self.rows = years_of(site.home, organization, [self.fays], 120, site.ids["Fay"], today(), seed=1)
        self.rows += years_of(site.home, organization, [self.dots], 120, site.ids["Dot"], today(), seed=2)
        years_of(site.home, site.ids["Elsewhere"], [self.theirs], 10, site.ids["Olu"], today(), seed=3)
        self.signed = next(row for row in self.rows if row["group_id"] == self.dots and not row["cancelled"])
        self.off = next(row for row in self.rows if row["cancelled"])
        day = self.signed["held_on"]
        store.write(lambda s: write_names(s, site.home.names, self.signed["id"], organization, day, NAMES))

    def of(self, group: str = "", wanted: Callable[[Any], bool] = lambda day: True) -> list[dict[str, Any]]:
        """The meetings of a group (all without one) on days that are wanted."""
        return [r for r in self.rows if (not group or r["group_id"] == group) and wanted(r["held_on"])]


def figures(rows: Iterable[dict[str, Any]]) -> list[float]:
    """What a line of figures should say of these meetings, counted here once more and otherwise."""
    held = [row for row in rows if not row["cancelled"]]

    def sum_of(name: str) -> int:
        return sum(row[name] for row in held)

    heads, remote = sum_of("heads"), sum_of("remote")
    group, year = sum_of("group_again") + sum_of("group_first"), sum_of("year_again") + sum_of("year_first")
    return [
        len(held), len(list(rows)) - len(held), heads, round(heads / len(held), 1) if held else 0, sum_of("minutes"),
        sum(map(stayed, held)), sum_of("group_again"), sum_of("group_first"), heads - group,
        sum_of("year_again"), sum_of("year_first"), heads - year, heads - remote, remote, sum_of("signed"),
    ]  # fmt: skip


def sheets(answer) -> dict[str, list[list]]:
    """The cells of every sheet."""
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
