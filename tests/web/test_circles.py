"""A practice circle: no attendance, own names by choice, and hours by one's own act, which nothing joins to a phone."""

import json
from datetime import timedelta

import pytest

from facilitator.attendance.records import held_by
from facilitator.attendance.vouchers import Vouchers
from facilitator.groups import circles
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.practice import learning
from facilitator.practice.circles import records
from facilitator.practice.circles.models import HoursClaim, HoursVoucher, PracticeCircle
from facilitator.store.base import Base
from facilitator.store.tables import Voucher
from tests.store.signing import every_byte

CIRCLES = "/practice/circles"
HOURS = f"{CIRCLES}/hours"


class Circle:
    """A practice circle of Riverside, while it is open and after."""

    def __init__(self, site, practice: bool = True) -> None:
        self.site, self.home, self.ids = site, site.home, site.ids
        values = {"name": "Craft Evening", "practice": practice}
        self.group = circles.make_group(self.home.store, self.ids["Riverside"], values)
        group = circles.group_of(self.home.store, self.ids["Riverside"], self.group)
        self.id = circles.open_meeting(self.home, group, self.ids["Fay"])
        self.fay = Actor("facilitator", member=self.ids["Fay"])

    @property
    def meeting(self):
        return self.home.desk.read(self.id).meeting

    def do(self, command, actor=None):
        assert self.home.desk.perform(self.id, actor or self.fay, command) is None

    def join(self, name: str, browser=None, **more) -> str:
        """Somebody sits down; gives the seat."""
        before = set(self.meeting.seats)
        browser = browser or self.site.browser()
        assert browser.send(f"/j/{self.meeting.link}", handle=name, **more).status_code == 303
        return (set(self.meeting.seats) - before).pop()

    def voucher(self, seat: str) -> str:
        """What this seat's phone is given; another one each time."""
        self.do(ask.AskCredit(vouchers=1), Actor("seat", seat=seat))
        (given,) = Vouchers(self.home.store).hand_out(self.id, 1, seat, False)
        return given

    def close(self, rounds: int = 2) -> PracticeCircle | None:
        for round in self.meeting.rounds[:rounds]:
            self.do(ask.StartRound(round=round.id))
        self.do(ask.BeginClosing())
        self.do(ask.Close())
        held = records.circles_of(self.home.store, self.ids["Riverside"])
        return held[0] if held else None


@pytest.fixture
def circle(site):
    return Circle(site)


def log_of(site, name: str):
    return [e.hours for e in learning.entries_of(site.home.store, site.home.practice, site.ids[name])]


def test_it_is_chosen_when_a_group_is_made_and_never_after(site):
    fay = site.as_("Fay")
    made = fay.send(
        "/groups/new", name="Craft Evening", agreements="", language="en", setting="in_person", practice="y"
    )
    id = made.location.rsplit("/", 1)[1]
    assert "facilitators among themselves" in fay.get(f"/groups/{id}").text
    assert '<option value="practice_circle" selected>' in fay.get(f"/groups/{id}").text
    fay.send(f"/groups/{id}/edit", name="Craft Evening", agreements="", language="en", setting="in_person", practice="")
    assert circles.group_of(site.home.store, site.ids["Riverside"], id).practice
    other = site.ids["group"]
    fay.send(f"/groups/{other}/edit", name="Hope", agreements="", language="en", setting="in_person", practice="y")
    assert not circles.group_of(site.home.store, site.ids["Riverside"], other).practice


def test_members_go_by_their_own_name_if_they_choose_and_nothing_ties_the_seat_to_them(site, circle):
    dot = site.as_("Dot")
    form = dot.get(f"/j/{circle.meeting.link}").text
    assert "Use my own name here: Dot" in form
    assert "everyone here sees it" in form
    seat = circle.join("", dot, own_name="y")
    assert circle.home.desk.read(circle.id).texts[circle.meeting.seats[seat].handle] == "Dot"
    assert circle.meeting.seats[seat].member is None
    page = site.browser().get(f"/j/{circle.meeting.link}").text
    assert "Use my own name" not in page
    assert "colleagues often go by their own name" in page


