"""Words taken back are gone for a searcher who has every byte of the folder and every key that is still readable."""

import shutil
import sqlite3
import threading

import pytest

from facilitator.live.erasure import Eraser
from facilitator.live.journal import Journal, forget
from facilitator.meeting import commands as ask
from facilitator.meeting import rules
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.serving.threads import THREADS
from facilitator.store.keys import Keys, NoKey
from facilitator.store.sealing import Unreadable, unseal
from facilitator.store.writing import Store, checkpoint
from tests.store.test_journal import Place


def found_by_a_searcher(folder, keys_folder) -> list[str]:
    """Every text that can be read from any copy of the database in a folder, with the keys in another."""
    keys = Keys(keys_folder)
    found = []
    for copy in folder.rglob("*.sqlite3"):
        with sqlite3.connect(copy) as connection:
            for meeting, id, number, wrapped, body in connection.execute(
                "SELECT meeting, id, key, wrapped, body FROM words"
            ):
                try:
                    own = unseal(keys.of(meeting, "words", number), wrapped, f"{meeting} {id}")
                    found.append(unseal(own, body, f"{meeting} {id}").decode())
                except (NoKey, Unreadable):
                    continue
    return found


@pytest.fixture
def place(tmp_path):
    made = Place(f"sqlite:///{tmp_path / 'db' / 'facilitator.sqlite3'}", tmp_path)
    made.sit("Ana")
    made.room.begin("shoutouts")
    yield made
    made.store.close()


def share(place: Place, text: str) -> str:
    """Something written, stored as the desk would."""
    with_text = place.room.text(ask.Line, text)
    item = place.room.do("Ana", Give(text=with_text))[0].item
    from facilitator.live.steps import Batch

    place.journal.append(place.past, place.room.meeting, Batch(texts={with_text.id: text}), snapshot=True)
    place.past = place.journal.read("xmeeting", place.past)
    return item


def snapshot_of(place: Place, name: str) -> None:
    """A copy of the database and its log, as a backup or a thief would take it."""
    checkpoint(place.store)
    target = place.folder / "db" / name
    target.mkdir()
    shutil.copy(place.folder / "db" / "facilitator.sqlite3", target / "facilitator.sqlite3")


def test_before_it_is_taken_back_the_searcher_finds_it(place):
    share(place, "findable words")
    snapshot_of(place, "before")
    assert found_by_a_searcher(place.folder / "db", place.folder / "keys").count("findable words") == 2


def test_after_it_is_taken_back_no_copy_can_be_read_any_more(place):
    item = share(place, "findable words")
    share(place, "words that stay")
    snapshot_of(place, "before")
    place.step("Ana", ask.TakeBack(item=item))
    Eraser(place.store, place.keys, THREADS).change_keys("xmeeting")
    snapshot_of(place, "after")
    found = found_by_a_searcher(place.folder / "db", place.folder / "keys")
    assert "findable words" not in found
    assert "words that stay" in found
    everything = b"".join(p.read_bytes() for p in (place.folder / "db").rglob("*") if p.is_file())
    assert b"findable words" not in everything


def test_a_crash_between_erasing_and_changing_keys_is_made_good_at_the_next_start(place):
    item = share(place, "findable words")
    snapshot_of(place, "before")
    place.step("Ana", ask.TakeBack(item=item))
    assert "findable words" in found_by_a_searcher(place.folder / "db" / "before", place.folder / "keys")
    Eraser(place.store, Keys(place.folder / "keys"), THREADS).resume()
    assert "findable words" not in found_by_a_searcher(place.folder / "db", place.folder / "keys")


def test_a_crash_in_the_middle_of_changing_keys_loses_nothing(place):
    share(place, "words that stay")
    item = share(place, "findable words")
    place.step("Ana", ask.TakeBack(item=item))
    Eraser(place.store, place.keys, THREADS).wrap_anew("xmeeting")
    assert len(Keys(place.folder / "keys")._load("xmeeting").words) == 2
    fresh = Keys(place.folder / "keys")
    Eraser(place.store, fresh, THREADS).resume()
    assert "words that stay" in found_by_a_searcher(place.folder / "db", place.folder / "keys")
    assert len(fresh._load("xmeeting").words) == 1


def test_keys_without_a_meeting_and_meetings_without_a_key_are_cleared_away_at_start(place):
    share(place, "words")
    place.keys.create("xstray")
    Eraser(place.store, place.keys, THREADS).resume()
    assert place.keys.meetings() == {"xmeeting"}
    assert place.journal.readable("xmeeting")
    place.keys.destroy("xmeeting")
    Eraser(place.store, place.keys, THREADS).resume()
    assert not place.journal.readable("xmeeting")
    noted = []
    place.journal.abandon("xmeeting", lambda session, row: noted.append(row.id))
    assert (noted, place.journal.open_meetings()) == (["xmeeting"], [])
    assert place.journal.readable("xmeeting"), "it is closed, which is no loss"


class WithSomebodyStarting(Keys):
    """While a meeting gets its key, another process starts, and has half a second to do harm."""

    def create(self, meeting: str):
        made = super().create(meeting)
        other = Store(self.database)
        self.starting = threading.Thread(target=Eraser(other, Keys(self._folder), THREADS).resume, daemon=True)
        self.starting.start()
        self.starting.join(0.5)
        return made


def test_a_process_that_starts_while_a_meeting_is_opened_leaves_it_its_key(database, tmp_path):
    place = Place(database, tmp_path)
    keys = WithSomebodyStarting(tmp_path / "keys")
    keys.database = database
    asked = ask.Open(id="xsecond", salt="salt", group="xgroup", facilitator="xfay", code="ANOTHR", link="another link",
                     screen="another screen", open_for=1000)  # fmt: skip
    Journal(place.store, keys).create(rules.open_meeting(asked, 1), "xorganization")
    keys.starting.join(10)
    assert place.keys.meetings() == {"xmeeting", "xsecond"}
    assert place.journal.read("xsecond").meeting.id == "xsecond"
    place.store.close()


def test_the_keys_of_a_closed_meeting_go_also_when_whoever_closed_it_did_not_come_to_it(place):
    """The commit was there, and its answer was lost: the next who finds it closed asks for its keys to be destroyed."""
    place.store.write(lambda session: forget(session, "xmeeting"))
    Eraser(place.store, place.keys, THREADS).change_keys("xmeeting")
    assert place.keys.meetings() == set()


def test_after_a_close_nothing_is_left_to_find(place):
    share(place, "findable words")
    snapshot_of(place, "before")
    place.room.do("Fay", ask.Close())
    place.journal.close(place.past, lambda session, row: None)
    checkpoint(place.store)
    assert found_by_a_searcher(place.folder / "db", place.folder / "keys") == []


def test_a_round_that_ends_while_keys_are_changed_keeps_its_journal_readable(place):
    """The change has read which keys are in use; a round ends, and its snapshot has a newer one; then the old ones go."""
    share(place, "words that stay")
    words, journal, _ = Eraser(place.store, place.keys, THREADS).wrap_anew("xmeeting")
    share(place, "words of the snapshot")
    place.keys.destroy_older("xmeeting", words, journal)
    fresh = Keys(place.folder / "keys")
    assert place.journal.__class__(place.store, fresh).read("xmeeting").meeting == place.past.meeting
    assert {"words that stay", "words of the snapshot"} <= set(
        found_by_a_searcher(place.folder / "db", place.folder / "keys")
    )
