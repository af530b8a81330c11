"""Keys are small files, written whole or not at all, and gone when they are said to be gone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitator.store.keys import Keys, NoKey
from facilitator.store.sealing import Unreadable, derived, keyed_hash, new_key, seal, unseal


def test_the_servers_key_is_made_once_and_readable_by_its_owner_only(tmp_path):
    first = Keys(tmp_path / "keys").server
    assert Keys(tmp_path / "keys").server == first
    assert (tmp_path / "keys" / "server.key").stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_key_stops_the_start_with_a_plain_sentence(tmp_path):
    (tmp_path / "server.key").write_bytes(b"short")
    with pytest.raises(NoKey, match="Put back the right file"):
        Keys(tmp_path)


def test_a_key_is_added_beside_the_old_one_and_the_old_one_goes_later(tmp_path):
    keys = Keys(tmp_path)
    keys.create("xm")
    old = keys.of("xm", "words", 0)
    number, new = keys.fresh("xm", "words", after=0)
    assert number == 1
    other = Keys(tmp_path)
    assert (other.of("xm", "words", 0), other.of("xm", "words", 1)) == (old, new)
    keys.destroy_older("xm", words=1, journal=0)
    with pytest.raises(NoKey):
        Keys(tmp_path).of("xm", "words", 0)


def test_a_number_that_came_to_nothing_is_never_used_again(tmp_path):
    keys = Keys(tmp_path)
    keys.create("xm")
    _, stray = keys.fresh("xm", "words", after=0)
    number, key = keys.fresh("xm", "words", after=0)
    assert (number, key != stray) == (2, True)


def test_a_key_that_came_meanwhile_is_not_destroyed_with_the_older_ones(tmp_path):
    keys = Keys(tmp_path)
    keys.create("xm")
    number, key = keys.fresh("xm", "journal", after=0)
    keys.destroy_older("xm", words=0, journal=0)
    assert Keys(tmp_path).of("xm", "journal", number) == key


def test_a_key_in_use_that_is_not_there_stops_the_destroying(tmp_path):
    keys = Keys(tmp_path)
    keys.create("xm")
    with pytest.raises(NoKey):
        keys.destroy_older("xm", words=3, journal=0)
    assert keys.of("xm", "words", 0)


def test_many_at_once_lose_no_key(tmp_path):
    Keys(tmp_path).create("xm")
    uses = ["words", "journal"] * 20
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda use: (use, *Keys(tmp_path).fresh("xm", use, after=0)), uses))
    for use, number, key in made:
        assert Keys(tmp_path).of("xm", use, number) == key
    assert len({(use, number) for use, number, _ in made}) == len(made)


def test_the_bytes_of_a_destroyed_key_are_overwritten(tmp_path):
    keys = Keys(tmp_path)
    keys.create("xm")
    handle = (tmp_path / "xm.meeting").open("rb")
    keys.destroy("xm")
    assert set(handle.read()) == {0}
    handle.close()
    with pytest.raises(NoKey):
        keys.of("xm", "words", 0)
    keys.destroy("xm")


def test_the_bytes_of_a_replaced_key_are_overwritten(tmp_path):
    keys = Keys(tmp_path)
    keys.create("xm")
    handle = (tmp_path / "xm.meeting").open("rb")
    keys.fresh("xm", "words", after=0)
    assert set(handle.read()) == {0}
    handle.close()


def test_what_is_sealed_opens_with_its_key_in_its_place_only():
    key = new_key()
    sealed = seal(key, b"words", "here")
    assert unseal(key, sealed, "here") == b"words"
    for other_key, other_place in ((new_key(), "here"), (key, "there")):
        with pytest.raises(Unreadable):
            unseal(other_key, sealed, other_place)
    assert seal(key, b"words", "here") != sealed


def test_hashes_and_keys_for_different_purposes_have_nothing_in_common():
    key = new_key()
    assert keyed_hash(key, "a", "x") == keyed_hash(key, "a", "x")
    assert len({keyed_hash(key, "a", "x"), keyed_hash(key, "b", "x"), keyed_hash(key, "a", "y")}) == 3
    assert derived(key, "a") != derived(key, "b")
