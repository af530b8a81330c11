"""FAULTS.md, load: rows 53 and 54, and what one address and one seat may do."""

import json
import secrets
import threading

import pytest
import websocket

from facilitator.live import guard
from facilitator.live.engine import GuardedEngine
from tests.faults.hostile import NeverReads, flood
from tests.faults.raw import Raw, Refused
from tests.faults.test_text import _memory, holding
from tests.places import wait_until


@pytest.fixture
def session(server):
    made = server.open()
    yield made
    made.close()


@pytest.mark.parametrize("packet", ['42["x"]', '421["do",{}]', "3", "42{"])
def test_fault_53_a_flood_is_cut_off_and_nobody_else_waits(session, packet):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    before = _memory(session.server.pid)
    took: list[float] = []
    flooding = threading.Thread(target=lambda: took.append(flood(session.server.url, ana, packet)))
    flooding.start()
    answered = 0
    while flooding.is_alive() or not answered:
        assert ben.ask("seat.comfort", comfort="listening") == {"ok": True}
        answered += 1
    flooding.join()
    assert took[0] < 10, "goal 100 ms: measured by make bench"
    assert _memory(session.server.pid) - before < 5 * 1024 * 1024
    assert ana.ask("seat.comfort", comfort="listening") == {"ok": True}, "her own screen was another socket"


def test_fault_53_a_flood_of_the_websockets_own_pings_is_cut_off_too(session):
    ana = session.phone("Ana")
    raw = Raw(session.server.url).enter(ana)
    raw.ws.sock.sendall(bytes((0x89, 0x80, 0, 0, 0, 0)) * 2000)
    raw.ends()
    assert ana.ask("seat.comfort", comfort="listening") == {"ok": True}


def almost(raw: Raw) -> None:
    """Nearly as much as is cut off, and then one hangs up."""
    raw.send(*["3"] * int(guard.FLOOD_BURST * 0.9))
    raw.close()


def too_long(raw: Raw) -> None:
    """A frame that ends its connection before any of it is read."""
    raw.send("x" * 2 * guard.LARGEST_FRAME)
    raw.ends()


def signs(raw: Raw) -> None:
    """The WebSocket's own pings, until it ends."""
    raw.ws.sock.sendall(bytes((0x89, 0x80, 0, 0, 0, 0)) * 2000)
    raw.ends()


def no_text(raw: Raw) -> None:
    """Bytes that are no letters, too many for one short frame."""
    raw.ws.send("\udcff".encode("utf-8", "surrogateescape") * 130, websocket.ABNF.OPCODE_TEXT)
    raw.ends()


@pytest.mark.parametrize("how", [None, almost, too_long, signs, no_text])
def test_fault_53_whoever_floods_each_time_they_come_back_waits_and_whoever_stays_is_heard(session, how):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    with pytest.raises(Refused) as refused:
        _over_and_over(session.server.url, ana, how)
    assert refused.value.args[0]["data"] == {"code": "E_RATE"}
    waits = Raw(session.server.url)
    waits.send("40" + json.dumps({"ticket": ana.boot["ticket"]}))
    assert waits.until(lambda p: p.startswith("44"))
    waits.ends()
    assert ben.ask("seat.comfort", comfort="listening") == {"ok": True}
    assert ana.ask("seat.comfort", comfort="listening") == {"ok": True}, "her screen that did nothing stays"

    def let_in() -> bool:
        try:
            return Raw(session.server.url).enter(ana).is_heard()
        except Refused:
            return False

    wait_until(let_in)


def _over_and_over(url, phone, how):
    for _ in range(guard.CUTS * 6):
        if how:
            how(Raw(url).enter(phone))
        else:
            flood(url, phone, "42{")


def test_whoever_only_comes_and_goes_is_always_let_in(session):
    ana = session.phone("Ana")
    for _ in range(guard.CUTS * 6):
        raw = Raw(session.server.url).enter(ana)
        assert raw.is_heard()
        raw.close()


