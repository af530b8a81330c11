"""How long attendance stays, and names erased: what goes, what stays, and that nothing is left behind."""

import itertools
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from facilitator.accounts import members, sign_ins
from facilitator.accounts.models import Member, Organization
from facilitator.accounts.settings import Settings, settle
from facilitator.attendance import erasing, keeping
from facilitator.attendance.keeping import LetGo, first_that_stays, purge
from facilitator.attendance.models import Held, Month, Signature, SpentSlip
from facilitator.attendance.names import opened_name
from facilitator.attendance.records import NotThere, correct_heads
from facilitator.operations import audit
from facilitator.operations.audit_said import said
from facilitator.operations.daily import every_day
from facilitator.serving.threads import THREADS
from facilitator.store.keys import NoKey
from facilitator.store.migrating import back_up
from facilitator.store.name_keys import bucket_of
from facilitator.store.writing import StorageFailed, Store, checkpoint
from tests.places import ROOT, home_in, settings, wait_until, with_the_cast
from tests.store.signing import every_byte, in_riverside, met, read_by_a_thief, signed_at
from tests.web.test_command_line import facilitator
from tests.web.test_command_line import said as answered

TODAY = date(2026, 11, 20)
NAME = "Anastasia Quillfeather"


@pytest.fixture
def place(database, tmp_path):
    home = home_in(tmp_path, DATABASE_URL=database)
    ids = with_the_cast(home)
    settle(home.store, ids["Riverside"], ids["Ada"], Settings("", 12, 3))
    yield home, ids, tmp_path
    home.store.close()


def go(home, today=TODAY, **more) -> LetGo:
    return purge(home.store, home.names, home.config.data / "backups", today, **more)


def count(home, table) -> int:
    with home.store.read() as session:
        return session.scalar(select(func.count()).select_from(table))


# What goes


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 11, 30), 1, date(2026, 10, 1)),
        (date(2026, 12, 1), 1, date(2026, 11, 1)),
        (date(2026, 1, 15), 3, date(2025, 10, 1)),
        (date(2026, 1, 1), 12, date(2025, 1, 1)),
        (date(2026, 2, 28), 240, date(2006, 2, 1)),
    ],
)
def test_a_month_goes_once_all_of_it_is_older_than_what_is_kept(today, months, first):
    assert first_that_stays(today, months) == first


def test_names_go_before_attendance_and_both_by_whole_months(place):
    home, ids, _ = place
    met_on = {day: in_riverside(home, ids, day, "Ana", "Ben") for day in (
        date(2025, 10, 31), date(2025, 11, 1), date(2026, 7, 31), date(2026, 8, 1), TODAY)}  # fmt: skip
    gone = go(home)
    assert (gone.names, gone.sessions) == (6, 1)
    with home.store.read() as session:
        assert {h.held_on for h in session.scalars(select(Held))} == set(met_on) - {date(2025, 10, 31)}
        assert sorted(m.month for m in session.scalars(select(Month))) == [202511, 202607, 202608, 202611]
    assert signed_at(home, met_on[date(2026, 7, 31)]) == []
    assert signed_at(home, met_on[date(2026, 8, 1)]) == ["Ana", "Ben"]
    assert home.names.buckets() == {bucket_of(ids["Riverside"], m) for m in ("2026-08", "2026-11")}
    with home.store.read() as session:
        assert session.get(Held, met_on[date(2026, 7, 31)]).signed == 2, "that two had signed is attendance, and stays"


def test_each_organization_keeps_as_long_as_it_has_settled(place):
    home, ids, _ = place
    day = date(2026, 3, 3)
    ours = in_riverside(home, ids, day, "Ana")
    theirs = met(home.store, home.names, ids["Elsewhere"], ids["their group"], day, ["Cy"])
    go(home)
    assert signed_at(home, ours) == []
    assert signed_at(home, theirs) == ["Cy"]
    assert [e.what for e, _ in audit.entries(home.store, ids["Elsewhere"])] == []


