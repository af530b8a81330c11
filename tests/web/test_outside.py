"""Exports for outside: who may make them, that they are made once and for good, and that files say what the database says."""

import csv
import io
import json
import random
import re
import threading
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from facilitator.accounts.models import Organization
from facilitator.attendance import outside_freezing, outside_released
from facilitator.attendance.models import FrozenMonth, Held, Month, Release
from facilitator.attendance.outside_freezing import NotPossible, Publisher
from facilitator.attendance.outside_periods import period_called
from facilitator.attendance.records import add_up, correct_heads
from facilitator.groups import circles
from facilitator.groups.models import Group
from facilitator.operations import audit
from facilitator.store.migrating import migrate
from facilitator.store.writing import Store

YEAR = date.today().year - 1
HIDDEN, SMALL = "hidden", "1 to 10"
HERE = "/attendance/outside"


def held(store, organization, group, day, heads, **more) -> str:
    """A session that was held, and its id."""
    fields = {
        "minutes": 60, "phones": heads, "without_phone": 0, "heads": heads, "remote": 0, "group_first": 0,
        "group_again": 0, "year_first": 0, "year_again": 0, "signed": 0, "cancelled": False, **more,
    }  # fmt: skip
    id = f"h{random.getrandbits(80):020x}"

    def work(session):
        one = Held(
            id=id, organization_id=organization, group_id=group, held_on=day, arrivals="{}", stays="{}", **fields
        )
        session.add(one)
        session.flush()
        add_up(session, one, 1)

    store.write(work)
    return id


@pytest.fixture
def here(site):
    """Writes down sessions of the cast's group: `here(month, heads, …)`, one for each number of heads."""

    def sessions(month, *heads, year=YEAR, group=None, **more):
        ids = (site.ids["Riverside"], group or site.ids["group"])
        return [held(site.home.store, *ids, date(year, month, 1 + 7 * at), n, **more) for at, n in enumerate(heads)]

    return sessions


@pytest.fixture
def cora(site):
    return site.as_("Cora")


def make(browser, name):
    """Cora asks for a period and says yes."""
    assert "Make it for good?" in browser.get(f"{HERE}/{name}").text
    answer = browser.send(f"{HERE}/{name}")
    assert answer.status_code == 302
    return browser.get(f"{HERE}/{name}").text


def lines(browser, name):
    """The CSV, as another program reads it."""
    answer = browser.get(f"{HERE}/{name}.csv")
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


# Who may


@pytest.mark.parametrize("name", ["Fay", "Ada"])
def test_it_is_the_coordinator_s(site, here, cora, name):
    here(1, 8, 8)
    make(cora, f"{YEAR}-01")
    browser = site.as_(name)
    for path in (HERE, *(f"{HERE}/{YEAR}-01{more}" for more in ("", ".csv", ".xlsx", "/print"))):
        assert browser.get(path).status_code == 403
    token = browser.get("/home", follow_redirects=True).text
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', token).group(1)
    assert browser.client.post(f"{HERE}/{YEAR}-02", data={"csrf_token": csrf}).status_code == 403
    assert site.browser().get(HERE).status_code == 302
    assert site.browser().get(f"{HERE}/{YEAR}-01.csv").location.startswith("/sign-in")


def test_another_organization_sees_nothing_of_it_and_makes_its_own(site, here, cora):
    here(1, 8, 8)
    make(cora, f"{YEAR}-01")
    olu = site.as_("Olu")
    assert "Nothing yet" in olu.get(HERE).text
    for more in ("", ".csv", ".xlsx", "/print"):
        assert olu.get(f"{HERE}/{YEAR}-01{more}").status_code == 404
    held(site.home.store, site.ids["Elsewhere"], site.ids["their group"], date(YEAR, 1, 3), 20)
    make(olu, f"{YEAR}-01")
    assert lines(olu, f"{YEAR}-01")[1][1] == "20"
    assert lines(cora, f"{YEAR}-01")[1][1] == "16"


# Which periods


