"""The audit packet: everything a board may ask for, in one archive. An index as PDF, the log as CSV, the evidence files.

Plain values and no web: it is made beside the requests, in a thread that knows no language, so all its words come along.
"""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from msgspec import Struct
from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from facilitator.attendance.spreadsheets import Table as Sheet
from facilitator.attendance.spreadsheets import as_csv
from facilitator.practice.lettering import letters, styles


class Grid(Struct, frozen=True):
    """A table of the index."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    widths: list[float]
    """Shares of the page's width."""


class Packet(Struct, frozen=True):
    """What goes into a packet, in words."""

    title: str
    lines: list[str]
    """Who, by which rules, from when to when."""
    grids: list[Grid]
    foot: str
    log: Sheet
    files: list[tuple[str, bytes]]
    """Name in the archive -> content."""
    author: str
    language: str


INDEX, LOG, FOLDER = "index.pdf", "learning-log.csv", "evidence"


def packed(packet: Packet) -> bytes:
    """The archive. Slow."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(INDEX, as_pdf(packet))
        archive.writestr(LOG, as_csv(packet.log))
        for name, data in packet.files:  # pictures and PDFs are packed already
            archive.writestr(f"{FOLDER}/{name}", data, zipfile.ZIP_STORED)
    return out.getvalue()


def as_pdf(packet: Packet) -> bytes:
    """The index."""
    out = io.BytesIO()
    page = SimpleDocTemplate(out, pagesize=letter, leftMargin=18 * mm, rightMargin=18 * mm, topMargin=18 * mm,
                             bottomMargin=18 * mm, title=packet.title, author=packet.author, lang=packet.language)  # fmt: skip
    looks = styles()
    story: list[Flowable] = [Paragraph(_safe(packet.title), looks["Title"])]
    story += [Paragraph(_safe(line), looks["Normal"]) for line in packet.lines]
    for grid in packet.grids:
        story += [Spacer(1, 5 * mm), Paragraph(_safe(grid.title), looks["Heading2"]), _drawn(grid, page.width, looks)]
    story += [Spacer(1, 5 * mm), Paragraph(_safe(packet.foot), looks["Normal"])]
    page.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
    return out.getvalue()


def _drawn(grid: Grid, width: float, looks) -> Table:  # type: ignore[no-untyped-def] # reportlab's own
    body = looks["BodyText"]
    body.fontSize, body.leading, body.spaceBefore = 8.5, 11, 0
    cells = [[Paragraph(f"<b>{_safe(head)}</b>", body) for head in grid.heads]]
    cells += [[Paragraph(_safe(cell), body) for cell in row] for row in grid.rows]
    table = Table(cells, colWidths=[width * share for share in grid.widths], repeatRows=1)
    line = ("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)
    table.setStyle(TableStyle([line, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 2)]))
    return table


def _safe(text: str) -> str:
    """Text for a paragraph: what would be read as markup is shown as typed."""
    return escape(text)


def _numbered(canvas, page) -> None:  # type: ignore[no-untyped-def] # reportlab's own
    canvas.setFont(letters(), 8)
    canvas.drawCentredString(page.pagesize[0] / 2, 10 * mm, str(page.page))


def numbered_files(files: Sequence[tuple[int, str, bytes]]) -> list[tuple[str, bytes]]:
    """(number of the entry, name, content) as they lie in the archive: by number, no two alike."""
    found: dict[str, bytes] = {}
    for number, name, data in files:
        stem, _, ending = name.rpartition(".")
        at, as_named = 1, f"{number:03}-{name}"
        while as_named in found:
            at += 1
            as_named = f"{number:03}-{stem}-{at}.{ending}"
        found[as_named] = data
    return list(found.items())
