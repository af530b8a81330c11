"""The desk: one door. Everything that waits is one step, the same command twice is one command, and one fault is one fault."""

import secrets
import threading

import pytest

from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.house import House
from facilitator.live.journal import Lost, forget
from facilitator.live.receipts import Receipt
from facilitator.meeting import commands as ask
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import DOORKEEPER, SEAT, Actor
from facilitator.meeting.refusals import CLOSED, DIFFERENT, ROLE
from facilitator.meeting.rounds import Kind, _from_outside, kinds, register
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.store.tables import JournalRow, OpenMeeting
from facilitator.store.writing import OutcomeUnknown
from tests.places import home_in


class Desk:
    """A home with one open meeting, and short words for asking."""

    def __init__(self, home: House, ids: dict[str, str]) -> None:
        self.home, self.ids = home, ids
        group = circles.group_of(home.store, ids["Riverside"], ids["group"])
        self.meeting = circles.open_meeting(home, group, ids["Fay"])
        self.fay = Actor("facilitator", member=ids["Fay"])
        self.seats: dict[str, Actor] = {}

    def sit(self, name: str) -> Actor:
        seat = new_id()
        command = ask.TakeSeat(seat=seat, handle=ask.Handle(new_id(), name, name), colour="teal", pattern="dots")
        assert self.home.desk.perform(self.meeting, DOORKEEPER, command) is None
        self.seats[name] = Actor("seat", seat=seat)
        return self.seats[name]

    def do(self, actor: Actor, command: ask.Command, receipt: Receipt | None = None):
        return self.home.desk.perform(self.meeting, actor, command, receipt)

    @property
    def state(self):
        return self.home.desk.read(self.meeting).meeting

    def steps(self) -> int:
        return self.home.journal.heads([self.meeting])[self.meeting]


@pytest.fixture
def desk(cast_home):
    return Desk(*cast_home)


def test_what_was_answered_is_on_disk(desk):
    ana = desk.sit("Ana")
    assert desk.do(ana, ask.SetComfort(comfort="listening")) is None
    stored = desk.home.journal.read(desk.meeting)
    assert stored.meeting == desk.state
    assert stored.meeting.seats[ana.seat].comfort == "listening"


def test_the_same_command_sent_twice_is_one_command(desk):
    ana = desk.sit("Ana")
    desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[1].id))
    receipt = Receipt("an id of the sender", b"what it said")
    give = Give(text=ask.Line(new_id(), "Thank you."))
    assert desk.do(ana, give, receipt) is None
    before = desk.steps()
    assert desk.do(ana, Give(text=ask.Line(new_id(), "Thank you.")), receipt) is None
    assert desk.steps() == before
    assert len(desk.state.words) == 1


def test_the_same_id_saying_something_else_is_refused_and_the_first_stands(desk):
    ana = desk.sit("Ana")
    assert desk.do(ana, ask.SetComfort(comfort="listening"), Receipt("one id", b"a")) is None
    assert desk.do(ana, ask.SetComfort(comfort="may_share"), Receipt("one id", b"b")) == DIFFERENT
    assert desk.state.seats[ana.seat].comfort == "listening"


def test_somebody_elses_id_is_somebody_elses(desk):
    ana, ben = desk.sit("Ana"), desk.sit("Ben")
    assert desk.do(ana, ask.SetComfort(comfort="listening"), Receipt("one id", b"a")) is None
    assert desk.do(ben, ask.SetComfort(comfort="listening"), Receipt("one id", b"a")) is None
    assert desk.state.seats[ben.seat].comfort == "listening"


def test_receipts_outlive_the_process(desk, tmp_path):
    ana = desk.sit("Ana")
    assert desk.do(ana, ask.SetComfort(comfort="listening"), Receipt("one id", b"a")) is None
    assert desk.do(ana, ask.SetComfort(comfort="may_share")) is None
    desk.home.desk.shelf.drop(desk.meeting)
    assert desk.do(ana, ask.SetComfort(comfort="listening"), Receipt("one id", b"a")) is None
    assert desk.state.seats[ana.seat].comfort == "may_share", "it had been answered before; it changes nothing now"