def test_what_went_is_in_the_audit_trail_with_counts(place):
    home, ids, _ = place
    in_riverside(home, ids, date(2025, 1, 7), "Ana", "Ben")
    go(home)
    entry, change = audit.entries(home.store, ids["Riverside"])[0]
    assert (entry.member, entry.what, change) == ("", "retention.purged", {"names": 2, "sessions": 1})
    before = len(audit.entries(home.store, ids["Riverside"]))
    assert go(home) == LetGo()
    assert len(audit.entries(home.store, ids["Riverside"])) == before, "nothing went, so nothing is said"


def test_only_looking_says_the_same_and_changes_nothing(place):
    home, ids, _ = place
    held = in_riverside(home, ids, date(2025, 1, 7), "Ana")
    correct_heads(home.store, ids["Riverside"], ids["Cora"], held, 9)
    would = go(home, only_look=True)
    assert signed_at(home, held) == ["Ana"]
    assert go(home) == would
    assert would.entries == 1


def test_what_was_corrected_of_a_session_goes_with_it(place):
    home, ids, _ = place
    held = in_riverside(home, ids, date(2025, 1, 7))
    correct_heads(home.store, ids["Riverside"], ids["Cora"], held, 9)
    go(home)
    assert "attendance.heads" not in {e.what for e, _ in audit.entries(home.store, ids["Riverside"])}


def test_slips_sign_ins_and_invitations_go_when_their_day_has_passed(place):
    home, ids, _ = place
    today = date.today()
    home.store.write(lambda s: s.add_all([
        SpentSlip(id="old", good_until=today - timedelta(days=1)), SpentSlip(id="new", good_until=today)]))  # fmt: skip
    sign_ins.sign_in(home.store, ids["Ada"])
    members.invite(home.store, ids["Riverside"], ["facilitator"])
    assert go(home, today) == LetGo(slips=1)
    gone = go(home, today + timedelta(days=16))
    assert (gone.slips, gone.sign_ins) == (1, 2)


def test_copies_made_before_an_update_go_after_a_month_and_other_files_stay(place):
    home, _, tmp_path = place
    backups = tmp_path / "backups"
    backups.mkdir(exist_ok=True)
    for name in ("2026-10-20-101010-before-0003.sqlite3", "2026-10-22-101010-before-0004.sqlite3", "mine.sqlite3"):
        (backups / name).write_bytes(b"x" * 99)
    assert go(home, only_look=True).backups == 1
    assert go(home).backups == 1
    assert {p.name for p in backups.iterdir()} == {"2026-10-22-101010-before-0004.sqlite3", "mine.sqlite3"}


def test_two_purges_at_once_do_no_harm(place, database):
    home, ids, _ = place
    for month in range(1, 8):
        in_riverside(home, ids, date(2025, month, 7), "Ana", "Ben")
    kept = in_riverside(home, ids, TODAY, "Cy")
    other = Store(database)
    with ThreadPoolExecutor(2) as threads:
        went = list(threads.map(
            lambda store: purge(store, home.names, home.config.data / "backups", TODAY), (home.store, other)))  # fmt: skip
    other.close()
    assert (sum(g.names for g in went), sum(g.sessions for g in went)) == (14, 7)
    assert signed_at(home, kept) == ["Cy"]
    told = [c for e, c in audit.entries(home.store, ids["Riverside"]) if e.what == "retention.purged"]
    assert sum(c["names"] for c in told) == 14


def test_a_crash_before_the_keys_go_is_made_good_by_the_next_purge(place):
    home, ids, _ = place
    in_riverside(home, ids, date(2025, 1, 7), "Ana")
    old = keeping._old(ids["Riverside"], 12, 3, TODAY)
    home.store.write(lambda session: keeping._let_go(session, old))
    assert home.names.buckets() != set()
    go(home)
    assert home.names.buckets() == set()


def test_what_other_tables_keep_of_it_is_let_go_by_the_same_months(place, monkeypatch):
    home, ids, _ = place
    asked = []
    monkeypatch.setattr(
        keeping, "ALSO_LET_GO", [lambda session, organization, month: asked.append((organization, month))]
    )
    go(home)
    assert (ids["Riverside"], 202511) in asked


