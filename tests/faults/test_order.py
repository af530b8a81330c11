"""FAULTS.md, order, repeats and state: rows 33 to 44, 47, 49 and 50."""

import contextlib
import json
import secrets
import sqlite3
import threading
import time

import pytest
import socketio

from facilitator.rehearsing.phone import Phone, Screen
from tests.faults.raw import Raw
from tests.places import Server, wait_until


@pytest.fixture
def session(server):
    made = server.open()
    yield made
    made.close()


def fresh() -> str:
    return secrets.token_hex(16)


def back(server: Server, screen: Screen, path: str = "/here") -> Screen:
    """The same person's page, loaded again."""
    again = type(screen)(server.url, screen.web)
    again.load(path)
    again.connect()
    return again


def texts(server: Server) -> int:
    """How many texts of running meetings the database holds."""
    with contextlib.closing(sqlite3.connect(server.folder / "facilitator.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM words").fetchone()[0])


GIVEN = {"kind": "shoutouts.give", "strength": "hope", "text": "Thank you."}


def test_fault_33_one_command_that_arrives_twice_at_once_is_done_once(session):
    ana = session.phone("Ana")
    session.begin("shoutouts")
    said = json.dumps({"id": fresh(), **GIVEN})
    one, other = (Raw(session.server.url).enter(ana) for _ in range(2))
    for raw in (one, other):
        raw.send(f'421["do",{said}]', f'422["do",{said}]')
    for raw in (one, other):
        for id in (1, 2):
            assert raw.until(lambda p, id=id: p.startswith(f"43{id}[")) == f'43{id}[{{"ok":true}}]'
    ana.wait(lambda s: len(s.own["mine"]) == 1)
    assert session.console.wait(lambda s: s.view["quilt"]["sewn"]) == 1