def test_whoever_has_waited_long_enough_is_forgotten_and_whoever_has_not_is_not(monkeypatch):
    cuts = guard.Cuts()
    for _ in range(guard.CUTS):
        cuts.note("often")
    assert cuts.must_wait("often")
    assert not cuts.must_wait("never")
    monkeypatch.setattr(guard, "CUTS_PER_SECOND", 1e6)
    for n in range(3 * guard.MOST_REMEMBERED):
        cuts.note(f"once, {n}")
    assert len(cuts._of) < 2 * guard.MOST_REMEMBERED
    assert cuts.must_wait("often")


def test_fault_53_whoever_is_only_in_a_hurry_is_refused_and_stays(session):
    raw = Raw(session.server.url).enter(session.phone("Ana"))
    said = '["do",{"id":"0123456789abcdef","kind":"seat.comfort","comfort":"listening"}]'
    raw.send(*(f"42{n}{said}" for n in range(1, 61)))
    answers = [raw.until(lambda p, n=n: p.startswith(f"43{n}[")) for n in range(1, 61)]
    refused = [a for a in answers if "E_RATE" in a]
    assert 10 <= len(refused) < 25
    assert '"retry":true' in refused[0]
    raw.close()


def test_fault_54_who_never_reads_is_cut_off_and_finds_everything_on_return(session):
    from facilitator.rehearsing.phone import Phone

    ana = Phone(session.server.url).join(session.link, handle="Ana")
    phones = [session.phone(f"p{n}") for n in range(6)]
    for n in range(30):
        session.console.do("circle.add", handle=f"Guest number {n}", colour="teal", pattern="dots")
    before = _memory(session.server.pid)
    seat, lost = ana.own["seat"], NeverReads(session.server.url, ana)
    session.console.wait(lambda s: s.here.get("away") == [])
    looks = [(c, p) for c in ("teal", "plum") for p in ("dots", "star")]

    def changes() -> bool:
        """Everybody changes their patch until Ana shows as gone: each change is one more packet for her."""
        for n, phone in enumerate(phones):
            colour, pattern = looks[secrets.randbelow(len(looks))]
            phone.call("do", {"id": secrets.token_hex(16), "kind": "seat.look", "handle": f"q{n} {secrets.token_hex(8)}",
                              "colour": colour, "pattern": pattern})  # fmt: skip
        return seat in session.console.here["away"]

    wait_until(changes, 60)
    lost.leave()
    assert _memory(session.server.pid) - before < 5 * 1024 * 1024
    ana.connect()
    session.console.wait(lambda s: s.here.get("away") == [])
    ana.sync()
    ana.wait(lambda s: s.view["seats"] == phones[0].view["seats"])
    ana.close()


def test_a_second_long_text_within_five_seconds_stays_on_the_phone_and_goes_by_itself(server):
    session = holding(server)
    ana = session.phones["Ana"]
    assert ana.ask("story.tell", text="One.", named=True) == {"ok": True}
    second = {"id": secrets.token_hex(16), "kind": "story.tell", "text": "Another.", "named": True}
    answer = ana.call("do", second)
    assert {"code": "E_RATE", "retry": True}.items() <= answer.items()
    assert "Another" not in str(answer)
    assert ana.ask("seat.comfort", comfort="glad_to_share") == {"ok": True}, "nothing else waits"
    assert ana.ask(**second) == {"ok": True}, "the same command again, as the phone sends it"
    ana.wait(lambda s: sorted(w["text"] for w in s.own["mine"].values()) == ["Another.", "One."])
    session.close()


def test_one_wi_fi_holds_a_whole_room_and_not_the_whole_server():
    engine = GuardedEngine(most_from_one_address=2400, async_mode="threading")
    assert all(engine.admit(str(n), "192.0.2.1") for n in range(2400))
    assert not engine.admit("one more", "192.0.2.1")
    assert engine.admit("elsewhere", "192.0.2.2")
    engine.forget("7")
    assert engine.admit("one more", "192.0.2.1")
