"""The pages of the directory, and what sessions carry of it: a line handed to one phone leaves nothing behind."""

import logging

import pytest

from facilitator.groups import circles
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.meeting.reading import PHONES, SCREEN, own
from facilitator.meeting.views import view
from facilitator.practice.bridge import directory
from facilitator.store.base import Base
from facilitator.store.writing import checkpoint
from tests.practice.lines import PANTRY, SHELTER, with_lines
from tests.store.signing import every_byte

PAGE = "/practice/bridge"
TYPED = {"name": "Warm line", "kind": "peers", "about": "Somebody to talk to", "phone": "555 010 1212", "checked": "y"}


@pytest.fixture
def fay(site):
    return site.as_("Fay")


@pytest.fixture
def lines(site):
    return with_lines(site.home.store, site.ids["Riverside"])


def test_a_line_is_written_and_found_again(site, fay):
    assert "The first line" in fay.get(PAGE).text
    assert fay.send(f"{PAGE}/new", **TYPED).status_code == 302
    page = fay.get(f"{PAGE}?q=talk&kind=peers").text
    assert "Warm line" in page
    assert "tel:5550101212" in page
    assert "Due for a check" not in page
    assert "Warm line" not in fay.get(f"{PAGE}?kind=food").text


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 121}, {"way": "x" * 401}, {"kind": "miracle"}])
def test_what_does_not_fit_is_said_beside_it_and_nothing_is_kept(site, fay, wrong):
    answer = fay.send(f"{PAGE}/new", **{**TYPED, **wrong})
    assert answer.status_code == 200
    assert 'class="wrong"' in answer.text
    assert directory.lines_of(site.home.store, site.ids["Riverside"]) == []


def test_what_is_typed_is_shown_as_text(site, fay):
    fay.send(f"{PAGE}/new", **{**TYPED, "name": "<script>alert(1)</script>", "phone": "javascript:alert(1)"})
    page = fay.get(PAGE).text
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "tel:" not in page


def test_an_old_line_is_said_calmly_and_checked_with_one_press_that_can_be_undone(site, fay, lines):
    assert "1 line is due for a check" in fay.get("/practice").text
    page = fay.get(PAGE).text
    assert "1 line has not been checked for half a year" in page
    pantry = lines[1]
    assert fay.send(f"{PAGE}/{pantry}/checked", at=PAGE).status_code == 302
    page = fay.get(PAGE).text
    assert "has not been checked" not in page
    assert f"{PAGE}/{pantry}/undo" in page
    fay.send(f"{PAGE}/{pantry}/undo", at=PAGE)
    assert directory.said(directory.line_of(site.home.store, site.ids["Riverside"], pantry)) == PANTRY


def test_a_line_is_changed_and_the_change_undone(site, fay, lines):
    shelter = lines[0]
    fay.send(f"{PAGE}/{shelter}", **{**TYPED, "checked": ""})
    changed = directory.line_of(site.home.store, site.ids["Riverside"], shelter)
    assert (changed.name, changed.checked_on) == ("Warm line", SHELTER.checked_on)
    fay.send(f"{PAGE}/{shelter}/undo", at=PAGE)
    assert directory.said(directory.line_of(site.home.store, site.ids["Riverside"], shelter)) == SHELTER


def test_archiving_keeps_the_line_and_brings_it_back(site, fay, lines):
    fay.send(f"{PAGE}/{lines[0]}/archive", at=PAGE)
    page = fay.get(PAGE).text
    assert f"{PAGE}/{lines[0]}/bring-back" in page, "undo is offered at once"
    assert SHELTER.way not in page
    assert SHELTER.way in fay.get(f"{PAGE}?show=archived").text
    fay.send(f"{PAGE}/{lines[0]}/bring-back", at=f"{PAGE}?show=archived")
    assert SHELTER.way in fay.get(PAGE).text


