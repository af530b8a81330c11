"""A published period as people read it: one table for the page, for paper, for CSV and for XLSX, in the reader's language."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from babel.dates import format_skeleton
from flask_babel import format_date, get_locale, gettext

from facilitator.attendance.outside import Row
from facilitator.attendance.outside_periods import Period
from facilitator.attendance.outside_released import Released

Cell = str | int
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take the beginning of a formula from."""


@dataclass(frozen=True)
class Sheet:
    """A table with what has to stand around it. Numbers are numbers; whatever is hidden says so in words."""

    title: str
    organization: str
    notes: list[str]
    columns: list[str]
    rows: list[list[Cell]]
    together: list[Cell]
    """The last line, of what is shown above it alone."""


def period_name(period: Period) -> str:
    """How people call it: "November 2026", "October to December 2026", "2026"."""
    if period.length == 12:
        return str(period.year)
    if period.length == 1:
        return str(format_skeleton("yMMMM", period.begins, locale=get_locale()))
    first, last = (format_date(day, "LLLL") for day in (period.begins, period.ends))
    return gettext("%(first)s to %(last)s %(year)s", first=first, last=last, year=period.year)


def laid_out(released: Released) -> Sheet:
    """The table of a published period."""
    month, none_shown = released.period.length == 1, gettext("none is shown")
    hidden = gettext("1 to 10") if month else gettext("hidden")
    names = {"visits": gettext("Person-visits")}
    if released.period.length > 1:
        names["in_shown_months"] = gettext("Visits in shown months")
    if released.period.length == 12:
        names |= {
            "sessions": gettext("Sessions held"),
            "first": gettext("Visits by people new in the year"),
            "again": gettext("Visits by people who came again"),
            "not_said": gettext("Visits by people who did not say"),
            "in_room": gettext("Visits in the room"),
            "elsewhere": gettext("Visits from somewhere else"),
        }
    for_none = {name: none_shown if name == "in_shown_months" else hidden for name in names}
    rows: list[list[Cell]] = []
    for base, number, row in released.rows:
        rows.append([_name(base, number), *(_cell(row, name, for_none[name]) for name in names)])
    shown = {name: [n for _, _, row in released.rows if (n := getattr(row, name)) is not None] for name in names}
    return Sheet(
        title=gettext("Attendance, %(period)s", period=period_name(released.period)),
        organization=released.organization,
        notes=_notes(released),
        columns=[gettext("Group"), *names.values()],
        rows=rows,
        together=[gettext("Together, of what is shown"), *(sum(n) if n else none_shown for n in shown.values())],
    )


def _cell(row: Row, name: str, instead: str) -> Cell:
    found: int | None = getattr(row, name)
    return instead if found is None else found


def _name(base: str, number: int) -> str:
    if not base:
        return gettext("Group session %(number)s", number=number)
    return f"{base} ({number})" if number > 1 else base


def _notes(released: Released) -> list[str]:
    notes = [
        gettext("A person-visit is one person at one session. Who comes four times is counted four times."),
        gettext("Counts of 1 to 10 are hidden, and so is every figure from which one could be worked out."),
    ]
    if released.period.length > 1:
        notes.append(gettext("“Hidden” means: 1 to 10, or hidden to protect such a count."))
    if released.period.length == 12:
        notes.append(gettext("Sessions and visits by kind are shown where every month of the group is shown."))
    day = format_date(released.made_on, "long")
    return [*notes, gettext("Made on %(day)s. Corrections made later are not in it.", day=day)]


def as_csv(sheet: Sheet) -> bytes:
    """The table as CSV. A name that begins like a formula gets an apostrophe in front, so that it stays a name."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(sheet.columns)
    for row in [*sheet.rows, sheet.together]:
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet, table: str, about_it: str) -> bytes:
    """The table as a spreadsheet, with what its two tabs are called; the same bytes every time. Text is written as text,
    whatever it begins with. Asks for no translation, so that it can run in a thread of its own."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {"title": sheet.title, "company": sheet.organization, "created": datetime(2000, 1, 1, tzinfo=UTC)}
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    page = book.add_worksheet(table)
    page.set_column(0, 0, 32)
    page.set_column(1, len(sheet.columns) - 1, 22)
    page.freeze_panes(1, 1)
    lines: list[list[Cell]] = [list(sheet.columns), *sheet.rows, sheet.together]
    for at, line in enumerate(lines):
        for column, cell in enumerate(line):
            style = bold if at in (0, len(lines) - 1) else None
            page.write_number(at, column, cell, style) if isinstance(cell, int) else page.write_string(
                at, column, cell, style
            )
    about = book.add_worksheet(about_it)
    about.set_column(0, 0, 100)
    for at, text in enumerate([sheet.title, sheet.organization, *sheet.notes]):
        about.write_string(at, 0, text, bold if at == 0 else None)
    book.close()
    return file.getvalue()
