"""What happens to what was said when the server or its disk fails (FAULTS.md 61-72): through the real server."""

import contextlib
import json
import re
import secrets
import sqlite3
import threading
import time

import pytest
import requests
from socketio.exceptions import SocketIOError

from facilitator.rehearsing.phone import Phone, Refused
from tests.faults.disk import fill_up, small_disk
from tests.faults.searcher import Searcher
from tests.faults.terminal import types
from tests.load.dump.people import sign
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


@pytest.fixture
def failing(tmp_path):
    """A server of a build that fails on purpose; `fail()` says when."""
    made = Server(tmp_path).prepare()
    made.module = "tests.faults.builds"
    yield made
    made.kill()


def start_failing(server: Server, fault: str) -> Server:
    server.more["FAULT"] = fault
    return server.start()


def now(server: Server, said: str = "") -> None:
    (server.folder / "now").write_text(said)


def test_fault_61_a_kill_between_commit_and_answer_the_same_command_again_is_there_once(failing):
    killed_around_the_commit(failing, "after")


def test_fault_62_a_kill_before_the_commit_the_same_command_again_is_taken_once(failing):
    killed_around_the_commit(failing, "before")


def killed_around_the_commit(failing: Server, moment: str) -> None:
    """Ana's phone sends again with the same id, as it does by itself; everybody is shown it once."""
    session = start_failing(failing, moment).open()
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("shoutouts")
    id = secrets.token_hex(16)
    now(failing)
    with pytest.raises(Refused):
        ana.ask("shoutouts.give", id, text="said once")
    (failing.folder / "now").unlink()
    failing.kill()
    failing.start()
    ana, ben = come_back(failing, ana, "/here"), come_back(failing, ben, "/here")
    console = come_back(failing, session.console, f"/console/{session.id}")
    assert ("said once" in str(console.view)) == (moment == "after")
    assert ana.ask("shoutouts.give", id, text="said once") == {"ok": True}
    assert [p["text"] for p in ana.wait(lambda s: s.own["mine"]).values()] == ["said once"]
    console.wait(lambda s: str(s.view["words"]).count("said once") == 1)
    assert ana.ask("shoutouts.give", id, text="said once") == {"ok": True}
    console.sync()
    assert str(console.view["words"]).count("said once") == 1
    for screen in (ana, ben, console):
        screen.close()


