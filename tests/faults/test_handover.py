"""The sockets of one meeting come to one of several processes, whichever they reached first; any may serve any of them."""

import contextlib
import os
import secrets
import signal
import socket
from pathlib import Path

import msgspec
import pytest
import requests
from eventlet import GreenPool

from facilitator.live.boot import home_of
from facilitator.rehearsing.phone import Phone
from facilitator.serving.handover import _home, join
from tests.faults.raw import Raw
from tests.live.test_crashes import come_back
from tests.places import wait_until
from tests.services import among, number_of, process_of, workers

pytestmark = pytest.mark.timeout(200)


def head(server, query: str, *lines: str) -> bytes:
    """A request for a WebSocket."""
    asked = [
        f"GET /socket.io/?EIO=4&transport=websocket{query} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", "Upgrade: websocket",
        "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", *lines, "", "",
    ]  # fmt: skip
    return "\r\n".join(asked).encode()


def is_ready(server) -> bool:
    """Whether anybody answers."""
    with contextlib.suppress(requests.RequestException):
        return requests.get(f"{server.url}/readyz", timeout=5).ok
    return False


def answers(server, query: str, *lines: str) -> list[str]:
    """The first lines that sixteen connections with this request are answered with: both processes are asked."""
    found = []
    for _ in range(16):
        with socket.create_connection(("127.0.0.1", server.port), 5) as connection:
            connection.settimeout(10)
            connection.sendall(head(server, query, *lines))
            found.append(connection.recv(4096).decode("latin-1").partition("\r\n")[0])
    return found


def test_every_screen_of_a_meeting_is_on_its_home_and_two_meetings_may_have_two(together):
    homes = set()
    while len(homes) < 2:
        session = together.open()
        screens = [session.console, *(session.phone(f"p{n}") for n in range(12)), session.screen()]
        on = {process_of(screen, workers(together)) for screen in screens}
        assert len(on) == 1
        assert number_of(on.pop()) == home_of(session.id, 2) == screens[1].boot["at"]
        homes.add(home_of(session.id, 2))
        session.begin("shoutouts")
        screens[1].do("shoutouts.give", text="heard by all")
        for screen in screens[2:-1]:
            screen.wait(lambda s: "heard by all" in str(s.view))


def test_a_process_that_is_gone_is_home_to_nobody_and_its_successor_is_again(together):
    session = together.open()
    ana = session.phone("Ana")
    home = process_of(ana, workers(together))
    together.signal(signal.SIGSTOP)  # the parent, so that nobody takes its place for now
    os.kill(home, signal.SIGKILL)
    wait_until(lambda: not ana.socket.connected)
    others = [pid for pid in workers(together) if pid != home]
    again = come_back(together, ana)
    assert process_of(again, others) in others, "served where it came"
    together.signal(signal.SIGCONT)
    wait_until(lambda: home not in workers(together) and len(workers(together)) == 2)
    wait_until(lambda: number_of(process_of(come_back(together, ana), workers(together))) == ana.boot["at"])


@pytest.mark.parametrize("at", ["", "2", "99", "-1", "x", "1e3", "00000000001", "1&at=x", "%00", "9" * 300])
def test_nonsense_about_where_home_is_is_served_where_it_comes(together, at):
    assert set(answers(together, f"&at={at}")) == {"HTTP/1.1 101 Switching Protocols"}


def test_a_refusal_is_said_by_whoever_it_was_handed_to(together):
    for at in (0, 1):
        refused = answers(together, f"&at={at}", "Origin: https://elsewhere.example")
        assert {line.split()[1] for line in refused} == {"400"}
    log = together.log()
    assert "elsewhere" not in log


def test_what_has_begun_elsewhere_or_is_no_websocket_stays(together):
    """Behind a web server whoever polls is held to one process by a cookie; here nobody polls, and is told so."""
    for at in (0, 1):
        polled = requests.get(f"{together.url}/socket.io/?EIO=4&transport=polling&at={at}", timeout=5)
        assert polled.status_code == 400
        unknown = {line.split()[1] for line in answers(together, f"&at={at}&sid={secrets.token_hex(8)}")}
        assert unknown == {"400"}


