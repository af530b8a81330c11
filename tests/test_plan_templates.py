"""The templates of plans: whole in both languages, and never longer than the session they are for."""

import tomllib

import pytest

from facilitator.groups.plan_templates import FIRST, FOLDER, about, library, template
from facilitator.groups.plans import LONGEST_NAME, ORDER, runnable
from facilitator.meeting.course import settings_of
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds import kinds

NAMES = sorted(library())
LANGUAGES = ("en", "es")


def test_there_are_the_six_that_were_asked_for():
    assert NAMES == ["first_meeting", "hybrid", "large_room", "ninety_minutes", "practice_circle", "sixty_minutes"]
    assert next(iter(library())) == FIRST
    assert template("nothing", "en") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_whole(name):
    found = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    assert set(found) == {"order", "minutes", "name", "about", "round"}
    for round in found["round"]:
        assert round["kind"] in {*ORDER, *kinds()}
        assert set(round) <= {"kind", "minutes", "settings", *LANGUAGES}
        assert round["minutes"] >= 1
        if round["kind"] in kinds():
            assert not isinstance(settings_of(round["kind"], round.get("settings", {})), Refusal)


@pytest.mark.parametrize("name", NAMES)
def test_its_rounds_fit_and_leave_a_little_room(name):
    outline = template(name, "en")
    assert outline.planned <= outline.minutes
    assert outline.minutes - outline.planned >= 5


@pytest.mark.parametrize("name", NAMES)
def test_it_says_the_same_in_both_languages(name):
    english, spanish = template(name, "en"), template(name, "es")
    assert english.minutes == spanish.minutes
    assert english.name != spanish.name
    for one, other in zip(english.rounds, spanish.rounds, strict=True):
        assert (one.kind, one.minutes, one.settings) == (other.kind, other.minutes, other.settings)
        assert one.prompt != other.prompt
        assert len(one.prompt.splitlines()) == len(other.prompt.splitlines())
    for outline, language in ((english, "en"), (spanish, "es")):
        for text in (outline.name, about(name, language), *(r.prompt for r in outline.rounds)):
            assert text.strip() == text
            assert len(text) >= 8
            assert len(text) <= 200
            assert not set("!¡") & set(text)
        assert len(outline.name) <= LONGEST_NAME


@pytest.mark.parametrize("name", NAMES)
def test_rounds_of_a_kind_that_is_not_there_are_left_out(name):
    assert {r.kind for r in runnable(template(name, "en")).rounds} <= set(kinds())


def test_together_they_use_every_kind():
    assert {r["kind"] for found in library().values() for r in found["round"]} == set(ORDER)
