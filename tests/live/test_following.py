"""Screens follow a meeting whatever happens to the reading of it."""

import pytest

from facilitator.live.presence import Screen
from facilitator.live.tickets import Ticket
from facilitator.meeting import commands as ask
from facilitator.meeting.reading import SCREEN
from tests.live.test_desk import Desk
from tests.places import wait_until


@pytest.fixture
def followed(cast_home):
    """A meeting with the big screen open, and everything that is sent to it."""
    desk = Desk(*cast_home)
    fanout, sent = desk.home.fanout, []
    fanout._emit = lambda event, body, to: sent.append(event)
    fanout._presence.enter(Screen("sid", Ticket(desk.meeting, "screen")))
    fanout.greet(Screen("sid", Ticket(desk.meeting, "screen")), lambda room: None, None, None)
    return desk, fanout, sent


def test_a_database_that_does_not_answer_for_a_moment_stops_no_screen_from_following(followed, caplog):
    desk, fanout, sent = followed
    read, failures = fanout._read, [TimeoutError(), TimeoutError()]

    def fails(meeting):
        if failures:
            raise failures.pop()
        return read(meeting)

    fanout._read = fails
    desk.sit("Ana")
    wait_until(lambda: "patch" in sent)
    assert caplog.text.count("fault in following a meeting: TimeoutError") == 2
    sent.clear()
    desk.do(desk.fay, ask.KeepCalm(on=True))
    wait_until(lambda: "patch" in sent)


@pytest.fixture
def given_up(followed, monkeypatch):
    """The same where the database did not answer, and following has been given up; the database is back."""
    desk, fanout, sent = followed
    monkeypatch.setattr("facilitator.live.fanout.TRIES", 1)
    read = fanout._read

    def fails(meeting):
        fanout._read = read
        raise TimeoutError

    fanout._read = fails
    desk.sit("Ana")
    wait_until(lambda: fanout._read is read and not fanout._shown(desk.meeting).busy)
    return desk, fanout, sent


def test_when_it_has_given_up_the_next_change_starts_it_again(given_up):
    desk, _, sent = given_up
    desk.do(desk.fay, ask.KeepCalm(on=True))
    wait_until(lambda: "patch" in sent)


def test_when_it_has_given_up_whoever_asks_for_what_they_lack_starts_it_again(given_up):
    desk, fanout, sent = given_up
    version = fanout._shown(desk.meeting).views[SCREEN][0]
    fanout.greet(
        Screen("sid", Ticket(desk.meeting, "screen")), lambda room: None, version, None, silent_if_current=True
    )
    wait_until(lambda: "patch" in sent)
