"""Prompts to start from: data files written for this product, one a kind of round, in every language we speak."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "prompts"
DEPTHS = ("light", "middle", "deep")


@cache
def library() -> dict[str, list[dict[str, Any]]]:
    """kind of round -> its prompts as they stand in the files: `en`, `es`, `depth`, `theme`, and `note` where heavy."""
    return {file.stem: tomllib.loads(file.read_text("utf-8"))["prompt"] for file in sorted(FOLDER.glob("*.toml"))}


@cache
def prompts(language: str) -> dict[str, list[dict[str, Any]]]:
    """kind of round -> prompts to choose from in this language: `text`, `depth`, `theme`, and `options` of a choice."""
    return {kind: [_said(prompt, language) for prompt in found] for kind, found in library().items()}


def _said(prompt: dict[str, Any], language: str) -> dict[str, Any]:
    options = {"options": prompt[f"options_{language}"]} if f"options_{language}" in prompt else {}
    note = {"note": prompt["note"]} if "note" in prompt else {}
    return {"text": prompt[language], "depth": prompt["depth"], "theme": prompt["theme"], **note, **options}
