"""Real threads go to no lock of green ones: nobody would wake whoever waits there."""

import pytest

from tests.places import Server, wait_until

TOLD = "real-threads"
"""The file that tests/live/real_threads.py tells in."""


@pytest.fixture
def watched(tmp_path):
    made = Server(tmp_path).prepare()
    made.module = "tests.live.real_threads"
    made.start()
    yield made
    made.kill()


def test_no_real_thread_goes_to_a_lock_of_green_ones(watched):
    """A whole session: everything that is written in one, and at its close, is written by the real thread."""
    session = watched.open()
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("shoutouts")
    ana.do("shoutouts.give", text="Thank you", to=ben.own["seat"], keep=True)
    item = ben.wait(lambda s: next(iter(s.own["received"]), None))
    ben.do("words.let_keep", item=item, on=True)
    ana.do("shoutouts.give", text="Not this one")
    mine = ana.wait(lambda s: next((i for i, p in s.own["mine"].items() if p["text"] == "Not this one"), None))
    ana.do("words.take_back", item=mine)
    for phone in (ana, ben):
        assert phone.ask("credit.ask", vouchers=1)["ok"]
        assert phone.ask("proof.ask")["ok"]
    session.console.do("round.end", round=session.console.round["id"])
    session.console.do("meeting.begin_closing")
    session.console.do("meeting.close")
    wait_until(lambda: not list((watched.folder / "keys").glob("*.meeting")))
    assert not (watched.folder / TOLD).exists(), (watched.folder / TOLD).read_text()