def test_a_refusal_is_not_remembered_and_may_be_judged_anew(desk):
    ana = desk.sit("Ana")
    receipt = Receipt("one id", b"give")
    give = Give(strength="hope")
    assert desk.do(ana, give, receipt) is not None
    desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[1].id))
    assert desk.do(ana, give, receipt) is None


def test_everything_that_waits_becomes_one_step(desk):
    people = [desk.sit(f"p{n}") for n in range(30)]
    before = desk.steps()
    barrier = threading.Barrier(30)
    answers = []

    def tap(person):
        barrier.wait()
        answers.append(desk.do(person, ask.SetComfort(comfort="listening"), Receipt(secrets.token_hex(8), b"x")))

    threads = [threading.Thread(target=tap, args=(p,)) for p in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [None] * 30
    assert all(desk.state.seats[p.seat].comfort == "listening" for p in people)
    assert desk.steps() - before < 30


class Trip(ask.Command, frozen=True, kw_only=True, tag="tripping.trip"):
    pass


class Stand(ask.Command, frozen=True, kw_only=True, tag="tripping.stand"):
    pass


class Stood(Event, frozen=True, kw_only=True, tag="tripping.stood"):
    pass


class Nothing(ask.Struct, frozen=True):
    times: int = 0


@pytest.fixture
def tripping():
    """A kind of round from outside this program, one of whose commands fails."""

    def decide(meeting, round, actor, command, now):
        if isinstance(command, Trip):
            raise ZeroDivisionError("words that must not get into a log")
        return [Stood()]

    register(
        Kind(
            name="tripping", title="Tripping", about="A kind from outside.",
            settings=Nothing, state=Nothing, commands=(Trip, Stand), events=(Stood,),
            permissions={"tripping.trip": SEAT, "tripping.stand": SEAT}, begin=lambda m, r: Nothing(), decide=decide,
            evolve=lambda m, r, e: Nothing(r.state.times + 1), phones=lambda m, r, s: {"times": r.state.times},
            own=lambda m, r, s, seat: {"can": []}, console=lambda m, r, s: {}, screen=lambda m, r, s: {},
        )
    )  # fmt: skip
    yield
    _from_outside.clear()
    kinds.cache_clear()


def test_a_new_kind_of_round_needs_nothing_else_to_be_edited(desk, tripping):
    ana = desk.sit("Ana")
    assert desk.do(desk.fay, ask.PlanRound(round_kind="tripping")) is None
    assert desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[-1].id)) is None
    assert desk.do(ana, Stand()) is None
    assert desk.home.journal.read(desk.meeting).meeting.running.state == Nothing(1)


def test_a_fault_in_one_command_refuses_only_that_one(desk, tripping, caplog):
    ana, ben = desk.sit("Ana"), desk.sit("Ben")
    desk.do(desk.fay, ask.PlanRound(round_kind="tripping"))
    desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[-1].id))
    assert desk.do(ana, Trip()).code == "E_INTERNAL"
    assert desk.do(ben, Stand()) is None
    assert "ZeroDivisionError" in caplog.text
    assert "must not get into a log" not in caplog.text


def test_when_the_disk_is_full_it_says_so_and_reading_goes_on(desk):
    ana = desk.sit("Ana")
    store = desk.home.store
    pages = store.maintain(lambda c: c.execute("PRAGMA page_count").fetchone()[0])
    store.maintain(lambda c: c.execute(f"PRAGMA max_page_count = {pages}").fetchall())
    desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[1].id))
    answers = []
    for _ in range(60):
        answers.append(desk.do(ana, Give(text=ask.Line(new_id(), "x" * 280))))
    refused = [a for a in answers if a]
    assert refused
    assert {(a.code, a.retry) for a in refused} == {("E_STORAGE", True)}
    assert len(desk.state.words) == len(answers) - len(refused)
    assert desk.home.journal.read(desk.meeting).meeting == desk.state
    store.maintain(lambda c: c.execute("PRAGMA max_page_count = 1000000").fetchall())
    assert desk.do(ana, Give(strength="hope")) is None


