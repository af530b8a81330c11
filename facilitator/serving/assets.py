"""Makes ahead what the pages need: compiled catalogues, compressed static files. No build step: files are served as
they are, under an address that changes with their content, so that phones keep them for good."""

import hashlib
import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from whitenoise.compress import Compressor

ROOT = Path(__file__).parent.parent.parent
STATIC = ROOT / "static"
TRANSLATIONS = ROOT / "facilitator" / "translations"
COMPRESSED = (".gz", ".br")


def prepare_assets() -> str:
    """Brings compiled and compressed files up to date, where their folder can be written, and gives the build's id."""
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if _stale(mo, po):
            _write(mo, _compiled(po))
    digest = hashlib.sha256()
    compressor = Compressor(quiet=True)
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file() and p.suffix not in COMPRESSED):
        digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
        if path.suffix in (".js", ".css", ".svg") and _stale(path.with_name(path.name + ".gz"), path):
            _compress(compressor, path)
    return digest.hexdigest()[:10]


def _stale(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def _compiled(po: Path) -> bytes:
    import io

    out = io.BytesIO()
    with po.open("rb") as file:
        write_mo(out, read_po(file))
    return out.getvalue()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: another process may be reading."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)


def _compress(compressor: Compressor, path: Path) -> None:
    try:
        list(compressor.compress(str(path)))
        for suffix in COMPRESSED:
            made = path.with_name(path.name + suffix)
            if made.exists():
                os.utime(made)
    except OSError:
        return
