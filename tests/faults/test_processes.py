"""FAULTS.md, several processes: Redis or PostgreSQL away, clocks apart, a process killed. Real servers, real sockets."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
import requests

from facilitator.live.doorbell import CHANNEL
from facilitator.rehearsing.phone import Phone, Screen
from tests.faults.conftest import database_on
from tests.live.test_crashes import come_back
from tests.places import ROOT, Server, free_port, wait_until
from tests.services import (
    Redis,
    among,
    behind_caddy,
    behind_nginx,
    hung_postgresql,
    process_of,
    restart_postgresql,
    workers,
)

pytestmark = pytest.mark.timeout(400)

AHEAD = 120
"""Seconds; as tests/faults/ahead.py has it."""


@pytest.fixture
def redis_alone():
    made = Redis()
    yield made
    made.kill()


def apart(tmp_path, url: str, redis: str, module: str = "facilitator") -> tuple[Server, Server]:
    """Two servers with one database, as on two machines."""
    first = Server(tmp_path, DATABASE_URL=url, REDIS_URL=redis).prepare().start()
    second = Server(tmp_path, DATABASE_URL=url, REDIS_URL=redis)
    second.module, second.ids = module, first.ids
    return first, second.start()


@pytest.fixture
def two_servers(tmp_path, postgresql_url, redis_alone):
    """Two servers, and a Redis to stop."""
    first, second = apart(tmp_path, postgresql_url, redis_alone.url)
    yield first, second
    first.kill()
    second.kill()


@pytest.fixture(scope="module")
def pair(tmp_path_factory, postgresql_server, redis_server):
    """Two servers for every test that leaves them whole."""
    first, second = apart(tmp_path_factory.mktemp("pair"), database_on(postgresql_server), redis_server.url)
    yield first, second
    first.kill()
    second.kill()


@pytest.fixture(scope="module")
def proxied(tmp_path_factory, postgresql_server, redis_server):
    """Two processes that wait for a web server in front of them."""
    made = Server(
        tmp_path_factory.mktemp("proxied"), DATABASE_URL=database_on(postgresql_server), REDIS_URL=redis_server.url,
        TRUSTED_PROXIES="1", PROCESSES="2",
    ).prepare()  # fmt: skip
    made.port = _two_free_ports()
    yield made.start()
    made.stop()


def phone_on(server: Server, session, name: str) -> Phone:
    """Somebody joins, and their socket is on this server."""
    phone = Phone(session.server.url).join(session.link, handle=name)
    phone.url = server.url
    phone.connect()
    return phone


def ready(server: Server) -> dict:
    """What it says of itself."""
    answer = requests.get(f"{server.url}/readyz", timeout=5)
    assert answer.status_code == 200
    return answer.json()


def give(phone: Phone, text: str) -> float:
    """Seconds until a shout-out was answered with yes."""
    began = time.monotonic()
    phone.do("shoutouts.give", text=text)
    return time.monotonic() - began


def test_fault_66_redis_hung_gone_and_back_costs_half_a_second_and_no_word_is_ever_in_it(two_servers, redis_alone):
    first, second = two_servers
    heard: list[str] = []
    listening = threading.Event()

    def listen() -> None:
        with contextlib.suppress(Exception), redis_alone.client(None).monitor() as monitor:
            listening.set()
            for command in monitor.listen():
                heard.append(str(command["command"]))

    threading.Thread(target=listen, daemon=True).start()
    assert listening.wait(10)
    session = first.open()
    ana, ben = phone_on(first, session, "Canary Ana"), phone_on(second, session, "Canary Ben")
    session.phones |= {"Canary Ana": ana, "Canary Ben": ben}
    session.begin("shoutouts")
    assert requests.get(f"{second.url}/sign-in/nothing", timeout=10).status_code < 429

    def seen(text: str) -> tuple[float, float]:
        """Seconds until it was answered on one process, and until the other's console of the same meeting had it."""
        began = time.monotonic()
        answered = give(ana, text)
        session.console.wait(lambda s: text in str(s.view))
        return answered, time.monotonic() - began

    console = Screen(second.url, session.console.web)
    console.boot, console.view, console.v = session.console.boot, session.console.view, session.console.v
    console.connect()
    session.console.close()
    session.console = console
    wait_until(lambda: "facilitator:here:" in " ".join(heard))
    calm = seen("canary words in calm")
    pages = [time.monotonic()]
    redis_alone.hang()
    hung = [seen(f"canary words while it hangs {n}") for n in range(3)]
    for path in ("/sign-in/nothing", "/sign-in", "/sign-in/nothing"):
        began = time.monotonic()
        requests.get(second.url + path, timeout=10)
        pages.append(time.monotonic() - began)
    redis_alone.go_on()
    assert ready(first) == {"ok": True, "database": True, "redis": True, "disk": True}
    redis_alone.kill()
    assert ready(first) == {"ok": True, "database": True, "redis": False, "disk": True}
    gone = [seen(f"canary words while it is gone {n}") for n in range(3)]
    redis_alone.start()
    wait_until(lambda: redis_alone.client().pubsub_numsub(f"{CHANNEL}:{session.id}")[0][1] == 2)
    back = seen("canary words when it is back")
    print(f"\nanswered/seen elsewhere: calm {calm}, hung {hung}, gone {gone}, back {back}; pages {pages[1:]}")
    assert max(s for _, s in (*hung, *gone)) < 5
    assert max(pages[1:]) < 4
    told = " ".join(heard)
    assert f"PUBLISH {CHANNEL}:{session.id} {session.id} " in told
    assert "facilitator:here:" in told
    assert "LIMITS" in told, "pages are counted there"
    for secret in ("canary", "Canary", session.code, session.link, "127.0.0.1", session.server.ids["Fay"]):
        assert secret not in told, secret


