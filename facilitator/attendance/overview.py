"""A report as the page shows it: figures, three charts with their tables, groups, a page of meetings."""

from typing import Any

from flask_babel import gettext

from facilitator.attendance import listing, periods, reports
from facilitator.attendance.asked import Asked
from facilitator.attendance.periods import Period, said
from facilitator.attendance.reports import Figures
from facilitator.charts import Picture, chart
from facilitator.store.writing import Store

Rows = list[tuple[str, Figures]]


def overview(store: Store, asked: Asked, page: int) -> dict[str, Any]:
    """Everything templates/attendance/report.html shows."""
    months = reports.by_month(store, asked.reach, asked.period)
    total = reports.added(months.values())
    pages = listing.pages(months)
    page = min(max(1, page), pages)
    before, after = periods.beside(asked.period, asked.known)
    return {
        "asked": asked, "total": total, "before": before, "after": after, "said": said, "month": periods.written,
        "around": [(_called(at), one) for at, one in enumerate(periods.around(asked.period, asked.known))],
        "charts": _charts(reports.by_step(months, periods.steps(asked.period, asked.known))) if total.meetings else [],
        "by_group": reports.by_group(store, asked.reach, asked.period) if not asked.group else {},
        "held": listing.page_of(store, asked.reach, asked.period, months, page),
        "page": page, "pages": pages, "count": listing.count(months),
        "parts": listing.pages(months, listing.IN_A_FILE),
    }  # fmt: skip


def _called(at: int) -> str:
    return (gettext("Month"), gettext("Quarter"), gettext("Year"), gettext("All years"))[at]


def _charts(steps: list[tuple[Period, Figures]]) -> list[Picture]:
    """Heads, returning beside first-time, in person beside remote."""
    rows = [(said(step, short=True), figures) for step, figures in steps]
    return [_heads(rows), _again(rows), _where(rows)]


def _heads(rows: Rows) -> Picture:
    numbers = [(name, [f.meetings, f.heads, f.average]) for name, f in rows]
    heads = [gettext("When"), gettext("Sessions held"), gettext("Heads"), gettext("On average")]
    name, most = max(rows, key=lambda row: row[1].heads)
    sentence = gettext(
        "A chart. %(all)s heads in all; the most were %(most)s, in %(when)s.",
        all=sum(f.heads for _, f in rows), most=most.heads, when=name,
    )  # fmt: skip
    drawn = chart(sentence, [gettext("Heads")], [(name, [f.heads]) for name, f in rows])
    return Picture("by-heads", gettext("Heads"), heads, numbers, drawn)


def _again(rows: Rows) -> Picture:
    numbers = [(name, [f.group_again, f.group_first, f.group_not_said]) for name, f in rows]
    ways = [gettext("Returning"), gettext("First time"), gettext("Not said")]
    again, first, rest = (sum(n[at] for _, n in numbers) for at in range(3))
    sentence = gettext(
        "A chart. Of all heads, %(again)s were returning, %(first)s came for the first time, %(rest)s did not say.",
        again=again, first=first, rest=rest,
    )  # fmt: skip
    title = gettext("Returning and first time in the group")
    return Picture("by-return", title, [gettext("When"), *ways], numbers, chart(sentence, ways, numbers))


def _where(rows: Rows) -> Picture:
    numbers = [(name, [f.in_person, f.remote]) for name, f in rows]
    places = [gettext("In person"), gettext("Remote")]
    here, there = (sum(n[at] for _, n in numbers) for at in range(2))
    sentence = gettext(
        "A chart. Of all heads, %(here)s were in the room and %(there)s came from elsewhere.", here=here, there=there
    )
    title = gettext("In person and remote")
    return Picture("by-place", title, [gettext("When"), *places], numbers, chart(sentence, places, numbers))