def test_no_other_group_offers_a_members_name(site):
    meeting, dot = site.open(), site.as_("Dot")
    assert "own name" not in dot.get(f"/j/{meeting.link}").text
    dot.send(f"/j/{meeting.link}", handle="Sparrow", own_name="y")
    live = site.home.desk.read(meeting.id)
    assert [live.texts[s.handle] for s in live.meeting.seats.values()] == ["Sparrow"]


def test_a_member_of_another_organization_is_offered_nothing_of_the_kind(site, circle):
    assert "Use my own name" not in site.as_("Olu").get(f"/j/{circle.meeting.link}").text


def test_it_counts_for_no_attendance_and_names_nobody(site, circle, tmp_path):
    seats = [circle.join(name) for name in ("Ana", "Ben")]
    circle.voucher(seats[0])
    held = circle.close()
    assert held_by(site.home.store, site.ids["Riverside"]) == []
    assert (held.title, held.led_by, held.unclaimed, held.presenters) == ("Craft Evening", site.ids["Fay"], 2, "[]")
    assert json.loads(held.agenda) == ["welcome", "checkin"]
    assert "Craft Evening" not in site.as_("Cora").get("/attendance").text
    everything = every_byte(tmp_path)
    for mark in (*seats, "Ana", "Ben"):
        assert mark.encode() not in everything


def test_a_voucher_becomes_hours_in_the_log_of_whoever_brings_it_once(site, circle):
    seat = circle.join("Sparrow")
    code = circle.voucher(seat)
    dot = site.as_("Dot")
    early = dot.send(HOURS, code=code)
    assert early.status_code == 422, "while the circle goes on there are no hours of it"
    held = circle.close()
    page = dot.send(HOURS, code=f" {code[:8]} {code[8:]}").text
    assert "Craft Evening" in page
    assert log_of(site, "Dot") == [], "looking uses nothing up"
    answer = dot.send(HOURS, code=code, sure="1", minutes=str(held.minutes), presenter="y")
    assert answer.status_code == 302
    (hours,) = log_of(site, "Dot")
    assert (hours.title, hours.provider, hours.kind, hours.date) == (
        "Craft Evening",
        "Riverside",
        "gathering",
        held.held_on,
    )
    assert hours.note == "Agenda: Welcome round, Feelings check-in\nPresenters: Dot"
    assert log_of(site, "Fay") == []
    assert dot.send(HOURS, code=code, sure="1").status_code == 422
    assert site.as_("Fay").send(HOURS, code=code).status_code == 422
    (after,) = records.circles_of(site.home.store, site.ids["Riverside"])
    assert (after.unclaimed, records.presenters_of(after)) == (0, ["Dot"])


def test_two_codes_are_not_two_evenings(site, circle):
    seat = circle.join("Sparrow")
    circle.join("Wren")
    codes = [circle.voucher(seat), circle.voucher(seat)]
    circle.close()
    dot = site.as_("Dot")
    dot.send(HOURS, code=codes[0], sure="1")
    dot.send(HOURS, code=codes[1], sure="1")
    assert len(log_of(site, "Dot")) == 1
    assert "are in your learning log already" in dot.get(CIRCLES).text
    fay = site.as_("Fay")
    fay.send(HOURS, code=codes[1], sure="1")
    assert len(log_of(site, "Fay")) == 1, "what was refused is not used up"


def test_there_are_never_more_records_than_seats(site, circle):
    seat = circle.join("Sparrow")
    first, second = circle.voucher(seat), circle.voucher(seat)
    circle.close()
    site.as_("Dot").send(HOURS, code=first, sure="1")
    assert site.as_("Fay").send(HOURS, code=second, sure="1").status_code == 422