def test_lines_to_redis_that_break_again_and_again_are_opened_again_and_every_bell_is_heard(two_servers, redis_alone):
    first, second = two_servers
    for n in range(6):
        session = first.open()
        ana, ben = phone_on(first, session, "Ana"), phone_on(second, session, "Ben")
        redis_alone.client().client_kill_filter(_type="pubsub")
        session.console.do("meeting.length", minutes=45 + n)
        ben.close(), ana.close()
    bell = f"{CHANNEL}:{session.id}"
    ben.connect()
    wait_until(lambda: redis_alone.client().pubsub_numsub(bell)[0][1] == 2)
    assert "Traceback" not in first.log() + second.log()


def test_fault_67_postgresql_restarted_under_load_loses_and_doubles_nothing(together, postgresql_server, redis_server):
    session = together.open()
    for name in ("Ana", "Ben", "Cy", "Di"):
        session.phone(name)
    session.begin("shoutouts")
    answered: dict[str, str] = {}
    slow: list[float] = []
    enough = threading.Event()

    def talk(phone: Phone, name: str) -> None:
        while not enough.is_set() and sum(name in said for said in answered.values()) < 40:
            id, text = secrets.token_hex(16), f"{name} {len(answered)} {secrets.token_hex(4)}"
            answer = {"ok": False}
            while not answer["ok"]:
                began = time.monotonic()
                answer = phone.call("do", {"id": id, "kind": "shoutouts.give", "text": text})
                slow.append(time.monotonic() - began)
                assert answer["ok"] or answer.get("retry"), answer
                if not answer["ok"]:
                    phone._pause.wait(0.3)
            answered[id] = text

    threads = [threading.Thread(target=talk, args=(p, n)) for n, p in session.phones.items()]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(answered) > 12)
    restart_postgresql(postgresql_server)
    before = len(answered)
    wait_until(lambda: len(answered) > before + 12)
    enough.set()
    for thread in threads:
        thread.join()
    print(f"\n{len(answered)} given; the slowest answer took {max(slow):.2f} s")
    assert max(slow) < 5
    for name, phone in session.phones.items():  # a process that could not read on tries again, and tells by itself
        own = sorted(text for text in answered.values() if text.startswith(name))
        phone.wait(lambda s, own=own: len(s.own["mine"]) >= len(own))
        assert sorted(piece["text"] for piece in phone.own["mine"].values()) == own


def test_fault_67_postgresql_that_hangs_is_said_to_be_busy_and_what_was_sent_is_stored_once(
    together, postgresql_server
):
    session = together.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    message = {"id": secrets.token_hex(16), "kind": "shoutouts.give", "text": "while it hangs"}
    with hung_postgresql(postgresql_server):
        began = time.monotonic()
        answer = ana.call("do", message)
        took = time.monotonic() - began
        page = requests.get(f"{together.url}/j/{session.link}", timeout=20)
    print(f"\nanswered after {took:.2f} s; a page after {page.elapsed.total_seconds():.2f} s")
    assert (answer["ok"], answer["retry"]) == (False, True)
    assert page.status_code in (200, 503)
    assert took < 10
    assert ana.ask(message["kind"], id=message["id"], text=message["text"]) == {"ok": True}
    ana.sync()
    assert [piece["text"] for piece in ana.own["mine"].values()] == ["while it hangs"]


