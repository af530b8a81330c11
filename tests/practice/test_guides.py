"""Guides: short, in both languages, each with its source."""

import re

import pytest

from facilitator.practice.guides import FOLDER, MOST_WORDS, guides_in

PLACES = {"debrief", "prepare", "console"}
ALL = [(language, guide) for language in ("en", "es") for guide in guides_in(language)]


def test_every_guide_is_there_in_both_languages_in_the_same_order_and_places():
    english, spanish = guides_in("en"), guides_in("es")
    assert len(english) >= 8
    assert [(g.name, g.order, g.places, g.source) for g in english] == [
        (g.name, g.order, g.places, g.source) for g in spanish
    ]
    assert all(one.text != other.text for one, other in zip(english, spanish, strict=True))
    assert len(list(FOLDER.rglob("*.*"))) == len(ALL)


@pytest.mark.parametrize(("language", "guide"), ALL, ids=lambda one: getattr(one, "name", one))
def test_a_guide_takes_a_minute_and_says_where_it_comes_from(language, guide):
    assert len(guide.text.split()) < MOST_WORDS
    assert "!" not in guide.title + guide.text
    assert "—" not in guide.text
    publisher, year = guide.source.split(", ")[0], guide.source[-4:]
    assert len(publisher) > 8
    assert re.fullmatch(r"(19|20)\d\d", year)
    assert "http" not in guide.source, "no address that could go stale"
    assert set(guide.places) <= PLACES
    assert guide.places


def test_there_are_some_for_every_place():
    for place in PLACES:
        assert 2 <= len([g for g in guides_in("en") if place in g.places]) <= 6
