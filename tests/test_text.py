"""Text that people type (FAULTS.md rows 3 to 16): cleaned once, never looked into, never altered beyond that."""

import pytest

from facilitator.text import NotText, clean, is_blank, is_reserved, length, name_key, skeleton


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u0000b", "ab"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\x9bb", "ab"),
        ("pay\u202eexe.doc", "payexe.doc"),
        ("\u2066a\u2069", "a"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("\ufeffa\uffff", "a"),
        ("e\u0301", "é"),
        ("a\n\n\n\n\n\nb", "a\n\nb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("  a  ", "a"),
        ("مرحبا بك", "مرحبا بك"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{7*7}} ${x} %s ' OR 1=1 =cmd()", "{{7*7}} ${x} %s ' OR 1=1 =cmd()"),
        ("I want to die", "I want to die"),
        ("call me at 555-0100, ana@example.org", "call me at 555-0100, ana@example.org"),
        ("👩🏽‍🦱🏳️‍🌈🏴󠁧󠁢󠁷󠁬󠁳󠁿", "👩🏽‍🦱🏳️‍🌈🏴󠁧󠁢󠁷󠁬󠁳󠁿"),
    ],
)
def test_text_is_kept_as_it_is_but_for_tricks(typed, kept):
    assert clean(typed, multiline=True) == kept


def test_ten_thousand_newlines_are_one_gap():
    assert clean("a" + "\n" * 10_000 + "b", multiline=True) == "a\n\nb"


def test_a_letter_keeps_at_most_four_marks():
    assert len(clean("x" + "\u0301\u0302\u0303\u0304" * 20, multiline=False)) == 5


def test_one_line_is_one_line():
    assert clean("a\n\tb  c", multiline=False) == "a b c"


def test_half_a_character_is_no_text():
    with pytest.raises(NotText):
        clean("\ud800", multiline=False)


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "\u3164", "\u2800\u00a0", "\u2060\ufeff "])
def test_what_nobody_can_see_is_blank(typed):
    assert is_blank(clean(typed, multiline=True))


def test_a_family_is_one_character():
    assert length("👨‍👩‍👧‍👦") == length("🏴󠁧󠁢󠁥󠁮󠁧󠁿") == length("e\u0301") == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Anna", "Аnna"), ("Anna", "ANNA"), ("Rose", "R o s e"), ("Río", "Rio"), ("lO", "I0")]
)
def test_names_that_look_alike_have_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)
    assert name_key("salt", one) == name_key("salt", other)


def test_names_that_differ_differ():
    assert len({skeleton(n) for n in ("Maple", "Birch", "Ana", "Ben", "河", "Δ")}) == 6
    assert name_key("salt", "Maple") != name_key("other", "Maple")


@pytest.mark.parametrize(
    "name", ["Facilitator", "FACILITATOR", "Fаcilitаtor", "Admin", "Syst\u0435m", "f.a.c.i.l.i.t.a.t.o.r"]
)
def test_names_that_could_be_taken_for_somebody_are_reserved(name):
    assert is_reserved(name)
    assert not is_reserved("Maple")
