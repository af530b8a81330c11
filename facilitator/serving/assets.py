"""Makes ahead what the pages need: compiled catalogues, joined and compressed static files. Served under an address that
changes with their content, so that phones keep them for good."""

import hashlib
import io
import os
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from facilitator.screens import later_furniture, later_words, several
from facilitator.serving.bundles import phone_bundles, screen_bundle, tight_css
from facilitator.web import LANGUAGES

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "static"
MADE = STATIC / "made"
TRANSLATIONS = ROOT / "facilitator" / "translations"
COMPRESSED = (".gz", ".br")
WITH_THE_PHONE = ("closing", "goals", "reflection", "shoutouts")
"""Rounds whose styles also dress what outlives them: belongings, the closing."""
SCREENS = ("phone", "console", "screen")


def prepare_assets() -> str:
    """Brings everything that is made ahead up to date, where it has changed, and gives the build's id."""
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            _write(mo, _compiled(po))
    sources = sorted(
        p for p in STATIC.rglob("*") if p.is_file() and p.suffix not in COMPRESSED and MADE not in p.parents
    )
    digest = hashlib.sha256()
    makers = (Path(__file__).parent / "bundles.py", Path(__file__), ROOT / "facilitator/screens.py")
    for path in (*sources, *makers, *TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    build = digest.hexdigest()[:10]
    stamp = MADE / "build"
    if not stamp.exists() or stamp.read_text() != build:
        _make(sources)
        _write(stamp, build.encode())
    return build


def _make(sources: list[Path]) -> None:
    """The joined files, and everything once more compressed."""
    MADE.mkdir(exist_ok=True)
    rounds = b"".join(p.read_bytes() for p in sorted((STATIC / "css/rounds").glob("*.css")))
    made = {f"{screen}.js": screen_bundle(STATIC, screen).encode() for screen in SCREENS if screen != "phone"}
    of_kinds = {p.stem: p.read_bytes() for p in sorted((STATIC / "css/rounds").glob("*.css"))}
    styled = {kind: css for kind, css in of_kinds.items() if kind not in WITH_THE_PHONE}
    for language in LANGUAGES:
        phone = phone_bundles(STATIC, language, several(), styled, later_words, later_furniture)
        made |= {f"{name}.{language}.js": text.encode() for name, text in phone.items()}
    made["base.css"] = b"".join((STATIC / f"css/{name}.css").read_bytes() for name in ("tokens", "base"))
    made["join.css"] = (STATIC / "css/join.css").read_bytes()
    made |= {f"phone-{kind}.css": css for kind, css in styled.items()}
    made["phone.css"] = (STATIC / "css/phone.css").read_bytes() + b"".join(of_kinds[kind] for kind in WITH_THE_PHONE)
    made["console.css"] = (
        b"".join((STATIC / f"css/{n}.css").read_bytes() for n in ("phone", "quilt", "console")) + rounds
    )
    made["screen.css"] = b"".join((STATIC / f"css/{n}.css").read_bytes() for n in ("quilt", "screen")) + rounds
    made = {n: tight_css(data.decode()).encode() if n.endswith(".css") else data for n, data in made.items()}
    for name, data in made.items():
        _write(MADE / name, data)
    compressor = Compressor(quiet=True)
    for path in (*sources, *(MADE / name for name in made)):
        if path.suffix in (".js", ".css", ".svg"):
            list(compressor.compress(str(path)))


def _compiled(po: Path) -> bytes:
    out = io.BytesIO()
    with po.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: another process may be reading."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    beside.write_bytes(data)
    os.replace(beside, path)


class Static(WhiteNoise):
    """WhiteNoise, without the headers that only matter where a file can change under its address."""

    def get_static_file(self, *args: Any, **kwargs: Any) -> Any:
        """A file with a leaner head: forty of them are a kilobyte and more on the way to a phone."""
        file = super().get_static_file(*args, **kwargs)
        needless = ("last-modified", "etag")
        file.alternatives = [
            (r, p, [h for h in head if h[0].lower() not in needless]) for r, p, head in file.alternatives
        ]
        return file
