"""The directory: lines written, searched, checked, changed with a way back, archived; nobody else's."""

from datetime import date, timedelta

import pytest

from facilitator.practice.bridge import directory
from facilitator.practice.bridge.directory import Line
from tests.practice.lines import PANTRY, SHELTER, with_lines

TODAY = date(2026, 11, 28)


@pytest.fixture
def kept(cast_home):
    home, ids = cast_home
    shelter, pantry = with_lines(home.store, ids["Riverside"])
    return home.store, ids, shelter, pantry


def names(rows) -> list[str]:
    return [row.name for row in rows]


def test_lines_come_by_kind_by_name_or_by_how_long_nobody_looked(kept):
    store, ids, *_ = kept
    rows = directory.lines_of(store, ids["Riverside"])
    assert names(rows) == [SHELTER.name, PANTRY.name]
    assert names(directory.ordered(rows, "name")) == [SHELTER.name, PANTRY.name]
    assert names(directory.ordered(rows, "checked")) == [PANTRY.name, SHELTER.name]
    assert directory.lines_of(store, ids["Elsewhere"]) == []


def test_a_line_is_found_by_any_of_its_words_and_by_its_kind(kept):
    store, ids, *_ = kept
    rows = directory.lines_of(store, ids["Riverside"])
    assert names(directory.found(rows, "green DOOR", "")) == [SHELTER.name]
    assert names(directory.found(rows, "español", "housing")) == [SHELTER.name]
    assert names(directory.found(rows, "", "food")) == [PANTRY.name]
    assert directory.found(rows, "green groceries", "") == []


@pytest.mark.parametrize(
    ("checked", "old"), [(None, True), (TODAY, False), (TODAY - timedelta(183), False), (TODAY - timedelta(184), True)]
)
def test_a_line_is_old_after_half_a_year(kept, checked, old):
    store, ids, shelter, _ = kept
    directory.change(store, ids["Riverside"], shelter, Line(kind="food", name="x", checked_on=checked))
    assert directory.is_old(directory.line_of(store, ids["Riverside"], shelter), TODAY) is old


def test_the_last_change_can_be_undone_once(kept):
    store, ids, shelter, _ = kept
    directory.change(store, ids["Riverside"], shelter, PANTRY)
    directory.change(store, ids["Riverside"], shelter, PANTRY)
    directory.undo(store, ids["Riverside"], shelter)
    assert directory.said(directory.line_of(store, ids["Riverside"], shelter)) == SHELTER
    with pytest.raises(directory.NotThere):
        directory.undo(store, ids["Riverside"], shelter)


def test_what_is_archived_comes_back_as_it_was(kept):
    store, ids, shelter, _ = kept
    directory.archive(store, ids["Riverside"], shelter, 1)
    assert names(directory.lines_of(store, ids["Riverside"])) == [PANTRY.name]
    assert names(directory.lines_of(store, ids["Riverside"], archived=True)) == [SHELTER.name]
    directory.bring_back(store, ids["Riverside"], shelter)
    assert directory.said(directory.line_of(store, ids["Riverside"], shelter)) == SHELTER


def test_a_directory_holds_what_a_phone_can_carry(kept):
    store, ids, shelter, _ = kept
    for n in range(directory.MOST - 2):
        directory.add(store, ids["Riverside"], Line(kind="other", name=str(n)))
    with pytest.raises(directory.Full):
        directory.add(store, ids["Riverside"], PANTRY)
    directory.archive(store, ids["Riverside"], shelter, 1)
    directory.add(store, ids["Riverside"], PANTRY)
    with pytest.raises(directory.Full):
        directory.bring_back(store, ids["Riverside"], shelter)


def test_another_organization_changes_nothing(kept):
    store, ids, shelter, _ = kept
    other = ids["Elsewhere"]
    for act in (
        lambda: directory.line_of(store, other, shelter),
        lambda: directory.change(store, other, shelter, PANTRY),
        lambda: directory.archive(store, other, shelter, 1),
        lambda: directory.bring_back(store, other, shelter),
        lambda: directory.undo(store, other, shelter),
    ):
        with pytest.raises(directory.NotThere):
            act()
    assert directory.said(directory.line_of(store, ids["Riverside"], shelter)) == SHELTER


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("(555) 010-2030 ext. 4", "5550102030"),
        ("+1 555 010 7788", "+15550107788"),
        ("988", "988"),
        ("555-0100 or 555-0101", "5550100"),
        ("*211", "*211"),
        ("come by", ""),
        ("", ""),
        ("12", ""),
    ],
)
def test_a_phone_can_dial_the_first_number_of_a_line(phone, dialled):
    assert directory.dial(phone) == dialled
