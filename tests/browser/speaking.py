"""What the screens say, in either language, by the English sentence."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent


@cache
def _catalogue(language: str) -> dict:
    path = ROOT / f"facilitator/translations/{language}/LC_MESSAGES/messages.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in read_po(file) if m.id}


def say(language: str, sentence: str, **values: str) -> str:
    """A sentence as a screen in this language says it."""
    said = _catalogue(language).get(sentence, sentence) if language != "en" else sentence
    said = said[0] if isinstance(said, tuple | list) else said
    for name, value in values.items():
        said = said.replace("{" + name + "}", value).replace(f"%({name})s", value)
    return said
