"""What is left for attendance while a meeting is open, on SQLite and on PostgreSQL: gone when it closes."""

import threading

import pytest
from sqlalchemy import func, select

from facilitator import create_app
from facilitator.attendance.models import Signature
from facilitator.attendance.slips import Slip
from facilitator.attendance.vouchers import Vouchers, spend
from facilitator.clock import new_id
from facilitator.groups import circles
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import DOORKEEPER, Actor
from facilitator.store.keys import NoKey
from facilitator.store.tables import SealedSlip, Voucher
from tests.places import config, with_the_cast


@pytest.fixture
def place(database, tmp_path):
    """The program on either database, a meeting of three, and how to close it."""
    home = create_app(config(tmp_path, DATABASE_URL=database)).extensions["facilitator"]
    ids = with_the_cast(home)
    group = circles.group_of(home.store, ids["Riverside"], ids["group"])
    meeting = circles.open_meeting(home, group, ids["Fay"])
    for name in ("Ana", "Ben", "Cy"):
        handle = ask.Handle(id=new_id(), text=name, key=name)
        seat = ask.TakeSeat(seat=new_id(), handle=handle, colour="teal", pattern="dots", comfort="may_share")
        assert home.desk.perform(meeting, DOORKEEPER, seat) is None
    fay = Actor("facilitator", member=ids["Fay"])
    yield home, meeting, lambda: home.desk.perform(meeting, fay, ask.Close())
    home.store.close()


def count(home, what) -> int:
    with home.store.read() as session:
        return session.scalar(select(func.count()).select_from(what))


def test_vouchers_sealed_slips_and_their_key_are_gone_after_the_close(place):
    home, meeting, close = place
    vouchers = Vouchers(home.store).hand_out(meeting, 3, "asked", again=False)
    left = [Slip(name="Ana Ruiz"), Slip(before_in_group=True), Slip(name="B. R.")]
    assert [spend(home.store, home.keys, v, s, home.desk.heads) for v, s in zip(vouchers, left, strict=True)] == [
        "kept"
    ] * 3
    assert count(home, SealedSlip) == 3
    assert close() is None
    assert (count(home, Voucher), count(home, SealedSlip), count(home, Signature)) == (0, 0, 2)
    with pytest.raises(NoKey):
        home.keys.for_slips(meeting)
    assert spend(home.store, home.keys, vouchers[0], left[0], home.desk.heads) == "unknown"


def test_one_voucher_raced_by_many_is_used_once(place):
    home, meeting, _ = place
    [voucher] = Vouchers(home.store).hand_out(meeting, 1, "asked", again=False)
    ready, answers = threading.Barrier(4), []

    def go() -> None:
        ready.wait()
        answers.append(spend(home.store, home.keys, voucher, Slip(name="Ana"), home.desk.heads))

    racing = [threading.Thread(target=go) for _ in range(4)]
    [one.start() for one in racing]
    [one.join() for one in racing]
    assert sorted(answers) == ["kept", "used", "used", "used"]


def test_the_last_place_raced_by_many_is_taken_once(place):
    home, meeting, _ = place
    vouchers = Vouchers(home.store).hand_out(meeting, 6, "asked", again=False)
    ready, answers = threading.Barrier(6), []

    def go(voucher: str) -> None:
        ready.wait()
        answers.append(spend(home.store, home.keys, voucher, Slip(name="Ana"), home.desk.heads))

    racing = [threading.Thread(target=go, args=(v,)) for v in vouchers]
    [one.start() for one in racing]
    [one.join() for one in racing]
    assert sorted(answers) == ["full"] * 3 + ["kept"] * 3