def test_the_close_leaves_counts_and_erases_the_rest(desk):
    desk.sit("Ana")
    desk.do(desk.fay, ask.AddSeat(handle=ask.Handle(new_id(), "Rose", "rose"), colour="teal", pattern="dots"))
    assert desk.do(desk.fay, ask.Close()) is None
    assert desk.home.desk.read(desk.meeting) is None
    assert desk.do(desk.fay, ask.Close()) == CLOSED
    from facilitator.attendance.records import held_by

    held = held_by(desk.home.store, desk.ids["Riverside"])
    assert [(h.phones, h.without_phone, h.heads) for h in held] == [(1, 1, 2)]
    assert held_by(desk.home.store, desk.ids["Elsewhere"]) == []
    with desk.home.store.read() as session:
        assert session.query(JournalRow).count() == session.query(OpenMeeting).count() == 0
    assert desk.home.keys.meetings() == set()


def test_a_meeting_nobody_came_to_leaves_nothing(desk):
    from facilitator.attendance.records import held_by

    desk.do(desk.fay, ask.Close())
    assert held_by(desk.home.store, desk.ids["Riverside"]) == []


def test_what_giver_and_receiver_let_the_group_keep_is_kept_without_names(desk):
    ana, ben = desk.sit("Ana"), desk.sit("Ben")
    desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[1].id))
    desk.do(ana, Give(to=ben.seat, strength="hope", text=ask.Line(new_id(), "You stayed."), keep=True))
    item = next(iter(desk.state.words))
    desk.do(ben, ask.LetKeep(item=item, on=True))
    desk.do(desk.fay, ask.Close())
    assert circles.kept_by(desk.home, desk.ids["group"]) == [{"strength": "hope", "text": "You stayed."}]
    raw = b"".join(p.read_bytes() for p in desk.home.config.data.glob("*.sqlite3*"))
    assert b"You stayed" not in raw


def test_what_was_kept_for_a_round_is_forgotten_when_it_ends_on_disk_too(desk):
    from facilitator.meeting.rounds.story.asked import SkipMe

    ana = desk.sit("Ana")
    desk.do(desk.fay, ask.StartRound(round=desk.state.rounds[0].id))
    desk.do(ana, SkipMe(on=True))
    before = desk.home.journal.read(desk.meeting)
    assert before.meeting.running.state.passed
    desk.do(desk.fay, ask.EndRound(round=desk.state.current))
    with desk.home.store.read() as session:
        rows = session.query(JournalRow).all()
    assert len(rows) == 1
    assert rows[0].snapshot
    assert not desk.home.journal.read(desk.meeting).meeting.running.state.passed


def test_nobody_but_its_facilitator_commands_a_meeting(desk):
    for actor in (
        Actor("facilitator", member=desk.ids["Olu"]),
        Actor("facilitator", member=desk.ids["Cora"]),
        Actor("screen"),
    ):
        assert desk.do(actor, ask.BeginClosing()) == ROLE


def test_a_meeting_left_open_closes_by_its_alarm(desk):
    from facilitator.meeting.alarms import next_alarm
    from facilitator.meeting.permissions import SYSTEM

    desk.sit("Ana")
    _, command = next_alarm(desk.state)
    assert desk.do(SYSTEM, command) is None
    assert desk.do(SYSTEM, command) == CLOSED


def test_what_was_stored_without_anybody_knowing_is_told_to_every_screen_and_keys_follow(desk):
    """The connection broke while committing: the receipts say that it happened, and so must the screens."""
    ana, told = desk.sit("Ana"), []
    desk.home.desk._announce = told.append
    store = desk.home.store
    commit = store._commit

    def breaks(writes):
        commit(writes)
        store._commit = commit
        for write in writes:
            write.error = OutcomeUnknown("broken")

    store._commit = breaks
    receipt = Receipt(secrets.token_hex(16), b"said")
    assert desk.do(ana, ask.SetComfort(comfort="listening"), receipt) is None
    assert desk.state.seats[ana.seat].comfort == "listening"
    assert (None, True) in [(c.seats, c.erased) for c in told]


