"""The library: shared, found, taken with credit, changed in versions, tried; and files that come and go."""

import io
import json
from datetime import date

import pytest
from sqlalchemy import delete

from facilitator.groups import circles, group_prompts, plans
from facilitator.groups.models import GroupPrompt
from facilitator.practice.library import prompt_versions, versions
from facilitator.practice.library.credits import read as credits_in
from facilitator.practice.library.models import Piece
from tests.practice.test_library_files import a_plan, filing
from tests.web.browsing import Filled

LIBRARY = "/practice/library"
EVIL = filing.written([a_plan(title="<script>alert(1)</script>")], "x", names=False).replace(b'"story"', b'"<b>"')
ABOUT = {
    "learned": "Slow is fine here.",
    "depth": "deep",
    "setting": "in_person",
    "language": "en",
    "tags": "Hope, Outdoors",
}


@pytest.fixture
def fay(site):
    return site.as_("Fay")


@pytest.fixture
def dot(site):
    return site.as_("Dot")


@pytest.fixture
def book(site):
    return f"{LIBRARY}/plans/{site.ids['plan']}"


@pytest.fixture
def second(site):
    """Another group of the organization, Dot's to prepare."""
    return circles.make_group(site.home.store, site.ids["Riverside"], {"name": "Garden Circle"})


@pytest.fixture
def prompt(site):
    group = circles.group_of(site.home.store, site.ids["Riverside"], site.ids["group"])
    return group_prompts.keep_prompt(site.home.store, group, "story", "What did the river teach you?", "middle")


def piece_of(site, **of) -> Piece | None:
    with site.home.store.read() as session:
        return session.query(Piece).filter_by(**of).first()


def plans_in(site, group: str):
    return plans.plans_of(site.home.store, circles.group_of(site.home.store, site.ids["Riverside"], group))


def test_what_is_shared_stands_in_the_library_and_what_is_not_does_not(site, fay, dot, book):
    assert "Stories and thanks" in dot.get(LIBRARY).text
    fay.send(f"/groups/{site.ids['group']}/plans/{site.ids['plan']}/share", at=LIBRARY)
    assert "The shelves are empty" in dot.get(LIBRARY).text
    assert dot.get(book).status_code == 404


def test_what_was_learned_is_said_and_found(fay, dot, book):
    assert fay.send(f"{book}/about", **ABOUT).status_code == 302
    page = dot.get(book).text
    assert "Slow is fine here." in page
    for query in (
        "q=slow+stories",
        "tag=outdoors",
        "depth=deep",
        "setting=in_person",
        "language=en",
        "kind=story",
        "what=plans",
    ):
        assert "Stories and thanks" in dot.get(f"{LIBRARY}?{query}").text, query
    for query in (
        "q=fast",
        "tag=indoors",
        "depth=light",
        "setting=virtual",
        "language=es",
        "kind=pause",
        "what=prompts",
    ):
        assert "Stories and thanks" not in dot.get(f"{LIBRARY}?{query}").text, query
    assert "Stories and thanks" in dot.get(f"{LIBRARY}?depth=abyss&kind=%00").text, "no filter of ours asks for nothing"


@pytest.mark.parametrize(
    "wrong", [{"learned": "x" * 2001}, {"depth": "abyss"}, {"language": "xx"}, {"tags": "x" * 301}]
)
def test_what_does_not_fit_is_said_beside_it(site, fay, book, wrong):
    answer = fay.send(f"{book}/about", **{**ABOUT, **wrong})
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.text
    assert piece_of(site, plan_id=site.ids["plan"]) is None


