"""Rule packs: what boards ask for, as data; a file that breaks the schema is refused with the line named."""

from datetime import date

import pytest

from facilitator.practice.renewals import KIND_KEYS
from facilitator.practice.rule_packs import FOLDER, BadPack, read_pack, shipped

GOOD = (FOLDER / "us-pa.toml").read_text("utf-8")


@pytest.mark.parametrize(("name", "total", "categories"), [
    ("us-pa", 36, {"peer": 24, "ethics": 3}),
    ("us-ca", 20, {"law_ethics": 6}),
    ("us-oh", 30, {"ethics": 3, "boundaries": 3, "diversity": 2, "navigation": 1, "trauma": 2, "trafficking": 1,
                   "behavioral_health": 1, "wellness": 1, "coaching": 2}),
    ("us-ne", 20, {"ethics": 6}),
    ("us-wi", 20, {}),
    ("us-tx", 20, {}),
])  # fmt: skip
def test_those_that_come_along(name, total, categories):
    pack = shipped(KIND_KEYS)[name]
    assert (pack.total, pack.months) == (total, 24)
    assert {one.key: one.least for one in pack.category} == categories
    assert pack.source
    assert pack.checked <= date.today()
    assert pack.called("es") != pack.called("en")
    assert all(one.name_es for one in pack.category)


def test_gatherings_count_in_wisconsin():
    assert "gathering" in shipped(KIND_KEYS)["us-wi"].counts


@pytest.mark.parametrize(("was", "becomes", "line", "said"), [
    ("total = 36", "total = -1", 4, ">= 0"),
    ("total = 36", "total = 'many'", 4, "float"),
    ("total = 36", "total = 36.1", 4, "multiple"),
    ("total = 36", "totals = 36", 4, "totals"),
    ("total = 36", "total = = 36", 4, "Invalid value"),
    ("total = 36", "total = 20", 4, "more hours than the total"),
    ("months = 24", "months = 24\ncolour = 'blue'", 6, "colour"),
    ("months = 24", "months = 0", 5, ">= 1"),
    ("checked = 2026", "checked = 'soon' # ", 7, "date"),
    ('["course"', '["magic"', 8, "magic"),
    ('["course"', '["course"]\ndoes_not_count = ["course"', 9, "both"),
    ('key = "ethics"', 'key = "peer"', 19, "same key"),
    ('key = "ethics"', 'key = "Ethics 1"', 19, "regex"),
    ("least = 3\n", "least = 'three'\n", 22, "float"),
    ('name_es = "Ética"\nleast = 3\n', "", 18, "least"),
    ("months = 24\n", "", 1, "months"),
])  # fmt: skip
def test_a_file_that_breaks_the_schema_is_refused_with_the_line_named(was, becomes, line, said):
    assert was in GOOD
    with pytest.raises(BadPack) as refused:
        read_pack(GOOD.replace(was, becomes, 1), KIND_KEYS)
    assert refused.value.line == line
    assert said in refused.value.what
    assert str(refused.value).startswith(f"line {line}: ")
