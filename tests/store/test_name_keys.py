"""The keys that names left for credit lie under: replaced while sessions close, destroyed for good, missed when gone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from facilitator import create_app
from facilitator.attendance import erasing
from facilitator.attendance.name_checks import check_names, forget_lost
from facilitator.attendance.names import write_names
from facilitator.operations import audit
from facilitator.store.keys import Keys, NoKey
from facilitator.store.migrating import CannotStart
from facilitator.store.name_keys import NameKeys, bucket_of, month_in
from facilitator.store.server_key import accept_server_key, check_server_key
from facilitator.store.tables import KeyCheck
from facilitator.store.writing import Store
from tests.places import config, home_in, with_the_cast
from tests.store.signing import met, signed_at

NOVEMBER = date(2026, 11, 3)
OCTOBER = date(2026, 10, 6)


@pytest.fixture
def place(database, tmp_path):
    home = home_in(tmp_path, DATABASE_URL=database)
    yield home, with_the_cast(home)
    home.store.close()


def test_a_month_is_read_from_its_bucket(tmp_path):
    names = NameKeys(tmp_path)
    bucket = bucket_of("xriver", "2026-11")
    names.newest(bucket)
    names.newest(bucket_of("xelse", "2026-11"))
    assert month_in(bucket) == "2026-11"
    assert names.buckets("xriver") == {bucket}
    assert len(names.buckets()) == 2


def test_a_key_is_added_beside_the_old_one_and_the_old_one_goes_later(tmp_path):
    names = NameKeys(tmp_path)
    _, old = names.newest("x-2026-11")
    number, new = names.fresh("x-2026-11")
    assert names.of("x-2026-11", 0) == old
    names.destroy_older("x-2026-11", number)
    assert names.newest("x-2026-11") == (number, new)
    with pytest.raises(NoKey):
        names.of("x-2026-11", 0)


def test_whoever_comes_late_to_destroy_older_keys_destroys_no_newer_one(tmp_path):
    names = NameKeys(tmp_path)
    names.newest("x-2026-11")
    first, _ = names.fresh("x-2026-11")
    second, _ = names.fresh("x-2026-11")
    names.destroy_older("x-2026-11", second)
    names.destroy_older("x-2026-11", first)
    assert names.numbers("x-2026-11") == [second]


def test_a_key_that_is_not_there_stops_the_destroying(tmp_path):
    names = NameKeys(tmp_path)
    names.newest("x-2026-11")
    with pytest.raises(NoKey):
        names.destroy_older("x-2026-11", 5)
    assert names.numbers("x-2026-11") == [0]
    with pytest.raises(NoKey):
        names.fresh("x-2026-12")
    assert names.numbers("x-2026-12") == []


def test_the_bytes_of_a_destroyed_month_are_overwritten(tmp_path):
    names = NameKeys(tmp_path)
    names.newest("x-2026-11")
    with (tmp_path / "x-2026-11.names").open("rb") as file:
        names.destroy("x-2026-11")
        assert set(file.read()) == {0}
    names.destroy("x-2026-11")
    assert names.buckets() == set()


def test_rotating_puts_every_name_under_a_fresh_key_and_destroys_the_old_ones(place):
    home, ids = place
    held = met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, ["Ana", "Ben"])
    other = met(home.store, home.names, ids["Elsewhere"], ids["their group"], OCTOBER, ["Cy"])
    old = {bucket: home.names.newest(bucket)[1] for bucket in home.names.buckets()}
    assert erasing.rotate(home.store, home.names) == (3, 2)
    for bucket, key in old.items():
        assert home.names.numbers(bucket) == [1]
        assert home.names.newest(bucket)[1] != key
    assert (signed_at(home, held), signed_at(home, other)) == (["Ana", "Ben"], ["Cy"])
    entry, change = audit.entries(home.store, ids["Riverside"])[0]
    assert (entry.member, entry.what, entry.about, change) == ("", "keys.rotated", "2026-11", {"names": 2})


def test_rotating_with_no_names_changes_nothing(place):
    home, _ = place
    assert erasing.rotate(home.store, home.names) == (0, 0)


def test_names_of_sessions_that_close_while_keys_are_changed_are_all_there_afterwards(place, database, tmp_path):
    """Two processes' worth of stores on one database: one closes sessions, one changes keys all the while."""
    home, ids = place
    other, over = Store(database), threading.Event()
    held = [met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, ["First"])]

    def change_keys() -> int:
        times = 0
        while not over.is_set():
            erasing.rotate(other, NameKeys(home.config.keys / "names"))
            times += 1
        return times

    def close_sessions() -> None:
        try:
            for n in range(25):
                signed = [f"Ana {n}", f"Ben {n}"]
                held.append(met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, signed))
                assert signed_at(home, held[-1]) == signed, "also read while keys change"
        finally:
            over.set()

    with ThreadPoolExecutor(2) as threads:
        rotating, closing = threads.submit(change_keys), threads.submit(close_sessions)
        closing.result(60)
        assert rotating.result(60) > 1
    other.close()
    assert sum(len(signed_at(home, one)) for one in held) == 51
    check_names(home.store, home.names)
    assert len(home.names.numbers(bucket_of(ids["Riverside"], "2026-11"))) == 1