def test_fault_71_with_clocks_two_minutes_apart_order_is_by_number_and_the_timer_still_ends(
    tmp_path, postgresql_url, redis_server
):
    first, ahead = apart(tmp_path, postgresql_url, redis_server.url, "tests.faults.ahead")
    try:
        session = ahead.open()
        ana = Phone(ahead.url).join(session.link, handle="Ana")
        ana.url = first.url
        ana.load("/here")
        ana.connect()
        ben = Phone(first.url).join(session.link, handle="Ben")
        ben.url = ahead.url
        ben.load("/here")
        ben.connect()
        session.phones |= {"Ana": ana, "Ben": ben}
        dates = [parsedate_to_datetime(requests.get(f"{s.url}/healthz").headers["Date"]) for s in (first, ahead)]
        assert (dates[1] - dates[0]).total_seconds() > AHEAD / 2, "the clocks are apart"
        assert abs(ana.boot["now"] - ben.boot["now"]) < AHEAD * 500, "but both go by one"
        session.begin("shoutouts")
        said = []
        for n in range(6):
            speaker = (ana, ben)[n % 2]
            speaker.do("shoutouts.give", text=f"number {n}")
            said.append(f"number {n}")
            session.console.wait(lambda s, n=n: f"number {n}" in str(s.view))
        shown = [str(piece) for piece in session.console.view["words"].values()]
        assert [next(t for t in said if t in piece) for piece in shown] == said
        session.console.do("meeting.length", minutes=45)
        console = Screen(first.url, session.console.web)
        console.load(f"/console/{session.id}")
        console.connect()
        soon = console.boot["now"] + 45 * 60_000
        ends_at = console.wait(lambda s: s.view["pace"]["ends_at"] <= soon and s.view["pace"]["ends_at"])
        assert ends_at > soon - 2 * 60_000 + 5_000, "so far off it would be by the other clock"
    finally:
        first.kill()
        ahead.kill()


def test_one_process_killed_its_phones_are_on_another_and_nothing_is_lost(together):
    session = together.open()
    people = [session.phone(f"p{n}") for n in range(8)]
    session.begin("shoutouts")
    for n, phone in enumerate(people):
        phone.do("shoutouts.give", text=f"said {n}")
    victim = process_of(people[0], workers(together))
    survivors = {*workers(together)} - {victim}
    began = time.monotonic()
    os.kill(victim, signal.SIGKILL)
    backs = []
    for phone in people:
        wait_until(lambda phone=phone: not phone.socket.connected)
        again = come_back(together, phone)
        again.wait(lambda s: s.round.get("kind") == "shoutouts" and len(s.own["mine"]) == 1)
        backs.append(time.monotonic() - began)
        again.close()
    print(f"\nall 8 phones were on it; the last was back after {max(backs):.2f} s")
    wait_until(lambda: len(workers(together)) == 2 and victim not in workers(together))
    assert survivors <= {*workers(together)}
    assert "another one takes its place" in together.log()
    wait_until(lambda: requests.get(f"{together.url}/readyz", timeout=5).ok)


def test_told_to_stop_all_processes_say_so_and_are_gone_in_three_seconds(together):
    session = together.open()
    people = [session.phone(f"p{n}") for n in range(4)]
    running = workers(together)
    began = time.monotonic()
    assert together.stop() == 0
    print(f"\ngone after {time.monotonic() - began:.2f} s")
    assert all(any(e == "back_soon" for e, _ in phone.heard) for phone in people)
    assert not any(Path(f"/proc/{pid}").exists() for pid in running)


def test_processes_whose_parent_is_killed_end_as_well_and_leave_nothing_behind(together):
    running = workers(together)
    folder = among(running[0])
    together.kill()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in running))
    assert not folder.exists()


def test_removed_signed_out_and_closed_on_one_process_closes_sockets_on_the_other(pair):
    first, second = pair
    session = first.open()
    ana, ben = phone_on(first, session, "Ana"), phone_on(second, session, "Ben")
    console = Screen(second.url, session.console.web)
    console.load(f"/console/{session.id}")
    console.connect()
    console.wait(lambda s: s.here.get("away") == [] and s.here["host"])
    ana.close()
    console.wait(lambda s: s.here["away"] == [ana.own["seat"]])
    ana.connect()
    console.wait(lambda s: s.here["away"] == [])
    session.console.do("care.remove", seat=ben.own["seat"])
    assert ben.wait(lambda s: s.bye)["code"] == "removed"
    fields = Screen(first.url, session.console.web).page("/groups/new").fields
    session.console.web.post(f"{first.url}/sign-out", data=fields)
    assert console.wait(lambda s: s.bye)["code"] == "signed_out"
    first._signed_in.clear()
    again = Screen(first.url, first.web("Fay"))
    again.load(f"/console/{session.id}")
    again.connect()
    again.do("meeting.close")
    assert ana.wait(lambda s: s.bye)["code"] == "closed"


def test_a_seats_fourth_screen_replaces_the_oldest_on_another_process(pair):
    first, second = pair
    session = first.open()
    screens = [phone_on(first, session, "Ana")]
    for server in (first, second):
        again = Phone(server.url, screens[0].web)
        again.load("/here")
        again.connect()
        screens.append(again)
    fourth = Phone(second.url, screens[0].web)
    fourth.load("/here")
    fourth.connect()
    assert screens[0].wait(lambda s: s.bye)["code"] == "replaced"
    assert [s.bye for s in (*screens[1:], fourth)] == [None] * 3


