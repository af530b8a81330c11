"""The file of the library: what goes out comes in the same; whatever else comes in is refused with the place named."""

import json

import pytest

from facilitator.groups import plan_templates
from facilitator.groups.plans import Outline, PlannedRound, runnable
from facilitator.practice.library import bringing_in, filing
from facilitator.practice.library.credits import MOST, Credit, and_then
from facilitator.practice.library.pieces import Said, tags_in
from facilitator.practice.library.shelf import Book

SAID = Said(learned="Slow is fine.\nLeave the last ten minutes free.", depth="deep", setting="hybrid", language="es",
            tags=("hope", "first meeting"))  # fmt: skip


def a_plan(outline: Outline | None = None, **more) -> Book:
    outline = outline or Outline("Evening", 60, (PlannedRound("story", 20, "What helped?", {"order": "ring"}),))
    outline = runnable(outline)
    kinds = tuple(r.kind for r in outline.rounds)
    plain = {"shelf": "plans", "id": "x1", "title": outline.name, "language": "es", "group": "A circle", "group_id": "x2",
             "by": "Fay", "kinds": kinds, "said": SAID, "credit": (), "outline": outline, "depth": "deep"}  # fmt: skip
    return Book(**{**plain, **more})


def a_prompt() -> Book:
    return a_plan(
        shelf="prompts", title="What keeps you warm?", kinds=("story",), said=Said(minutes=12, tags=("hope",))
    )


@pytest.fixture
def spoken(home):
    """Sentences need somebody to be said to."""
    from facilitator import create_app
    from tests.places import config

    app = create_app(config(home.config.data))
    with app.test_request_context():
        yield
    app.extensions["facilitator"].store.close()


@pytest.mark.parametrize("name", list(plan_templates.library()))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_plan_comes_in_as_it_went_out(spoken, name, language):
    outline = runnable(plan_templates.template(name, language))
    file = filing.written([a_plan(outline)], "Riverside", names=False)
    assert len(file) < filing.LARGEST
    ((came, said, credit),) = bringing_in.read(file).plans
    assert came == outline
    assert said == SAID
    assert credit == (Credit(outline.name, "", "Riverside"),)


def test_a_large_library_goes_out_as_a_file_that_comes_in_again(spoken):
    """As many as fit, not one that nobody could bring in."""
    outline = runnable(plan_templates.template("ninety_minutes", "es"))
    plans = [a_plan(outline, id=f"x{n}") for n in range(filing.MOST_PLANS + 5)]
    some, file = filing.as_many_as_fit([*plans, *[a_prompt()] * (filing.MOST_PROMPTS + 5)], "Riverside", names=True)
    came = bringing_in.read(file)
    assert (len(came.plans), len(came.prompts)) == (filing.MOST_PLANS, filing.MOST_PROMPTS)
    assert len(some) == filing.MOST_PLANS + filing.MOST_PROMPTS
    long = Said(learned="x" * filing.LARGEST)
    some, file = filing.as_many_as_fit([plans[0], a_plan(outline, said=long), a_prompt()], "Riverside", names=True)
    assert some == [plans[0]]
    assert len(file) < filing.LARGEST


def test_a_prompt_comes_in_as_it_went_out(spoken):
    ((kind, text, said, credit),) = bringing_in.read(filing.written([a_prompt()], "Riverside", names=True)).prompts
    assert (kind, text, said.minutes, said.tags, said.depth) == ("story", "What keeps you warm?", 12, ("hope",), "deep")
    assert credit == (Credit(text, "Fay", "Riverside"),)


def test_names_of_members_leave_the_house_only_if_somebody_says_so_and_others_stay_as_they_came(spoken):
    earlier = (Credit("First", "Olu", "Elsewhere"), Credit("Ours", "Dot"))
    without = filing.written([a_plan(credit=earlier)], "Riverside", names=False).decode()
    assert "Fay" not in without
    assert "Dot" not in without
    assert "Olu" in without
    ((_, _, credit),) = bringing_in.read(filing.written([a_plan(credit=earlier)], "Riverside", names=True)).plans
    assert credit == (earlier[0], Credit("Ours", "Dot", "Riverside"), Credit("Evening", "Fay", "Riverside"))


def test_it_reads_as_text_and_carries_no_number_of_people():
    file = filing.written([a_plan()], "Riverside", names=False).decode()
    assert file.startswith('{\n  "format": "facilitator-practice",\n  "version": 1,\n')
    assert set(json.loads(file)["plans"][0]) <= {
        "name", "minutes", "language", "depth", "setting", "tags", "learned", "credit", "rounds"
    }  # fmt: skip


