"""Whose attendance a member sees: Cora all of Riverside's, Fay her own groups', Ada none; Olu none of Riverside."""

import pytest

from facilitator.accounts import members
from facilitator.attendance.periods import today
from facilitator.attendance.records import held_by
from tests.places import PASSWORD
from tests.web.riverside import NAMES, Riverside, sheets


@pytest.fixture
def riverside(site):
    return Riverside(site)


def pages_of(group: str, *meetings: str) -> list[str]:
    """Every address that names a group or one of its meetings."""
    files = ("figures.xlsx", "groups.csv", "months.csv", "meetings.csv", "meetings.xlsx")
    return [
        f"/attendance?group={group}", f"/attendance?period=all&group={group}", f"/attendance/group/{group}",
        *(f"/attendance/files/{file}?period=all&group={group}" for file in files),
        *(f"/attendance/meeting/{id}{end}" for id in meetings for end in ("", "/sheet", "/sheet.csv", "/sheet.xlsx")),
    ]  # fmt: skip


def post(browser, path: str, at: str, **fields: str):
    return browser.send(path, at=at, **fields)


def writes_of(group: str, held: str, off: str) -> dict[str, dict[str, str]]:
    """Everything that changes attendance."""
    return {
        f"/attendance/group/{group}/call-off": {"day": today().isoformat()},
        f"/attendance/meeting/{held}/heads": {"heads": "77"},
        f"/attendance/meeting/{off}/hold": {},
    }


def everything(site) -> list[tuple]:
    return [(h.id, h.heads, h.cancelled) for h in held_by(site.home.store, site.ids["Riverside"])]


def test_cora_sees_every_group_and_meeting(riverside, site):
    cora = site.as_("Cora")
    for group in (riverside.fays, riverside.dots):
        meetings = [r["id"] for r in riverside.of(group) if not r["cancelled"]][:2]
        for path in pages_of(group, *meetings):
            assert cora.get(path).status_code == 200, path
    assert "Tuesday Hope Circle" in cora.get("/attendance").text


def test_a_facilitator_sees_the_groups_they_have_led_and_no_others(riverside, site):
    fay = site.as_("Fay")
    mine = [r["id"] for r in riverside.of(riverside.fays) if not r["cancelled"]][:2]
    for path in pages_of(riverside.fays, *mine):
        assert fay.get(path).status_code == 200, path
    dots = [riverside.signed["id"], *(r["id"] for r in riverside.of(riverside.dots))]
    for path in pages_of(riverside.dots, *dots[:20]):
        assert fay.get(path).status_code == 404, path
    for path in ("/attendance", "/attendance?period=all", "/attendance/files/groups.csv?period=all",
                 "/attendance/files/meetings.csv?period=all"):  # fmt: skip
        page = fay.get(path).text
        assert "Tuesday Hope Circle" in page or path == "/attendance", "no filter where there is one group only"
        assert "Grief" not in page
        assert riverside.dots not in page
        assert not any(id in page for id in dots)
    before = everything(site)
    off = next((r["id"] for r in riverside.of(riverside.dots) if r["cancelled"]), riverside.signed["id"])
    for path, fields in writes_of(riverside.dots, riverside.signed["id"], off).items():
        assert post(fay, path, "/attendance", **fields).status_code == 404, path
    assert everything(site) == before


def test_a_facilitator_corrects_and_calls_off_in_their_own_groups(riverside, site):
    fay, held = site.as_("Fay"), next(r for r in riverside.of(riverside.fays) if not r["cancelled"])
    before = everything(site)
    post(fay, f"/attendance/meeting/{held['id']}/heads", "/attendance", heads=str(held["heads"] + 1))
    post(fay, f"/attendance/group/{riverside.fays}/call-off", f"/groups/{riverside.fays}", day=today().isoformat())
    after = everything(site)
    assert (held["id"], held["heads"] + 1, False) in after
    assert len(after) == len(before) + 1


def test_the_group_page_shows_its_attendance_to_whoever_has_led_it(riverside, site):
    page = site.as_("Fay").get(f"/groups/{riverside.fays}").text
    assert f"/attendance/group/{riverside.fays}" in page
    assert page.count("/attendance/meeting/") == 12
    assert "Call this session off" in page
    newcomer = members.Newcomer("Finn", "finn@example.org", PASSWORD)
    members.add_member(site.home.store, site.ids["Riverside"], newcomer, ["facilitator"], lambda fn: fn())
    page = site.as_("Finn").get(f"/groups/{riverside.fays}").text
    assert "/attendance/meeting/" not in page
    assert "Call this session off" not in page
    assert "You see the groups you have led." in site.as_("Finn").get("/attendance").text


def test_administering_alone_opens_no_attendance(riverside, site):
    ada = site.as_("Ada")
    paths = pages_of(riverside.dots, riverside.signed["id"], riverside.off["id"])
    for path in ("/attendance", f"/attendance/group/{riverside.dots}/sheet", *paths):
        assert ada.get(path).status_code == 403, path
    before = everything(site)
    for path, fields in writes_of(riverside.dots, riverside.signed["id"], riverside.off["id"]).items():
        assert post(ada, path, "/organization", **fields).status_code == 403
    assert everything(site) == before


def test_nobody_who_is_not_signed_in_sees_attendance(riverside, site):
    for path in pages_of(riverside.dots, riverside.signed["id"]):
        assert site.browser().get(path).location.startswith("/sign-in"), path


def test_another_organization_sees_nothing_by_any_id_in_any_address(riverside, site):
    olu, before = site.as_("Olu"), everything(site)
    groups, meetings = (riverside.fays, riverside.dots), [row["id"] for row in riverside.rows]
    for group in groups:
        for path in (*pages_of(group, riverside.signed["id"], riverside.off["id"]), f"/attendance/group/{group}/sheet"):
            assert olu.get(path).status_code == 404, path
        for path, fields in writes_of(group, riverside.signed["id"], riverside.off["id"]).items():
            assert post(olu, path, "/attendance", **fields).status_code == 404, path
    for path in (page.replace(f"group={riverside.theirs}", "") for page in pages_of(riverside.theirs)):
        page = olu.get(path if "/group/" not in path else f"/attendance/group/{riverside.theirs}")
        assert page.status_code == 200, path
        said = str(sheets(page)) if path.split("?")[0].endswith(".xlsx") else page.text
        assert not any(word in said for word in ("Riverside", "Tuesday", "Grief", *groups, *meetings, *NAMES)), path
    assert everything(site) == before
