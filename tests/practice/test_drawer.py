"""A member's drawer on either database: sealed, opened again, and let go of for good while others write."""

import threading
from datetime import date

import pytest
from sqlalchemy import select

from facilitator.accounts.models import Member
from facilitator.meeting.harvest import Harvest
from facilitator.meeting.looking_back import LookBack
from facilitator.practice import debriefs, drawer, evidence, learning
from facilitator.practice.learning import Hours
from facilitator.practice.models import Debrief, LearningEntry
from facilitator.practice.questions import Answers
from facilitator.store.tables import OpenMeeting
from tests.places import home_in, with_the_cast
from tests.practice.papers import a_png

HOURS = Hours(date=date(2026, 3, 1), minutes=60, title="Listening")


@pytest.fixture
def place(database, tmp_path):
    home = home_in(tmp_path, DATABASE_URL=database)
    ids = with_the_cast(home)
    yield home, ids
    home.store.close()


def record(home, ids) -> str:
    with home.store.read() as session:
        fay = session.get(Member, ids["Fay"])
    return home.store.write(lambda session: learning.record_hours(session, home.practice, fay, HOURS))


def test_everything_in_it_survives_letting_go_of_something_else(place):
    home, ids = place
    fay, folder = ids["Fay"], home.config.data / "evidence"
    row = OpenMeeting(
        id="xone", organization=ids["Riverside"], group=ids["group"], opened_at=home.desk.now(), rehearsal=False
    )
    left = Harvest(5, 1, 0, (), back=LookBack(heads=1), leaders=(fay,))
    home.store.write(lambda session: debriefs.note(session, home.keys, home.practice, row, left))
    evening = debriefs.evening_of(home.keys, "xone")
    debriefs.answer(home.store, home.practice, fay, evening, Answers(worked="Slow"), finished=True, shared=False)
    kept, doomed = record(home, ids), record(home, ids)
    paper = (home.store, home.practice, folder, home.serving.offload, fay)
    file = evidence.keep_file(*paper, kept, "a.png", a_png())
    evidence.keep_file(*paper, doomed, "b.png", a_png())
    with home.store.read() as session:
        copy = session.get(LearningEntry, doomed)
    evidence.forget_entry(*paper, doomed)
    assert [entry.id for entry in learning.entries_of(home.store, home.practice, fay)] == [kept]
    listed = evidence.file_of(home.store, home.practice, fay, kept, file)
    assert evidence.content(folder, listed) == a_png()
    assert debriefs.own(home.store, home.practice, fay, evening).page.answers.worked == "Slow"
    assert drawer.taken_out(home.practice, copy, Hours) is None, "a row somebody copied before"
    assert len(home.practice.numbers(fay)) == 3, "of the entry, its file and the debrief"


def test_a_copy_made_before_something_was_let_go_still_gives_back_all_the_rest(place):
    home, ids = place
    kept, doomed = record(home, ids), record(home, ids)
    with home.store.read() as session:
        copies = {id: session.get(LearningEntry, id) for id in (kept, doomed)}
    evidence.forget_entry(home.store, home.practice, home.config.data, home.serving.offload, ids["Fay"], doomed)
    assert drawer.taken_out(home.practice, copies[kept], Hours) == HOURS
    assert drawer.taken_out(home.practice, copies[doomed], Hours) is None


def test_nothing_written_meanwhile_is_lost_when_something_is_let_go(place):
    home, ids = place
    fay, folder = ids["Fay"], home.config.data / "evidence"
    doomed = [record(home, ids) for _ in range(4)]
    made: list[str] = []
    writing = threading.Thread(target=lambda: made.extend(record(home, ids) for _ in range(8)))
    writing.start()
    for id in doomed:
        evidence.forget_entry(home.store, home.practice, folder, home.serving.offload, fay, id)
    writing.join()
    assert {entry.id for entry in learning.entries_of(home.store, home.practice, fay)} == set(made)
    assert len(made) == 8


def test_a_body_put_into_another_row_cannot_be_read(place):
    home, ids = place
    first, second = record(home, ids), record(home, ids)

    def swap(session) -> None:
        one, other = session.get(LearningEntry, first), session.get(LearningEntry, second)
        one.body, other.body = other.body, one.body

    home.store.write(swap)
    assert learning.entries_of(home.store, home.practice, ids["Fay"]) == []


def test_a_page_is_prepared_for_members_of_the_organization_alone_and_nothing_else_keeps_a_session_open(place):
    home, ids = place
    row = OpenMeeting(
        id="xone", organization=ids["Riverside"], group=ids["group"], opened_at=home.desk.now(), rehearsal=False
    )
    named = (ids["Fay"], ids["Olu"], "xnobody", "../no member at all")
    left = Harvest(5, 1, 0, (), back=LookBack(heads=1), leaders=named)
    home.store.write(lambda session: debriefs.note(session, home.keys, home.practice, row, left))
    with home.store.read() as session:
        assert [d.member_id for d in session.scalars(select(Debrief))] == [ids["Fay"]]