# Nothing is left behind


def test_after_a_purge_a_copy_from_before_it_cannot_be_read_with_the_keys_from_after(tmp_path):
    home = home_in(tmp_path)
    ids = with_the_cast(home)
    in_riverside(home, ids, date(2020, 1, 7), NAME)
    checkpoint(home.store)
    file = tmp_path / "facilitator.sqlite3"
    back_up(file, tmp_path / "backups", "0003")
    shutil.copy(file, tmp_path / "stolen.sqlite3")
    assert read_by_a_thief(tmp_path / "stolen.sqlite3", tmp_path / "keys") == [NAME], "the thief knows how"
    assert go(home).names == 1
    assert read_by_a_thief(tmp_path / "stolen.sqlite3", tmp_path / "keys") == []
    everything = every_byte(tmp_path)
    for written in (NAME, NAME.encode().hex(), "Quillfeather"):
        assert written.encode() not in everything
    assert (tmp_path / "facilitator.sqlite3-wal").stat().st_size == 0, "the write-ahead log is empty"
    home.store.close()


def test_sealed_rows_leave_no_byte_in_the_database_file(tmp_path):
    home = home_in(tmp_path)
    ids = with_the_cast(home)
    in_riverside(home, ids, date(2020, 1, 7), NAME)
    with home.store.read() as session:
        body = session.scalar(select(Signature.body))
    checkpoint(home.store)
    assert body[12:40] in every_byte(tmp_path)
    go(home)
    assert body[12:40] not in every_byte(tmp_path)
    home.store.close()


def test_on_postgresql_too_what_lies_in_the_heap_is_noise(place, database):
    """The row as a dump, the heap or the log of the database has it, with every key that is left."""
    home, ids, tmp_path = place
    in_riverside(home, ids, date(2020, 1, 7), NAME)
    with home.store.read() as session:
        row = session.scalar(select(Signature))
    assert opened_name(home.names.of(row.bucket, row.key), row.id, row.body) == NAME
    go(home)
    assert count(home, Signature) == 0
    with pytest.raises(NoKey):
        home.names.of(row.bucket, row.key)
    assert NAME.encode() not in every_byte(tmp_path)


# By itself


def test_it_runs_at_the_start_and_again_when_another_day_has_begun():
    """A clock that goes on by a day at every second look."""
    looks, worked = itertools.count(1), []
    seen = [0]

    def work(today: date) -> None:
        worked.append(today)
        if len(worked) == 2:
            raise StorageFailed

    way = replace(THREADS, spawn=lambda fn: fn(), sleep=lambda _: seen.__setitem__(0, next(looks)))
    every_day(work, lambda: 86_400_000 * (20_000 + (seen[0] + 1) // 2), way, lambda: seen[0] < 5)()
    assert [(day - worked[0]).days for day in worked] == [0, 1, 1, 2], "what failed is tried again the same day"


def test_a_started_house_purges_by_itself(tmp_path):
    home = home_in(tmp_path)
    ids = with_the_cast(home)
    held = in_riverside(home, ids, date(2010, 1, 7), NAME)
    home.start()
    wait_until(lambda: count(home, Held) == 0)
    wait_until(lambda: home.names.buckets() == set())
    assert held
    home.store.close()


# One name


def test_one_name_goes_and_the_others_of_the_month_lie_under_a_fresh_key(place):
    home, ids, _ = place
    held = in_riverside(home, ids, TODAY, NAME, "Ben")
    other = in_riverside(home, ids, TODAY - timedelta(days=7), "Cy")
    (found,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], NAME, THREADS.offload)
    with home.store.read() as session:
        before = session.get(Signature, found.id)
    key = home.names.of(before.bucket, before.key)
    assert erasing.erase_name(home.store, home.names, ids["Riverside"], ids["Cora"], found.id) == held
    assert (signed_at(home, held), signed_at(home, other)) == (["Ben"], ["Cy"])
    assert home.names.numbers(before.bucket) == [1]
    assert home.names.newest(before.bucket)[1] != key
    with home.store.read() as session:
        assert session.get(Held, held).signed == 1
        assert session.get(Month, (ids["group"], 202611)).signed == 2
    entry, change = audit.entries(home.store, ids["Riverside"])[0]
    assert (entry.member, entry.what, entry.about) == (ids["Cora"], "attendance.names_erased", "2026-11")
    assert change == {"names": 1}


def test_a_copy_from_before_shows_neither_the_erased_name_nor_the_others_any_more(tmp_path):
    home = home_in(tmp_path)
    ids = with_the_cast(home)
    in_riverside(home, ids, TODAY, NAME, "Ben")
    checkpoint(home.store)
    shutil.copy(tmp_path / "facilitator.sqlite3", tmp_path / "stolen.sqlite3")
    (found,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], NAME, THREADS.offload)
    erasing.erase_name(home.store, home.names, ids["Riverside"], ids["Cora"], found.id)
    assert read_by_a_thief(tmp_path / "stolen.sqlite3", tmp_path / "keys") == []
    assert read_by_a_thief(tmp_path / "facilitator.sqlite3", tmp_path / "keys") == ["Ben"]
    assert NAME.encode() not in every_byte(tmp_path)
    home.store.close()


