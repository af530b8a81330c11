"""Keys are small files, written whole or not at all, and gone when they are said to be gone."""

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
    new = keys.add("xm", "words", 1)
    assert keys.add("xm", "words", 1) == new
    other = Keys(tmp_path)
    assert (other.of("xm", "words", 0), other.of("xm", "words", 1)) == (old, new)
    keys.keep_only("xm", words=1, journal=0)
    with pytest.raises(NoKey):
        Keys(tmp_path).of("xm", "words", 0)


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
    keys.add("xm", "words", 1)
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
