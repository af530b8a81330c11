"""FAULTS.md, frames and protocol: rows 20 to 30."""

import contextlib
import json
import os
import secrets
import threading
import time

import pytest

from facilitator.live import strict_json
from tests.faults.raw import Polling, Raw, Refused
from tests.places import wait_until


@pytest.fixture
def session(server):
    made = server.open()
    yield made
    made.close()


@pytest.fixture
def raw(session):
    """Ana's phone, opened once more with a tool."""
    made = Raw(session.server.url).enter(session.phone("Ana"))
    yield made
    made.close()


@pytest.fixture(scope="module", autouse=True)
def slow_ends(server):
    """What takes five seconds to end is begun before everything else, so that the tests wait together. Gives how long
    each took."""
    session = server.open()
    ana, ben = session.phone("Ana"), session.phone("Ben")
    opened = {"silent": Raw(server.url), "refused": Raw(server.url), "shown out": Raw(server.url).enter(ben)}
    opened["refused"].send('40{"ticket":"forged"}')
    session.console.do("care.remove", seat=ben.own["seat"])
    opened["shown out"].until(lambda p: p.startswith("41"))
    opened["announced"] = Raw(server.url).enter(ana)
    opened["announced"].send('451-["do",{"_placeholder":true,"num":0}]')
    took: dict[str, float] = {}

    def end(name: str) -> None:
        took[name] = opened[name].ends(20)

    threads = {name: threading.Thread(target=end, args=(name,), daemon=True) for name in opened}
    for thread in threads.values():
        thread.start()

    def ended(name: str) -> float:
        threads[name].join()
        return took[name]

    yield ended
    session.close()


def command(**fields) -> str:
    return json.dumps({"id": secrets.token_hex(16), **fields})


def test_fault_20_bad_json_is_counted_and_the_third_time_ends_the_connection(session, raw):
    log = session.server.written()
    raw.send("42{", "42{")
    assert raw.is_heard(), "two are no reason"
    raw.send("42{")
    raw.ends()
    assert session.server.written() == log, "not a byte of log"
    assert session.phones["Ana"].ask("seat.comfort", comfort="listening") == {"ok": True}, (
        "her other screen is unharmed"
    )


@pytest.mark.parametrize(
    "frames",
    [("42[]", "42[1]", '42"x"'), ("9", "", "x"), ("4", "47[]", "4[1]"), (b"\x00", "bAAAA", '42[["do"]]'), ("2", "0{}", "6")],
)  # fmt: skip
def test_fault_21_packets_of_no_known_shape_are_counted_like_bad_json(session, raw, frames):
    log = session.server.written()
    raw.send(*frames[:2])
    assert raw.is_heard()
    raw.send(frames[2])
    raw.ends()
    assert session.server.written() == log


ODD_JSON = {
    "nested without end": "[" * 7000,
    "nested and closed": "[" * 7000 + "]" * 7000,
    "a number of 5,000 digits": '{"id":"0123456789abcdef","kind":"story.pass","turn":' + "7" * 5000 + "}",
    "not a number": '{"id":"0123456789abcdef","kind":"story.pass","turn":NaN}',
    "infinity": '{"id":"0123456789abcdef","kind":"story.pass","turn":-Infinity}',
    "as good as infinite": '{"id":"0123456789abcdef","kind":"story.pass","turn":1e999}',
    "the same key twice": '{"id":"0123456789abcdef","kind":"seat.comfort","comfort":"listening","comfort":"may_share"}',
    "a prototype": '{"id":"0123456789abcdef","kind":"seat.comfort","comfort":"listening","__proto__":{"polluted":1}}',
    "a constructor": '{"id":"0123456789abcdef","kind":"seat.comfort","comfort":"listening","constructor":{}}',
}


@pytest.mark.parametrize("body", ODD_JSON.values(), ids=ODD_JSON)
def test_fault_22_odd_json_is_refused_and_changes_nothing(raw, session, body):
    before = session.phones["Ana"].own
    assert raw.ask("do", body)["code"] == "E_FORMAT"
    assert raw.is_heard()
    assert session.phones["Ana"].own == before


def test_fault_22_odd_json_is_read_in_no_time():
    started = time.process_time()
    for body in ODD_JSON.values():
        with contextlib.suppress(ValueError):
            strict_json.loads(body)
    assert time.process_time() - started < 0.005 * len(ODD_JSON)


@pytest.mark.parametrize("name", ["connect", "disconnect", "connect_error", "*"])
def test_fault_23_events_with_names_of_the_library_are_refused_and_counted(session, raw, name):
    ana, ben = session.phones["Ana"], session.phone("Ben")
    session.console.wait(lambda s: s.here.get("away") == [])
    assert raw.ask(name, json.dumps({"ticket": ben.boot["ticket"]}))["code"] == "E_FORMAT"
    raw.send(f'42["{name}"]')
    assert raw.is_heard(), "and it is still heard by others"
    ben.cut()
    session.console.wait(lambda s: s.here.get("away") == [ben.own["seat"]])
    raw.send(f'42["{name}"]')
    raw.ends()
    assert ana.ask("seat.comfort", comfort="listening") == {"ok": True}