def test_the_last_name_of_a_month_goes_like_any_other(place):
    home, ids, _ = place
    held = in_riverside(home, ids, TODAY, NAME)
    (found,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], NAME, THREADS.offload)
    old = home.names.of(found.bucket, 0)
    erasing.erase_name(home.store, home.names, ids["Riverside"], ids["Cora"], found.id)
    assert old not in [home.names.of(found.bucket, n) for n in home.names.numbers(found.bucket)]
    later = in_riverside(home, ids, TODAY, "Ben")
    assert (signed_at(home, held), signed_at(home, later)) == ([], ["Ben"])


def test_a_crash_between_the_halves_is_made_good_at_the_next_start(place, tmp_path):
    home, ids, _ = place
    held = in_riverside(home, ids, TODAY, NAME, "Ben")
    (found,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], NAME, THREADS.offload)
    erasing.write_without(home.store, home.names, ids["Riverside"], ids["Cora"], found.bucket, {found.id})
    assert home.names.numbers(found.bucket) == [0, 1], "here the power went"
    assert signed_at(home, held) == ["Ben"], "all can be read meanwhile"
    erasing.finish(home.store, home.names)
    assert home.names.numbers(found.bucket) == [1]
    assert signed_at(home, held) == ["Ben"]


def test_a_crash_between_the_halves_of_the_last_name_leaves_no_old_key(place):
    home, ids, _ = place
    in_riverside(home, ids, TODAY, NAME)
    (found,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], NAME, THREADS.offload)
    erasing.write_without(home.store, home.names, ids["Riverside"], ids["Cora"], found.bucket, {found.id})
    erasing.finish(home.store, home.names)
    assert home.names.numbers(found.bucket) == [1]


def test_an_erasure_that_came_to_nothing_leaves_every_name_readable(place):
    """A fresh key was written, and then the database could not take it."""
    home, ids, _ = place
    held = in_riverside(home, ids, TODAY, NAME, "Ben")
    bucket = bucket_of(ids["Riverside"], "2026-11")
    home.names.fresh(bucket)
    erasing.finish(home.store, home.names)
    assert signed_at(home, held) == [NAME, "Ben"]
    assert home.names.numbers(bucket) == [0, 1]
    later = in_riverside(home, ids, TODAY, "Cy")
    erasing.finish(home.store, home.names)
    assert (signed_at(home, held), signed_at(home, later)) == ([NAME, "Ben"], ["Cy"])