def changed(path: str, value) -> bytes:
    """A good file with one thing in it changed; `...` takes it out."""
    whole = json.loads(filing.written([a_plan(), a_prompt()], "Riverside", names=False))
    at, *way = path.split("/")
    place = whole
    for step in way:
        place = place[int(at) if at.isdigit() else at]
        at = step
    if value is ...:
        del place[at]
    else:
        place[at] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("format", "something-else", "The file: “format”"),
        ("version", 2, "another version"),
        ("version", "1", "The file: “version”"),
        ("extra", 1, "The file has something in it"),
        ("plans", {}, "The file: “plans”"),
        ("plans", [{}] * (filing.MOST_PLANS + 1), "The file: “plans”"),
        ("prompts", "many", "The file: “prompts”"),
        ("plans/0/name", "", "Plan 1: “name”"),
        ("plans/0/name", " \u200b", "Plan 1: “name”"),
        ("plans/0/name", "x" * 81, "Plan 1: “name”"),
        ("plans/0/name", ..., "Plan 1: “name”"),
        ("plans/0/minutes", True, "Plan 1: “minutes”"),
        ("plans/0/minutes", 1e3, "Plan 1: “minutes”"),
        ("plans/0/minutes", 10**30, "Plan 1: “minutes”"),
        ("plans/0/minutes", -5, "Plan 1: “minutes”"),
        ("plans/0/__proto__", {}, "Plan 1 has something in it"),
        ("plans/0/heads", 12, "Plan 1 has something in it"),
        ("plans/0/tags", ["x" * 31], "Plan 1: “tags”"),
        ("plans/0/tags", ["x"] * 9, "Plan 1: “tags”"),
        ("plans/0/learned", "x" * 2001, "Plan 1: “learned”"),
        ("plans/0/learned", "\ud800", "Plan 1: “learned”"),
        ("plans/0/depth", "abyss", "Plan 1: “depth”"),
        ("plans/0/credit", [{"title": "x", "id": "y"}], "Plan 1: “credit”"),
        ("plans/0/credit", [{"title": "x"}] * 13, "Plan 1: “credit”"),
        ("plans/0/rounds", [{"kind": "story", "minutes": 5}] * 31, "Plan 1: “rounds”"),
        ("plans/0/rounds/0/kind", "seance", "Plan 1, round 1: “kind”"),
        ("plans/0/rounds/0/minutes", 241, "Plan 1, round 1: “minutes”"),
        ("plans/0/rounds/0/prompt", "x" * 401, "Plan 1, round 1: “prompt”"),
        ("plans/0/rounds/0/settings", {"order": "chaos"}, "Plan 1, round 1: “settings”"),
        ("plans/0/rounds/0/settings", {"unheard": 1}, "Plan 1, round 1: “settings”"),
        ("plans/0/rounds/0/settings", {"order": ["ring"]}, "Plan 1, round 1: “settings”"),
        ("prompts/0/text", "", "Prompt 1: “text”"),
        ("prompts/0/kind", "seance", "Prompt 1: “kind”"),
        ("prompts/0/minutes", "ten", "Prompt 1: “minutes”"),
    ],
)
def test_whatever_does_not_belong_is_refused_by_name(spoken, path, value, said):
    with pytest.raises(bringing_in.Refused) as refused:
        bringing_in.read(changed(path, value))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Line 1 cannot be read."),
        (b'{\n "format": "facilitator-practice",\n "version": 1,\n oops\n}', "Line 4 cannot be read."),
        (b"[" * 40_000, "not a file"),
        (b'{"a":' * 8_000, "not a file"),
        (b'{"format": "facilitator-practice", "version": NaN}', "not a file"),
        (b'{"version": 1, "version": 1, "format": "facilitator-practice"}', "not a file"),
        (b'{"format": "facilitator-practice", "version": ' + b"9" * 5000 + b"}", "not a file"),
        (b"\xff\xfe\x00", "not a file"),
        (b"PK\x03\x04 a zip", "cannot be read"),
        (b"<svg onload=alert(1)>", "Line 1 cannot be read."),
        (b'{"format": "facilitator-practice", "version": 1}', "nothing in this file"),
        (b" " * (filing.LARGEST + 1), "too large"),
        (b"3", "The file"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused_in_one_sentence(spoken, data, said):
    with pytest.raises(bringing_in.Refused) as refused:
        bringing_in.read(data)
    assert said in str(refused.value)


def test_what_is_typed_in_a_file_is_cleaned_like_all_text(spoken):
    ((came, said, _),) = bringing_in.read(changed("plans/0/name", "A\u202e \u0000quiet\tplan")).plans
    assert came.name == "A quiet plan"
    assert said == SAID


def test_a_line_of_credit_keeps_its_beginning_however_long_it_gets():
    line: tuple[Credit, ...] = ()
    for n in range(40):
        line = and_then(line, Credit(str(n)))
        assert and_then(line, Credit(str(n))) == line, "the same twice is once"
    assert len(line) == MOST
    assert [line[0].title, line[1].title, line[-1].title] == ["0", "1", "39"]


def test_tags_are_few_and_small():
    assert tags_in(" Hope, #hope ,, First  Meeting,") == ("hope", "first meeting")
    assert len(tags_in(",".join(str(n) for n in range(20)))) == 8
    assert len(tags_in("x" * 50)[0]) == 30
