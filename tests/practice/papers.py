"""Small real files of several kinds, as people bring them."""

import io
import struct
import zipfile
import zlib

from reportlab.pdfgen.canvas import Canvas


def a_pdf(says: str = "Certificate") -> bytes:
    """A page that says something."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 720, says)
    canvas.save()
    return out.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_png() -> bytes:
    """One pixel."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"\0\0")) + _chunk(b"IEND", b"")


def a_zip() -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    return out.getvalue()


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
A_PDF_THAT_IS_ALSO_HTML = a_pdf() + b"\n" + HTML