def test_every_signature_of_a_name_goes_across_months_and_groups(place):
    home, ids, _ = place
    first = in_riverside(home, ids, TODAY, "Ana  Pérez", "Ben")
    second = in_riverside(home, ids, date(2026, 9, 1), "ana pérez")
    other = in_riverside(home, ids, date(2026, 9, 8), "Ana Pérez Gil")
    theirs = met(home.store, home.names, ids["Elsewhere"], ids["their group"], TODAY, ["Ana Pérez"])
    found = erasing.signatures_of(home.store, home.names, ids["Riverside"], "Ana Pérez", THREADS.offload)
    assert [one.held for one in found] == [first, second]
    assert erasing.erase_every(home.store, home.names, ids["Riverside"], ids["Cora"], found) == 2
    assert erasing.erase_every(home.store, home.names, ids["Riverside"], ids["Cora"], found) == 0
    left = [signed_at(home, one) for one in (first, second, other, theirs)]
    assert left == [["Ben"], [], ["Ana Pérez Gil"], ["Ana Pérez"]]


def test_a_name_of_another_organization_is_not_there(place):
    home, ids, _ = place
    in_riverside(home, ids, TODAY, NAME)
    (found,) = erasing.signatures_of(home.store, home.names, ids["Riverside"], NAME, THREADS.offload)
    assert erasing.signature_of(home.store, home.names, ids["Elsewhere"], found.id) is None
    for id in (found.id, "nothing"):
        with pytest.raises(NotThere):
            erasing.erase_name(home.store, home.names, ids["Elsewhere"], ids["Olu"], id)
    assert count(home, Signature) == 1


# The pages


def test_cora_erases_a_name_from_its_own_page_after_being_asked(site):
    held = in_riverside(site.home, site.ids, TODAY, NAME, "Ben")
    (found,) = erasing.signatures_of(site.home.store, site.home.names, site.ids["Riverside"], NAME, THREADS.offload)
    cora, path = site.as_("Cora"), f"/attendance/name/{found.id}/erase"
    sheet = f"/attendance/meeting/{held}/sheet"
    assert path in cora.get(sheet).text
    page = cora.get(path).text
    assert NAME in page
    assert "gone for good" in page
    assert signed_at(site.home, held) == [NAME, "Ben"], "asking changes nothing"
    assert cora.send(path).location == f"/attendance/meeting/{held}"
    page = cora.get(f"/attendance/meeting/{held}").text
    assert "The name is erased." in page
    assert 'href="/attendance/name"' in page
    assert NAME not in cora.get(sheet).text
    assert signed_at(site.home, held) == ["Ben"]
    assert cora.get(path).status_code == 404
    assert cora.send(path, at="/attendance/name").status_code == 404


def test_cora_looks_for_a_name_sees_how_many_and_erases_them_all(site):
    first = in_riverside(site.home, site.ids, TODAY, NAME, "Ben")
    second = in_riverside(site.home, site.ids, TODAY - timedelta(days=7), NAME.upper())
    cora = site.as_("Cora")
    page = cora.send("/attendance/name", name=f" {NAME} ").text
    assert "2 signatures of this name" in page
    assert "Erase 2 signatures" in page
    assert "Tuesday Hope Circle" in page
    answer = cora.send("/attendance/name/erase", at="/attendance/name", name=NAME)
    assert answer.location == "/attendance/name"
    assert "2 signatures are erased." in cora.get("/attendance/name").text
    assert (signed_at(site.home, first), signed_at(site.home, second)) == (["Ben"], [])
    assert "Nobody left this name" in cora.send("/attendance/name", name=NAME).text
    assert cora.send("/attendance/name", name="").status_code == 200


@pytest.mark.parametrize("name", ["Fay", "Ada"])
def test_only_coordinators_erase_names(site, name):
    in_riverside(site.home, site.ids, TODAY, NAME)
    (found,) = erasing.signatures_of(site.home.store, site.home.names, site.ids["Riverside"], NAME, THREADS.offload)
    browser = site.as_(name)
    for path in (f"/attendance/name/{found.id}/erase", "/attendance/name"):
        assert browser.get(path).status_code == 403
        assert browser.send(path, at="/sign-in").status_code in (400, 403)
    assert count(site.home, Signature) == 1


# Settings


def settled(site) -> Organization:
    with site.home.store.read() as session:
        return session.get(Organization, site.ids["Riverside"])


