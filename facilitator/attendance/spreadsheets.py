"""Tables as files: CSV and XLSX. What somebody typed stays text in both, whatever it begins with."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from msgspec import Struct

Cell = str | int | float | date | None
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""


class Table(Struct, frozen=True):
    """A sheet."""

    name: str
    heads: list[str]
    rows: Sequence[Sequence[Cell]]


def written(kind: str, tables: Sequence[Table]) -> bytes:
    """A file of this kind: XLSX with a sheet for each table, CSV with the first alone. Slow where it is long."""
    return as_xlsx(tables) if kind == "xlsx" else as_csv(tables[0])


def as_csv(table: Table) -> bytes:
    """One table, in UTF-8 that Excel recognizes."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(map(_harmless, table.heads))
    lines.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(_RISKY):
        return "'" + cell
    return cell.isoformat() if isinstance(cell, date) else cell


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook. Made in memory: no name lies in a temporary file afterwards."""
    out = io.BytesIO()
    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(out, {"in_memory": True, **never})
    bold, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for table in tables:
        sheet = book.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, max(1, len(table.heads) - 1), 14)
        sheet.write_row(0, 0, table.heads, bold)
        for at, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif cell is not None:
                    sheet.write_number(at, column, cell)
    book.close()
    return out.getvalue()
