"""Signed values that run out, under a clock that steps."""

import time

import pytest

from facilitator.store.timed import BadData, Timed


@pytest.fixture
def stepped(monkeypatch):
    """Sets the clock of this process so many seconds on, or back."""
    real = time.time

    def step(seconds: float) -> None:
        monkeypatch.setattr(time, "time", lambda: real() + seconds)

    return step


def test_a_value_runs_out_after_its_time_and_not_before(stepped):
    signed = Timed(b"key", "ticket", 3600).sign(["Ana"])
    stepped(3600 + 290)
    assert Timed(b"key", "ticket", 3600).read(signed) == ["Ana"], "five minutes for clocks that differ"
    stepped(3600 + 310)
    with pytest.raises(BadData):
        Timed(b"key", "ticket", 3600).read(signed)


def test_a_clock_that_is_set_back_takes_nothing_away(stepped):
    signed = Timed(b"key", "ticket", 3600).sign("Ana")
    stepped(-3600 * 24 * 365)
    assert Timed(b"key", "ticket", 3600).read(signed) == "Ana"


@pytest.mark.parametrize("text", ["", "x", "x.y.z", "é", "a" * 10_000])
def test_what_is_not_signed_by_this_key_for_this_is_refused(text):
    for forged in (text, Timed(b"key", "seat", 3600).sign("Ana"), Timed(b"other", "ticket", 3600).sign("Ana")):
        with pytest.raises(BadData):
            Timed(b"key", "ticket", 3600).read(forged)
