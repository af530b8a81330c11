"""A rehearsal: simulated people take part in every kind of round, and do only what their own screens offer them."""

import random
import sys

import pytest

from facilitator.groups import circles
from facilitator.meeting.rounds import kinds
from facilitator.rehearsing.begin import rehearsal_group
from facilitator.rehearsing.people import Person, circle
from facilitator.rehearsing.phone import Phone
from facilitator.rehearsing.taking_part import ways

PEOPLE = 6
SETTINGS = {
    "story": [{"order": "queue"}],
    "checkin": [{"scale": "weather"}, {"scale": "words", "strength": True}, {"scale": "number"}],
    "icebreaker": [{"answer": "words"}, {"answer": "tap"}],
    "choice": [{"way": "one"}, {"way": "several"}, {"way": "ranked"}],
}
PROMPTS = {"choice": "What comes next?\nA walk\nA song\nA break"}
SIGNS = ("hands", "answered", "voted", "accepted", "written", "waiting", "cards", "many_goals", "many_strategies")
"""What a console shows of a round in which somebody took part."""


ROUNDS = [(kind, way) for kind in sorted(kinds()) for way in SETTINGS.get(kind, [{}])]


def came_of_it(console) -> tuple[int, int]:
    """What all rounds so far have left: words and threads."""
    return len(console.view["words"]), console.view["quilt"]["sewn"]


@pytest.fixture(scope="module")
def room(server):
    """A session with a quick circle in it, for all kinds one after another."""
    session = server.open()
    people = circle(server.url, session.link, PEOPLE, pace=0.02)
    session.console.wait(lambda s: len(s.view["seats"]) == PEOPLE, seconds=60)
    yield session, people
    for person in people:
        person.stopped.set()
    session.close()
    for person in people:
        person.join(5)


@pytest.mark.parametrize(("kind", "settings"), ROUNDS, ids=str)
def test_people_take_part_in_every_kind(room, kind, settings):
    session, people = room
    console = session.console
    session.begin(kind, PROMPTS.get(kind, "What helped?"), **settings)
    before = came_of_it(console)
    if kind in ways():
        console.wait(lambda s: any(s.round.get(sign) for sign in SIGNS) or came_of_it(s) != before)
    console.do("round.end", round=console.round["id"])
    for person in people:
        person.phone.wait(lambda s: not s.mine)
    assert all(person.is_alive() for person in people)
    assert {code for person in people for code in person.refused} <= {"E_STATE", "E_GONE"}, "only what came too late"


def test_the_piece_goes_round_and_stories_are_told(room):
    session, _ = room
    session.begin("story", order="ring")
    session.console.do("story.send")
    session.console.wait(lambda s: s.round.get("heard", 0) >= 2 and s.round["stories"])


@pytest.mark.parametrize("name", sorted(ways()))
def test_what_people_say_is_short_warm_and_in_both_languages(name):
    data = vars(sys.modules[ways()[name].__module__]).values()
    for said in (lines for lines in data if isinstance(lines, dict) and "en" in lines):
        assert set(said) == {"en", "es"}
        assert len(said["en"]) == len(said["es"])
        for line in (*said["en"], *said["es"]):
            assert 0 < len(line) <= (40 if name == "closing" else 140)
            assert not {"!", "¡"} & set(line)


def someone(number: int) -> Person:
    return Person(Phone("http://nowhere.invalid"), "", random.Random(1), 0, "es", number)


def test_of_a_circle_some_are_inclined_and_some_are_not():
    for wish in ("share", "ask", "offer", "accept"):
        inclined = [someone(n).inclined(wish, 0.4) for n in range(PEOPLE)]
        assert any(inclined)
        assert not all(inclined)


def test_people_say_in_their_language_what_nobody_has_said_yet():
    lines = {"en": ("a", "b", "c"), "es": ("x", "y", "z")}
    assert [someone(n).say(lines) for n in range(4)] == ["x", "y", "z", "x"]
    late = someone(0)
    late.phone.view = {"round": {"cards": {"i": {"text": "x"}}}}
    assert late.say(lines) == "y"
    late.phone.own = {"mine": {"j": {"text": "y"}, "k": {"text": "z"}}}
    assert late.say(lines) == "x"


def test_a_rehearsal_begins_with_stories_and_shout_outs(cast_home):
    home, ids = cast_home
    group = rehearsal_group(home, ids["Riverside"], "Rehearsal", "en")
    meeting = home.desk.read(circles.open_meeting(home, group, ids["Fay"], rehearsal=True)).meeting
    assert [round.kind for round in meeting.rounds][:2] == ["story", "shoutouts"]