def test_before_anything_was_held_the_page_says_when_there_will_be_something(cora):
    page = cora.get(HERE).text
    assert "Nothing yet" in page
    assert "<table" not in page


def test_only_periods_that_are_over_have_an_address(site, here, cora):
    today = date.today()
    here(today.month, 8, 8, year=today.year)
    here(12, 8, 8)
    listed = cora.get(HERE).text
    assert f"{HERE}/{YEAR}-12" in listed
    assert f"{HERE}/{YEAR}-11" not in listed, "nobody had met yet"
    for name in (f"{today.year}", f"{today.year}-{today.month:02}", f"{today.year}-Q{(today.month + 2) // 3}"):
        assert f'{HERE}/{name}"' not in listed
        assert cora.get(f"{HERE}/{name}").status_code == 404
        assert cora.get(f"{HERE}/{name}.csv").status_code == 404
        assert cora.send(f"{HERE}/{name}", at=f"{HERE}/{YEAR}-12").status_code == 404
    for name in ("x", "2025-13", "2025-W1", f"{YEAR}-11", f"{YEAR}-01-01"):
        assert cora.get(f"{HERE}/{name}").status_code == 404
    with pytest.raises(NotPossible, match="over"):
        outside_freezing.make(site.home.store, who(site), "m", period_called(f"{today.year + 1}"), today)


def test_no_file_before_it_is_made(here, cora):
    here(1, 8, 8)
    for more in (".csv", ".xlsx", "/print"):
        assert cora.get(f"{HERE}/{YEAR}-01{more}").status_code == 404


def test_a_session_that_has_not_ended_is_waited_for(site, here):
    here(1, 8, 8)
    meeting = site.open()
    today = date.today()
    after = date(today.year + 1, 3, 1)
    with pytest.raises(NotPossible, match="open"):
        outside_freezing.make(site.home.store, who(site), "m", period_called(f"{today.year}"), after)
    outside_freezing.make(site.home.store, who(site), "m", period_called(f"{YEAR}-01"), after)
    assert meeting


# What is published


def test_a_month_a_quarter_and_a_year_as_people_read_them(site, here, cora):
    here(1, 8, 7, 6)
    here(2, 6)
    here(3, 7, 8)
    page = make(cora, f"{YEAR}-02")
    assert f">{SMALL}<" in page
    assert lines(cora, f"{YEAR}-02") == [
        ["Group", "Person-visits"], ["Group session 1", SMALL], ["Together, of what is shown", "none is shown"],
    ]  # fmt: skip
    make(cora, f"{YEAR}")
    assert lines(cora, f"{YEAR}-Q1")[1:] == [
        ["Group session 1", HIDDEN, "36"], ["Together, of what is shown", "none is shown", "36"],
    ]  # fmt: skip
    assert lines(cora, f"{YEAR}")[1] == ["Group session 1", HIDDEN, "36", *[HIDDEN] * 6]
    page = cora.get(f"{HERE}/{YEAR}").text
    assert "“Hidden” means: 1 to 10, or hidden to protect such a count." in page
    assert "Tuesday Hope Circle" not in page, "a name that may name a condition stays inside"
    assert 'scope="row"' in page


def test_a_year_of_a_group_that_kept_meeting_shows_sessions_and_kinds(here, cora):
    for month in range(1, 13):
        here(month, 8, 7, 6, 8, year_first=1, year_again=5, remote=1)
    make(cora, f"{YEAR}")
    assert lines(cora, f"{YEAR}")[1][1:] == ["348", "348", "48", "48", "240", "60", "300", "48"]


def test_a_month_in_which_no_group_met(here, cora):
    here(1, 8, 8)
    here(3, 8, 8)
    assert "No group met in this time." in make(cora, f"{YEAR}-02")
    assert lines(cora, f"{YEAR}-02")[1:] == [["Together, of what is shown", "none is shown"]]
    assert cora.get(f"{HERE}/{YEAR}-02.xlsx").status_code == 200


