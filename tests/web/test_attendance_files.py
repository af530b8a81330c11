"""Attendance as files and on paper: opened again with other libraries, and compared with the database."""

import csv
import io

import openpyxl
import pytest

from facilitator.attendance.periods import today
from facilitator.attendance.spreadsheets import Table, as_csv, as_xlsx
from facilitator.groups import circles
from tests.past import years_of
from tests.web.riverside import NAMES, TOPIC, Riverside, figures, sheets

YEAR = today().year


@pytest.fixture
def riverside(site):
    return Riverside(site)


@pytest.fixture
def cora(site, riverside):
    return site.as_("Cora")


def lines(answer) -> list[list[str]]:
    assert answer.data.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


@pytest.mark.parametrize("period", ["all", f"{YEAR - 1}"])
def test_figures_are_those_of_the_database(riverside, cora, period):
    def wanted(day):
        return period == "all" or day.year == YEAR - 1

    book = sheets(cora.get(f"/attendance/files/figures.xlsx?period={period}"))
    by_group = {row[0]: row[1:] for row in book["By group"][1:]}
    assert by_group == {
        TOPIC: figures(riverside.of(riverside.dots, wanted)),
        "Tuesday Hope Circle": figures(riverside.of(riverside.fays, wanted)),
        "All together": figures(riverside.of("", wanted)),
    }
    by_month = {row[0]: row[1:] for row in book["By month"][1:]}
    months = {f"{row['held_on']:%Y-%m}" for row in riverside.of("", wanted)}
    assert set(by_month) == {*months, "All together"}
    for month in months:
        assert by_month[month] == figures(riverside.of("", lambda d, month=month: f"{d:%Y-%m}" == month))
    for what, sheet in (("groups", "By group"), ("months", "By month")):
        found = lines(cora.get(f"/attendance/files/{what}.csv?period={period}"))
        text = [[str(float(c)) if isinstance(c, float) and c % 1 else str(c) for c in row] for row in book[sheet]]
        as_numbers = [
            [row[0].removeprefix("'"), *(c if at == 0 else float(c) for c in row[1:])] for at, row in enumerate(found)
        ]
        assert as_numbers == [[row[0], *(c if at == 0 else float(c) for c in row[1:])] for at, row in enumerate(text)]


@pytest.mark.parametrize("group", [True, False])
def test_the_list_of_sessions_is_that_of_the_database(riverside, cora, group):
    own = riverside.fays if group else ""
    rows = sorted(riverside.of(own), key=lambda r: (r["held_on"], r["id"]), reverse=True)
    names = {riverside.fays: "Tuesday Hope Circle", riverside.dots: TOPIC}
    wanted = [
        [r["held_on"].isoformat(), names[r["group_id"]], "yes" if r["cancelled"] else "", *(r[n] for n in (
            "heads", "phones", "without_phone", "remote", "minutes", "group_again", "group_first", "year_again", "year_first",
            "signed"))]
        for r in rows
    ]  # fmt: skip
    asked = f"?period=all&group={own}" if own else "?period=all"
    found = lines(cora.get(f"/attendance/files/meetings.csv{asked}"))[1:]
    assert [[row[0], row[1].removeprefix("'"), row[2], *map(int, row[3:])] for row in found] == wanted
    book = sheets(cora.get(f"/attendance/files/meetings.xlsx{asked}"))["Sessions"][1:]
    assert [[row[0].date().isoformat(), row[1], row[2] or "", *row[3:]] for row in book] == wanted


def test_a_long_list_comes_in_parts_that_have_every_session_once(riverside, cora, site):
    store, organization = site.home.store, site.ids["Riverside"]
    more = [circles.make_group(store, organization, {"name": f"Circle {n}"}) for n in range(20)]
    years_of(site.home, organization, more, 120, site.ids["Fay"], today())
    assert "Sessions, part 2 of 2" in cora.get("/attendance?period=all").text
    parts = [lines(cora.get(f"/attendance/files/meetings.csv?period=all&part={n}"))[1:] for n in (1, 2)]
    assert [len(part) for part in parts] == [2000, 640]
    rows = [row for part in parts for row in part]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    assert sum(int(row[3]) for row in rows) == int(lines(cora.get("/attendance/files/groups.csv?period=all"))[-1][3])
    for part in (0, 3):
        assert cora.get(f"/attendance/files/meetings.csv?period=all&part={part}").status_code == 404