def test_a_copy_says_whose_it_was_also_through_later_copies(site, fay, dot, book, second):
    fay.send(f"{book}/about", **ABOUT)
    answer = dot.send(f"{book}/take", at=book, group=second)
    (copy,) = plans_in(site, second)
    assert answer.location == f"/groups/{second}/plans/{copy.id}"
    piece = piece_of(site, plan_id=copy.id)
    assert [(c.title, c.by) for c in credits_in(piece.credit)] == [("Stories and thanks", "Fay")]
    assert piece.learned == "", "what Dot learns is Dot's to write"
    assert (piece.depth, json.loads(piece.tags)) == ("deep", ["hope", "outdoors"])
    assert not copy.shared, "a draft of one's own"
    dot.send(f"/groups/{second}/plans/{copy.id}/share", at=LIBRARY, on="1")
    third = f"{LIBRARY}/plans/{copy.id}"
    assert "by Fay" in dot.get(third).text
    assert "now in the hands of Dot" in dot.get(third).text
    fay.send(f"{third}/take", at=third, group=site.ids["group"])
    made = next(p for p in plans_in(site, site.ids["group"]) if p.id != site.ids["plan"])
    line = [(c.title, c.by) for c in credits_in(piece_of(site, plan_id=made.id).credit)]
    assert line == [("Stories and thanks", "Fay"), ("Stories and thanks", "Dot")]


def test_the_builders_own_copies_keep_credit_as_well(site, dot, second):
    dot.send(f"/groups/{second}/plans", at=f"/groups/{second}", start=site.ids["plan"])
    (copy,) = plans_in(site, second)
    assert [c.by for c in credits_in(piece_of(site, plan_id=copy.id).credit)] == ["Fay"]
    dot.send(f"/groups/{second}/plans", at=f"/groups/{second}", start=copy.id)
    again = next(p for p in plans_in(site, second) if p.id != copy.id)
    assert [c.by for c in credits_in(piece_of(site, plan_id=again.id).credit)] == ["Fay"], "one's own adds nobody"


def edit(browser, address: str, changed: str = "", **fields):
    form = Filled(browser.get(address).text, "builder").set(changed=changed, **fields)
    return browser.client.post(address, data=form.pressed("do", "save"))


def test_a_shared_plan_keeps_what_it_said_before_and_how_it_changed(site, fay, dot, book, second):
    address = f"/groups/{site.ids['group']}/plans/{site.ids['plan']}"
    fay.send(f"{address}/share", at=LIBRARY, on="1")
    before = plans_in(site, site.ids["group"])[0]
    edit(fay, address, "Ten minutes more for stories", r1__minutes="35", r1__prompt="What carried you?")
    page = dot.get(book).text
    assert "Ten minutes more for stories" in page
    assert "Shared story: 25 minutes became 35." in page
    assert "Shared story: another prompt." in page
    older = dot.get(f"{book}?version=1").text
    assert "This is version 1" in older
    assert "What carried you?" not in older.partition('<ol class="stack versions"')[0]
    dot.send(f"{book}/take", at=book, group=second, version="1")
    (copy,) = plans_in(site, second)
    assert copy.rounds == before.rounds
    assert dot.get(f"{book}?version=7").status_code == 404
    assert dot.send(f"{book}/take", at=book, group=second, version="7").status_code == 404


def test_saving_the_same_again_or_a_plan_that_is_not_shared_makes_no_version(site, fay):
    store, address = site.home.store, f"/groups/{site.ids['group']}/plans/{site.ids['plan']}"
    for _ in range(2):
        edit(fay, address)
    assert len(versions.versions_of(store, site.ids["plan"])) == 1
    fay.send(f"{address}/share", at=LIBRARY)
    edit(fay, address, r1__minutes="30")
    assert len(versions.versions_of(store, site.ids["plan"])) == 1
    fay.send(f"{address}/share", at=LIBRARY, on="1")
    assert [v.number for v in versions.versions_of(store, site.ids["plan"])] == [2, 1]


def test_old_versions_go_when_there_are_many(site):
    store, plan = site.home.store, site.ids["plan"]
    for n in range(versions.MOST + 3):
        plans.change_plan(store, plan, plans.Outline(f"Plan {n}", 60))
        versions.note(store, plan, site.ids["Fay"], "", date(2026, 11, 28))
    kept = versions.versions_of(store, plan)
    assert len(kept) == versions.MOST
    assert (kept[0].number, kept[0].name) == (versions.MOST + 3, f"Plan {versions.MOST + 2}")


