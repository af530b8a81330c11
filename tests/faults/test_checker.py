"""A checker that finds nothing in what is wrong checks nothing: each thing it looks for, planted."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.load.checker import Said, Verdict, judge


def shows(*texts: str) -> dict[str, Any]:
    return {str(n): {"text": text} for n, text in enumerate(texts)}


def told(text: str, **outcome: bool) -> Said:
    one = Said(text)
    for name, value in ({"taken": True} | outcome).items():
        setattr(one, name, value)
    return one


def verdict(said: list[Said], shown: dict[str, Any], mine: dict[str, Any] | None = None, view: Any = "same") -> Verdict:
    """Of one who said this, and of another who said nothing; the console shows `shown`."""
    screens = [
        SimpleNamespace(view=v, own={"mine": m}, v="1", sync=lambda: None)
        for v, m in ((view, shown if mine is None else mine), ("same", {}))
    ]
    people: Any = [SimpleNamespace(said=s, phone=p, answers=1) for s, p in zip((said, []), screens, strict=True)]
    console: Any = SimpleNamespace(view={"words": shown}, sync=lambda: None)
    return judge(people, console)


def test_what_was_told_and_is_shown_once_is_well():
    assert verdict([told("a"), told("b", asked_back=True, taken_back=True)], shows("a")).clean
    assert verdict([told("a", taken=False)], shows()).clean
    assert verdict([told("a", taken=False)], shows("a")).clean, "nobody was told anything yet"


@pytest.mark.parametrize(("wrong", "found"), [
    ("lost", verdict([told("a")], shows())),
    ("doubled", verdict([told("a")], shows("a", "a"))),
    ("doubled", verdict([told("a", taken=False)], shows("a", "a"))),
    ("still_there", verdict([told("a", asked_back=True, taken_back=True)], shows("a"))),
    ("never_said", verdict([], shows("a"))),
    ("uneven", verdict([told("a")], shows("a"), view="another")),
    ("uneven", verdict([told("a")], shows("a"), mine=shows())),
])  # fmt: skip
def test_whatever_is_wrong_is_found(wrong, found):
    assert {name for name, n in zip(Verdict._fields[:5], found[:5], strict=True) if n} == {wrong}
