"""Signing for credit: every outcome, single use, never more names than heads, and nothing of a seat on the way."""

import json
import re
import threading
import unicodedata

import pytest
from sqlalchemy import func, select

from facilitator import create_app
from facilitator.attendance.models import Held, Signature
from facilitator.attendance.names import names_of
from facilitator.attendance.vouchers import Vouchers
from facilitator.clock import new_id
from facilitator.limits import limiter
from facilitator.live.receipts import Receipt
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.store.keys import NoKey
from facilitator.store.tables import SealedSlip, Voucher
from tests.places import cast_folder, config
from tests.web.browsing import Site

NAME = "Ana Belén Ruiz"


class Sitting:
    """A session with people in it, and the vouchers of this process."""

    def __init__(self, site, people=("Ana", "Ben")) -> None:
        self.site, self.home, self.meeting = site, site.home, site.open()
        self.phones = {name: site.browser() for name in people}
        for name, phone in self.phones.items():
            assert phone.send(f"/j/{self.meeting.link}", handle=name).status_code == 303
        self._vouchers = Vouchers(self.home.store)

    def vouchers(self, many: int = 1) -> list[str]:
        return self._vouchers.hand_out(self.meeting.id, many, new_id(), again=False)

    def close(self, heads: int | None = None) -> None:
        fay = Actor("facilitator", member=self.site.ids["Fay"])
        assert self.home.desk.perform(self.meeting.id, fay, ask.Close(heads=heads)) is None

    def count(self, *what) -> int:
        with self.home.store.read() as session:
            return session.scalar(select(func.count()).select_from(what[0]).where(*what[1:]))

    def held(self) -> Held | None:
        with self.home.store.read() as session:
            return session.scalar(select(Held))

    def names(self) -> list[str]:
        with self.home.store.read() as session:
            return [name for _, name in names_of(session, self.home.names, self.held().id)]


@pytest.fixture
def sitting(site):
    return Sitting(site)


def sign(site, voucher: str, name: str = NAME, client=None) -> str:
    answer = (client or site.app.test_client()).post("/credit", json={"voucher": voucher, "name": name})
    return answer.json["outcome"]


def came(site, voucher: str, in_group: int, this_year: int) -> str:
    body = {"voucher": voucher, "before_in_group": in_group, "before_this_year": this_year}
    return site.app.test_client().post("/credit/came", json=body).json["outcome"]


def test_a_name_is_kept_sealed_and_comes_out_when_the_session_closes(site, sitting):
    first, second = sitting.vouchers(2)
    assert [sign(site, first), sign(site, second, "  B.  R. ")] == ["kept", "kept"]
    assert sitting.count(Signature) == 0
    sitting.close()
    assert sitting.names() == [NAME, "B. R."]
    assert sitting.held().signed == 2


def test_a_voucher_is_good_for_one_name(site, sitting):
    [voucher] = sitting.vouchers()
    assert [sign(site, voucher), sign(site, voucher, "Somebody Else")] == ["kept", "used"]
    sitting.close()
    assert sitting.names() == [NAME]


def test_a_voucher_used_for_a_name_says_nothing_of_a_stamp_and_the_other_way_round(site, sitting):
    first, second = sitting.vouchers(2)
    assert [sign(site, first), came(site, first, 1, 1)] == ["kept", "used"]
    assert [came(site, second, 1, 1), sign(site, second)] == ["kept", "used"]


def test_two_at_once_with_one_voucher_leave_one_name(site, sitting):
    [voucher] = sitting.vouchers()
    ready, answers = threading.Barrier(2), []

    def go(name: str) -> None:
        ready.wait()
        answers.append(sign(site, voucher, name))

    both = [threading.Thread(target=go, args=(name,)) for name in ("Ana", "Ben")]
    [one.start() for one in both]
    [one.join() for one in both]
    assert sorted(answers) == ["kept", "used"]
    assert sitting.count(SealedSlip) == 1


def test_there_are_never_more_names_than_people_who_came_and_a_voucher_refused_for_it_stays_good(site, sitting):
    vouchers = sitting.vouchers(3)
    assert [sign(site, v) for v in vouchers] == ["kept", "kept", "full"]
    assert site.browser().send(f"/j/{sitting.meeting.link}", handle="Cy").status_code == 303
    assert sign(site, vouchers[2], "Cy") == "kept"
    sitting.close(heads=1)
    held = sitting.held()
    assert (held.heads, held.signed) == (3, 3)


def test_names_and_stamps_are_counted_apart(site, sitting):
    vouchers = sitting.vouchers(5)
    assert [came(site, v, 0, 0) for v in vouchers[:3]] == ["kept", "kept", "full"]
    assert sign(site, vouchers[3]) == "kept"