def test_a_note_is_left_and_only_its_author_takes_it_back(site, fay, dot, book):
    assert dot.send(f"{book}/tried", at=book, text="It went well outdoors.").status_code == 302
    page = fay.get(book).text
    assert "It went well outdoors." in page
    assert "/trials/" not in page
    trial = dot.get(book).text.partition("/trials/")[2].partition("/remove")[0]
    assert fay.send(f"{LIBRARY}/trials/{trial}/remove", at=book).status_code == 404
    dot.send(f"{LIBRARY}/trials/{trial}/remove", at=book)
    assert "outdoors." not in fay.get(book).text
    assert fay.send(f"{LIBRARY}/trials/{trial}/bring-back", at=book).status_code == 404
    dot.send(f"{LIBRARY}/trials/{trial}/bring-back", at=book)
    assert "It went well outdoors." in fay.get(book).text


@pytest.mark.parametrize("text", ["", "  \u200b ", "x" * 1001])
def test_a_note_that_is_none_is_said_so(dot, book, text):
    answer = dot.send(f"{book}/tried", at=book, text=text)
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.text


def test_a_note_asks_for_nobody_and_the_page_says_so(dot, book):
    for page in (book, f"{book}/about"):
        assert "No numbers of people, no handle" in dot.get(page).text


def test_a_prompt_is_shared_found_and_kept_by_another_group(site, fay, dot, prompt, second):
    page = f"/groups/{site.ids['group']}"
    fay.send(f"{page}/prompts/{prompt}/share", at=page, on="1")
    at = f"{LIBRARY}/prompts/{prompt}"
    fay.send(f"{at}/about", **ABOUT, minutes="12")
    assert "What did the river teach you?" in dot.get(f"{LIBRARY}?what=prompts&q=river&depth=deep").text
    assert "Usually 12 minutes" in dot.get(at).text
    dot.send(f"{at}/take", at=at, group=second)
    group = circles.group_of(site.home.store, site.ids["Riverside"], second)
    (taken,) = group_prompts.prompts_of(site.home.store, group)
    assert [c.by for c in credits_in(piece_of(site, prompt_id=taken.id).credit)] == ["Fay"]
    dot.send(f"{at}/take", at=at, group=site.ids["group"])
    assert credits_in(piece_of(site, prompt_id=prompt).credit) == (), "a group has its own already"
    fay.send(f"{page}/prompts/{prompt}/share", at=page)
    assert dot.get(at).status_code == 404
    assert fay.send(f"{at}/about", at=page, minutes="a few").status_code == 404


def test_a_file_goes_out_and_comes_in_elsewhere_as_a_draft_with_its_source(site, fay, book):
    fay.send(f"{book}/about", **ABOUT)
    sent = fay.get(f"{book}/file")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="stories-and-thanks.json"'
    assert sent.mimetype == "application/json"
    assert b"Fay" not in sent.data
    assert b'"by": "Fay"' in fay.get(f"{book}/file?names=y").data
    olu = site.as_("Olu")
    answer = bring(olu, sent.data, site.ids["their group"])
    theirs = circles.group_of(site.home.store, site.ids["Elsewhere"], site.ids["their group"])
    (draft,) = plans.plans_of(site.home.store, theirs)
    assert answer.location == f"/groups/{theirs.id}/plans/{draft.id}"
    assert not draft.shared
    (credit,) = credits_in(piece_of(site, plan_id=draft.id).credit)
    assert (credit.title, credit.organization) == ("Stories and thanks", "Riverside")
    olu.send(f"/groups/{theirs.id}/plans/{draft.id}/share", at=LIBRARY, on="1")
    assert "(Riverside)" in olu.get(f"{LIBRARY}/plans/{draft.id}").text


