"""The audit packet: everything a board may ask for, in one archive. An index as PDF, the log as CSV, the evidence files.

Plain values and no web: it is made beside the requests, in a thread that knows no language, so all its words come along.
"""

import io
import zipfile
from collections.abc import Sequence

from msgspec import Struct

from facilitator.attendance.spreadsheets import Table as Sheet
from facilitator.attendance.spreadsheets import as_csv


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
    from facilitator.practice.packet_index import as_pdf  # its library is slow to load, and few ever ask

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(INDEX, as_pdf(packet))
        archive.writestr(LOG, as_csv(packet.log))
        for name, data in packet.files:  # pictures and PDFs are packed already
            archive.writestr(f"{FOLDER}/{name}", data, zipfile.ZIP_STORED)
    return out.getvalue()


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