def test_whoever_led_it_needs_no_code_and_nobody_else_gets_around_one(site, circle):
    circle.join("Sparrow")
    held = circle.close()
    fay, dot, olu = site.as_("Fay"), site.as_("Dot"), site.as_("Olu")
    assert "Put it into my learning log" in fay.get(f"{CIRCLES}/{held.id}").text
    assert "Put it into my learning log" not in dot.get(f"{CIRCLES}/{held.id}").text
    assert dot.send(f"{CIRCLES}/{held.id}", at=CIRCLES).status_code == 404
    assert olu.send(f"{CIRCLES}/{held.id}", at=CIRCLES).status_code == 404
    assert olu.get(f"{CIRCLES}/{held.id}").status_code == 404
    fay.send(f"{CIRCLES}/{held.id}", minutes="9999")
    fay.send(f"{CIRCLES}/{held.id}", minutes="15")
    (hours,) = log_of(site, "Fay")
    assert hours.minutes == learning.in_quarters(held.minutes)
    assert log_of(site, "Dot") == []


@pytest.mark.parametrize("code", ["", "-", "x" * 500, "used abc", "ñandú", "' OR 1=1", "0" * 24])
def test_a_code_that_is_none_is_said_so_in_one_sentence(site, circle, code):
    circle.join("Sparrow")
    circle.close()
    answer = site.as_("Dot").send(HOURS, code=code, sure="1")
    assert answer.status_code == 422
    assert "No hours belong to this code." in answer.text


def test_a_voucher_of_a_support_group_gives_no_hours_and_one_of_a_circle_no_credit(site):
    support = Circle(site, practice=False)
    code = support.voucher(support.join("Ana"))
    assert support.close() is None
    assert site.as_("Dot").send(HOURS, code=code, sure="1").status_code == 422
    with site.home.store.read() as session:
        assert session.query(HoursVoucher).count() == session.query(Voucher).count() == 0
    assert [h.heads for h in held_by(site.home.store, site.ids["Riverside"])] == [1]


def test_a_member_of_another_organization_gets_no_hours_and_uses_no_code_up(site, circle):
    code = circle.voucher(circle.join("Guest"))
    circle.close()
    assert site.as_("Olu").send(HOURS, code=code, sure="1").status_code == 422
    assert site.as_("Dot").send(HOURS, code=code, sure="1").status_code == 302


def test_what_is_left_says_neither_who_claimed_nor_from_which_phone(site, circle):
    """The claim is a keyed hash, the voucher is gone, the entry is sealed: no table names Dot beside the circle."""
    code = circle.voucher(circle.join("Sparrow"))
    held = circle.close()
    site.as_("Dot").send(HOURS, code=code, sure="1")
    with site.home.store.read() as session:
        said = {t.name: [str(row) for row in session.execute(t.select())] for t in Base.metadata.sorted_tables}
        assert session.query(HoursClaim).count() == 1
    for name, rows in said.items():
        for row in rows:
            assert not (held.id in row and site.ids["Dot"] in row), name
            assert code not in row


def test_a_rehearsal_and_a_circle_nobody_came_to_leave_nothing(site, circle):
    assert circle.close() is None


def test_a_circle_goes_when_the_attendance_of_its_day_would(site, circle):
    circle.voucher(circle.join("Sparrow"))
    held = circle.close()
    store = site.home.store
    records.let_go(store, held.held_on)
    assert len(records.circles_of(store, site.ids["Riverside"])) == 1
    records.let_go(store, held.held_on.replace(day=1, year=held.held_on.year + 7) + timedelta(days=40))
    assert records.circles_of(store, site.ids["Riverside"]) == []
    with store.read() as session:
        assert session.query(HoursVoucher).count() == 0


def test_vouchers_that_nobody_used_go_after_a_while(site, circle):
    code = circle.voucher(circle.join("Sparrow"))
    held = circle.close()
    older = held.held_on - records.CLAIMED_WITHIN - timedelta(days=1)
    site.home.store.write(lambda s: s.get(PracticeCircle, held.id).__setattr__("held_on", older))
    again = Circle(site)
    again.join("Wren")
    again.close()
    assert site.as_("Dot").send(HOURS, code=code, sure="1").status_code == 422


def test_a_record_on_paper_leaves_the_name_blank(site, circle):
    circle.join("Guest")
    held = circle.close()
    page = site.as_("Dot").get(f"{CIRCLES}/{held.id}/print").text
    assert "Record of a practice circle" in page
    assert "Guest" not in page
    assert site.as_("Olu").get(f"{CIRCLES}/{held.id}/print").status_code == 404
