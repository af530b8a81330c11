"""Several processes on one journal: what one has stored the others know, once, and only where somebody looks."""

import threading

import pytest
from sqlalchemy import func, select

from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.live.elsewhere import Elsewhere
from facilitator.live.presence import Presence, Screen
from facilitator.live.receipts import Receipt
from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.attending import MINUTE
from facilitator.meeting.permissions import DOORKEEPER, SYSTEM, Actor
from facilitator.meeting.refusals import BUSY, DIFFERENT
from facilitator.store.marks import RedisMarks, TableMarks
from facilitator.store.tables import HereRow, Voucher
from tests.places import home_in, wait_until, with_the_cast


class Two:
    """Two programs on one database, with an open meeting. `looks` says whether the second has a screen in it."""

    def __init__(self, tmp_path, database: str, **more: str) -> None:
        url = {} if database.startswith("sqlite") else {"DATABASE_URL": database}
        self.first = home_in(tmp_path, **url, **more)
        self.ids = with_the_cast(self.first)
        self.second = home_in(tmp_path, **url, **more)
        group = circles.group_of(self.first.store, self.ids["Riverside"], self.ids["group"])
        self.id = circles.open_meeting(self.first, group, self.ids["Fay"])
        self.fay = Actor("facilitator", member=self.ids["Fay"])

    def sit(self, home, name: str = "Ana") -> Actor:
        seat = new_id()
        taken = ask.TakeSeat(seat=seat, handle=ask.Handle(new_id(), name, name), colour="teal", pattern="dots")
        assert home.desk.perform(self.id, DOORKEEPER, taken) is None
        return Actor("seat", seat=seat)

    def close(self) -> None:
        for home in (self.first, self.second):
            home.store.close()


@pytest.fixture
def two(tmp_path, database):
    made = Two(tmp_path, database)
    yield made
    made.close()


@pytest.fixture
def two_on_postgresql(tmp_path, postgresql_url):
    made = Two(tmp_path, postgresql_url)
    yield made
    made.close()


def test_the_same_command_on_another_process_gets_the_stored_answer_and_writes_nothing(two):
    ana = two.sit(two.first)
    assert two.second.desk.read(two.id, ana.seat)
    receipt = Receipt("a" * 32, b"listening")
    assert two.first.desk.take(two.id, ana, ask.SetComfort(comfort="listening"), receipt) == (None, False)
    before = two.first.journal.heads([two.id])
    assert two.second.desk.take(two.id, ana, ask.SetComfort(comfort="listening"), receipt) == (None, True)
    other = Receipt("a" * 32, b"may share")
    assert two.second.desk.take(two.id, ana, ask.SetComfort(comfort="may_share"), other)[0] == DIFFERENT
    assert two.first.journal.heads([two.id]) == before


def test_a_command_that_would_be_refused_now_is_answered_as_it_was_where_it_was_taken(two):
    ana = two.sit(two.first)
    assert two.second.desk.read(two.id, ana.seat)
    receipt = Receipt("b" * 32, b"end")
    begun = ask.BeginClosing()
    assert two.first.desk.take(two.id, two.fay, begun, receipt) == (None, False)
    assert two.second.desk.take(two.id, two.fay, begun, receipt) == (None, True)