def test_two_who_race_for_the_last_place_do_not_both_get_it(site, sitting):
    vouchers = sitting.vouchers(6)
    ready, answers = threading.Barrier(6), []

    def go(voucher: str) -> None:
        ready.wait()
        answers.append(sign(site, voucher))

    all_of_them = [threading.Thread(target=go, args=(v,)) for v in vouchers]
    [one.start() for one in all_of_them]
    [one.join() for one in all_of_them]
    assert sorted(answers) == ["full"] * 4 + ["kept"] * 2


@pytest.mark.parametrize("voucher", ["never-was", "x" * 64])
def test_a_voucher_that_never_was(site, sitting, voucher):
    assert sign(site, voucher) == "unknown"


def test_after_the_close_nothing_can_be_left(site, sitting):
    used, unused = sitting.vouchers(2)
    sign(site, used)
    sitting.close()
    assert [sign(site, v) for v in (used, unused)] == ["unknown", "unknown"]
    assert came(site, unused, 1, 1) == "unknown"
    assert sitting.names() == [NAME]


def test_vouchers_handed_out_before_a_restart_still_work(site, sitting, tmp_path):
    unused, used = sitting.vouchers(2)
    assert sign(site, used) == "kept"
    again = create_app(config(tmp_path))
    client = again.test_client()
    assert sign(site, used, "Again", client) == "used"
    assert sign(site, unused, "Ben", client) == "kept"
    again.extensions["facilitator"].store.close()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"name": ""}, "empty"),
        ({"name": " \u200b "}, "empty"),
        ({"name": "x" * 121}, "long"),
        ({"name": "e\u0301" * 120 + "."}, "long"),
        ({"name": "क्षि" * 60}, "long"),
        ({"name": "\ud800"}, "wrong"),
        ({"name": 7}, "wrong"),
        ({"name": "Ana", "seat": "x1"}, "wrong"),
        ({"name": "Ana", "voucher": ""}, "wrong"),
        ({"name": "Ana", "voucher": "x" * 65}, "wrong"),
        ({}, "wrong"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_leaves_the_voucher_good(site, sitting, body, why):
    [voucher] = sitting.vouchers()
    answer = site.app.test_client().post(
        "/credit", data=json.dumps({"voucher": voucher, **body}), content_type="application/json"
    )
    assert answer.json == {"outcome": why}
    assert answer.status_code == (400 if why == "wrong" else 200)
    assert sitting.count(SealedSlip) == 0
    assert sign(site, voucher) == "kept"


@pytest.mark.parametrize(
    "body",
    [
        {"before_in_group": 1},
        {"before_in_group": 2, "before_this_year": 0},
        {"before_in_group": "yes", "before_this_year": 0},
        {"before_in_group": 1, "before_this_year": 1, "name": "Ana"},
        {"before_in_group": 1, "before_this_year": 1, "group": "abc"},
    ],
)
def test_a_stamp_is_two_bits_and_nothing_else_is_taken(site, sitting, body):
    answer = site.app.test_client().post("/credit/came", json={"voucher": sitting.vouchers()[0], **body})
    assert (answer.status_code, answer.json["outcome"]) == (400, "wrong")


@pytest.mark.parametrize(
    "name", ["A. R.", "7-AB", "Ñandú " * 10 + "Zoë", "e\u0301" * 120, '"' * 120, "\\" * 120, "李小龍"]
)
def test_every_name_that_is_taken_comes_out_whole(site, sitting, name):
    assert sign(site, sitting.vouchers()[0], name) == "kept"
    sitting.close()
    assert sitting.names() == [unicodedata.normalize("NFC", name)]


def test_first_time_and_returning_are_counted(site, sitting):
    first, second = sitting.vouchers(2)
    came(site, first, 0, 0)
    came(site, second, 1, 0)
    sitting.close()
    held = sitting.held()
    assert (held.group_first, held.group_again, held.year_first, held.year_again, held.signed) == (1, 1, 2, 0, 0)


def test_sealed_rows_all_have_one_size(site, sitting):
    site.browser().send(f"/j/{sitting.meeting.link}", handle="Cy")
    vouchers = sitting.vouchers(4)
    sign(site, vouchers[0], "A")
    sign(site, vouchers[1], '"' * 120)
    came(site, vouchers[2], 0, 0)
    came(site, vouchers[3], 1, 1)
    with sitting.home.store.read() as session:
        sizes = {len(body) for body in session.scalars(select(SealedSlip.body))}
    assert len(sizes) == 1
    sitting.close()
    with sitting.home.store.read() as session:
        assert len({len(body) for body in session.scalars(select(Signature.body))}) == 1


def test_after_the_close_vouchers_sealed_rows_and_their_key_are_gone(site, sitting):
    used, _ = sitting.vouchers(2)
    sign(site, used)
    assert sitting.count(Voucher) >= 2
    sitting.close()
    assert (sitting.count(Voucher), sitting.count(SealedSlip)) == (0, 0)
    with pytest.raises(NoKey):
        sitting.home.keys.for_slips(sitting.meeting.id)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_nothing_is_read_that_another_sites_page_could_send(site, sitting, kind):
    body = json.dumps({"voucher": sitting.vouchers()[0], "name": "Ana"})
    answer = site.app.test_client().post("/credit", data=body, content_type=kind)
    assert (answer.status_code, answer.json) == (400, {"outcome": "wrong"})
    assert sitting.count(SealedSlip) == 0


# The page


def test_a_phone_sends_no_seat_to_the_page_and_nothing_of_a_seat_is_on_it(site, sitting):
    phone = sitting.phones["Ana"]
    seat = phone.boot("/here")["own"]["seat"]
    sent, serve = [], site.app.wsgi_app

    def listening(environ, start):
        sent.append([part.split("=")[0] for part in environ.get("HTTP_COOKIE", "").split("; ")])
        return serve(environ, start)

    site.app.wsgi_app = listening
    page = phone.get("/credit").text
    phone.client.post("/credit", json={"voucher": sitting.vouchers()[0], "name": NAME})
    phone.client.post("/credit/came", json={"voucher": "x", "before_in_group": 0, "before_this_year": 0})
    phone.get("/here")
    assert [("seat" in cookies) for cookies in sent] == [False, False, False, True]
    assert page == site.browser().get("/credit").text, "the same for everyone"
    for of_the_seat in (seat, "Ana", sitting.meeting.id, sitting.meeting.code, "Hope Circle", "csrf"):
        assert of_the_seat not in page


def test_signing_needs_and_leaves_no_cookie(site, sitting):
    client = site.app.test_client(use_cookies=False)
    assert "Set-Cookie" not in client.get("/credit").headers
    answer = client.post("/credit", json={"voucher": sitting.vouchers()[0], "name": NAME})
    assert answer.json == {"outcome": "kept"}
    assert "Set-Cookie" not in answer.headers


def test_the_page_is_not_kept_by_any_cache_and_says_who_sees_the_name(site):
    answer = site.browser().get("/credit")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "in no order, and never which words or handle belong to a name" in answer.text
    assert "<noscript>" in answer.text


def test_names_and_vouchers_reach_no_log(site, sitting, caplog):
    caplog.set_level(0)
    voucher, other = sitting.vouchers(2)
    for body in ({"voucher": voucher, "name": NAME}, {"voucher": other, "name": NAME * 40}, {"voucher": other}):
        site.app.test_client().post("/credit", json=body)
    sitting.close()
    for secret in (NAME, voucher, other):
        assert secret not in caplog.text


def test_trying_vouchers_at_random_is_stopped_and_a_room_that_signs_is_not(site):
    limiter.reset()
    people = [f"P{n}" for n in range(40)]
    sitting = Sitting(site, people[:1])
    for name in people[1:]:
        limiter.reset()
        site.browser().send(f"/j/{sitting.meeting.link}", handle=name)
    for voucher in sitting.vouchers(40):
        assert sign(site, voucher) == "kept"
    client = site.app.test_client()
    codes = [client.post("/credit", json={"voucher": f"guess {n}", "name": "A"}).status_code for n in range(130)]
    assert codes.count(200) == 120
    assert codes[-1] == 429


# The stamp's tag


def tag(phone) -> dict:
    return phone.boot("/here")["stamp"]


def test_everyone_of_a_group_has_the_same_tag_and_another_group_another(site, sitting):
    ana, ben = (tag(phone) for phone in sitting.phones.values())
    assert ana == ben
    assert re.fullmatch(r"[0-9a-f]{16}", ana["group"])
    assert sitting.home.desk.read(sitting.meeting.id).meeting.id not in ana["group"]
    assert site.ids["group"] not in json.dumps(ana)


def test_the_tag_stays_from_meeting_to_meeting_and_the_year_is_the_meetings(tmp_path):
    tags = []
    for year, begins in (("2026", 1_781_000_000_000), ("2027", 1_812_600_000_000)):
        site = Site.__new__(Site)
        site.ids = cast_folder(tmp_path)
        site.app = create_app(config(tmp_path), now=lambda begins=begins: begins)
        site.home = site.app.extensions["facilitator"]
        limiter.reset()
        sitting = Sitting(site, ("Ana",))
        tags.append(tag(sitting.phones["Ana"]))
        assert tags[-1]["year"] == year
        sitting.close()
        site.home.store.close()
    assert tags[0]["group"] == tags[1]["group"]


def test_how_many_vouchers_a_phone_has_had_is_told_to_it_and_counted(site, sitting):
    phone = sitting.phones["Ana"]
    seat = phone.boot("/here")["own"]["seat"]
    actor = Actor("seat", seat=seat)
    sitting.home.desk.perform(sitting.meeting.id, actor, ask.AskCredit(vouchers=2), Receipt(new_id(), b""))
    assert phone.boot("/here")["own"]["credit"]["vouchers"] == 1
