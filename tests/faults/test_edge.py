"""Faults at the edge: origins, other people's connections, guessing."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.faults.doors import Typist, plain
from tests.places import Server, wait_until

HANDSHAKE = "/socket.io/?EIO=4&transport=polling"
WEBSOCKET = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
             "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip


def begin(server, **headers: str) -> requests.Response:
    """A browser begins a connection."""
    return requests.get(server.url + HANDSHAKE, headers=headers, timeout=10)


def by_websocket(server, origin: str) -> int:
    """The same, at once by WebSocket. Gives the status; 101 is a yes."""
    with requests.get(
        server.url + HANDSHAKE.replace("polling", "websocket"), headers={**WEBSOCKET, "Origin": origin}, timeout=10,
        stream=True,
    ) as answer:  # fmt: skip
        return answer.status_code


def test_fault_31_a_foreign_page_or_one_from_nowhere_opens_no_socket(server):
    """The port is part of it, and so is whether it was encrypted. Nothing is set, so no cookie was even looked for."""
    same = server.url
    assert begin(server, Origin=same).status_code == 200
    assert begin(server).status_code == 200, "no browser, or a plain request of the page's own"
    assert by_websocket(server, same) == 101
    for other in (
        "https://evil.example", "null", "", same.replace("http", "https"), same + "0", same + ".evil.example",
        "http://127.0.0.1", f"{same}@evil.example", "http://[", "file://",
    ):  # fmt: skip
        answer = begin(server, Origin=other, Cookie="wire=x; session=y", **{"X-Forwarded-Host": "evil.example"})
        assert (answer.status_code, answer.content) == (400, b""), other
        assert "Set-Cookie" not in answer.headers
        assert by_websocket(server, other) == 400, other


def test_fault_31_behind_a_proxy_an_unencrypted_page_opens_no_socket_of_the_encrypted_one(tmp_path):
    server = Server(tmp_path, TRUSTED_PROXIES="1", PUBLIC_URL="https://groups.example.org").prepare().start()
    try:
        said = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "groups.example.org"}
        assert begin(server, Origin="https://groups.example.org", **said).status_code == 200
        assert begin(server, Origin="https://groups.example.org:443", **said).status_code == 200
        for other in ("http://groups.example.org", "https://other.example", "https://groups.example.org:8443"):
            assert begin(server, Origin=other, **said).status_code == 400, other
        pointed_here = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
        assert begin(server, Origin="https://evil.example", **pointed_here).status_code == 400
        assert begin(server, Origin=server.url).status_code == 200, "on this computer, by its number"
    finally:
        server.kill()


def test_fault_32_a_connection_that_is_known_is_worth_nothing_to_another_browser(server):
    owner, thief = requests.Session(), requests.Session()
    began = owner.get(server.url + HANDSHAKE, timeout=10)
    given = began.headers["Set-Cookie"]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert "Path=/socket.io/" in given
    sid = re.search(r'"sid":"([^"]+)"', began.text).group(1)
    known = f"{server.url}{HANDSHAKE}&sid={sid}"
    thief.get(server.url + HANDSHAKE, timeout=10)
    for other in (thief, requests.Session()):
        assert other.post(known, data="40", timeout=10).status_code == 400
        assert other.get(known, timeout=10).status_code == 400
    assert owner.post(known, data="40", timeout=10).status_code == 200


@pytest.fixture(scope="module")
def behind_proxy(tmp_path_factory):
    """A server that is told its visitors' addresses."""
    made = Server(tmp_path_factory.mktemp("guessing"), TRUSTED_PROXIES="1").prepare().start()
    yield made
    made.stop()


def test_fault_60_the_eleventh_miss_a_minute_from_one_address_is_the_same_page_but_late(behind_proxy):
    guesser = Typist(behind_proxy, "10.2.0.1")
    first = [guesser.types(f"CCCC{n:02}") for n in range(10)]
    began = time.monotonic()
    eleventh = guesser.types("CCCCCC")
    assert time.monotonic() - began >= 1.0
    assert {a.status_code for a in first} == {404}
    assert [a for a in first if plain(a) != plain(eleventh)] == []


def test_fault_60_while_many_guess_typed_codes_queue_links_do_not_and_nobody_inside_notices(behind_proxy):
    """The queue is a plain page that loads itself again; a right code comes to its turn and lets its owner in."""
    server = behind_proxy
    session = server.open()
    ana = session.phone("Ana")
    guessers = [Typist(server, f"10.3.{n // 200}.{n % 200}") for n in range(60)]
    with ThreadPoolExecutor(16) as many:
        told = list(many.map(lambda who: who.types("CCCCCC"), guessers))
    assert {a.status_code for a in told} == {200, 404}
    queued = [a for a in told if a.status_code == 200]
    assert all(re.fullmatch(r"[1-8]; url=/j/turn", a.headers["Refresh"]) for a in queued)
    assert all("Yours will be looked at in turn" in a.text and "<script" not in a.text for a in queued)
    assert not any("CCCCCC" in a.text or "CCCCCC" in a.headers["Refresh"] for a in queued)

    ben = Typist(server, "10.4.0.1")
    waits = ben.types(session.code)
    assert "Yours will be looked at in turn" in waits.text
    with_link = Typist(server, "10.4.0.2").get(f"/j/{session.link}")
    assert (with_link.status_code, "Refresh" in with_link.headers) == (200, False)
    ana.do("seat.comfort", comfort="glad_to_share")
    session.begin("story")

    def let_in():
        answer = ben.get("/j/turn")
        assert answer.status_code in (200, 302)
        return answer.status_code == 302 and answer.headers["Location"]

    assert wait_until(let_in) == f"/j/{session.code}"
    assert ben.get(f"/j/{session.code}").status_code == 200, "what was right is not asked again"
    assert ben.get("/j/turn").headers["Location"] == "/"
    session.close()
