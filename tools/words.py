"""Brings facilitator/translations up to date with the sentences in code, templates and screens: `make words`.

Says which have no translation yet. Line numbers are left out, so that moving a sentence changes nothing.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LANGUAGES = ("es",)
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "N_": None, "t": None, "tn": (1, 2), "ngettext": (1, 2)}
SOURCES = (("facilitator", "*.py", "python", {}), ("templates", "*.html", "jinja2.ext:babel_extract", {}),
           ("static/js", "*.js", None, {}))  # fmt: skip
NO_NEED = (
    b'"Project-Id',
    b'"Report-M',
    b'"POT-Creation',
    b'"PO-Revision',
    b'"Last-Tr',
    b'"Language-Team',
    b'"Generated-By',
)
"""Header lines that say nothing of this catalogue."""
SPOKEN = re.compile(rb'\bt\("((?:[^"\\]|\\.)*)"|\btn\("([^"]*)",\s*"([^"]*)"')


def sentences() -> Catalog:
    """Every marked sentence there is, with the files it stands in."""
    found = Catalog(project="Facilitator", charset="utf-8")
    for folder, pattern, method, options in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            with path.open("rb") as file:
                messages = (
                    [m for _, m, _, _ in extract(method, file, KEYWORDS, options=options)] if method else _spoken(file)
                )
                for message in messages:
                    found.add(message, locations=[(path.relative_to(ROOT).as_posix(), 0)])
    return found


def _spoken(file) -> list:
    """The sentences of a screen's module. gettext's own reader of JavaScript loses its way in templates with braces in
    them; ours are always one literal in double quotes."""
    found = SPOKEN.findall(file.read())
    return [(one.decode(), many.decode()) if one else plain.decode() for plain, one, many in found]


def bring_up_to_date(language: str) -> list[str]:
    """Writes one catalogue and gives the sentences it has no translation for."""
    path = ROOT / "facilitator/translations" / language / "LC_MESSAGES/messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    old = read_po(io.BytesIO(path.read_bytes()), locale=language) if path.exists() else Catalog(locale=language)
    new = Catalog(locale=language, project="Facilitator", charset="utf-8", fuzzy=False, header_comment="# Facilitator")
    for message in sorted(sentences(), key=lambda m: m.id if isinstance(m.id, str) else m.id[0]):
        if message.id:
            before = old.get(message.id)
            if before and isinstance(before.id, tuple) != isinstance(message.id, tuple):
                before = None  # it has become a plural, or no longer is one
            new.add(
                message.id, before.string if before else "", locations=sorted({(p, None) for p, _ in message.locations})
            )
    out = io.BytesIO()
    write_po(out, new, width=120, omit_header=False, include_lineno=False, sort_output=True)
    kept = [line for line in out.getvalue().splitlines() if not line.startswith(NO_NEED)]
    path.write_bytes(b"\n".join(kept) + b"\n")
    return [str(m.id) for m in new if m.id and not (all(m.string) if isinstance(m.string, tuple) else m.string)]


if __name__ == "__main__":
    for language in LANGUAGES:
        untranslated = bring_up_to_date(language)
        for sentence in untranslated:
            sys.stdout.write(f"{language}: {sentence}\n")
        sys.exit(bool(untranslated))
