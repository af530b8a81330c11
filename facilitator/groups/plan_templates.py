"""Templates of plans: data files written for this product, each in every language we speak."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from facilitator.groups.plans import Outline, PlannedRound

FOLDER = Path(__file__).parent / "plan_templates"
FIRST = "sixty_minutes"
"""What a group without a plan of its own starts from."""

FOR_PRACTICE = "practice_circle"
"""What a circle of facilitators starts from."""


def first_for(practice: bool) -> str:
    """The template a group without a plan of its own starts from."""
    return FOR_PRACTICE if practice else FIRST


@cache
def library() -> dict[str, dict[str, Any]]:
    """name -> the template as it stands in its file, in the order in which they are offered."""
    found = {file.stem: tomllib.loads(file.read_text("utf-8")) for file in FOLDER.glob("*.toml")}
    return dict(sorted(found.items(), key=lambda one: one[1]["order"]))


def about(name: str, language: str) -> str:
    """What a template is for, in one language."""
    return str(library()[name]["about"][language])


def template(name: str, language: str) -> Outline | None:
    """A template as a plan in one language, if there is one of this name."""
    found = library().get(name)
    if not found:
        return None
    rounds = (
        PlannedRound(kind=r["kind"], minutes=r["minutes"], prompt=r.get(language, ""), settings=r.get("settings", {}))
        for r in found["round"]
    )
    return Outline(name=found["name"][language], minutes=found["minutes"], rounds=tuple(rounds))