@pytest.mark.parametrize(
    "what", ["groups.xlsx", "figures.csv", "groups.pdf", "names.csv", "..%2fx.csv", "meetings.", ".csv"]
)
def test_there_are_no_other_files(cora, what):
    assert cora.get(f"/attendance/files/{what}").status_code == 404


def test_what_looks_like_a_formula_stays_text_in_every_file(riverside, cora):
    path = f"/attendance/meeting/{riverside.signed['id']}/sheet"
    assert {row[0] for row in sheets(cora.get(f"{path}.xlsx"))["Sign-in sheet"][1:]} == set(NAMES)
    found = {row[0] for row in lines(cora.get(f"{path}.csv"))[1:]}
    assert found == {"Ana María Ñúñez", "'=HYPERLINK(1)", "'+1 Ben", "'-Cy", "'@Rose"}


RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "https://example.org",
    "{=1}",
    "007",
    "1E5",
    "plain",
]


def test_text_of_any_beginning_comes_back_as_it_was():
    table = Table("A", ["=head"], [[text] for text in RISKY])
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([table])))
    cells = [row[0] for row in book["A"].iter_rows()][1:]
    assert [cell.data_type for cell in cells] == ["s"] * len(RISKY)
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == RISKY
    assert not any(cell.hyperlink for cell in cells)
    read = [row[0] for row in csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))]
    assert read == ["'=head", *("'" + text for text in RISKY[:8]), *RISKY[8:]]


def test_the_sheet_shows_the_names_and_neither_a_topic_nor_the_groups_name(riverside, cora):
    path = f"/attendance/meeting/{riverside.signed['id']}/sheet"
    page = cora.get(path).text
    assert "Ana María Ñúñez" in page
    assert "Group session" in page
    assert "Riverside" in page
    for text in (page, cora.get(f"{path}.csv").data.decode(), str(sheets(cora.get(f"{path}.xlsx")))):
        assert "Grief" not in text
    assert page.count('<tr class="line">') >= max(4, riverside.signed["heads"] - len(NAMES))


def test_the_sheet_says_what_organization_and_group_are_called_on_paper(riverside, cora, site):
    from facilitator.accounts.models import Organization

    def neutral(session):
        session.get(Organization, site.ids["Riverside"]).paper_name = "RCS"

    site.home.store.write(neutral)
    circles.change_group(site.home.store, site.ids["Riverside"], riverside.dots, {"paper_name": "Room 4"})
    for path in (f"/attendance/meeting/{riverside.signed['id']}/sheet", f"/attendance/group/{riverside.dots}/sheet"):
        page = cora.get(path).text
        assert "RCS" in page
        assert "Room 4" in page
        assert "Riverside" not in page
        assert "Grief" not in page


def test_a_sheet_to_print_before_is_empty_and_any_facilitator_prints_it(riverside, site):
    page = site.as_("Fay").get(f"/attendance/group/{riverside.dots}/sheet").text
    assert page.count('<tr class="line">') == 20
    assert not any(name in page for name in NAMES)


def test_names_whose_key_is_gone_are_said_to_be_and_nothing_breaks(riverside, cora, site):
    for bucket in site.home.names.buckets():
        site.home.names.destroy(bucket)
    path = f"/attendance/meeting/{riverside.signed['id']}/sheet"
    page = cora.get(path)
    assert page.status_code == 200
    assert "cannot be read" in page.text
    assert cora.get(f"{path}.csv").status_code == 404


def test_a_session_that_was_called_off_has_no_sheet_and_no_heads(riverside, cora):
    path = f"/attendance/meeting/{riverside.off['id']}"
    assert "called off by" in cora.get(path).text
    for end in ("/sheet", "/sheet.csv"):
        assert cora.get(path + end).status_code == 404
    assert cora.send(f"{path}/heads", at=path, heads="5").status_code == 404


def test_a_held_session_cannot_be_taken_back_like_one_called_off(riverside, cora):
    path = f"/attendance/meeting/{riverside.signed['id']}"
    assert cora.send(f"{path}/hold", at=path).status_code == 404
    assert cora.get(path).status_code == 200


def test_a_groups_name_on_paper_is_kept(site):
    fay = site.as_("Fay")
    path = f"/groups/{site.ids['group']}/edit"
    assert "Group session" in fay.get(path).text
    fay.send(path, name="Tuesday Hope Circle", paper_name="Room 4", setting="in_person", agreements="", language="en")
    assert circles.group_of(site.home.store, site.ids["Riverside"], site.ids["group"]).paper_name == "Room 4"
    assert 'value="Room 4"' in fay.get(path).text
