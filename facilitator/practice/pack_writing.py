"""A rule pack from a form, written as the file it is kept as."""

import json
import re
import unicodedata

from facilitator.practice.learning_forms import PackForm
from facilitator.practice.rule_packs import BadPack, Category, Pack

_LINE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(?:h|hours|horas)?\s*[:\-–]?\s+(\S.*)", re.IGNORECASE)


def categories_in(text: str, before: Pack | None) -> list[Category]:
    """ "3 Ethics" a line. A category that is renamed keeps the key that entries know it by. Raises `BadPack`."""
    known = {one.name: one.key for one in before.category} if before else {}
    places = [one.key for one in before.category] if before else []
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    found: list[Category] = []
    names = []
    for at, line in lines:
        read = _LINE.fullmatch(line)
        if not read:
            raise BadPack(at, line.strip())
        names.append((float(read[1].replace(",", ".")), read[2].strip()))
    still = {known[name] for _, name in names if name in known}
    for place, (least, name) in enumerate(names):
        here = places[place] if place < len(places) and places[place] not in still else None
        taken = {one.key for one in found}
        key = known.get(name) or (here if here not in taken else None) or _key(name, taken | still)
        found.append(Category(key=key, name=name, least=least))
    return found


def _key(name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z]+", "_", plain).strip("_")[:30] or "category"
    key, letters = stem, iter("bcdefghijklmnopqrstuvwxyz")
    while key in taken:
        key = f"{stem}_{next(letters)}"
    return key


def as_toml(form: PackForm, categories: list[Category]) -> str:
    """The file."""
    values = {
        "name": form.name.data, "board": form.board.data, "total": (form.total.data or 0) / 60, "months": form.months.data,
        "source": form.source.data, "counts": form.counts.data or [], "does_not_count": form.does_not_count.data or [],
        "no_repeat": form.no_repeat.data, "carry": (form.carry.data or 0) / 60, "notes": form.notes.data or "",
    }  # fmt: skip
    lines = [f"{name} = {_said(value)}" for name, value in values.items()]
    lines.append(f"checked = {form.checked.data.isoformat()}")
    for one in categories:
        lines += ["", "[[category]]", f"key = {_said(one.key)}", f"name = {_said(one.name)}", f"least = {one.least}"]
    return "\n".join(lines) + "\n"


def _said(value: object) -> str:
    """TOML writes strings, numbers, lists and yes or no as JSON does."""
    return json.dumps(value, ensure_ascii=False)
