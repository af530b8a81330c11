"""What happens to what was said when the server or its disk fails (FAULTS.md 61-72): through the real server."""

import secrets
import sqlite3
import threading
import time

import pytest
import requests

from tests.faults.disk import fill_up, small_disk
from tests.places import Server, wait_until


def once(screen, kind: str, id: str | None = None, **fields):
    """One command, sent once: its one answer."""
    return screen.call("do", {"id": id or secrets.token_hex(16), "kind": kind, **fields})


@pytest.fixture
def on_a_small_disk(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        server = Server(disk).prepare().start()
        yield server
        server.kill()


def test_fault_64_when_the_disk_is_full_words_wait_reading_goes_on_and_taking_back_works(on_a_small_disk):
    server = on_a_small_disk
    session = server.open()
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("shoutouts")
    ana.do("shoutouts.give", text="words that go")
    ben.do("shoutouts.give", text="words that stay")
    session.console.wait(lambda s: len(s.view["words"]) == 2)
    item = ana.wait(lambda s: next(iter(s.own["mine"]), None))
    key_file = server.folder / "keys" / f"{session.id}.meeting"
    before = key_file.read_bytes()
    filler = fill_up(server.folder)

    refused = wait_until(lambda: None if (a := once(ben, "shoutouts.give", text="later " * 40))["ok"] else a)
    assert (refused["code"], refused["retry"]) == ("E_STORAGE", True)
    id = secrets.token_hex(16)
    assert once(ben, "shoutouts.give", id, text="these come later")["code"] == "E_STORAGE"
    session.console.wait(lambda s: ("disk", {"full": True}) in s.heard)
    ben.sync()
    assert ben.web.get(f"{server.url}/here").status_code == 200
    ben.do("seat.comfort", comfort="listening")

    ana.do("words.take_back", item=item)
    session.console.wait(lambda s: "words that go" not in str(s.view))
    wait_until(lambda: key_file.read_bytes() != before, 5)
    assert ana.own["mine"] == {}
    assert "words that stay" in str(ben.own["mine"])

    filler.unlink()
    session.console.wait(lambda s: ("disk", {"full": False}) in s.heard)
    assert ben.ask("shoutouts.give", id, text="these come later") == {"ok": True}
    assert sum(p["text"] == "these come later" for p in ben.wait(lambda s: s.own["mine"]).values()) <= 1
    assert all((server.folder / f"ballast-{n}").stat().st_size for n in (1, 2))
    session.close()


def test_fault_65_a_database_held_by_another_is_waited_for_then_said_to_be_busy_and_stops_nobody(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    slowest = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            began = time.monotonic()
            requests.get(f"{own_server.url}/healthz", timeout=30)
            slowest.append(time.monotonic() - began)

    looking = threading.Thread(target=look)
    with sqlite3.connect(own_server.folder / "facilitator.sqlite3", isolation_level=None) as backup:
        backup.execute("BEGIN IMMEDIATE")
        looking.start()
        id = secrets.token_hex(16)
        answers = [once(ana, "shoutouts.give", id, text="kept") for _ in range(3)]
        over.set()
        looking.join()
        backup.execute("ROLLBACK")
    assert {(a["code"], a["retry"]) for a in answers} == {("E_BUSY", True)}
    assert len(slowest) > 20, "others are served meanwhile"
    print(f"loop while locked: worst answer {max(slowest) * 1000:.0f} ms of {len(slowest)}")
    assert ana.ask("shoutouts.give", id, text="kept") == {"ok": True}
    assert [p["text"] for p in ana.wait(lambda s: s.own["mine"]).values()] == ["kept"]
    session.close()