def test_a_close_under_way_keeps_the_keys_from_being_changed_under_it(place, database):
    """A close may have the key in hand and not have stored the name yet: changing keys waits for it."""
    home, ids = place
    first = met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, ["Ana"])
    other, in_hand, go_on = Store(database), threading.Event(), threading.Event()

    def half_a_close(session) -> None:
        write_names(session, home.names, first, ids["Riverside"], NOVEMBER, ["Ben"])
        in_hand.set()
        go_on.wait(0.3)  # as long as changing keys could take, if it did not wait

    with ThreadPoolExecutor(2) as threads:
        closing = threads.submit(home.store.write, half_a_close)
        assert in_hand.wait(10)
        rotating = threads.submit(erasing.rotate, other, home.names)
        rotating.add_done_callback(lambda _: go_on.set())
        closing.result(20)
        assert rotating.result(20) == (2, 1)
    other.close()
    assert signed_at(home, first) == ["Ana", "Ben"]


# At the start


def test_the_first_start_writes_what_later_ones_look_at(tmp_path):
    home_in(tmp_path).store.close()
    home_in(tmp_path).store.close()


def test_an_installation_from_before_there_was_a_check_gets_one(tmp_path):
    home = home_in(tmp_path)
    home.store.write(lambda s: s.query(KeyCheck).delete() and None)
    home.store.close()
    home_in(tmp_path).store.close()
    (tmp_path / "keys" / "server.key").write_bytes(b"x" * 32)
    with pytest.raises(CannotStart):
        home_in(tmp_path)


def test_another_servers_key_is_one_plain_sentence(tmp_path):
    home_in(tmp_path).store.close()
    (tmp_path / "keys" / "server.key").write_bytes(b"x" * 32)
    with pytest.raises(CannotStart, match="is not the key this database was made with. Put KEYS_DIR back"):
        create_app(config(tmp_path))


def test_a_missing_servers_key_is_named_and_none_is_made_in_its_place(tmp_path):
    home_in(tmp_path).store.close()
    (tmp_path / "keys" / "server.key").unlink()
    for _ in range(2):
        with pytest.raises(CannotStart, match=r"server\.key is missing. Put KEYS_DIR back"):
            create_app(config(tmp_path))
    assert not (tmp_path / "keys" / "server.key").exists()


def test_whoever_has_lost_the_servers_key_for_good_can_go_on(tmp_path):
    home = home_in(tmp_path)
    (tmp_path / "keys" / "server.key").write_bytes(b"x" * 32)
    accept_server_key(home.store, Keys(tmp_path / "keys"))
    home.store.close()
    home_in(tmp_path).store.close()


def test_two_that_start_at_once_make_one_key_and_one_check(tmp_path):
    home = home_in(tmp_path)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: Keys(tmp_path / "fresh").server, range(8)))
    assert len(set(made)) == 1
    home.store.write(lambda s: s.query(KeyCheck).delete() and None)
    keys = Keys(tmp_path / "keys")
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: check_server_key(home.store, keys), range(8)))
    home.store.close()


def test_a_month_whose_key_is_missing_is_named_with_what_to_do(place, tmp_path):
    home, ids = place
    met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, ["Ana"])
    met(home.store, home.names, ids["Riverside"], ids["group"], OCTOBER, ["Ben"])
    check_names(home.store, home.names)
    home.names.destroy(bucket_of(ids["Riverside"], "2026-10"))
    with pytest.raises(CannotStart, match=r"in 2026-10 cannot be read: .*keys forget-names$") as told:
        create_app(home.config)
    assert "Ben" not in str(told.value)
    home.names.destroy(bucket_of(ids["Riverside"], "2026-11"))
    with pytest.raises(CannotStart, match=r"in 2026-10 \(and 1 more month\) cannot"):
        create_app(home.config)


def test_a_key_that_is_there_but_another_is_noticed_as_well(place):
    home, ids = place
    met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, ["Ana"])
    bucket = bucket_of(ids["Riverside"], "2026-11")
    home.names.destroy(bucket)
    home.names.newest(bucket)
    with pytest.raises(CannotStart, match="2026-11"):
        check_names(home.store, home.names)


def test_lost_names_are_given_up_and_the_others_and_all_counts_stay(place):
    home, ids = place
    lost = met(home.store, home.names, ids["Riverside"], ids["group"], OCTOBER, ["Ana", "Ben"])
    kept = met(home.store, home.names, ids["Riverside"], ids["group"], NOVEMBER, ["Cy"])
    home.names.destroy(bucket_of(ids["Riverside"], "2026-10"))
    assert forget_lost(home.store, home.names, only_look=True).names == 2
    gone = forget_lost(home.store, home.names)
    assert (gone.names, gone.months) == (2, 1)
    assert (signed_at(home, lost), signed_at(home, kept)) == ([], ["Cy"])
    create_app(home.config).extensions["facilitator"].store.close()
    entry, change = audit.entries(home.store, ids["Riverside"])[0]
    assert (entry.what, change) == ("keys.names_forgotten", {"names": 2})
    assert forget_lost(home.store, home.names).names == 0