def test_fault_34_the_same_id_after_a_restart_and_on_another_process_gets_the_stored_answer(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    said = {"id": fresh(), **GIVEN}
    assert ana.ask(**said) == {"ok": True}
    rows = texts(own_server)
    own_server.kill()
    own_server.start()
    again = back(own_server, ana)
    assert again.ask(**said) == {"ok": True}
    beside = Server(own_server.folder).start()
    try:
        other = Phone(beside.url, ana.web)
        other.load("/here")
        other.connect()
        assert other.ask(**said) == {"ok": True}
        assert other.ask(**{**said, "text": "In other words."})["code"] == "E_FORMAT"
        other.close()
    finally:
        beside.kill()
    assert texts(own_server) == rows
    assert len(again.own["mine"]) == 1
    again.close()


def test_fault_35_the_same_id_with_another_body_is_refused_and_the_first_stands(session):
    ana = session.phone("Ana")
    session.begin("shoutouts")
    id = fresh()
    assert ana.ask("shoutouts.give", id=id, strength="hope", text="First.") == {"ok": True}
    for body in ({"strength": "hope", "text": "Second."}, {"strength": "calm"}, {}):
        assert ana.ask("shoutouts.give", id=id, **body)["code"] == "E_FORMAT"
    assert ana.ask("seat.comfort", id=id, comfort="listening")["code"] == "E_FORMAT"
    assert [w["text"] for w in ana.own["mine"].values()] == ["First."]
    assert ana.ask("shoutouts.give", id=id, strength="hope", text="First.") == {"ok": True}


def test_fault_36_somebody_elses_commands_replayed_do_nothing_that_was_theirs(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    sent = []

    def as_ana(kind: str, **fields) -> None:
        sent.append({"id": fresh(), "kind": kind, **fields})
        assert ana.ask(**sent[-1]) == {"ok": True}

    session.begin("reflection")
    as_ana("reflection.write", text="Only for myself.")
    item = ana.wait(lambda s: next(iter(s.own["mine"]), None))
    as_ana("reflection.share", item=item, reach="facilitator", named=True)
    as_ana("reflection.share", item=item, reach="me", named=False)
    as_ana("signal.send", what="too_fast")
    session.begin("story", order="queue")
    as_ana("story.raise_hand")
    session.console.do("story.send")
    ana.wait(lambda s: s.mine.get("offer"))
    as_ana("story.accept", turn=1)
    ana.wait(lambda s: s.mine.get("holding"))
    session.console.wait(lambda s: "since" in s.round["piece"])
    mine, round = ana.own["mine"], session.console.round["piece"]
    theirs = {"reflection.share", "story.accept"}
    for message in sent:
        answer = ben.ask(**message)
        if message["kind"] in theirs:
            assert answer["code"] in ("E_ROLE", "E_STATE", "E_GONE")
        assert "Only for myself" not in str(answer)
    assert ben.ask("words.take_back", item=item)["code"] == "E_ROLE"
    assert ben.ask("story.done")["ok"] is False
    assert ben.ask("meeting.close")["code"] == "E_ROLE"
    assert (ana.own["mine"], session.console.round["piece"]) == (mine, round)
    assert ana.own["signal"]["what"] == "too_fast"
    heard = json.dumps([ben.heard, ben.view, ben.own, ben.boot])
    for secret in (*(m["id"] for m in sent), ana.boot["ticket"], "Only for myself"):
        assert secret not in heard, "nothing by which one could act as another is ever told"


def test_fault_37_commands_out_of_order_are_each_judged_as_things_stand(session):
    ana = session.phone("Ana")
    session.begin("story", order="queue")
    assert ana.ask("story.accept", turn=1)["code"] == "E_STATE", "the second before the first"
    ana.do("story.raise_hand")
    session.console.do("story.send")
    ana.wait(lambda s: s.mine.get("offer"))
    ana.do("story.accept", turn=1)
    ana.do("story.done")
    ana.wait(lambda s: not s.mine.get("holding"))
    answer = ana.ask("story.accept", turn=1)
    assert answer["code"] == "E_STATE"
    assert answer["v"] == ana.v, "and is told which version is current"
    behind = Raw(session.server.url).enter(ana)
    told = behind.ask("do", json.dumps({"id": fresh(), "kind": "story.accept", "turn": 1}))
    assert told["v"] == ana.v
    behind.close()


def test_fault_38_what_comes_after_its_round_is_told_so(session):
    ana = session.phone("Ana")
    session.begin("shoutouts")
    session.console.do("round.end", round=session.console.round["id"])
    ana.wait(lambda s: s.round.get("over") or not s.round)
    answer = ana.ask("shoutouts.give", strength="hope", text="Too late.")
    assert answer["code"] == "E_STATE"
    assert answer["message"]
    assert ana.own["mine"] == {}
    session.begin("shoutouts")
    assert ana.ask("shoutouts.give", strength="hope", text="Too late.") == {"ok": True}, "the next round takes it"


def test_fault_39_two_who_press_next_at_once_advance_the_round_once(session):
    tab = Screen(session.server.url, session.server.web("Fay"))
    tab.load(f"/console/{session.id}")
    tab.connect()
    session.begin("story")
    planned = len(session.console.view["order"]) + 2
    for name in ("one", "two"):
        session.console.do("round.plan", round_kind="pause", settings={}, prompt=name)
    for screen in (session.console, tab):
        screen.wait(lambda s: len(s.view["order"]) == planned)
    first, second = session.console.view["order"][-2:]
    answers: list = []
    both = threading.Barrier(2)

    def press(screen: Screen, round: str) -> None:
        both.wait()
        answers.append(screen.ask("round.start", round=round))

    threads = [threading.Thread(target=press, args=(s, first)) for s in (session.console, tab)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a["ok"] for a in answers) == [False, True]
    assert next(a for a in answers if not a["ok"])["code"] == "E_STATE"
    for screen in (session.console, tab):
        screen.wait(lambda s: s.round.get("id") == first)
    assert second in session.console.view["order"]
    tab.close()


def test_fault_40_a_facilitators_two_tabs_are_both_live_and_closing_one_changes_nothing(session):
    ana = session.phone("Ana")
    tab = Screen(session.server.url, session.server.web("Fay"))
    tab.load(f"/console/{session.id}")
    tab.connect()
    session.begin("story")
    tab.wait(lambda s: s.round.get("kind") == "story")
    heard = len(ana.heard)
    session.console.cut()
    wait_until(lambda: not session.console.socket.connected)
    tab.do("story.send")
    ana.wait(lambda s: s.round["piece"]["is"] == "waiting")
    assert all(d.get("host") for e, d in ana.heard[heard:] if e == "here"), "nobody is told that anyone went"
    tab.close()


def test_fault_41_without_the_facilitators_network_the_session_goes_on(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("story", order="queue")
    session.console.do("story.send")
    session.console.cut()
    ana.wait(lambda s: s.here.get("host") is False)
    ana.do("story.raise_hand")
    ana.wait(lambda s: s.mine.get("offer"))
    ana.do("story.accept", turn=1)
    ben.wait(lambda s: s.round["piece"].get("seat") == ana.own["seat"])
    assert ana.bye is None
    console = back(session.server, session.console, f"/console/{session.id}")
    ana.wait(lambda s: s.here.get("host"))
    assert console.round["piece"]["seat"] == ana.own["seat"]
    console.close()


def test_fault_42_words_taken_back_leave_every_screen_their_row_and_their_key(own_server):
    session = own_server.open()
    ana, ben, screen = session.phone("Ana"), session.phone("Ben"), session.screen()
    session.begin("shoutouts")
    before = texts(own_server)
    session.console.do("words.hold", on=False)
    ana.do("shoutouts.give", strength="hope", text="A passing thought.")
    everyone = (ana, ben, screen, session.console)
    for each in everyone:
        each.wait(lambda s: "A passing thought." in json.dumps([s.view, s.own]))
    ana.wait(lambda s: s.own.get("mine"))
    keys = _keys(own_server)
    sewn = ben.view["quilt"]["sewn"]
    item = next(iter(ana.own["mine"]))
    at = time.monotonic()
    ana.do("words.take_back", item=item)
    assert texts(own_server) == before, "the row is gone when the answer comes"
    for each in everyone:
        each.wait(lambda s: "A passing thought." not in json.dumps([s.view, s.own]), seconds=3)
    assert time.monotonic() - at < 3
    assert ben.view["quilt"]["sewn"] == sewn - 1
    wait_until(lambda: not (keys & _keys(own_server)), 8)
    told = json.dumps([d for e, d in ben.heard if e != "here"][-1:])
    assert ana.own["seat"] not in told, "and nobody is told whose they were"


def _keys(server: Server) -> set[bytes]:
    """What the keys of running meetings are."""
    return {p.read_bytes() for p in (server.folder / "keys" / "meetings").glob("*")}


def test_fault_42_a_key_that_was_to_be_destroyed_when_the_power_went_is_destroyed_at_the_start(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    ana.do("shoutouts.give", strength="hope", text="A passing thought.")
    item = ana.wait(lambda s: next(iter(s.own["mine"]), None))
    keys = _keys(own_server)
    ana.do("words.take_back", item=item)
    own_server.kill()
    own_server.start()
    wait_until(lambda: not (keys & _keys(own_server)), 8)


def test_fault_43_after_the_end_what_the_group_kept_is_taken_back_with_the_phones_secret(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("shoutouts")
    ana.do("shoutouts.give", to=ben.own["seat"], strength="hope", text="You stayed.")
    item = ben.wait(lambda s: next(iter(s.own["received"]), None))
    for phone in (ana, ben):
        phone.do("words.let_keep", item=item, on=True)
    secret = ana.wait(lambda s: s.own["mine"][item].get("secret"))
    assert ben.wait(lambda s: s.own["received"][item].get("secret")) == secret
    assert secret not in json.dumps([session.console.heard, ana.view, ben.view]), "only those two have it"
    session.console.do("meeting.close")
    ana.wait(lambda s: s.bye)
    group = f"{session.server.url}/groups/{session.group}"
    assert "You stayed." in session.server.web("Fay").get(group, timeout=10).text
    for known, says in (
        (["00" * 12], "erased already"),
        ([secret], "does not keep it any more"),
        ([secret], "erased already"),
    ):
        fields = ana.page("/here").fields
        answer = ana.web.post(
            f"{session.server.url}/here/kept", data={"csrf_token": fields["csrf_token"], "secret": known}, timeout=10
        )
        assert says in answer.text
    assert "You stayed." not in session.server.web("Fay").get(group, timeout=10).text


def test_fault_44_taking_back_twice_is_a_yes_and_somebody_elses_tells_nothing(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("shoutouts")
    ana.do("shoutouts.give", strength="hope", text="Mine.")
    item = ana.wait(lambda s: next(iter(s.own["mine"]), None))
    there, never = ben.ask("words.take_back", item=item), ben.ask("words.take_back", item=item[:-1] + "x")
    assert there == never
    assert there["code"] == "E_ROLE"
    assert item in ana.own["mine"]
    assert ana.ask("words.take_back", item=item) == {"ok": True}
    assert ana.ask("words.take_back", item=item) == {"ok": True}
    assert ben.ask("words.take_back", item=item) == never
    assert session.console.ask("words.take_back", item=item)["code"] == "E_ROLE"


def test_fault_47_a_coordinator_and_a_phone_get_no_word_they_should_not(session):
    ana = session.phone("Ana")
    session.begin("reflection")
    ana.do("reflection.write", text="For me alone.")
    cora = session.server.web("Cora")
    for path in (f"/console/{session.id}", f"/screen/{session.id}", "/here", f"/api/{session.id}"):
        answer = cora.get(session.server.url + path, timeout=10, allow_redirects=False)
        assert answer.status_code in (302, 303, 403, 404), path
        assert "For me alone" not in answer.text
    cookies = "; ".join(f"{c.name}={c.value}" for c in cora.cookies)
    client = socketio.Client(reconnection=False)
    told: list = []
    client.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(session.server.url, headers={"Cookie": cookies}, auth={"meeting": session.id}, wait_timeout=5)
    assert told[0]["data"] == {"code": "E_EXPIRED"}
    of_others = [
        ("words.hold", {"on": False}), ("round.end", {"round": ana.round["id"]}), ("meeting.close", {}),
        ("care.calm", {"on": True}), ("words.cover", {"item": next(iter(ana.own["mine"])), "on": True}),
    ]  # fmt: skip
    for kind, fields in of_others:
        answer = ana.ask(kind, **fields)
        assert answer["code"] == "E_ROLE", kind
        assert set(answer) == {"ok", "code", "message"}
    assert ana.call("look", {"what": "presence.number"})["ok"] is False
    ben = session.phone("Ben")
    assert "For me alone" not in json.dumps([ben.boot, ben.heard, ben.view, ben.own])


@pytest.fixture
def stepping(tmp_path):
    """A server whose clock can be set, by seconds."""
    made = Server(tmp_path).prepare()
    made.module = "tests.faults.stepping"
    made.start()
    yield made
    made.kill()


def test_fault_49_a_server_clock_that_steps_by_an_hour_changes_nothing(stepping):
    session = stepping.open()
    ana = session.phone("Ana")
    session.begin("story", order="queue")
    session.console.do("story.send")
    ana.do("story.raise_hand")
    ana.wait(lambda s: s.mine.get("offer"))
    for seconds in (3600, -3600, 0):
        (stepping.folder / "clock").write_text(str(seconds))
        ana.cut()
        ana = _connected_again(stepping, ana)
        assert ana.own["handle"] == "Ana", "the seat is still hers, by cookie and by ticket"
        assert ana.mine.get("offer"), "and so is the offer"
        for comfort in ("glad_to_share", "may_share") * 4:
            assert ana.ask("seat.comfort", comfort=comfort) == {"ok": True}, "limits count by another clock"
        assert session.console.ask("words.hold", on=seconds > 0) == {"ok": True}
        raw = Raw(stepping.url).enter(ana)
        assert raw.is_heard()
        raw.close()
    assert ana.ask("story.accept", turn=1) == {"ok": True}
    assert session.console.bye is None
    session.close()


def _connected_again(server: Server, phone: Phone) -> Phone:
    """By the ticket of the old page first, which was signed at another hour."""
    ticket = phone.boot["ticket"]
    phone.connect()
    assert phone.boot["ticket"] == ticket
    phone.close()
    again = Phone(server.url, phone.web)
    again.load("/here")
    again.connect()
    return again


def test_fault_50_just_listening_ends_what_was_asked_and_hides_what_was_mine_on_request(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("story", order="ring")
    session.console.do("story.send")
    asked = wait_until(lambda: next((p for p in (ana, ben) if p.mine.get("offer")), None))
    other = ben if asked is ana else ana
    asked.do("seat.comfort", comfort="listening")
    asked.wait(lambda s: not s.mine.get("offer"))
    other.wait(lambda s: s.mine.get("offer"))
    other.do("story.accept", turn=other.mine["offer"]["turn"] if isinstance(other.mine["offer"], dict) else 1)
    other.do("story.tell", text="Told before I thought better of it.", named=True)
    item = other.wait(lambda s: next(iter(s.own["mine"]), None))
    other.do("seat.comfort", comfort="listening")
    asked.wait(lambda s: s.round["piece"].get("seat") != other.own["seat"] or s.round["piece"]["is"])
    other.do("words.take_back", item=item)
    for screen in (ana, ben, session.console):
        screen.wait(lambda s: "thought better" not in json.dumps([s.view, s.own]), seconds=3)
    for phone in (ana, ben):
        assert not phone.mine.get("offer"), "no further prompts"