def test_groups_go_by_their_paper_names_and_those_called_alike_are_numbered_for_good(site, here, cora):
    store, riverside = site.home.store, site.ids["Riverside"]
    alike = [circles.make_group(store, riverside, {"name": f"Grief {n}", "paper_name": "Evening"}) for n in range(2)]
    nameless = circles.make_group(store, riverside, {"name": "Recovery"})
    for group, heads in zip([*alike, nameless], (11, 12, 13), strict=True):
        here(1, heads, group=group)
    make(cora, f"{YEAR}-01")
    before = {int(visits): name for name, visits in lines(cora, f"{YEAR}-01")[1:-1]}
    assert set(before.values()) == {"Evening", "Evening (2)", "Group session 1"}
    for group, heads in zip([*alike[::-1], nameless, site.ids["group"]], (12, 11, 13, 14), strict=True):
        here(2, heads, group=group)
    circles.change_group(store, riverside, nameless, {"paper_name": "Morning"})
    make(cora, f"{YEAR}-02")
    after = {int(visits): name for name, visits in lines(cora, f"{YEAR}-02")[1:-1]}
    assert after == {11: before[11], 12: before[12], 13: "Morning", 14: "Group session 2"}
    make(cora, f"{YEAR}-Q1")
    assert {name for name, *_ in lines(cora, f"{YEAR}-Q1")[1:-1]} == set(after.values())


# Once, for good


def test_what_was_made_stays_to_the_byte_whatever_is_corrected(site, here, cora):
    ids = here(1, 8, 8, 8)
    make(cora, f"{YEAR}-01")
    paths = [f"{HERE}/{YEAR}-01{more}" for more in (".csv", ".xlsx", "/print")]
    before = [cora.get(path).data for path in paths]
    correct_heads(site.home.store, site.ids["Riverside"], site.ids["Cora"], ids[0], 12)
    here(1, 9)
    circles.change_group(site.home.store, site.ids["Riverside"], site.ids["group"], {"paper_name": "Another"})
    assert [cora.get(path).data for path in paths] == before
    cora.send(f"{HERE}/{YEAR}-01", at=f"{HERE}/{YEAR}-02")
    assert [cora.get(path).data for path in paths] == before
    assert [site.as_("Cora").get(path).data for path in paths] == before


def test_a_longer_period_rests_on_the_months_as_first_published(site, here, cora):
    ids = here(1, 8, 8, 8)
    here(2, 8, 8)
    here(3, 8, 8)
    make(cora, f"{YEAR}-01")
    correct_heads(site.home.store, site.ids["Riverside"], site.ids["Cora"], ids[0], 17)
    make(cora, f"{YEAR}-Q1")
    assert lines(cora, f"{YEAR}-Q1")[1][1] == "56", "and not 65: nine would stand between them"
    correct_heads(site.home.store, site.ids["Riverside"], site.ids["Cora"], ids[1], 17)
    make(cora, f"{YEAR}")
    assert lines(cora, f"{YEAR}")[1][1] == "56"


def test_a_year_makes_its_quarters_and_months_and_one_entry_for_the_audit(site, here, cora):
    here(1, 8, 8)
    make(cora, f"{YEAR}")
    with site.home.store.read() as session:
        made = set(session.scalars(select(Release.period)))
        assert len(made) == 17
        assert len(list(session.scalars(select(FrozenMonth)))) == 12
    for name in made:
        assert "Make it for good?" not in cora.get(f"{HERE}/{name}").text
    (entry, change), *_ = [e for e in audit.entries(site.home.store, site.ids["Riverside"])
                           if e[0].what == "attendance.release"]  # fmt: skip
    assert (entry.about, entry.member, change) == (f"{YEAR}", site.ids["Cora"], {"periods": 17})


def who(site, **more):
    given = {"organization": site.ids["Riverside"], "name": "Riverside", "keeps": 84, "groups": {}}
    return Publisher(**{**given, **more})


