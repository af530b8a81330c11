"""The letters PDFs are set in: PDF's own know no more than western Europe's, and people's names do."""

from functools import lru_cache
from pathlib import Path

from reportlab.lib.styles import StyleSheet1, getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

LETTERS = "DejaVuSans"
FILE = Path(__file__).parent / "letters/DejaVuSans.ttf"


@lru_cache(maxsize=1)
def letters() -> str:
    """The name of the letters, which are read once. A PDF carries those of them that it uses. There is one weight."""
    pdfmetrics.registerFont(TTFont(LETTERS, FILE))
    pdfmetrics.registerFontFamily(LETTERS, LETTERS, LETTERS, LETTERS, LETTERS)
    return LETTERS


def styles() -> StyleSheet1:
    """Styles for paragraphs, titles and tables in these letters."""
    found = getSampleStyleSheet()
    for style in found.byName.values():
        style.fontName = letters()
        if hasattr(style, "bulletFontName"):
            style.bulletFontName = letters()
    return found