def test_ada_settles_the_name_on_paper_and_how_long_things_stay(site):
    ada = site.as_("Ada")
    sent = {"paper_name": "Riverside Community House", "keep_attendance": "120", "keep_names": "36"}
    assert ada.send("/organization/settings", **sent).location == "/organization#settings"
    found = settled(site)
    assert (found.on_paper, found.keep_attendance, found.keep_names) == ("Riverside Community House", 120, 36)
    assert "Riverside Community House" in ada.get("/organization").text
    what = {e.what: c for e, c in audit.entries(site.home.store, site.ids["Riverside"])}
    assert what == {
        "organization.paper_name": {"given": True},
        "organization.keep_attendance": {"was": 84, "became": 120},
        "organization.keep_names": {"was": 24, "became": 36},
    }


def test_keeping_less_says_what_goes_and_asks_once_more(site):
    today = date.today()
    in_riverside(site.home, site.ids, today - timedelta(days=200), "Ana", "Ben")
    in_riverside(site.home, site.ids, today, "Cy")
    ada = site.as_("Ada")
    sent = {"paper_name": "", "keep_attendance": "84", "keep_names": "2"}
    page = ada.send("/organization/settings", **sent)
    assert "2 names left for credit" in page.text
    assert "session" not in page.text.partition("<ul")[2].partition("</ul")[0]
    assert settled(site).keep_names == 24, "not yet"
    assert ada.send("/organization/settings", **sent, sure="1").status_code == 302
    assert settled(site).keep_names == 2
    sent = {"paper_name": "", "keep_attendance": "2", "keep_names": "2"}
    assert "attendance of 1 session" in ada.send("/organization/settings", **sent).text
    go(site.home, today)
    nothing_old = {"paper_name": "", "keep_attendance": "80", "keep_names": "2"}
    assert "Nothing you have now is that old" in ada.send("/organization/settings", **nothing_old).text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"keep_names": "0"}, "a number of months from 1 to 240"),
        ({"keep_attendance": "241"}, "a number of months from 1 to 240"),
        ({"keep_attendance": "many"}, "a number of months from 1 to 240"),
        ({"keep_names": ""}, "a number of months from 1 to 240"),
        ({"keep_names": "90"}, "Names cannot stay longer"),
        ({"paper_name": "x" * 81}, "too long"),
    ],
)
def test_what_cannot_be_settled_is_said_beside_its_field(site, wrong, says):
    sent = {"paper_name": "Some House", "keep_attendance": "84", "keep_names": "24", **wrong}
    page = site.as_("Ada").send("/organization/settings", **sent).text
    assert says in page
    assert page.count('role="alert"') == 1
    assert settled(site).paper_name == ""


def test_settings_are_refused_below_the_form_as_well(site):
    for months in ((0, 0), (241, 3), (3, 4)):
        with pytest.raises(ValueError, match="months"):
            settle(site.home.store, site.ids["Riverside"], site.ids["Ada"], Settings("", *months))


@pytest.mark.parametrize("name", ["Fay", "Cora"])
def test_only_administrators_settle_and_see_the_audit_trail(site, name):
    browser = site.as_(name)
    for path in ("/organization/settings", "/organization/audit"):
        assert browser.get(path).status_code == 403


# The audit trail


def test_ada_reads_who_did_what_and_when(site):
    held = in_riverside(site.home, site.ids, TODAY, NAME)
    correct_heads(site.home.store, site.ids["Riverside"], site.ids["Cora"], held, 11)
    ada = site.as_("Ada")
    page = ada.get("/organization/audit").text
    assert "Corrected how many came: from 8 to 11." in page
    assert "Cora" in page
    assert "Tuesday Hope Circle, Nov 20, 2026" in page
    assert NAME not in page
    spanish = ada.get("/organization/audit", headers={"Accept-Language": "es"}, query_string={"lang": "es"}).text
    assert 'lang="es"' in spanish


