"""The journal: what is appended is durable and sealed, a second writer is refused, and the end erases everything."""

import threading

import pytest
from sqlalchemy import delete, select, text

from facilitator.live.erasure import Eraser
from facilitator.live.journal import Journal
from facilitator.live.steps import Batch, Conflict, Lost, NotOpen, Past
from facilitator.meeting import commands as ask
from facilitator.meeting import rules
from facilitator.meeting.state import Meeting
from facilitator.serving.threads import THREADS
from facilitator.store.base import Base
from facilitator.store.keys import Keys
from facilitator.store.migrating import migrate
from facilitator.store.tables import JournalRow, OpenMeeting, ReceiptRow, TextRow
from facilitator.store.writing import Store
from tests.meeting.room import Room
from tests.places import wait_until


class Place:
    """A database, its keys, and a meeting in it."""

    def __init__(self, database: str, folder) -> None:
        migrate(database, folder / "backups")
        self.store = Store(database)
        self.keys = Keys(folder / "keys")
        self.journal = Journal(self.store, self.keys)
        self.folder = folder
        self.room = Room()
        opened = rules.open_meeting(
            ask.Open(id="xmeeting", salt="salt of this meeting", group="xgroup", facilitator="xfay", code="CDFHJK",
                     link="link", screen="screen", open_for=1000), 1,
        )  # fmt: skip
        self.journal.create(opened, "xorganization")
        self.past = self.journal.read("xmeeting")
        self.room.meeting = self.past.meeting

    def step(self, name: str, command: ask.Command, receipts=None, snapshot: bool = False) -> Past:
        """Decides, appends, and reads on."""
        before = self.room.texts.copy()
        events = self.room.do(name, command)
        texts = {i: t for i, t in self.room.texts.items() if i not in before}
        batch = Batch(events=events, texts=texts, receipts=receipts or {})
        self.journal.append(self.past, self.room.meeting, batch, snapshot)
        self.past = self.journal.read("xmeeting", self.past)
        return self.past

    def sit(self, name: str, **more) -> Past:
        self.room.seats[name] = f"xseat{len(self.room.seats)}"
        command = ask.TakeSeat(seat=self.room.seats[name], handle=self.room.handle(name), colour="teal", pattern="dots")
        return self.step("the door", command, **more)

    def rows(self, table) -> int:
        with self.store.read() as session:
            return len(list(session.scalars(select(table))))


@pytest.fixture
def place(database, tmp_path):
    made = Place(database, tmp_path)
    yield made
    made.store.close()


def test_what_was_appended_is_read_back_by_whoever_comes_later(place):
    place.sit("Ana")
    place.sit("Ben")
    other = Journal(place.store, Keys(place.folder / "keys"))
    past = other.read("xmeeting")
    assert past.meeting == place.room.meeting
    assert past.seq == 3
    assert other.texts("xmeeting", rules.texts_in(past.meeting)) == place.room.texts


def test_reading_on_gives_what_happened_since(place):
    before = place.past
    place.sit("Ana")
    read = place.journal.read("xmeeting", before)
    assert [type(e).__name__ for e in read.events] == ["SeatTaken"]
    assert not read.whole
    again = place.journal.read("xmeeting", read)
    assert (again.events, again.seq, again.meeting) == ((), read.seq, read.meeting)


def test_a_second_writer_is_refused(place):
    before = place.past
    place.sit("Ana")
    with pytest.raises(Conflict):
        place.journal.append(before, before.meeting, Batch())
    assert place.rows(JournalRow) == 2


def test_whoever_waited_while_another_wrote_two_steps_is_refused(place, database):
    """Its own number is free again then: the second of the two has removed everything before it."""
    place.sit("Ana")
    other, caught = Store(database), []

    def append():
        try:
            place.journal.append(place.past, place.past.meeting, Batch(receipts={b"r" * 16: b"body" * 2}))
        except Exception as e:
            caught.append(type(e))

    waiter = threading.Thread(target=append)

    def two_steps(session):
        session.execute(select(OpenMeeting.id).with_for_update())
        waiter.start()
        if not other.sqlite:
            wait_until(lambda: _somebody_waits_for_a_lock(place.store))
        session.execute(delete(JournalRow))
        session.add(JournalRow(meeting="xmeeting", seq=place.past.seq + 2, snapshot=True, key=1, body=b"whole"))

    other.write(two_steps)
    waiter.join()
    other.close()
    assert caught == [Conflict]
    assert place.rows(JournalRow) == 1
    assert place.rows(ReceiptRow) == 0