def test_the_same_tap_on_another_process_gets_the_same_answer(pair):
    first, second = pair
    session = first.open()
    ana, ben = phone_on(first, session, "Ana"), phone_on(second, session, "Ben")
    session.phones |= {"Ana": ana, "Ben": ben}
    session.begin("shoutouts")
    id, text = secrets.token_hex(16), "only once"
    assert ana.ask("shoutouts.give", id=id, text=text) == {"ok": True}
    elsewhere = Phone(second.url, ana.web)
    elsewhere.load("/here")
    elsewhere.connect()
    assert elsewhere.ask("shoutouts.give", id=id, text=text) == {"ok": True}
    assert elsewhere.ask("shoutouts.give", id=id, text="another")["code"] == "E_FORMAT"
    elsewhere.sync()
    assert [piece["text"] for piece in elsewhere.own["mine"].values()] == [text]


def test_limits_are_counted_for_all_processes_together(pair):
    first, second = pair
    links = [f"{(first, second)[n % 2].url}/sign-in/nothing-{n}" for n in range(22)]
    codes = [requests.get(link, timeout=10).status_code for link in links]
    assert 429 not in codes[:20]
    assert codes[20:] == [429] * 2


# Starting


def says(*options: str, **settings: str) -> str:
    """What `serve` says when it cannot start."""
    done = subprocess.run(
        [sys.executable, "-m", "facilitator", "serve", *options], cwd=ROOT, capture_output=True, text=True, timeout=60,
        env={**os.environ, "HOST": "127.0.0.1", **settings},
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_several_processes_on_sqlite_are_refused_in_one_sentence(tmp_path):
    said = says("--processes", "2", DATA_DIR=str(tmp_path), PORT="0")
    assert said == (
        "Several processes need PostgreSQL: set DATABASE_URL to a postgresql:// address, or start one process.\n"
    )


def test_a_port_in_use_is_refused_though_ports_are_shared(tmp_path, postgresql_url):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = says("--processes", "2", DATA_DIR=str(tmp_path), DATABASE_URL=postgresql_url, PORT=port)
    assert said.startswith(f"Another program uses port {port}")


# Behind a web server


@pytest.mark.parametrize(
    ("sample", "way", "scheme"),
    [("nginx.conf", behind_nginx, "https"), ("Caddyfile", behind_caddy, "http")],
    ids=["nginx", "caddy"],
)
def test_the_sample_file_serves_phones_that_poll_and_phones_that_do_not(
    proxied, sample, way, scheme, tmp_path, monkeypatch
):
    port = free_port()
    for library in ("REQUESTS_CA_BUNDLE", "WEBSOCKET_CLIENT_CA_BUNDLE"):
        monkeypatch.setenv(library, str(tmp_path / "cert.pem"))
    proxied.address = f"{scheme}://127.0.0.1:{port}"
    proxied._signed_in.clear()
    with way(ROOT / "docs/serving" / sample, port, [proxied.port, proxied.port + 1], tmp_path):
        wait_until(lambda: _answers(proxied.address))
        _use(proxied, scheme)


def _use(server: Server, scheme: str) -> None:
    session = server.open()
    phones = []
    for n in range(8):
        phone = Phone(server.url).join(session.link, handle=f"p{n}")
        phone.connect("polling" if n % 2 else "websocket")
        phones.append(phone)
        session.phones[f"p{n}"] = phone
    assert {phone.socket.transport() for phone in phones} == {"polling", "websocket"}
    session.begin("shoutouts")
    for n, phone in enumerate(phones):
        phone.do("shoutouts.give", text=f"said {n}")
    for n, phone in enumerate(phones):
        phone.wait(lambda s: s.own["mine"])
        session.console.wait(lambda s, n=n: f"said {n}" in str(s.view))
    cookie = requests.get(f"{server.url}/j/{session.link}", timeout=5).headers["Set-Cookie"]
    assert ("Secure" in cookie) == (scheme == "https")
    for origin, code in ((server.url, 200), ("https://elsewhere.example", 400)):
        where = f"{server.url}/socket.io/?EIO=4&transport=polling"
        assert requests.get(where, headers={"Origin": origin}, timeout=5).status_code == code
    too_long = requests.post(f"{server.url}/sign-in", data={"email": "x" * 300_000}, timeout=5)
    assert too_long.status_code in (413, 502)
    session.close()


def _answers(url: str) -> bool:
    with contextlib.suppress(requests.RequestException):
        return requests.get(f"{url}/healthz", timeout=2).ok
    return False


def _two_free_ports() -> int:
    """The first of two ports side by side that nobody listens on."""
    while True:
        first = free_port()
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", first + 1))
            return first