def test_the_trail_is_read_a_page_at_a_time(site):
    held = in_riverside(site.home, site.ids, TODAY)
    for heads in range(20, 73):
        correct_heads(site.home.store, site.ids["Riverside"], site.ids["Cora"], held, heads)
    ada = site.as_("Ada")
    first, second = ada.get("/organization/audit").text, ada.get("/organization/audit?page=2").text
    assert (first.count("Corrected"), second.count("Corrected")) == (50, 3)
    assert "from 71 to 72" in first
    assert "page=2" in first
    assert "page=3" not in second
    for odd in ("0", "-1", "x", "9" * 30):
        assert ada.get(f"/organization/audit?page={odd}").status_code == 200
    assert "There is no more." in ada.get("/organization/audit?page=9").text


def test_nothing_of_another_organization_is_in_it(site):
    held = in_riverside(site.home, site.ids, TODAY)
    correct_heads(site.home.store, site.ids["Riverside"], site.ids["Cora"], held, 11)
    page = site.as_("Olu").get("/organization/audit").text
    assert "Nothing has been changed yet." in page


def written_anywhere() -> set[str]:
    """Every kind of entry that the program writes."""
    source = "\n".join(p.read_text("utf-8") for p in (ROOT / "facilitator").rglob("*.py"))
    calls = re.findall(r"audit\.write\((.*?)\)\n", source, re.DOTALL)
    return {kind for call in calls for kind in re.findall(r'f?"([a-z_]+\.[a-z_{}]+)"', call)}


def test_every_kind_of_entry_has_its_sentence(site):
    kinds = written_anywhere()
    assert {"attendance.heads", "retention.purged", "organization.{name}"} <= kinds
    every = {"day": "2026-11-03", "was": 1, "became": 2, "names": 3, "sessions": 4, "given": True}
    with site.app.test_request_context():
        for kind in (kinds - {"organization.{name}"}) | {"organization.keep_attendance", "organization.keep_names"}:
            sentence = said(kind, every, "2026-11")
            assert sentence != kind, f"write its sentence into operations/audit_said.py: {kind}"
            assert sentence.endswith(".")


# The command line


def test_the_command_says_in_one_line_what_went_and_before_that_what_would(tmp_path):
    home = home_in(tmp_path)
    ids = with_the_cast(home)
    in_riverside(home, ids, date(2015, 1, 7), NAME, "Ben")
    home.store.close()
    env = settings(tmp_path)
    assert answered(facilitator("purge", "--dry-run", **env)) == "Would go: 2 names, 1 session."
    assert answered(facilitator("purge", **env)) == "Gone for good: 2 names, 1 session."
    assert answered(facilitator("purge", **env)) == "Nothing has been kept long enough to go."
    assert os.listdir(tmp_path / "keys" / "names") in (["lock"], [])


def test_keys_are_changed_and_lost_names_forgotten_by_command(tmp_path):
    home = home_in(tmp_path)
    ids = with_the_cast(home)
    held = in_riverside(home, ids, date.today(), NAME, "Ben")
    env, bucket = settings(tmp_path), bucket_of(ids["Riverside"], f"{date.today():%Y-%m}")
    said = answered(facilitator("keys", "rotate", **env))
    assert said == "2 names of 1 month: under fresh keys now, and the old keys are destroyed."
    assert signed_at(home, held) == [NAME, "Ben"], "while this program has the database open"
    home.names.destroy(bucket)
    for command in (("serve",), ("member", "list"), ("purge",), ("keys", "rotate")):
        process = facilitator(*command, **env)
        said = answered(process)
        assert process.returncode == 1
        assert said.startswith("The names left for credit in ")
        assert len(said.splitlines()) == 1
    process = facilitator("keys", "forget-names", **env)
    assert "do not open 2 names of 1 month." in answered(process)
    assert process.returncode == 1
    assert count(home, Signature) == 2, "not without a yes"
    said = answered(facilitator("keys", "forget-names", "--yes", **env))
    assert said == "Went on without 2 names of 1 month. Attendance itself is as it was."
    assert answered(facilitator("member", "list", **env)).startswith("Ada ")
    assert answered(facilitator("keys", "rotate", **env)).startswith("No names are kept")
    with home.store.read() as session:
        assert session.get(Held, held).heads == 8
        assert session.get(Member, ids["Ada"])
    home.store.close()