def test_two_who_make_it_at_once_make_it_once(database, tmp_path):
    """Two stores, as two processes have; overlapping periods; people who correct meanwhile."""
    migrate(database, tmp_path / "backups")
    stores = [Store(database), Store(database)]
    try:
        _prepared(stores[0])
        ids = [held(stores[0], "o", "g", date(2024, month, 1), 20) for month in (1, 2, 3)]
        periods = ["2024-01", "2024-Q1", "2024", "2024-02"]
        publisher, wrong = Publisher("o", "O", 240, {"g": ""}), []

        def work(n):
            for at in range(4):
                try:
                    name = periods[(at + n) % 4]
                    outside_freezing.make(stores[n % 2], publisher, f"m{n}", period_called(name), date(2025, 1, 2))
                    correct_heads(stores[n % 2], "o", f"m{n}", ids[n % 3], 21 + n + at)
                except Exception as e:  # the test says what went wrong
                    wrong.append(repr(e))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert wrong == []
        seen = {n: outside_released.released(stores[0], "o", period_called(n)).rows[0][2].visits
                for n in ("2024-01", "2024-02", "2024-03", "2024-Q1", "2024")}  # fmt: skip
        assert seen["2024-Q1"] == seen["2024"] == seen["2024-01"] + seen["2024-02"] + seen["2024-03"]
        with stores[0].read() as session:
            assert len(list(session.scalars(select(Release.period)))) == 17
        made = [
            change["periods"] for entry, change in audit.entries(stores[0], "o") if entry.what == "attendance.release"
        ]
        assert sum(made) == 17
    finally:
        for store in stores:
            store.close()


def _prepared(store):
    def work(session):
        session.add(Organization(id="o", name="O"))
        session.flush()
        session.add(Group(id="g", organization_id="o", name="G"))

    store.write(work)


# Files