def test_fault_23_a_forged_goodbye_hides_no_listener(session):
    ana = session.phone("Ana")
    raw = Raw(session.server.url).enter(ana)
    ana.cut()
    raw.send('42["disconnect"]', '42["disconnect","transport close"]')
    assert raw.is_heard()
    ben = session.phone("Ben")
    ben.cut()
    session.console.wait(lambda s: s.here.get("away") == [ben.own["seat"]])
    raw.close()
    session.console.wait(lambda s: sorted(s.here.get("away")) == sorted([ana.own["seat"], ben.own["seat"]]))


def test_fault_24_an_unknown_event_is_told_to_load_the_page_again(session, raw):
    assert raw.ask("gossip", "{}")["code"] == "E_UPGRADE"
    assert raw.ask("state", "{}")["code"] == "E_UPGRADE"
    assert raw.ask("do", command(kind="story.of_next_year"))["code"] == "E_UPGRADE"
    spanish = Raw(session.server.url).enter(_spanish(session))
    assert "página" in spanish.ask("gossip", "{}")["message"]
    spanish.close()


def _spanish(session):
    from facilitator.rehearsing.phone import Phone

    phone = Phone(session.server.url)
    phone.web.headers["Accept-Language"] = "es"
    return phone.join(session.link, handle="Cy")


def test_fault_25_pictures_announced_and_never_sent_end_the_connection_in_five_seconds(raw, slow_ends):
    raw.send('451-["do",{"_placeholder":true,"num":0}]', '4599-["do",{"_placeholder":true,"num":98}]')
    assert raw.is_heard(), "nothing waits for them"
    assert 4 < slow_ends("announced") < 9


def test_fault_26_a_second_hello_and_one_to_another_place_are_refused_and_harm_nothing(session, raw):
    raw.send("40" + json.dumps({"ticket": session.phone("Ben").boot["ticket"]}))
    raw.until(lambda p: p.startswith("44"))
    assert raw.is_heard()
    raw.send("40/admin,{}")
    raw.until(lambda p: p.startswith("44/admin,"))
    raw.ask("do", command(kind="seat.comfort", comfort="listening"))
    session.phones["Ana"].wait(lambda s: s.own["comfort"] == "listening")
    assert session.phones["Ben"].own["comfort"] == "may_share", "it is still who it was"


def test_fault_27_a_socket_that_never_says_who_it_is_is_closed_in_five_seconds(slow_ends):
    assert 4 < slow_ends("silent") < 9
    assert slow_ends("refused") < 9


def test_fault_27_a_socket_that_was_shown_out_does_not_stay(slow_ends):
    assert slow_ends("shown out") < 9


def test_fault_28_signs_of_life_and_answers_nobody_asked_for_are_ignored(raw):
    raw.send(*["3"] * 50, *['431["x"]'] * 20, '43["x"]', *["3"] * 50)
    assert raw.is_heard()


def test_fault_29_seventeen_packets_in_one_post_are_all_done_or_all_refused(session):
    ana = session.phone("Ana")
    polling = Polling(session.server.url, ana)
    asked = [f'42{n}["do",{command(kind="seat.comfort", comfort="may_share")}]' for n in range(17)]
    assert polling.post("\x1e".join(asked)) == 400
    assert polling.post("\x1e".join(asked[:16])) == 200
    while len([p for p in polling.got if p.startswith("43")]) < 16:
        polling.poll()
    assert not [p for p in polling.got if p.startswith("4316")], "of the refused post nothing was done"


def test_fault_29_what_a_post_brings_is_looked_at_like_any_packet(session):
    polling = Polling(session.server.url, session.phone("Ana"))
    log = session.server.written()
    assert polling.post("9\x1e42{\x1e" + f'421["do",{command(kind="seat.comfort", comfort="listening")}]') == 200
    session.phones["Ana"].wait(lambda s: s.own["comfort"] == "listening")
    assert polling.post(b"\xff\xfe") == 400, "the third"
    assert polling.post("3") == 400, "it is gone"
    assert session.server.written() == log
    large = Polling(session.server.url, session.phones["Ana"])
    assert large.post("42" + "[" * 20_000) == 400
    assert large.post("3") == 400


def test_fault_30_a_command_of_an_old_page_is_told_to_load_again_and_changes_nothing(session, raw):
    for old in ({"kind": "story.tell_it", "text": "mine"}, {"kind": "seat.hide"}):
        answer = raw.ask("do", command(**old))
        assert answer["code"] == "E_UPGRADE"
        assert "mine" not in str(answer)
    assert raw.is_heard()


def test_the_server_has_as_many_sockets_as_there_are_screens(session):
    """After all that was refused, nothing is left behind."""
    ana = session.phone("Ana")
    files = f"/proc/{session.server.pid}/fd"

    def sockets() -> int:
        return sum("socket" in _link(files, f) for f in os.listdir(files))

    before, let_in = sockets(), 0
    for _ in range(30):
        raw = Raw(session.server.url)
        try:
            raw.enter(ana)
        except Refused:  # it was thrown out often enough, and leaves nothing either
            continue
        let_in += 1
        raw.send("42{", "42{", "42{")
        raw.ends()
    assert 5 <= let_in < 30
    wait_until(lambda: sockets() <= before)


def _link(folder: str, name: str) -> str:
    try:
        return os.readlink(f"{folder}/{name}")
    except OSError:
        return ""
