"""The log: one line of JSON for each request and each fault, and in none of them what anybody typed or where they are."""

import json
import logging
import socket

import requests

from facilitator.operations.logs import Calm, OneLine
from tests.places import wait_until

OF_A_REQUEST = {"at", "level", "from", "said", "request", "endpoint", "method", "status", "ms"}


def lines(server) -> list[dict]:
    return [json.loads(line) for line in server.log().splitlines()]


def test_a_request_is_one_line_with_the_pages_name_and_not_its_address(server):
    session = server.open()
    phone = session.phone("Findable Ana")
    web, before = requests.Session(), len(lines(server))
    secret = {"q": "findable words"}
    for path in (
        "/help",
        f"/j/{session.link}",
        f"/j/{session.code}",
        session.screen_path,
        "/findable/nothing",
        "/here",
    ):
        web.get(server.url + path, params=secret, headers={"User-Agent": "findable", "Referer": "findable"}, timeout=10)
    requests.request("FINDABLE", server.url + "/help", timeout=10)
    phone.close()
    found = wait_until(lambda: (now := lines(server)[before:]) and any(x["endpoint"] == "socket" for x in now) and now)
    named = [(x["method"], x["endpoint"], x["status"]) for x in found if x["endpoint"] != "socket"]
    for expected in (
        ("GET", "joining.help", 200), ("GET", "joining.join", 200), ("GET", "joining.screen", 200),
        ("GET", "nothing", 404), ("GET", "joining.here", 302), ("other", "nothing", 405),
    ):  # fmt: skip
        assert expected in named, (expected, named)
    assert all(set(line) == OF_A_REQUEST for line in found)
    assert len({line["request"] for line in found}) == len(found)
    everything = server.log().lower()
    token = session.screen_path.rsplit("/", 1)[1]
    for mark in ("findable", session.code, session.link, token, session.id, "127.0.0.1", "example.org", "riverside"):
        assert mark.lower() not in everything
    session.close()


def test_what_is_no_request_at_all_is_answered_without_a_banner_and_not_written_down(server):
    before = server.log()
    for said in (
        b"findable nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"x" * 5000 + b" HTTP/1.1\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
            raw.sendall(said)
            answer = raw.recv(4096)
        assert b"Server:" not in answer
        assert b"Python" not in answer
        assert b"findable" not in answer
        assert answer.startswith(b"HTTP/1."), answer
    assert "findable" not in server.log().removeprefix(before)


def record(name: str, message: str, **more) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.ERROR, "file.py", 7, message, (), None, "do_it")
    made.__dict__.update(more)
    return made


def test_of_a_librarys_line_only_the_place_is_written_since_its_text_may_quote():
    told = json.loads(OneLine().format(record("engineio.server", "findable is not an accepted origin")))
    assert (told["from"], told["said"]) == ("engineio.server", "do_it, line 7")


def test_a_terminal_is_told_the_same_in_one_short_line():
    facts = {"request": "abcd1234", "endpoint": "groups.index", "kind": "KeyError"}
    told = Calm().format(record("facilitator.web", "fault", facts=facts))
    assert told.endswith("fault  request abcd1234 endpoint groups.index KeyError")
