"""What a coordinator and a facilitator see of attendance: every figure, by period and group; correcting and calling off."""

import re
from datetime import timedelta

import pytest

from facilitator.attendance import listing, reports
from facilitator.attendance.periods import Period, today
from facilitator.attendance.reach import Reach
from facilitator.attendance.records import held_by
from facilitator.groups.circles import groups_of
from tests.web.riverside import Riverside, figures

YEAR = today().year
QUARTER = (today().month + 2) // 3


@pytest.fixture
def riverside(site):
    return Riverside(site)


@pytest.fixture
def cora(site):
    return site.as_("Cora")


def shown(page: str) -> dict[str, str]:
    """The figures of a page by what they are called."""
    return {
        re.sub(r"<[^>]+>", "", name): value
        for name, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page, re.DOTALL)
    }


def numbers(page: str, row: str, table: str = "") -> list[str]:
    """The numbers of a row of a table."""
    found = re.search(
        rf"<tr><th scope=\"row\">(?:<a [^>]*>)?{re.escape(row)}(?:</a>)?</th>(.*?)</tr>", page[page.find(table) :]
    )
    return re.findall(r'class="number">([^<]*)<', found.group(1))


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("", lambda day: day.year == YEAR),
        (f"{YEAR}", lambda day: day.year == YEAR),
        (f"{YEAR - 1}", lambda day: day.year == YEAR - 1),
        (f"{YEAR}-Q{QUARTER}", lambda day: day.year == YEAR and (day.month + 2) // 3 == QUARTER),
        (f"{YEAR - 1}-11", lambda day: (day.year, day.month) == (YEAR - 1, 11)),
        (f"{YEAR - 1}-03..{YEAR - 1}-08", lambda day: day.year == YEAR - 1 and 3 <= day.month <= 8),
        ("all", lambda day: True),
    ],
)
def test_the_figures_of_a_period_are_those_of_its_meetings(riverside, cora, period, wanted):
    for group in ("", riverside.fays):
        page = cora.get("/attendance", query_string={"period": period, "group": group}).text
        counted = figures(riverside.of(group, wanted))
        said = shown(page)
        assert said["Sessions held"] == str(counted[0])
        assert said["Called off"] == str(counted[1])
        assert said["Heads"] == str(counted[2])
        assert float(said["Heads on average"]) == counted[3]
        assert said["Held for"].split()[0] == str(counted[4] // 60)
        assert said["Time people stayed, together"].split()[0] == str(counted[5] // 60)
        assert numbers(page, "In the group") == [str(n) for n in counted[6:9]]
        assert numbers(page, "In the group this calendar year") == [str(n) for n in counted[9:12]]
        assert [said["In person"], said["Remote"]] == [str(n) for n in counted[12:14]]
        assert said["Names left for credit"] == str(counted[14])


def test_each_groups_line_is_that_of_the_group(riverside, cora):
    page = cora.get("/attendance?period=all").text
    counted = figures(riverside.of(riverside.fays))
    line = numbers(page, "Tuesday Hope Circle", "By group</caption>")
    assert line == [str(counted[n]) for n in (0, 1, 2, 3, 4, 6, 7, 12, 13)]


def test_a_chart_says_in_words_and_in_its_table_what_it_draws(riverside, cora):
    year = YEAR - 1
    page = cora.get(f"/attendance?period={year}").text
    pictures = re.findall(r'<svg class="chart"[^>]* role="img" aria-label="([^"]+)"', page)
    assert len(pictures) == 3
    assert f"{figures(riverside.of('', lambda d: d.year == year))[2]} heads in all" in pictures[0]
    for month, name in ((1, "Jan"), (12, "Dec")):
        counted = figures(riverside.of("", lambda d, month=month: (d.year, d.month) == (year, month)))
        rows = re.findall(rf'<th scope="row">{name} {year}</th>(.*?)</tr>', page)
        drawn = [re.findall(r">([^<]+)</td>", row) for row in rows]
        assert drawn[0] == [str(counted[0]), str(counted[2]), str(counted[3])]
        assert drawn[1] == [str(n) for n in counted[6:9]]
        assert drawn[2] == [str(n) for n in counted[12:14]]


def test_nothing_is_drawn_with_an_inline_style(riverside, cora):
    for path in ("/attendance?period=all", f"/attendance/meeting/{riverside.signed['id']}"):
        page = cora.get(path).text
        assert "<svg" in page
        assert "style=" not in page
        assert "<style" not in page


@pytest.mark.parametrize("period", ["all", f"{YEAR}"])
@pytest.mark.parametrize("size", [7, 50])
def test_pages_of_sessions_hold_every_session_once_latest_first(riverside, period, size):
    store, organization = riverside.site.home.store, riverside.ids["Riverside"]
    groups = {g.id: g for g in groups_of(store, organization)}
    span = Period(190001, 299912) if period == "all" else Period(YEAR * 100 + 1, YEAR * 100 + 12)
    for reach in (
        Reach(organization, groups, True),
        Reach(organization, {riverside.dots: groups[riverside.dots]}, False),
    ):
        months = reports.by_month(store, reach, span)
        found = [
            one
            for n in range(1, listing.pages(months, size) + 1)
            for one in listing.page_of(store, reach, span, months, n, size)
        ]
        wanted = [
            r
            for r in riverside.rows
            if r["group_id"] in reach.groups and (period == "all" or r["held_on"].year == YEAR)
        ]
        assert [o.id for o in found] == [
            r["id"] for r in sorted(wanted, key=lambda r: (r["held_on"], r["id"]), reverse=True)
        ]
        assert listing.page_of(store, reach, span, months, 10_000, size) == []


def test_sessions_come_fifty_at_a_time_with_ways_on_and_back(riverside, cora):
    page = cora.get("/attendance?period=all").text
    assert len(re.findall(r'<td class="day">', page)) == 50
    assert "1 to 50 of 240" in page
    assert "Page 1 of 5" in page
    last = cora.get("/attendance?period=all&page=99999").text
    assert "201 to 240 of 240" in last
    assert 'rel="prev"' in last
    assert cora.get("/attendance?period=all&page=-3").status_code == 200
    assert cora.get("/attendance?period=all&page=none").status_code == 200


def test_a_period_leads_to_those_beside_it_and_keeps_the_group(riverside, cora):
    page = cora.get(f"/attendance?period={YEAR}&group={riverside.fays}").text
    assert f'rel="prev" href="/attendance?group={riverside.fays}&amp;period={YEAR - 1}"' in page
    assert 'rel="next"' not in page[: page.index("Sessions held")]
    assert 'rel="next"' in cora.get(f"/attendance?period={YEAR - 1}").text


def test_two_months_of_the_form_become_a_period_in_the_address(riverside, cora):
    sent = cora.get(f"/attendance?from={YEAR}-02&to={YEAR}-05&group={riverside.fays}")
    assert sent.location == f"/attendance?period={YEAR}-02..{YEAR}-05&group={riverside.fays}"
    turned = cora.get(f"/attendance/group/{riverside.fays}?from={YEAR}-05&to={YEAR}-02")
    assert turned.location == f"/attendance/group/{riverside.fays}?period={YEAR}-02..{YEAR}-05"


@pytest.mark.parametrize(
    "typed", ["2026-13", "next week", "2026-Q5", "0000", "..", "2026-05..2026-02", "%00", "9" * 50]
)
def test_a_period_that_is_none_is_said_to_be_none(riverside, cora, typed):
    page = cora.get("/attendance", query_string={"period": typed})
    assert page.status_code == 200
    assert "That is not a period." in page.text
    assert shown(page.text)["Heads"] == str(figures(riverside.of("", lambda d: d.year == YEAR))[2])


def test_a_period_without_a_session_says_so(riverside, cora):
    assert "Nothing in this period." in cora.get("/attendance?period=1999").text


def test_before_the_first_session_the_pages_say_so(site, cora):
    for path in ("/attendance", f"/attendance/group/{site.ids['group']}"):
        assert "No session has been held yet" in cora.get(path).text
    assert cora.get("/attendance/files/groups.csv").status_code == 404
    assert "You see the groups you have led." in site.as_("Fay").get("/attendance").text


def test_a_session_shows_when_people_came_and_how_long_they_stayed(riverside, cora):
    row = riverside.signed
    page = cora.get(f"/attendance/meeting/{row['id']}").text
    assert shown(page)["Heads"] == str(row["heads"])
    assert shown(page)["Led by"] == "Dot"
    assert shown(page)["Phones"] == str(row["phones"])
    assert len(re.findall(r'<svg class="chart"[^>]* role="img"', page)) == 2
    assert numbers(page, "0–5 min")
    assert numbers(page, f"{row['minutes']} min")


def test_heads_are_corrected_and_the_page_says_who_did_it(riverside, cora):
    row, path = riverside.signed, f"/attendance/meeting/{riverside.signed['id']}"
    before = shown(cora.get("/attendance?period=all").text)
    assert cora.send(f"{path}/heads", at=path, heads=str(row["heads"] + 2)).status_code == 302
    page = cora.get(path).text
    assert shown(page)["Heads"] == str(row["heads"] + 2)
    assert f"Cora changed the heads from {row['heads']} to {row['heads'] + 2}." in page
    assert int(shown(cora.get("/attendance?period=all").text)["Heads"]) == int(before["Heads"]) + 2


@pytest.mark.parametrize("typed", ["", "-1", "0", "many", "5001", "99999999999", "٣", "1.5"])
def test_heads_that_cannot_be_are_not_taken(riverside, cora, typed):
    path = f"/attendance/meeting/{riverside.signed['id']}"
    cora.send(f"{path}/heads", at=path, heads=typed)
    page = cora.get(path).text
    assert "Not changed" in page
    assert shown(page)["Heads"] == str(riverside.signed["heads"])


def test_a_session_is_called_off_once_and_the_button_undoes_it(riverside, cora):
    path = f"/attendance/group/{riverside.fays}"
    day = today() + timedelta(days=3)
    before = len(held_by(riverside.site.home.store, riverside.ids["Riverside"]))
    for _ in range(2):
        cora.send(f"{path}/call-off", at=path, day=day.isoformat())
    page = cora.get(f"{path}?period={day:%Y-%m}").text
    assert "Tuesday Hope Circle is called off for" in page
    undo = re.search(r'action="(/attendance/meeting/[^"]+/hold)"', page).group(1)
    held = held_by(riverside.site.home.store, riverside.ids["Riverside"])
    assert len(held) == before + 1
    assert "called off by Cora" in cora.get(undo.removesuffix("/hold")).text
    cora.send(undo, at=path)
    assert len(held_by(riverside.site.home.store, riverside.ids["Riverside"])) == before
    assert cora.send(undo, at=path).status_code == 404


@pytest.mark.parametrize("day", ["", "soon", "2026-02-30", "1999-01-01", "9999-12-31"])
def test_no_session_is_called_off_on_a_day_that_is_none(riverside, cora, day):
    path = f"/attendance/group/{riverside.fays}"
    before = len(held_by(riverside.site.home.store, riverside.ids["Riverside"]))
    cora.send(f"{path}/call-off", at=path, day=day)
    assert "Nothing was called off" in cora.get(path).text
    assert len(held_by(riverside.site.home.store, riverside.ids["Riverside"])) == before


def test_calling_a_session_off_makes_nobodys_group_ones_own(riverside, site):
    from facilitator.attendance import records

    records.call_off(site.home.store, site.ids["Riverside"], site.ids["Fay"], riverside.dots, today())
    assert records.led_by(site.home.store, site.ids["Riverside"], site.ids["Fay"]) == {riverside.fays}