def bring(browser, data: bytes, group: str, name: str = "plan.json"):
    token = (
        browser.get(f"{LIBRARY}/bring-in")
        .text.partition('name="csrf_token" type="hidden" value="')[2]
        .partition('"')[0]
    )
    sent = {"csrf_token": token, "group": group, "file": (io.BytesIO(data), name)}
    return browser.client.post(f"{LIBRARY}/bring-in", data=sent, content_type="multipart/form-data")


def test_everything_on_the_shelves_goes_out_as_one_file_and_comes_in(site, fay, prompt):
    page = f"/groups/{site.ids['group']}"
    fay.send(f"{page}/prompts/{prompt}/share", at=page, on="1")
    sent = fay.get(f"{LIBRARY}/file").data
    bring(site.as_("Olu"), sent, site.ids["their group"])
    theirs = circles.group_of(site.home.store, site.ids["Elsewhere"], site.ids["their group"])
    assert [p.name for p in plans.plans_of(site.home.store, theirs)] == ["Stories and thanks"]
    assert [p.text for p in group_prompts.prompts_of(site.home.store, theirs)] == ["What did the river teach you?"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Line 1 cannot be read."),
        (b'{\n"format": }', "Line 2 cannot be read."),
        (b" " * (filing.LARGEST + 1), "too large"),
        (EVIL, "round 1: “kind”"),
    ],
)  # fmt: skip
def test_a_file_that_is_refused_changes_nothing_and_says_where(site, fay, data, said):
    answer = bring(fay, data, site.ids["group"], "../../etc/passwd")
    assert answer.status_code == 422
    assert said in answer.text
    assert "script>alert" not in answer.text
    assert "passwd" not in answer.text
    assert len(plans_in(site, site.ids["group"])) == 1


def test_a_file_far_too_large_says_how_large_one_may_be_and_leads_back(site, fay):
    large = b" " * (filing.LARGEST + 100_000)
    answer = bring(fay, large, site.ids["group"])
    assert answer.status_code == 413
    assert "at most 512 kB" in answer.text
    assert f'href="{LIBRARY}/bring-in"' in answer.text
    for name in ("Cora", "Ada"):
        browser = site.as_(name)
        answer = browser.client.post(f"{LIBRARY}/bring-in", data={"file": (io.BytesIO(large), "a.json")})
        assert answer.status_code == 413
        assert "bring-in" not in answer.text


def test_nothing_of_a_file_runs(site, fay):
    name, learned = "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'
    data = json.loads(filing.written([a_plan()], "<b>Evil</b>", names=False))
    data["plans"][0] |= {"name": name, "learned": learned, "tags": ["<i>"], "credit": []}
    answer = bring(fay, json.dumps(data).encode(), site.ids["group"])
    draft = answer.location.rsplit("/", 1)[1]
    fay.send(f"/groups/{site.ids['group']}/plans/{draft}/share", at=LIBRARY, on="1")
    for page in (LIBRARY, f"{LIBRARY}/plans/{draft}", f"/groups/{site.ids['group']}", answer.location):
        text = fay.get(page).text
        assert name not in text
        assert "<img src=x" not in text
        assert "<b>Evil" not in text


def test_a_file_that_is_missing_or_for_a_group_of_nobodys_is_refused(site, fay):
    answer = fay.send(f"{LIBRARY}/bring-in", group=site.ids["group"])
    assert answer.status_code == 422
    assert "Please choose a file." in answer.text
    assert bring(fay, filing.written([a_plan()], "x", names=False), site.ids["their group"]).status_code == 422


def test_nothing_of_the_library_is_there_for_another_organization(site, dot, book):
    dot.send(f"{book}/tried", at=book, text="It went well outdoors.")
    trial = dot.get(book).text.partition("/trials/")[2].partition("/remove")[0]
    olu = site.as_("Olu")
    assert "Stories" not in olu.get(LIBRARY).text
    for path in (book, f"{book}/about", f"{book}/file"):
        assert olu.get(path).status_code == 404
    for path in (f"{book}/about", f"{book}/tried", f"{book}/take", f"{LIBRARY}/trials/{trial}/remove"):
        assert olu.send(path, at=LIBRARY, group=site.ids["their group"], text="x").status_code == 404
    for path in (f"{book}/take",):
        assert dot.send(path, at=book, group=site.ids["their group"]).status_code == 404