def test_whoever_says_goodbye_leaves_their_place_to_the_next(together):
    """What is closed under somebody who still waits to read would be taken for whoever gets its number next."""
    session = together.open()
    ana = session.phone("Ana")
    for _ in range(4):
        leaving = [Raw(f"{together.url}", at=ana.boot["at"]).enter(ana) for _ in range(3)]
        for raw in leaving:
            raw.send("1")
            raw.ends()
    for n in range(12):
        assert session.phone(f"p{n}").ask("seat.comfort", comfort="listening") == {"ok": True}


def test_processes_that_stopped_by_themselves_have_successors_that_hand_over_again(together):
    session = together.open()
    ana = session.phone("Ana")
    before = workers(together)
    for pid in before:
        os.kill(pid, signal.SIGTERM)
    wait_until(lambda: len(workers(together)) == 2 and not {*before} & {*workers(together)})
    wait_until(lambda: is_ready(together))
    wait_until(lambda: number_of(process_of(come_back(together, ana), workers(together))) == ana.boot["at"])


def test_where_processes_find_one_another_is_closed_to_others_and_goes_when_they_go(together):
    session = together.open()
    session.phone("Ana")
    folder = among(workers(together)[0])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {place.name for place in folder.iterdir()} == {"0", "1"}
    assert together.stop() == 0
    assert not folder.exists()


def test_whoever_leaves_again_and_again_leaves_no_connection_open(together):
    session = together.open()
    ana = session.phone("Ana")

    def handles() -> list[int]:
        return [len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in workers(together)]

    before = handles()
    for _ in range(30):
        again = Phone(together.url, ana.web)
        again.load("/here")
        again.connect()
        again.close()
    wait_until(lambda: all(now <= was + 3 for now, was in zip(handles(), before, strict=True)))


@pytest.mark.parametrize(
    ("method", "path", "upgrade", "query", "home"),
    [
        ("GET", "/socket.io/", "websocket", "at=1", 1), ("GET", "/socket.io/", "WebSocket", "EIO=4&at=0", 0),
        ("POST", "/socket.io/", "websocket", "at=1", None), ("GET", "/static/a/console.js", "websocket", "at=1", None),
        ("GET", "/j/abc", "websocket", "at=1", None), ("GET", "/socket.io/", "", "at=1", None),
        ("GET", "/socket.io/", "h2c", "at=1", None), ("GET", "/socket.io/", "websocket", "at=1&sid=abc", None),
        ("GET", "/socket.io/", "websocket", "", None), ("GET", "/socket.io/", "websocket", "at=1000", None),
    ],
)  # fmt: skip
def test_only_a_websocket_that_begins_is_handed_over(method, path, upgrade, query, home):
    asked = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_UPGRADE": upgrade, "QUERY_STRING": query}
    assert _home(asked) == home
    del asked["HTTP_UPGRADE"]
    assert _home(asked) is None


def test_a_folder_that_somebody_else_could_open_is_not_used(tmp_path):
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    assert join(open_to_all, 0, 2) is None
    assert join(tmp_path / "x" / "y", 0, 2) is None
    made = join(tmp_path / "new", 0, 2)
    assert made
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    made.close()
    assert not (tmp_path / "new").exists()


def test_a_crowded_process_hands_on_what_it_is_handed_until_everybody_has_been_asked(tmp_path):
    first, second = join(tmp_path / "among", 0, 2), join(tmp_path / "among", 1, 2)
    assert first
    assert second
    calm, crowded = GreenPool(10), GreenPool(10)
    for _ in range(8):
        crowded.spawn_n(lambda: None)
    ours, theirs = socket.socketpair()
    try:
        first._take(lambda *_: [], crowded, os.dup(theirs.fileno()), 1, {})
        assert crowded.running() == 8, "not served here"
        said, handles, _, _ = socket.recv_fds(second._mine, 1000, 1)
        hops, head = msgspec.msgpack.decode(said)
        assert (hops, head) == (2, {})
        second._take(lambda *_: [], crowded, handles[0], hops, head)
        assert crowded.running() == 9, "everybody has been asked"
        second._take(lambda *_: [], calm, os.dup(theirs.fileno()), 1, {})
        assert calm.running() == 1
    finally:
        ours.close(), theirs.close(), first.close(), second.close()