def _somebody_waits_for_a_lock(store: Store) -> bool:
    with store.read() as session:
        return bool(session.scalar(text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")))


def test_nobody_writes_into_a_meeting_that_is_not_open(place):
    with pytest.raises(NotOpen):
        place.journal.append(Past(meeting=Meeting(**{**_bare(), "id": "xother"}), seq=1), place.past.meeting, Batch())
    with pytest.raises(NotOpen):
        place.journal.read("xother")


def _bare() -> dict:
    return {
        "salt": "s",
        "group": "g",
        "facilitator": "f",
        "code": "c",
        "link": "l",
        "screen": "s",
        "opened_at": 0,
        "open_until": 1,
    }


def test_a_code_is_found_by_its_keyed_hash_and_two_meetings_never_share_one(place):
    assert place.journal.find("code", "CDFHJK") == "xmeeting"
    assert place.journal.find("link", "link") == "xmeeting"
    assert place.journal.find("screen", "screen") == "xmeeting"
    assert place.journal.find("code", "link") is None
    opened = rules.open_meeting(
        ask.Open(id="xsecond", salt="s", group="g", facilitator="f", code="CDFHJK", link="l2", screen="s2", open_for=1),
        1,
    )
    with pytest.raises(Conflict):
        place.journal.create(opened, "xorganization")
    assert "xsecond" not in place.keys.meetings()


def test_a_snapshot_replaces_everything_before_it_and_a_slow_reader_gets_it_whole(place):
    slow = place.past
    place.sit("Ana")
    place.sit("Ben")
    place.step("Fay", ask.AddSeat(handle=place.room.handle("Rose"), colour="teal", pattern="dots"), snapshot=True)
    assert place.rows(JournalRow) == 1
    place.sit("Cy")
    read = place.journal.read("xmeeting", slow)
    assert read.meeting == place.room.meeting
    assert read.whole
    with pytest.raises(Conflict):
        place.journal.append(slow, slow.meeting, Batch())


def test_a_snapshot_is_sealed_under_a_new_key_and_the_old_one_goes(place):
    place.sit("Ana", snapshot=True)
    with place.store.read() as session:
        row = session.scalar(select(JournalRow))
        meeting = session.get(OpenMeeting, "xmeeting")
    assert (row.key, meeting.journal_key, meeting.erased) == (1, 1, 1)
    Eraser(place.store, place.keys, THREADS).change_keys("xmeeting")
    assert place.keys._load("xmeeting").journal.keys() == {1}
    assert place.journal.read("xmeeting").meeting == place.room.meeting


def test_receipts_are_kept_with_what_they_are_for(place):
    place.sit("Ana", receipts={b"0123456789abcdef": b"12345678"})
    assert place.journal.receipts("xmeeting") == {b"0123456789abcdef": b"12345678"}
    place.sit("Ben")
    with pytest.raises(Conflict):
        place.journal.append(place.past, place.past.meeting, Batch(receipts={b"0123456789abcdef": b"12345678"}))


def test_the_end_leaves_the_harvest_and_nothing_else(place):
    place.sit("Ana", receipts={b"0123456789abcdef": b"12345678"})
    place.room.do("Fay", ask.Close())
    place.journal.close(place.past, lambda session, row: session.execute(text("CREATE TABLE harvested (id INTEGER)")))
    assert [place.rows(t) for t in (JournalRow, TextRow, ReceiptRow, OpenMeeting)] == [0, 0, 0, 0]
    assert place.keys.meetings() == set()
    with pytest.raises(NotOpen):
        place.journal.read("xmeeting", place.past)
    with place.store.read() as session:
        assert session.execute(text("SELECT count(*) FROM harvested")).scalar() == 0


def test_if_the_harvest_cannot_be_stored_nothing_is_erased(place):
    place.sit("Ana")

    def fails(session, row):
        raise ValueError

    with pytest.raises(ValueError):
        place.journal.close(place.past, fails)
    assert place.journal.read("xmeeting").meeting == place.room.meeting


def test_without_its_key_a_meeting_is_lost_and_says_so(place):
    place.sit("Ana")
    place.keys.destroy("xmeeting")
    with pytest.raises(Lost):
        place.journal.read("xmeeting")


def test_nothing_readable_lies_in_the_tables_of_an_open_meeting(place):
    place.sit("Ana Findable")
    place.room.begin("story", "A findable prompt")
    batch = Batch(texts={"xt": "a findable story"})
    place.journal.append(place.past, place.past.meeting, batch)
    with place.store.read() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    raw = value if isinstance(value, bytes) else str(value).encode()
                    for word in (b"findable", b"Findable", b"CDFHJK", b"xseat0", b"xtext"):
                        assert word not in raw or table.name == "words"
                    assert b"findable" not in raw.lower()


def test_heads_say_how_far_each_meeting_has_come(place):
    place.sit("Ana")
    assert place.journal.heads(["xmeeting", "xother"]) == {"xmeeting": 2}