def test_the_same_command_on_both_processes_at_once_is_one_command(two):
    ana = two.sit(two.first)
    assert two.second.desk.read(two.id, ana.seat)
    answers, barrier = [], threading.Barrier(2)

    def ask_credit(home) -> None:
        barrier.wait()
        answers.append(home.desk.take(two.id, ana, ask.AskCredit(vouchers=2), Receipt("c" * 32, b"two")))

    threads = [threading.Thread(target=ask_credit, args=(home,)) for home in (two.first, two.second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=str) == [(None, False), (None, True)]
    two.first.desk.shelf.drop(two.id)
    assert two.first.desk.read(two.id).meeting.seats[ana.seat].vouchers == 2


def test_a_meeting_nobody_looks_at_here_is_not_followed_but_read_when_it_is_needed(two):
    assert two.second.desk.read(two.id)
    ana = two.sit(two.first)
    two.second.desk.shelf.catch_up()
    held = two.second.desk.shelf.current(two.id)
    assert held is None, "others have gone on, and nobody here looks"
    assert two.second.desk.shelf.open_here() == []
    assert ana.seat in two.second.desk.read(two.id).meeting.seats
    assert [m.id for m in two.second.desk.shelf.open_here()] == [two.id]


def test_copies_that_others_have_gone_on_with_are_let_go(two):
    assert two.second.desk.read(two.id)
    two.sit(two.first)
    two.second.desk.shelf.catch_up()
    two.second.desk.shelf.let_go()
    assert two.second.desk.read(two.id).past.whole


def test_each_process_marks_whom_it_sees_and_together_they_mark_everyone(two):
    ana, ben, cy = (two.sit(two.first, name) for name in ("Ana", "Ben", "Cy"))
    later = two.first.desk.read(two.id).meeting.opened_at + 6 * MINUTE
    for home, seats in ((two.first, (ana, ben)), (two.second, (ben,)), (two.first, (ana, ben))):
        home.desk._now = lambda: later
        marked = ask.MarkPresence(seats=tuple(a.seat for a in seats))
        assert home.desk.perform(two.id, SYSTEM, marked) is None
    now = two.second.desk.read(two.id, cy.seat).meeting
    assert [now.seats[a.seat].seen for a in (ana, ben, cy)] == [1, 1, None]


def test_a_voucher_from_one_process_is_good_on_the_other_and_only_once(two):
    from facilitator.attendance.slips import Slip
    from facilitator.attendance.vouchers import Vouchers, spend

    two.sit(two.first)
    (voucher,) = Vouchers(two.first.store).hand_out(two.id, 1, "asked", again=False)
    slip = Slip(name=None)
    outcomes = [
        spend(home.store, home.keys, voucher, slip, home.desk.heads) for home in (two.second, two.first, two.second)
    ]
    assert outcomes == ["kept", "used", "used"]


# Who is here


def phone(two: Two, seat: str, sid: str, opened: int) -> Screen:
    return Screen(sid, Ticket(two.id, "phone", seat=seat), opened)


class Side:
    """What one process knows of who is here."""

    def __init__(self, two: Two, home, places) -> None:
        self.presence = Presence()
        self.elsewhere = Elsewhere(self.presence, home.keys, new_id(), places)
        self.replaced, self.changed = [], []

    def exchange(self, now: float) -> None:
        self.elsewhere.exchange(self.changed.append, lambda screen: self.replaced.append(screen.sid), now)


@pytest.fixture(params=["redis", "table", "redis away"])
def sides(request, two_on_postgresql):
    two = two_on_postgresql
    made = []
    for home in (two.first, two.second):
        side = Side(two, home, [])
        table = TableMarks(home.store, side.elsewhere._process)
        if request.param == "redis":
            url = request.getfixturevalue("redis_server").url
            side.elsewhere._places = [RedisMarks(url, side.elsewhere._process)]
        elif request.param == "table":
            side.elsewhere._places = [table]
        else:
            side.elsewhere._places = [RedisMarks("redis://127.0.0.1:1/0", side.elsewhere._process), table]
        made.append(side)
    return two, *made


def test_who_is_here_on_another_process_is_here(sides):
    two, first, second = sides
    first.presence.enter(phone(two, "xana", "a", 1))
    first.presence.enter(Screen("console", Ticket(two.id, "console", member="xfay")))
    second.presence.enter(phone(two, "xben", "b", 1))
    for side in (first, second, first):
        side.exchange(100)
    assert first.presence.seats_anywhere(two.id) == second.presence.seats_anywhere(two.id) == {"xana", "xben"}
    assert second.presence.members_anywhere(two.id) == {"xfay"}
    assert first.presence.seats(two.id) == {"xana"}
    assert (first.changed, second.changed) == ([two.id], [two.id])
    first.presence.leave("a")
    first.exchange(101)
    second.exchange(101)
    assert second.presence.seats_anywhere(two.id) == {"xben"}
    assert second.changed == [two.id] * 2


def test_a_process_that_says_nothing_more_is_believed_for_25_seconds(sides):
    two, first, second = sides
    first.presence.enter(phone(two, "xana", "a", 1))
    second.presence.enter(phone(two, "xben", "b", 1))
    first.exchange(100)
    for now, there in ((100, True), (110, True), (124, True), (126, False), (127, False)):
        second.exchange(now)
        assert ("xana" in second.presence.seats_anywhere(two.id)) is there
    first.exchange(127)
    second.exchange(128)
    assert "xana" in second.presence.seats_anywhere(two.id)
    second.exchange(152)
    first.exchange(152)
    second.exchange(153)
    assert "xana" in second.presence.seats_anywhere(two.id), "whoever says it again is here"


def test_the_oldest_of_four_screens_of_a_seat_goes_wherever_it_is(sides):
    two, first, second = sides
    now = 100
    first.presence.enter(phone(two, "xana", "oldest", 1))
    first.presence.enter(phone(two, "xana", "second", 2))
    second.presence.enter(phone(two, "xana", "third", 3))
    for side in (first, second, first):
        side.exchange(now)
    assert first.replaced == second.replaced == []
    second.presence.enter(phone(two, "xana", "fourth", 4))
    second.exchange(now + 1)
    first.exchange(now + 1)
    assert (first.replaced, second.replaced) == (["oldest"], [])


def test_meetings_with_a_screen_somewhere_are_known(sides):
    two, first, second = sides
    first.presence.enter(phone(two, "xana", "a", 1))
    first.exchange(100)
    assert second.elsewhere.watched([two.id, "xnone"]) == {two.id}
    assert second.elsewhere.watched([]) == set()


def test_while_nothing_can_be_learned_what_was_known_stays(sides):
    two, first, second = sides
    first.presence.enter(phone(two, "xana", "a", 1))
    second.presence.enter(phone(two, "xben", "b", 1))
    first.exchange(100)
    second.exchange(100)
    second.elsewhere._places = [RedisMarks("redis://127.0.0.1:1/0", "x")]
    second.exchange(140)
    assert "xana" in second.presence.seats_anywhere(two.id)
    assert second.elsewhere.watched([two.id]) == set()


def test_marks_in_the_table_are_sealed_and_gone_with_the_meeting(two_on_postgresql):
    two = two_on_postgresql
    side = Side(two, two.first, [])
    side.elsewhere._places = [TableMarks(two.first.store, "xprocess")]
    side.presence.enter(phone(two, "xana", "a", 1))
    side.exchange(100)
    with two.first.store.read() as session:
        (row,) = session.scalars(select(HereRow))
    assert b"xana" not in row.body
    assert two.first.desk.perform(two.id, two.fay, ask.Close(heads=0)) is None
    with two.first.store.read() as session:
        assert session.scalar(select(func.count()).select_from(HereRow)) == 0
        assert session.scalar(select(func.count()).select_from(Voucher)) == 0
    side.exchange(110)
    with two.first.store.read() as session:
        assert session.scalar(select(func.count()).select_from(HereRow)) == 0, "its key is gone"


def test_a_database_that_is_away_is_said_at_once_to_everyone_who_waits(tmp_path, postgresql_url):
    made = Two(tmp_path, postgresql_url)
    ana = made.sit(made.first)
    made.first.store._writer_engine.dispose()
    made.first.store._writer_engine = made.first.store.engine = _nowhere()
    assert made.first.desk.perform(made.id, ana, ask.SetComfort(comfort="listening")) == BUSY
    made.close()


def _nowhere():
    from sqlalchemy import create_engine

    return create_engine("postgresql+psycopg2://nobody@127.0.0.1:1/none")


def test_what_two_processes_ring_both_show(two):
    assert two.second.desk.read(two.id)
    ana = two.sit(two.first)
    two.second.desk.shelf._watched = lambda meeting: True
    two.second.desk.shelf.heard(two.id, two.first.journal.heads([two.id])[two.id])
    wait_until(lambda: ana.seat in two.second.desk.shelf.current(two.id).meeting.seats)
