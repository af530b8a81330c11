"""Prompts to start from: data files written for this product, one for each language."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "prompts"


@cache
def prompts(language: str) -> dict[str, list[str]]:
    """kind of round -> prompts to choose from, in this language."""
    found: dict[str, list[str]] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return found
