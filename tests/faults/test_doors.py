"""Faults at doors: codes that open nothing now, other people's sessions and organizations, sign-ins that are over."""

import itertools

import pytest
import requests

from facilitator.clock import new_id
from facilitator.rehearsing.phone import Refused, Screen
from tests.faults.doors import Typist, plain
from tests.places import Server, wait_until

NOT_NOW = "This code does not open a room now."
addresses = (f"10.1.{n // 250}.{n % 250}" for n in itertools.count(1))


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory):
    """A server that is told its visitors' addresses, and whose rooms hold three."""
    made = Server(tmp_path_factory.mktemp("doors"), TRUSTED_PROXIES="1", ROOM_LIMIT="3").prepare().start()
    yield made
    made.stop()


def stranger(server) -> Typist:
    """A browser that has never been here, at an address of its own."""
    return Typist(server, next(addresses))


def test_fault_45_by_code_an_unknown_a_closed_a_full_and_a_locked_room_are_one_page(behind_proxy):
    """And whoever holds the link is told which."""
    server = behind_proxy
    locked, full, closed = (server.open(name) for name in ("Fay", "Dot", "Fay"))
    locked.console.do("door.lock", on=True)
    for name in ("Ana", "Ben", "Cy"):
        full.phone(name)
    closed.console.do("meeting.close")
    codes = {"unknown": "CCCCCC", "closed": closed.code, "locked": locked.code, "full": full.code}
    for ways in (lambda who, code: who.types(code), lambda who, code: who.get(f"/j/{code}")):
        told = {name: plain(ways(stranger(server), code)) for name, code in codes.items()}
        assert told["unknown"][0] == 404
        assert NOT_NOW in told["unknown"][1]
        assert [name for name in told if told[name] != told["unknown"]] == []
    by_link = {name: stranger(server).get(f"/j/{s.link}").text for name, s in (("locked", locked), ("full", full),
                                                                             ("closed", closed))}  # fmt: skip
    assert "closed for newcomers just now" in by_link["locked"]
    assert "The room is full just now" in by_link["full"]
    assert "This link is over" in by_link["closed"]
    for session in (locked, full, closed):
        session.close()


def test_fault_45_a_form_that_was_loaded_before_the_lock_takes_no_seat_after_it(behind_proxy):
    session = behind_proxy.open()
    late = stranger(behind_proxy)
    assert late.types(session.code).status_code == 302
    form = Screen(behind_proxy.url, late.web).page(f"/j/{session.code}").fields
    form.pop("again", None)
    session.console.do("door.lock", on=True)
    answer = late.web.post(f"{behind_proxy.url}/j/{session.code}", data=form, timeout=10)
    assert (answer.status_code, NOT_NOW in answer.text) == (404, True)
    assert "seat" not in late.web.cookies
    session.close()


def test_fault_45_whoever_was_removed_comes_back_to_no_seat_and_reads_no_accusation(behind_proxy):
    session = behind_proxy.open()
    ana = session.phone("Ana")
    session.console.do("care.remove", seat=ana.own["seat"])
    ana.wait(lambda s: s.bye)
    returns = Typist(behind_proxy, next(addresses), ana.web)
    for answer in (returns.types(session.code), returns.get(f"/j/{session.code}"), returns.get(f"/j/{session.link}")):
        assert (answer.status_code, "form" in answer.text and "handle" in answer.text) == (302, False)
    assert "If you would like to talk about it" in returns.get("/here").text
    session.console.do("door.lock", on=True)
    assert plain(returns.types(session.code)) == plain(returns.types("CCCCCC"))
    session.close()


def test_fault_46_a_phone_of_one_room_gets_nothing_of_another_by_any_page(server):
    first, second = server.open(), server.open("Dot")
    ana, ben = first.phone("Ana"), second.phone("Ben")
    for path in (
        f"/screen/{second.id}",
        f"/console/{second.id}",
        f"/j/{ben.own['seat']}",
        f"/screen/{second.id}/qr.svg",
    ):
        answer = ana.web.get(server.url + path, timeout=10, allow_redirects=False)
        assert answer.status_code in (302, 404)
        assert second.code not in answer.text
    borrowed = requests.Session()
    borrowed.cookies.update(ana.web.cookies)
    assert "Ben" not in borrowed.get(f"{server.url}/here", timeout=10).text
    first.close()
    second.close()


def test_fault_46_what_is_another_organizations_is_told_as_what_does_not_exist_and_is_counted(server):
    session, olu = server.open(), server.web("Olu")
    for path in ("/groups/{}", "/groups/{}/edit", "/console/{}", "/groups/{}/plans/new"):
        own = session.id if "console" in path else server.ids["group"]
        before = server.log()
        real = olu.get(server.url + path.format(own), timeout=10, allow_redirects=False)
        counted = "reached for what is another's" in server.log().removeprefix(before)
        made_up = olu.get(server.url + path.format(new_id()), timeout=10, allow_redirects=False)
        if "console" in path:  # one nobody has may have been a session that is over, and says so to every facilitator
            assert (real.status_code, counted) == (404, True)
            continue
        assert plain(real) == plain(made_up), path
        assert (real.status_code, counted) == (404, True), path
        assert own not in server.log()
    session.close()


def test_fault_48_after_signing_out_an_open_console_is_told_so_and_hears_no_more(server):
    """At the very next command; and within a second without one."""
    told = set()
    for _ in range(5):
        console, session = signed_in_apart(server)
        before = console.web.get(f"{server.url}/groups", timeout=10).status_code
        form = {"csrf_token": Screen(server.url, console.web).page("/groups/new").fields["csrf_token"]}
        console.web.post(f"{server.url}/sign-out", data=form, timeout=10)
        try:
            told.add(console.ask("care.calm", on=True).get("code"))
        except Refused:
            told.add("closed already")
        assert before == 200
        console.wait(lambda s: s.bye)
        assert console.bye["code"] == "signed_out"
        assert wait_until(lambda c=console: not c.socket.connected)
        ana = session.phone("Ana")
        assert not ana.view.get("calm"), "nothing of it was stored"
        heard = len(console.heard)
        session.begin("story")
        assert len(console.heard) == heard, "nothing reaches a console that is signed out"
        session.close()
        if "E_EXPIRED" in told:
            break
    assert "E_EXPIRED" in told
    assert told <= {"E_EXPIRED", "closed already"}


def signed_in_apart(server):
    """Fay's console in a browser of its own, and her session with the console she keeps."""
    from tests.places import PASSWORD, email

    session = server.open()
    console = Screen(server.url)
    fields = console.page("/sign-in").fields
    console.page("/sign-in", **{**fields, "email": email("Fay"), "password": PASSWORD})
    console.load(f"/console/{session.id}")
    console.connect()
    console.wait(lambda s: s.view)
    return console, session
