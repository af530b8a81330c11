"""Attendance in a real browser: every chart's numbers can be read by ear, nothing for axe to find, and it fits a small phone."""

import pytest

from facilitator.attendance.names import write_names
from facilitator.attendance.periods import today
from facilitator.groups import circles
from tests.browser.stage import axe
from tests.past import years_of
from tests.places import PASSWORD, Server, email, home_in

NAMES = ["Ana María Ñúñez", "Ben", "A rather long name that somebody wanted to leave in full"]


class Office:
    """A server with a year and more behind it, and addresses of its pages."""

    def __init__(self, folder) -> None:
        self.server = Server(folder).prepare()
        home, ids = home_in(folder), self.server.ids
        organization = ids["Riverside"]
        long = {"name": "Friday Friends of a name so long that no table likes it"}
        groups = [ids["group"], circles.make_group(home.store, organization, long)]
        self.rows = years_of(home, organization, groups, 60, ids["Fay"], today())
        held = next(row for row in self.rows if not row["cancelled"])
        off = next(row for row in self.rows if row["cancelled"])
        home.store.write(lambda s: write_names(s, home.names, held["id"], organization, held["held_on"], NAMES))
        home.store.close()
        group, meeting = f"/attendance/group/{ids['group']}", f"/attendance/meeting/{held['id']}"
        self.pages = {
            "overview": "/attendance", "all years": "/attendance?period=all", "not a period": "/attendance?period=soon",
            "nothing there": "/attendance?period=1999", "group": group, "session": meeting,
            "called off": f"/attendance/meeting/{off['id']}", "sheet": f"{meeting}/sheet", "blank sheet": f"{group}/sheet",
        }  # fmt: skip
        self.server.start()

    def enter(self, device, name: str = "Cora", language: str = "en"):
        """A member signs in; gives the page."""
        device.page.goto(f"{self.server.url}/sign-in?lang={language}")
        device.page.fill("#email", email(name))
        device.page.fill("#password", PASSWORD)
        device.page.click("main button")
        device.page.wait_for_url(lambda url: "sign-in" not in url)
        return device.page


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    yield made
    made.server.kill()


def test_every_charts_numbers_can_be_read_without_seeing_it(office, device):
    page = office.enter(device("laptop"))
    year = today().year - 1
    page.goto(f"{office.server.url}/attendance?period={year}")
    rows = [r for r in office.rows if r["held_on"].year == year and not r["cancelled"]]
    columns = {
        "Heads": lambda r: [("heads", r["heads"])],
        "Returning and first time in the group": lambda r: [
            ("again", r["group_again"]), ("first", r["group_first"]), ("rest", r["heads"] - r["group_again"] - r["group_first"])],
        "In person and remote": lambda r: [("here", r["heads"] - r["remote"]), ("there", r["remote"])],
    }  # fmt: skip
    for title, numbers in columns.items():
        figure = page.get_by_role("figure", name=title)
        picture = figure.get_by_role("img")
        assert picture.count() == 1
        assert picture.get_attribute("aria-label").startswith("A chart.")
        table = figure.get_by_role("table", name=title)
        heads = table.get_by_role("columnheader").all_inner_texts()
        said: dict[int, int] = {}
        for line in table.get_by_role("row").all()[1:]:
            assert line.get_by_role("rowheader").count() == 1
            cells = line.get_by_role("cell").all_inner_texts()
            assert len(cells) == len(heads) - 1
            for at, cell in enumerate(cells[1:2] if title == "Heads" else cells):
                said[at] = said.get(at, 0) + int(cell)
        wanted = [sum(dict(numbers(r))[name] for r in rows) for name, _ in numbers(rows[0])]
        assert list(said.values()) == wanted
        for total in wanted:
            assert str(total) in picture.get_attribute("aria-label")


def test_parts_of_a_bar_differ_by_more_than_their_colour(office, device):
    page = office.enter(device("laptop"))
    chart = page.get_by_role("figure", name="Returning and first time in the group").get_by_role("img")
    fills = {name: chart.locator(f"rect.part.{name}").first.get_attribute("fill") for name in ("striped", "dotted")}
    assert all(fill.startswith("url(#") for fill in fills.values())
    assert len(set(fills.values())) == 2
    for name in ("Returning", "First time", "Not said"):
        assert chart.get_by_text(name, exact=True).count() == 1


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_is_accessible_and_fits_a_small_phone(office, device, language):
    page = office.enter(device("laptop"), language=language)
    found = []
    for name, path in office.pages.items():
        page.goto(office.server.url + path)
        assert page.locator("html").get_attribute("lang") == language
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{name} {scheme}: {line}" for line in axe(page)]
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > 320:
            found.append(f"{name}: {wide} pixels wide on a phone of 320")
        page.set_viewport_size({"width": 1440, "height": 900})
    assert found == []


def test_a_facilitator_calls_a_session_off_on_the_groups_page_and_takes_it_back(office, device):
    phone = device("phone")
    page = office.enter(phone, "Fay")
    page.goto(f"{office.server.url}/groups/{office.server.ids['group']}")
    phone.button("Call this session off").click()
    phone.sees("is called off for")
    phone.button("Undo").click()
    phone.sees("It is no longer called off.")


def test_heads_are_corrected_by_keyboard_alone(office, device):
    page = office.enter(device("laptop"))
    page.goto(office.server.url + office.pages["session"])
    page.get_by_label("How many came").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("31")
    page.keyboard.press("Enter")
    page.get_by_text("Cora changed the heads from").wait_for()
    assert page.get_by_label("How many came").input_value() == "31"
