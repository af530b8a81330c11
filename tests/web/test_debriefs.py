"""Looking back at an evening: half written, private to its author, shared only as they say, and gone when they say so."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from facilitator.practice import debriefs, drawer, forgetting
from facilitator.practice.evidence import EVIDENCE
from facilitator.practice.models import Debrief
from tests.practice.evenings import held, page_of
from tests.store.signing import every_byte

WORKED = "Quixotic lanterns helped"
FIELDS = {"worked": WORKED, "would_try": "Begin later", "signs": "advice", "peer": "Nearly", "bridge_to": "housing",
          "bridge_who": "someone", "need": "Sleep"}  # fmt: skip


def answered(site, name: str, page: str, **more: str):
    return site.as_(name).send(page, **FIELDS, **more)


def test_after_the_close_the_page_is_half_written(site):
    meeting = held(site)
    fay = site.as_("Fay")
    answer = fay.get(f"/practice/after/{meeting}")
    assert answer.headers["Location"] == page_of(site, meeting)
    page = fay.get(answer.headers["Location"]).text
    assert "0 of 3 had the floor" in page
    assert "Planned, and left out:" in page
    assert "Shared story" in page
    assert "no stories, no names and no handles" in page
    assert not any(name in page for name in ("Ana", "Ben"))


def test_the_console_that_is_over_leads_there(site):
    meeting = held(site)
    assert f"/practice/after/{meeting}" in site.as_("Fay").get(f"/console/{meeting}").text


def test_answers_come_back_as_they_were_given(site):
    page = page_of(site, held(site))
    assert answered(site, "Fay", page).headers["Location"] == "/practice"
    again = site.as_("Fay").get(page).text
    assert WORKED in again
    found = debriefs.own_all(site.home.store, site.home.practice, site.ids["Fay"])[0]
    assert found.page.finished
    assert found.page.answers.how_many == 5
    assert found.page.answers.bridge_to == ("housing",)


@pytest.mark.parametrize("name", ["Cora", "Ada"])
def test_neither_coordinator_nor_administrator_can_read_it(site, name):
    meeting = held(site)
    page = page_of(site, meeting)
    answered(site, "Fay", page, shared="y")
    browser = site.as_(name)
    for path in (page, "/practice", "/practice/debriefs", "/practice/trends", f"/practice/after/{meeting}"):
        answer = browser.get(path)
        assert answer.status_code == 403
        assert WORKED not in answer.text


def test_another_facilitator_is_told_there_is_nothing(site):
    meeting = held(site)
    page = page_of(site, meeting)
    answered(site, "Fay", page, shared="y")
    for name in ("Dot", "Olu"):
        browser = site.as_(name)
        assert browser.get(page).status_code == 404
        assert browser.send(page, at="/practice", **FIELDS).status_code == 404
        assert browser.send(f"{page}/draft", at="/practice", **FIELDS).status_code == 404
        assert browser.send(f"{page}/forget", at="/practice").status_code == 404
        assert WORKED not in browser.get("/practice").text + browser.get("/practice/trends").text
    assert WORKED in site.as_("Fay").get(page).text


def test_a_co_facilitator_has_a_page_of_their_own_and_reads_only_what_is_shared(site):
    page = page_of(site, held(site, deputies=("Dot",)))
    answered(site, "Fay", page)
    dot = site.as_("Dot")
    assert WORKED not in dot.get(page).text
    answered(site, "Fay", page, shared="y")
    assert "Fay shares with you" in dot.get(page).text
    assert WORKED in dot.get(page).text
    answered(site, "Fay", page, shared="")
    assert WORKED not in dot.get(page).text, "taken back"
    dot.send(page, worked="Dot's own")
    assert (
        "own"
        not in debriefs.own(
            site.home.store, site.home.practice, site.ids["Fay"], page.split("/")[-1]
        ).page.answers.worked
    )


def test_a_draft_is_kept_by_the_page_itself_and_shares_nothing(site):
    page = page_of(site, held(site, deputies=("Dot",)))
    fay = site.as_("Fay")
    assert fay.send(f"{page}/draft", at=page, worked="Half a thought", shared="y").status_code == 204
    found = debriefs.own(site.home.store, site.home.practice, site.ids["Fay"], page.split("/")[-1])
    assert (found.page.answers.worked, found.page.finished, found.shared) == ("Half a thought", False, False)
    assert "Half a thought" not in site.as_("Dot").get(page).text


def test_the_button_keeps_a_draft_where_no_script_runs(site):
    page = page_of(site, held(site))
    assert answered(site, "Fay", page, then="later").headers["Location"] == page
    assert not debriefs.own_all(site.home.store, site.home.practice, site.ids["Fay"])[0].page.finished


def test_too_long_or_unknown_answers_are_refused_and_stay_on_the_page(site):
    page = page_of(site, held(site))
    fay = site.as_("Fay")
    answer = fay.send(page, worked="x" * 1001)
    assert "This is too long." in answer.text
    assert "x" * 1001 in answer.text
    assert fay.send(page, signs="their_name_is_ana").status_code == 200
    assert fay.send(f"{page}/draft", at=page, worked="x" * 1001).status_code == 400
    found = debriefs.own_all(site.home.store, site.home.practice, site.ids["Fay"])[0]
    assert found.page.answers is None


def test_a_rehearsal_and_an_empty_room_leave_nothing_to_look_back_on(site):
    meeting = held(site, people=())
    fay = site.as_("Fay")
    assert fay.get(f"/practice/after/{meeting}").headers["Location"] == "/practice"
    assert debriefs.own_all(site.home.store, site.home.practice, site.ids["Fay"]) == []


def test_answers_lie_sealed_and_let_go_are_noise_in_every_copy(site):
    page = page_of(site, held(site))
    answered(site, "Fay", page)
    store, practice, fay = site.home.store, site.home.practice, site.ids["Fay"]
    assert WORKED.encode() not in every_byte(site.home.config.data)
    with store.read() as session:
        (row,) = session.query(Debrief).all()
    assert drawer.taken_out(practice, row, debriefs.Page).answers.worked == WORKED
    assert site.as_("Fay").get(f"{page}/forget").status_code == 200
    assert site.as_("Fay").send(f"{page}/forget").status_code == 302
    assert debriefs.own_all(store, practice, fay) == []
    assert drawer.taken_out(practice, row, debriefs.Page) is None, "a row somebody copied before"
    assert site.as_("Fay").get(page).status_code == 404


def test_letting_go_of_one_leaves_the_others_readable(site):
    first, second = held(site), held(site)
    for meeting in (first, second):
        answered(site, "Fay", page_of(site, meeting))
    site.as_("Fay").send(f"{page_of(site, first)}/forget")
    (left,) = debriefs.own_all(site.home.store, site.home.practice, site.ids["Fay"])
    assert left.evening == page_of(site, second).split("/")[-1]
    assert len(site.home.practice.numbers(site.ids["Fay"])) == 1


def test_it_goes_with_the_attendance_of_its_evening(site):
    held(site)
    home, today = site.home, date.today()
    assert forgetting.let_go(home.store, home.practice, home.config.data / EVIDENCE, today) == 0
    home.store.write(lambda session: session.execute(update(Debrief).values(held_on=today - timedelta(days=366 * 8))))
    assert forgetting.let_go(home.store, home.practice, home.config.data / EVIDENCE, today) == 1
    assert debriefs.own_all(home.store, home.practice, site.ids["Fay"]) == []


def test_a_crash_between_the_halves_of_letting_go_is_made_good(site):
    held(site)
    home, fay = site.home, site.ids["Fay"]
    home.practice.add(fay)
    assert len(home.practice.numbers(fay)) == 2
    drawer.finish(home.store, home.practice)
    assert len(home.practice.numbers(fay)) == 1
    assert len(debriefs.own_all(home.store, home.practice, fay)) == 1


def test_without_its_key_a_page_is_not_there_and_nothing_breaks(site):
    page = page_of(site, held(site))
    site.home.practice.destroy(site.ids["Fay"])
    fay = site.as_("Fay")
    assert fay.get(page).status_code == 404
    assert fay.get("/practice").status_code == 200


def test_what_the_close_leaves_for_it_names_no_seat_and_no_handle(site):
    held(site)
    found = debriefs.own_all(site.home.store, site.home.practice, site.ids["Fay"])[0]
    said = json.dumps(found.page.back.__struct_fields__) + str(found.page)
    assert not any(name in said for name in ("Ana", "Ben", "Cy"))


def test_trends_are_drawn_from_ones_own_evenings_with_the_same_numbers_in_tables(site):
    answered(site, "Fay", page_of(site, held(site)), shared="y")
    answered(site, "Fay", page_of(site, held(site, deputies=("Dot",))))
    page = site.as_("Fay").get("/practice/trends").text
    assert page.count("<svg") == page.count("<table") == 5
    assert "From the latest 2 sessions" in page
    assert "From the latest session you led" in site.as_("Dot").get("/practice/trends").text
    assert "Nothing yet" in site.as_("Olu").get("/practice/trends").text
