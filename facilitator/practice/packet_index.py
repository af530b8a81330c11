"""The index of an audit packet, as PDF."""

import io
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import letter
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from facilitator.practice.lettering import letters, styles
from facilitator.practice.packets import Grid, Packet


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