def test_deleting_a_plan_for_good_takes_what_was_said_of_it_along(site, fay, dot, book):
    fay.send(f"{book}/about", **ABOUT)
    dot.send(f"{book}/tried", at=book, text="It went well outdoors.")
    store, organization = site.home.store, site.ids["Riverside"]
    plans.remove_plan(store, organization, site.ids["plan"], 1)
    plans.remove_plan(store, organization, "another", 2 + plans.KEPT_FOR)
    assert piece_of(site, plan_id=site.ids["plan"]) is None


# Versions of a prompt


@pytest.fixture
def shared(site, fay, prompt) -> str:
    """Where the prompt lies on the shelf."""
    page = f"/groups/{site.ids['group']}"
    fay.send(f"{page}/prompts/{prompt}/share", at=page, on="1")
    return f"{LIBRARY}/prompts/{prompt}"


def test_a_prompt_gets_other_words_and_the_old_ones_can_be_read_and_taken(site, fay, shared):
    assert "Versions" not in fay.get(shared).text
    answer = fay.send(f"{shared}/about", wording="What did the rain teach you?", changed="Ana's river is a rain.")
    assert answer.location == shared
    page = site.as_("Dot").get(shared).text
    assert '<h1><bdi dir="auto">What did the rain teach you?' in page
    assert "It said: “What did the river teach you?”" in page
    assert "Ana&#39;s river is a rain." in page
    older = fay.get(f"{shared}?version=1").text
    assert '<h1><bdi dir="auto">What did the river teach you?' in older
    assert fay.get(f"{shared}?version=3").status_code == 404
    other = circles.make_group(site.home.store, site.ids["Riverside"], {"name": "Thursdays"})
    fay.send(f"{shared}/take", at=f"{shared}?version=1", group=other, version="1")
    fay.send(f"{shared}/take", at=shared, group=other, version="")
    group = circles.group_of(site.home.store, site.ids["Riverside"], other)
    assert [p.text for p in group_prompts.prompts_of(site.home.store, group)] == [
        "What did the rain teach you?", "What did the river teach you?"]  # fmt: skip
    assert fay.send(f"{shared}/take", at=shared, group=other, version="9").status_code == 404


def test_the_same_words_are_no_new_version_and_none_or_anothers_are_refused(site, fay, shared):
    fay.send(f"{shared}/about", wording="What did the river teach you?", learned="Wait for it.")
    assert "Versions" not in fay.get(shared).text
    group = circles.group_of(site.home.store, site.ids["Riverside"], site.ids["group"])
    group_prompts.keep_prompt(site.home.store, group, "story", "What carries you?", "light")
    for wording, said in (("", "Please fill this in."), ("What carries you?", "keeps a prompt of these words already"),
                          ("x" * 401, "This is too long.")):  # fmt: skip
        assert said in fay.send(f"{shared}/about", wording=wording).text
    assert "What did the river teach you?" in fay.get(shared).text


def test_forty_versions_are_kept_and_they_go_with_their_prompt(site, fay, shared):
    store, id = site.home.store, shared.rsplit("/", 1)[1]
    for n in range(45):
        prompt_versions.reword(store, id, f"What did river {n} teach you?", site.ids["Fay"], "", date.today())
    kept = prompt_versions.versions_of(store, id)
    assert [v.number for v in kept] == list(range(46, 6, -1))
    store.write(lambda session: session.execute(delete(GroupPrompt).where(GroupPrompt.id == id)))
    assert prompt_versions.versions_of(store, id) == []


def test_a_prompt_of_another_organization_gets_no_other_words(site, shared):
    olu = site.as_("Olu")
    assert olu.send(f"{shared}/about", at=LIBRARY, wording="Mine").status_code == 404
    assert (
        prompt_versions.versions_of(site.home.store, shared.rsplit("/", 1)[1])[0].text
        == "What did the river teach you?"
    )
