"""English and Spanish, complete: a sentence without a translation fails here."""

import re
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from words import LANGUAGES, sentences  # noqa: E402 - a tool, not a package

from facilitator.groups.prompts import DEPTHS, library  # noqa: E402

PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue(language: str):
    path = ROOT / f"facilitator/translations/{language}/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def forms(value) -> list[str]:
    return list(value) if isinstance(value, tuple | list) else [value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_and_no_old_one_is_left(language):
    known = {str(m.id): m for m in catalogue(language) if m.id}
    wanted = {str(m.id): m for m in sentences() if m.id}
    assert set(known) == set(wanted), "run: make words"
    assert [id for id, m in known.items() if not all(forms(m.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_is_the_same_in_every_language(language):
    for message in catalogue(language):
        if message.id:
            wanted = {p for form in forms(message.id) for p in PLACES.findall(form)}
            for form in forms(message.string):
                assert set(PLACES.findall(form)) <= wanted, message.id
            assert {p for form in forms(message.string) for p in PLACES.findall(form)} == wanted, message.id


def test_the_tone_is_calm():
    for message in sentences():
        for form in forms(message.id):
            assert "!" not in form, form
    for message in catalogue("es"):
        for form in forms(message.string) if message.id else []:
            assert "!" not in form, form


def test_every_sentence_of_the_screens_is_found_by_the_catalogue():
    """What is marked inside templates inside templates must be extracted too."""
    known = {form for m in sentences() for form in forms(m.id)}
    for path in (ROOT / "static/js").rglob("*.js"):
        for found in re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', path.read_text("utf-8")):
            assert found in known, (path.name, found)
        for one, many in re.findall(r'\btn\("([^"]*)", "([^"]*)"', path.read_text("utf-8")):
            assert {one, many} <= known, path.name


def test_every_refusal_title_and_list_is_in_the_catalogue():
    from facilitator.meeting.refusals import all_refusals
    from facilitator.meeting.rounds import kinds

    known = {m.id for m in sentences()}
    assert {r.sentence for r in all_refusals().values()} <= known

    def walk(value):
        if isinstance(value, list | tuple):
            for _, sentence in value:
                assert sentence in known
        else:
            for inner in value.values():
                walk(inner)

    for kind in kinds().values():
        assert kind.title in known
        walk(kind.furniture)


NOTES = {"loss", "violence", "self_harm", "substances", "abuse", "illness", "treatment", "money"}


@pytest.mark.parametrize("kind", sorted(library()))
def test_every_kind_has_twenty_prompts_and_more_in_both_languages(kind):
    found = library()[kind]
    assert len(found) >= 20
    for language in ("en", *LANGUAGES):
        texts = [p[language] for p in found]
        assert len(set(texts)) == len(texts), "none twice"
        for text in texts:
            assert 8 <= len(text) <= 140
            assert not set("!¡") & set(text)
    for prompt in found:
        assert prompt["depth"] in DEPTHS
        assert prompt.get("note", "loss") in NOTES
        assert len(prompt.get("options_en", [])) == len(prompt.get("options_es", []))