def test_it_prints_on_a_page_of_its_own(site, fay, lines):
    page = fay.get(f"{PAGE}/print").text
    assert page.index("Housing") < page.index(SHELTER.name) < page.index("Food") < page.index(PANTRY.name)
    assert "<form" not in page


def test_coordinators_read_it_and_do_not_change_it(site, lines):
    cora = site.as_("Cora")
    page = cora.get(PAGE).text
    assert SHELTER.name in page
    assert "/archive" not in page
    assert cora.get(f"{PAGE}/{lines[0]}").status_code == 403
    assert cora.send(f"{PAGE}/{lines[0]}/archive", at=PAGE).status_code == 403
    assert site.as_("Ada").get(f"{PAGE}/{lines[0]}").status_code == 200


def test_every_phone_carries_the_whole_directory_so_that_none_asks_for_a_line(site, fay, lines):
    directory.archive(site.home.store, site.ids["Riverside"], lines[1], 1)
    meeting = site.open()
    ana = site.browser()
    ana.send(f"/j/{meeting.link}", handle="Ana")
    here = ana.get("/here").text
    assert f'data-resource="{lines[0]}"' in here
    assert SHELTER.way in here
    assert lines[1] not in here, "archived"
    assert f'data-resource="{lines[0]}"' in fay.get(f"/console/{meeting.id}").text


def test_a_session_of_another_organization_carries_none_of_it(site, lines):
    theirs = circles.group_of(site.home.store, site.ids["Elsewhere"], site.ids["their group"])
    id = circles.open_meeting(site.home, theirs, site.ids["Olu"])
    ben = site.browser()
    ben.send(f"/j/{site.home.desk.read(id).meeting.link}", handle="Ben")
    assert SHELTER.name not in ben.get("/here").text
    assert SHELTER.name not in site.as_("Olu").get(PAGE).text


def test_nothing_says_afterwards_who_was_offered_what(site, lines, tmp_path, caplog):
    """While it goes on, the seat's own view and the console's list know it; the disk holds it sealed, under the meeting's
    key. Once it is over, no table, no file and no log does: as if nothing had been offered."""
    caplog.set_level(logging.DEBUG)
    home = site.home
    meeting = site.open()
    for handle in ("Ana", "Ben"):
        site.browser().send(f"/j/{meeting.link}", handle=handle)
    ana, ben = sorted(home.desk.read(meeting.id).meeting.seats)
    fay = Actor("facilitator", member=site.ids["Fay"])

    def rows() -> dict[str, int]:
        with home.store.read() as session:
            return {t.name: len(session.execute(t.select()).fetchall()) for t in Base.metadata.sorted_tables}

    checkpoint(home.store)
    quiet, own_row = rows(), every_byte(tmp_path).count(lines[0].encode())
    assert home.desk.perform(meeting.id, fay, ask.OfferResource(resource=lines[0], seat=ana)) is None
    live = home.desk.read(meeting.id)
    assert view(live.meeting, live.texts, own(ana))["offered"] == [lines[0]]
    for audience in (own(ben), PHONES, SCREEN):
        assert lines[0] not in str(view(live.meeting, live.texts, audience))
    assert {name for name, n in rows().items() if n != quiet[name]} <= {"journal"}
    checkpoint(home.store)
    before = every_byte(tmp_path)
    assert before.count(lines[0].encode()) == own_row, "the directory's own row alone"
    assert home.desk.perform(meeting.id, fay, ask.BeginClosing()) is None
    assert home.desk.perform(meeting.id, fay, ask.Close()) is None
    checkpoint(home.store)
    after = every_byte(tmp_path)
    assert after.count(lines[0].encode()) == own_row
    for mark in (ana, ben):
        assert mark.encode() not in after
    with home.store.read() as session:
        said = {t.name: str(session.execute(t.select()).fetchall()) for t in Base.metadata.sorted_tables}
    assert {name for name, text in said.items() if lines[0] in text} == {"resources"}
    assert lines[0] not in caplog.text
    assert SHELTER.name not in caplog.text
