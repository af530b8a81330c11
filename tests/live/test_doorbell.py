"""What one process tells the others of a step: enough to go on from where they are, and nothing to anybody else."""

import msgspec
import pytest

from facilitator.live import doorbell
from facilitator.live.steps import Lost, Sealed
from facilitator.meeting import commands as ask
from facilitator.meeting.rounds import shoutouts
from facilitator.meeting.rounds.story import asked as story
from facilitator.store.sealing import derived, new_key, seal
from tests.live.test_processes import Two
from tests.places import wait_until


class Told(Two):
    """The second looks at the meeting; what the first would ring is kept."""

    def __init__(self, tmp_path, database: str) -> None:
        super().__init__(tmp_path, database)
        self.bells: list[tuple[int, tuple[Sealed, ...]]] = []
        self.read: list[int] = []
        self.first.desk._ring = lambda id, seq, step: self.bells.append((seq, (step(),) if step else ()))
        self.second.desk.shelf._watched = lambda id: True
        reads = self.second.journal.read
        self.second.journal.read = lambda id, after=None: (
            self.read.append(after.seq if after else 0),
            reads(id, after),
        )[1]
        assert self.second.desk.read(self.id)
        self.read.clear()

    def tell(self) -> None:
        """Everything that was rung reaches the second."""
        for seq, steps in self.bells:
            self.second.desk.shelf.heard(self.id, seq, steps)
        self.bells.clear()

    def do(self, actor, command: ask.Command) -> None:
        assert self.first.desk.perform(self.id, actor, command) is None

    def begin(self, kind: str, **settings) -> None:
        """Plans a round and starts it."""
        self.do(self.fay, ask.PlanRound(round_kind=kind, settings=settings))
        self.do(self.fay, ask.StartRound(round=self.first.desk.read(self.id).meeting.rounds[-1].id))

    def agree(self) -> bool:
        """Whether both hold the same."""
        ours, theirs = self.first.desk.read(self.id), self.second.desk.shelf.current(self.id)
        return (ours.meeting, ours.texts, ours.past.seq) == (theirs.meeting, theirs.texts, theirs.past.seq)


@pytest.fixture
def told(tmp_path, database):
    made = Told(tmp_path, database)
    yield made
    made.close()


def test_a_step_that_comes_along_is_gone_on_with_and_not_looked_for(told):
    ana, ben = told.sit(told.first), told.sit(told.first, "Ben")
    told.begin("story", order="queue")
    for seat in (ana, ben):
        told.do(seat, story.RaiseHand())
    told.do(ben, story.LowerHand())
    told.do(ana, ask.SetComfort(comfort="listening"))
    told.tell()
    assert told.read == []
    assert told.agree()


def test_words_are_looked_up_where_they_are_kept_and_gone_once_they_are_taken_back(told):
    ana = told.sit(told.first)
    told.begin("shoutouts")
    words = shoutouts.Line("w1", "You listened.")
    told.do(ana, shoutouts.Give(text=words))
    told.tell()
    assert "You listened." in told.second.desk.shelf.current(told.id).texts.values()
    item = next(iter(told.first.desk.read(told.id).texts))
    assert "You listened" not in str(told.bells)
    assert told.read == [], item
    assert told.agree()


def test_where_a_step_is_missing_the_journal_is_read(told):
    ana = told.sit(told.first)
    told.do(ana, ask.SetComfort(comfort="listening"))
    told.bells.pop(0)
    told.tell()
    assert len(told.read) == 1
    assert told.agree()


def test_a_step_that_is_sealed_by_nobody_of_us_or_for_another_place_is_not_believed(told):
    ana = told.sit(told.first)
    told.tell()
    told.do(ana, ask.SetComfort(comfort="listening"))
    (seq, (step,)), journal, before = (
        told.bells.pop(),
        told.second.journal,
        told.second.desk.shelf.current(told.id).past,
    )
    body = msgspec.msgpack.encode(())
    here = derived(told.first.keys.of(told.id, "journal", step.key), "doorbell")
    for forged in (
        Sealed(seq, step.key, seal(derived(new_key(), "doorbell"), body, f"{told.id} {seq}")),
        Sealed(seq, step.key, seal(here, body, f"{told.id} {seq + 1}")),
        Sealed(seq, step.key, seal(here, body, f"another {seq}")),
        Sealed(seq, step.key, seal(here, b"\xc1", f"{told.id} {seq}")),
        Sealed(seq, step.key, step.body[:-1]),
        Sealed(seq, step.key, b""),
        Sealed(seq, step.key + 99, step.body),
    ):
        with pytest.raises(Lost):
            journal.go_on(before, (forged,))
        told.second.desk.shelf.heard(told.id, seq, (forged,))
        assert told.agree(), "it was read in the journal instead"
        told.second.desk.shelf.put(msgspec.structs.replace(told.second.desk.shelf.current(told.id), past=before))
    assert journal.go_on(before, (step,)).meeting == told.first.desk.read(told.id).meeting


def test_what_is_forgotten_in_the_journal_cannot_be_read_in_a_bell_either(told):
    ana = told.sit(told.first)
    told.begin("story", order="queue")
    journal, before = told.first.journal, told.first.desk.read(told.id).past
    told.do(ana, ask.SetComfort(comfort="listening"))
    _, (step,) = told.bells[-1]
    assert journal.go_on(before, (step,)).seq == step.seq
    told.do(told.fay, ask.EndRound(round=before.meeting.current))

    def forgotten() -> bool:
        try:
            journal.go_on(before, (step,))
        except Lost:
            return True
        return False

    wait_until(forgotten)
    told.tell()
    assert told.agree()


def test_what_is_rung_is_heard_whole_and_what_is_no_bell_is_passed_over():
    steps = (Sealed(7, 1, b"sealed \x00\xff"), Sealed(8, 1, b""))
    heard = []
    for said in (
        doorbell._said("m1", 8, steps),
        doorbell._said("m1", 9, ()),
        doorbell._said("m1", 10, (Sealed(10, 1, bytes(doorbell.MOST_ALONG + 1)),)),
        b"m1 11 \xc1",
        b"m1 twelve",
        b"m1",
        b"\xff\xff 13",
        b"",
    ):
        doorbell._tell(lambda *said: heard.append(said), said)
    assert heard[:4] == [("m1", 8, steps), ("m1", 9, ()), ("m1", 10, ()), ("m1", 11, ())]
    assert [version for _, version, _ in heard[4:]] == [13]