def test_files_opened_by_others_say_what_the_database_says(site, here, cora):
    dice, riverside = random.Random(3), site.ids["Riverside"]
    more = [circles.make_group(site.home.store, riverside, {"name": f"G{n}"}) for n in range(4)]
    groups = [site.ids["group"], *more]
    for month in range(1, 13):
        for at, group in enumerate(groups):
            here(month, *[dice.randint(1, 3 + 4 * at) for _ in range(4)], group=group)
    make(cora, f"{YEAR}")
    for name in (f"{YEAR}", f"{YEAR}-Q2", f"{YEAR}-07"):
        with site.home.store.read() as session:
            months = [m for m in session.scalars(select(Month)) if m.month in period_called(name).months]
            body = json.loads(session.get(Release, (riverside, name)).body)
        exact = sorted(sum(m.heads for m in months if m.group_id == group) for group in groups)
        table = lines(cora, name)
        shown = [int(line[1]) for line in table[1:-1] if line[1].isdigit()]
        assert shown
        assert set(shown) <= set(exact)
        assert table[-1][1] == str(sum(shown))
        stored = [[counts["visits"], counts["in_shown_months"]] for _, _, counts in body["rows"]]
        assert [[int(c) if c.isdigit() else None] for c in (line[1] for line in table[1:-1])] == [
            [v] for v, _ in stored
        ]
        book = openpyxl.load_workbook(io.BytesIO(cora.get(f"{HERE}/{name}.xlsx").data))
        page = [["" if c is None else str(c) for c in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        assert page == table
        assert all(str(line[0]) for line in book.worksheets[1].iter_rows(values_only=True))
        numbers = [c for row in book.worksheets[0].iter_rows(min_row=2) for c in row[1:] if c.data_type == "n"]
        assert len(numbers) == sum(cell.isdigit() for line in table[1:] for cell in line[1:])
        html = cora.get(f"{HERE}/{name}/print").text
        assert all(f">{n}<" in html for n in shown)


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)"])
def test_a_name_that_looks_like_a_formula_stays_text(site, here, cora, name):
    circles.change_group(site.home.store, site.ids["Riverside"], site.ids["group"], {"paper_name": name})
    here(1, 20)
    make(cora, f"{YEAR}-01")
    assert lines(cora, f"{YEAR}-01")[1] == [f"'{name}", "20"]
    cell = openpyxl.load_workbook(io.BytesIO(cora.get(f"{HERE}/{YEAR}-01.xlsx").data)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_the_files_come_as_files_and_are_kept_by_nobody_on_the_way(here, cora):
    here(1, 20)
    make(cora, f"{YEAR}-01")
    for kind in ("csv", "xlsx"):
        answer = cora.get(f"{HERE}/{YEAR}-01.{kind}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="attendance-{YEAR}-01.{kind}"'
        assert answer.headers["Cache-Control"] == "no-store"


# Letting go


def forget(store, before):
    return store.write(lambda session: outside_released.forget_frozen(session, "o", before))


@pytest.fixture
def kept(home):
    """A store with an organization that met in every month of three years."""
    _prepared(home.store)
    for year in (2022, 2023, 2024):
        for month in range(1, 13):
            held(home.store, "o", "g", date(year, month, 1), 20)
    return home.store


def frozen(store):
    with store.read() as session:
        return set(session.scalars(select(FrozenMonth.month)))


def test_exact_months_are_let_go_once_their_year_is_made_and_what_was_published_stays(kept):
    publisher, today = Publisher("o", "O", 24, {}), date(2025, 1, 2)
    outside_freezing.make(kept, publisher, "m", period_called("2024"), today)
    assert forget(kept, 202407) == 6
    assert frozen(kept) == set(range(202407, 202413))
    assert forget(kept, 202601) == 6
    assert outside_released.released(kept, "o", period_called("2024")).rows[0][2].visits == 240
    assert outside_released.released(kept, "o", period_called("2024-03")).rows[0][2].visits == 20


def test_exact_months_are_kept_while_their_year_can_still_be_made(kept):
    publisher, today = Publisher("o", "O", 84, {}), date(2024, 8, 2)
    for month in range(1, 8):
        outside_freezing.make(kept, publisher, "m", period_called(f"2024-{month:02}"), today)
    assert forget(kept, 202405) == 0
    assert forget(kept, 202501) == 7, "the whole year is that old"


def test_exact_months_are_let_go_when_their_year_can_no_longer_be_made(kept):
    outside_freezing.make(kept, Publisher("o", "O", 84, {}), "m", period_called("2023-11"), date(2024, 8, 2))
    assert forget(kept, 202311) == 0
    assert frozen(kept) == {202311}
    assert forget(kept, 202312) == 1, "January to October are gone"


def test_what_was_published_is_never_frozen_anew_and_what_was_let_go_is_not_made_of_nothing(kept):
    publisher, today = Publisher("o", "O", 84, {}), date(2025, 1, 2)
    outside_freezing.make(kept, publisher, "m", period_called("2024-01"), today)
    assert forget(kept, 202501) == 1
    for name in ("2024-Q1", "2024"):
        with pytest.raises(NotPossible, match="gone"):
            outside_freezing.make(kept, publisher, "m", period_called(name), today)
    outside_freezing.make(kept, publisher, "m", period_called("2024-01"), today)
    short = Publisher("o", "O", 12, {})
    for name in ("2023", "2023-12", "2024-Q1"):
        with pytest.raises(NotPossible, match="gone"):
            outside_freezing.make(kept, short, "m", period_called(name), today)
    outside_freezing.make(kept, short, "m", period_called("2024-02"), today)
    states = {str(one.period): one for one in outside_released.listed(kept, "o", 12, today)}
    assert not states["2023-12"].possible
    assert not states["2024"].possible
    assert states["2024-Q2"].possible
    assert states["2024-02"].made_on == today


def test_the_page_says_what_can_no_longer_be_made(site, here, cora):
    here(1, 8, year=YEAR - 9)
    page = cora.get(f"{HERE}/{YEAR - 9}-01").text
    assert "It cannot be made any more." in page
    assert "Make it for good?" not in page
    assert "its attendance has been let go" in cora.get(HERE).text
    answer = cora.send(f"{HERE}/{YEAR - 9}-01", at=HERE)
    assert answer.status_code == 302
    assert "It cannot be made any more." in cora.get(f"{HERE}/{YEAR - 9}-01").text