def test_whoever_finds_a_meeting_closed_asks_for_its_keys_to_be_destroyed(desk):
    ana, told = desk.sit("Ana"), []
    desk.home.desk._announce = told.append
    desk.home.store.write(lambda session: forget(session, desk.meeting))
    assert desk.do(ana, ask.SetComfort(comfort="listening")) == CLOSED
    assert [c.erased for c in told] == [True]


def test_an_announcement_that_fails_fails_no_command_and_not_the_next_one(desk, caplog):
    ana = desk.sit("Ana")
    announce = desk.home.desk._announce

    def fails(change):
        desk.home.desk._announce = announce
        raise ZeroDivisionError

    desk.home.desk._announce = fails
    assert desk.do(ana, ask.SetComfort(comfort="listening")) is None
    assert desk.do(ana, ask.SetComfort(comfort="may_share")) is None
    assert "ZeroDivisionError" in caplog.text


def test_the_same_command_on_many_screens_at_once_is_new_to_one_of_them(desk):
    """What it hands out, vouchers for credit, is handed out once: `again` is judged where it is stored."""
    ana = desk.sit("Ana")
    receipt, told = Receipt(secrets.token_hex(16), b"said"), []
    ask_credit = ask.AskCredit(vouchers=2)

    def sends():
        told.append(desk.home.desk.take(desk.meeting, ana, ask_credit, receipt))

    screens = [threading.Thread(target=sends) for _ in range(8)]
    for screen in screens:
        screen.start()
    for screen in screens:
        screen.join()
    assert [answer for answer, _ in told] == [None] * 8
    assert [again for _, again in told].count(False) == 1
    assert desk.state.seats[ana.seat].vouchers == 2


def test_the_same_command_at_another_process_that_is_behind_is_not_new_there(desk):
    ana = desk.sit("Ana")
    other = home_in(desk.home.config.data)
    assert other.desk.read(desk.meeting) is not None
    receipt = Receipt(secrets.token_hex(16), b"said")
    assert desk.home.desk.take(desk.meeting, ana, ask.AskCredit(vouchers=2), receipt) == (None, False)
    assert other.desk.take(desk.meeting, ana, ask.AskCredit(vouchers=2), receipt) == (None, True)
    other.store.close()


class SomebodyWaits:
    """A lock that says when a second one wants it."""

    def __init__(self) -> None:
        self._lock, self.wanted = threading.Lock(), threading.Event()

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self.wanted.set()
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


@pytest.mark.parametrize("held", [True, False], ids=["held_here", "not_held_here"])
def test_a_seat_taken_at_another_process_is_found_though_others_read_the_meeting_just_before(desk, held):
    """Whoever comes in is not told that the session has ended, because of somebody who came a moment earlier."""
    other = home_in(desk.home.config.data)
    shelf, seat, found = other.desk.shelf, new_id(), []
    if held:
        assert other.desk.read(desk.meeting)
        desk.sit("Ana")
    reading = shelf.counter(desk.meeting).reading = SomebodyWaits()
    comes = threading.Thread(target=lambda: found.append(other.desk.read(desk.meeting, seat)))
    with reading:
        comes.start()
        assert reading.wanted.wait(30)
        shelf.caught_up(desk.meeting)  # what somebody else reads meanwhile, before the seat is taken
        desk.do(
            DOORKEEPER,
            ask.TakeSeat(seat=seat, handle=ask.Handle(new_id(), "Ben", "ben"), colour="teal", pattern="dots"),
        )
    comes.join(30)
    assert seat in found[0].meeting.seats
    other.store.close()


def test_keys_changed_by_another_process_between_a_row_and_its_key_end_no_meeting(desk):
    """What looks lost once is read again before anybody is told that it is over."""
    desk.sit("Ana")
    journal, read = desk.home.journal, desk.home.journal.texts
    journal.texts = lambda id, wanted: (setattr(journal, "texts", read), loses())[1]

    def loses():
        raise Lost

    desk.home.desk.shelf._live.clear()
    assert desk.state.phase == "lobby"
