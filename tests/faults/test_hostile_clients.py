"""Clients that mean harm, a few thousand commands of every kind (tests/hostile). 50,000 in `make bench`.

Rows 36, 44, 46 and 47 of what is promised, for every command there is, and every role in every room of two organizations.
"""

from facilitator.live.wire import command_types
from tests.hostile import oracle
from tests.hostile.sockets import stormed
from tests.hostile.walk import WAYS, Walk
from tests.places import Server


def test_the_oracle_knows_every_command_there_is_and_no_other():
    assert set(command_types()) == oracle.KNOWN


def test_fault_46_nothing_is_accepted_from_anybody_whose_it_is_not(cast_home):
    walk = Walk(*cast_home, crowd=5)
    walk.everything(1)
    assert walk.wrong == []
    assert set(walk.tried) == set(WAYS), "every way was tried"
    assert len(walk.rightly) > 10, "what is rightly asked is done: a door that is always shut proves nothing"


def test_fault_36_through_real_sockets_nothing_is_accepted_either_and_the_sockets_are_the_roster(tmp_path):
    server = Server(tmp_path).prepare()
    server.module = "tests.hostile.inside"
    server.start()
    try:
        storm = stormed(server, sweeps=1, names=25)
    finally:
        server.stop()
    assert storm.wrong == []
    assert storm.tried["right in form"] > 50
    assert storm.tried["tickets"] > 30
    assert storm.looks > 30