def test_fault_63_a_deploy_in_the_middle_of_a_round_says_so_and_changes_no_deadline(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("pause", minutes=5)
    session.screen().wait(lambda s: s.round)
    before = {name: screen.view for name, screen in (("Ana", ana), ("console", session.console))}
    assert own_server.stop() == 0
    ana.wait(lambda s: any(e == "back_soon" for e, _ in s.heard))
    session.console.wait(lambda s: any(e == "back_soon" for e, _ in s.heard))
    own_server.start()
    ana = come_back(own_server, ana, "/here")
    console = come_back(own_server, session.console, f"/console/{session.id}")
    assert before["Ana"]["round"]["until"], "when it ends is stored, not what remains"
    assert (ana.view, console.view) == (before["Ana"], before["console"])
    ana.close()
    console.close()


def test_fault_68_a_damaged_page_stops_the_start_and_names_the_copy_to_restore(own_server):
    code, said = types(own_server, "backup")
    assert code == 0
    copy = re.search(r"Copied to (\S+\.sqlite3)\.", said).group(1)
    own_server.stop()
    file = own_server.folder / "facilitator.sqlite3"
    bytes = bytearray(file.read_bytes())
    bytes[8192:12288] = secrets.token_bytes(4096)
    file.write_bytes(bytes)
    code, said = types(own_server, "serve")
    assert (code, len(said.splitlines())) == (1, 1)
    assert "is damaged" in said
    assert copy in said, "a plain line that says which copy, and how"
    assert types(own_server, "restore", copy, "--yes")[0] == 0
    own_server.start()
    assert own_server.web("Fay").get(f"{own_server.url}/groups").status_code == 200
    assert list((own_server.folder / "backups").glob("*-damaged.sqlite3"))


def test_fault_69_a_copy_made_in_the_middle_of_a_session_holds_no_readable_word_or_name(own_server):
    session = own_server.open()
    ana = session.phone("Ana-of-the-hills")
    session.begin("shoutouts")
    ana.do("shoutouts.give", text="findable words of a bad week")
    session.console.do("meeting.begin_closing")
    sign(own_server, ana, "Anastasia Findable")
    wait_until(lambda: keys_are_settled(own_server, session.id))  # the end of the round changes them
    copy = own_server.folder / "elsewhere" / "copy.sqlite3"
    assert types(own_server, "backup", str(copy))[0] == 0
    bytes = copy.read_bytes()
    for said in ("findable words", "Ana-of-the-hills", "Anastasia", session.code, session.link):
        assert said.encode() not in bytes
    searcher = Searcher([copy.parent], own_server.folder / "keys")
    assert "findable words of a bad week" in searcher.finds(), "with the keys it is there: the copy is whole"
    assert list(copy.parent.iterdir()) == [copy]
    ana.do("words.take_back", item=ana.wait(lambda s: next(iter(s.own["mine"]), None)))
    wait_until(lambda: "findable words of a bad week" not in searcher.finds(), 5)


def keys_are_settled(server: Server, meeting: str) -> bool:
    """Whether nothing of a meeting is still to be made unreadable."""
    with contextlib.closing(sqlite3.connect(f"file:{server.folder}/facilitator.sqlite3?mode=ro", uri=True)) as database:
        erased, cleaned = database.execute(
            "SELECT erased, cleaned FROM open_meetings WHERE id = ?", (meeting,)
        ).fetchone()
    return erased == cleaned


def come_back(server: Server, screen, path: str):
    """The same device after the server is back: same cookies, a fresh page, connected."""
    again = Phone(server.url, screen.web)
    again.load(path)
    again.connect()
    return again


def test_fault_70_a_session_whose_key_is_gone_is_ended_honestly_and_asks_to_sign_again(own_server):
    lost, kept = own_server.open(), own_server.open()
    ana, ben = lost.phone("Ana"), kept.phone("Ben")
    own_server.kill()
    key = own_server.folder / "keys" / f"{lost.id}.meeting"
    other = own_server.folder / "keys" / f"{kept.id}.meeting"
    key.write_bytes(other.read_bytes())  # the wrong one, which a missing one is too

    own_server.start()
    with pytest.raises(SocketIOError):
        ana.connect()
    page = ana.web.get(f"{own_server.url}/here").text
    assert "This session ended early" in page
    assert "please sign again" in page
    again = come_back(own_server, ben, "/here")
    assert again.view == ben.view, "the others go on"
    again.close()
    assert not key.exists()

    web = own_server.web("Cora")
    (meeting,) = meetings_listed(web, own_server, lost.group)
    page = web.get(f"{own_server.url}/attendance/meeting/{meeting}").text
    assert "This session ended early" in page
    own_server.stop()
    own_server.start()
    assert meetings_listed(web, own_server, lost.group) == {meeting}, "no second time, no loop"


def meetings_listed(web, server: Server, group: str) -> set[str]:
    """The sessions a coordinator finds under a group's attendance."""
    return set(re.findall(r"/attendance/meeting/(h[0-9a-f]+)", web.get(f"{server.url}/attendance/group/{group}").text))


def faults_in(log: str) -> list[dict]:
    """The faults a server has logged, each one line of JSON."""
    return [json.loads(line) for line in log.splitlines() if '"fault' in line]


def test_fault_72_a_fault_in_any_handler_gets_one_answer_with_a_number_and_one_line_without_content(failing):
    session = start_failing(failing, "raise").open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    now(failing)
    numbers = {}
    for event in ("do", "look", "sync"):
        message = {"id": secrets.token_hex(16), "kind": "shoutouts.give", "text": "words in a fault"}
        answer = ana.call(event, message)
        assert (answer["ok"], answer["code"], answer["retry"]) == (False, "E_INTERNAL", True)
        numbers[answer["incident"]] = f"_{event}"
    page = ana.web.get(f"{failing.url}/here?said=words-in-a-fault")
    assert page.status_code == 500
    numbers[re.search(r"say this number: <b>(\w+)</b>", page.text).group(1)] = "joining.here"
    said = wait_until(lambda: None if len(f := faults_in(failing.log())) < 4 else f)
    for line, (number, where) in zip(said, numbers.items(), strict=True):
        assert {number, where, "Injected"} <= set(re.findall(r"[\w.]+", json.dumps(line)))
    assert "words" not in failing.log()
    (failing.folder / "now").unlink()
    assert ana.ask("shoutouts.give", text="words after it") == {"ok": True}
    session.close()


def test_fault_72_a_fault_in_a_rule_refuses_that_command_with_a_number(failing):
    session = start_failing(failing, "rules").open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    now(failing)
    answer = once(ana, "shoutouts.give", text="words in a fault")
    assert (answer["code"], answer["retry"]) == ("E_INTERNAL", True)
    assert faults_in(failing.log())[-1]["said"] == f"fault {answer['incident']} in shoutouts.give: Injected"
    assert "words" not in failing.log()
    (failing.folder / "now").unlink()
    assert ana.ask("shoutouts.give", text="words after it") == {"ok": True}
    session.close()
