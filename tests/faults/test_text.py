"""FAULTS.md, text: rows 1 to 19. What people type is kept as it is but for tricks, and nothing in it is ever looked for."""

import contextlib
import json
import os
import re
import secrets
import struct

import pytest
import requests
import websocket

from facilitator.rehearsing.phone import Phone
from tests.faults.raw import Raw
from tests.places import Server, Session


@pytest.fixture(scope="module")
def circle(server):
    """Ana gives shout-outs to the group, and Ben reads them."""
    session = server.open()
    session.phone("Ana"), session.phone("Ben")
    session.begin("shoutouts")
    yield session
    session.close()


@pytest.fixture
def written(circle):
    """What Ben's phone shows when Ana has written something."""
    ana, ben = circle.phones["Ana"], circle.phones["Ben"]

    def write(text: str) -> str:
        before = ana.own["mine"].keys()
        assert ana.ask("shoutouts.give", strength="hope", text=text) == {"ok": True}
        item = ana.wait(lambda s: s.own["mine"].keys() - before).pop()
        shown: str = ben.wait(lambda s: (s.round.get("latest") or {}).get("text"))
        assert ana.own["mine"][item]["text"] == shown
        ana.do("words.take_back", item=item)
        ben.wait(lambda s: (s.round.get("latest") or {}).get("text") != shown)
        ana.wait(lambda s: item not in s.own["mine"])
        return shown

    return write


@pytest.fixture
def refused(circle):
    """The code somebody gets for writing something, after which nothing of it is anywhere."""
    ana, ben = circle.phones["Ana"], circle.phones["Ben"]

    def write(text: object) -> str:
        before = ana.own["mine"]
        answer = ana.ask("shoutouts.give", strength="hope", text=text)
        assert answer["ok"] is False
        assert answer["message"]
        assert ana.own["mine"] == before
        ana.do("seat.comfort", comfort="listening"), ana.do("seat.comfort", comfort="may_share")
        if isinstance(text, str) and text.strip() and len(text) > 3:
            assert text[:40] not in json.dumps([answer, ana.view, ana.own, ben.view])
        code: str = answer["code"]
        return code

    return write


def holding(server: Server):
    """A session in which Ana holds the piece and may write her story."""
    session = server.open()
    ana = session.phone("Ana")
    session.begin("story", order="queue")
    session.console.do("story.send")
    ana.do("story.raise_hand")
    ana.wait(lambda s: s.mine.get("offer"))
    ana.do("story.accept", turn=1)
    return session


def test_fault_01_a_story_too_long_by_one_character_is_refused_and_nothing_is_stored(server):
    session = holding(server)
    ana = session.phones["Ana"]
    assert ana.ask("story.tell", text="é" * 2001, named=True)["code"] == "E_LONG"
    assert ana.own["mine"] == {}
    assert ana.ask("story.tell", text="é" * 2000, named=True) == {"ok": True}, "what was refused took nobody's turn"
    ana.wait(lambda s: [w["text"] for w in s.own["mine"].values()] == ["é" * 2000])
    session.close()


def test_fault_02_a_megabyte_in_one_frame_ends_the_connection_before_it_is_read(circle):
    raw = Raw(circle.server.url).enter(circle.phones["Ana"])
    before = _memory(circle.server.pid)
    header = struct.pack("!BBQ", 0x81, 0x80 | 127, 1_000_000) + bytes(4)
    raw.ws.sock.sendall(header)
    raw.ws.settimeout(10)
    frame = raw.ws.recv_frame()  # just read: an answer to the goodbye may find the connection closed already
    while frame.opcode != websocket.ABNF.OPCODE_CLOSE:
        frame = raw.ws.recv_frame()
    assert struct.unpack("!H", frame.data[:2])[0] == 1009
    assert _memory(circle.server.pid) - before < 1_000_000
    assert circle.phones["Ana"].ask("seat.comfort", comfort="may_share") == {"ok": True}


def test_fault_02_a_megabyte_in_small_pieces_ends_it_just_so(circle):
    raw = Raw(circle.server.url).enter(circle.phones["Ana"])
    before = _memory(circle.server.pid)
    piece = struct.pack("!BBH", 0x01, 0x80 | 126, 16_000) + bytes(4) + b" " * 16_000
    more = struct.pack("!BBH", 0x00, 0x80 | 126, 16_000) + bytes(4) + b" " * 16_000
    with contextlib.suppress(OSError):
        for n in range(4096):
            raw.ws.sock.sendall(more if n else piece)
    raw.ends()
    assert _memory(circle.server.pid) - before < 2_000_000


def _memory(pid: int) -> int:
    """Bytes a process holds."""
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "\u3164", "\n\t\n", "\u2800", "\u00ad\u034f\ufe0f"])
def test_fault_03_nothing_that_could_be_seen_is_nothing_written(circle, refused, text):
    assert refused(text) == "E_FORMAT"
    assert "nothing written" in circle.phones["Ana"].ask("shoutouts.give", strength="hope", text=text)["message"]


def test_fault_04_a_nul_is_taken_out(written):
    assert written("a\u0000b") == "ab"


@pytest.mark.parametrize("text", [r"\ud800", r"a\udfffb", r"\ude00\ud83d"])
def test_fault_05_half_a_character_is_refused(circle, text):
    raw = Raw(circle.server.url).enter(circle.phones["Ana"])
    said = f'{{"id":"{secrets.token_hex(8)}","kind":"shoutouts.give","strength":"hope","text":"{text}"}}'
    assert raw.ask("do", said)["code"] == "E_FORMAT"
    assert raw.is_heard()
    raw.close()


def test_fault_06_control_characters_are_taken_out_and_reach_no_log(circle, written):
    assert written("one\ntwo\x1b[31mred\x07\x9b2J\x7f\x85three\x0b") == "one two[31mred2J three"
    circle.phones["Ana"].ask("shoutouts.give", strength="\x1b[31m", text="\x1b[31m")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", circle.server.log())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("pay\u202egnp.exe", "paygnp.exe"), ("\u2066one\u2069 \u202atwo\u202c", "one two"),
        ("مرحبا، أنا آنا", "مرحبا، أنا آنا"), ("שלום לכולם", "שלום לכולם"), ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)  # fmt: skip
def test_fault_07_directions_cannot_be_turned_and_right_to_left_is_left_alone(written, typed, shown):
    assert written(typed) == shown


def test_fault_08_a_letter_keeps_at_most_four_marks(written):
    assert written("x" + "\u0301" * 50) == "x" + "\u0301" * 4
    assert written("Ẽ́lan") == "Ẽ́lan"


FAMILY, RAINBOW, WALES, SKIN = "👨‍👩‍👧‍👦", "🏳️‍🌈", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "👩🏽‍🦱"


def test_fault_09_emoji_of_many_parts_stay_whole_and_count_as_one(written, refused):
    assert written(FAMILY + RAINBOW + WALES + SKIN) == FAMILY + RAINBOW + WALES + SKIN
    assert written(WALES * 100) == WALES * 100
    assert refused(SKIN * 281) == "E_LONG"


def test_fault_10_emoji_alone_are_words_too(server, written):
    assert written("🌻") == "🌻"
    session = holding(server)
    assert session.phones["Ana"].ask("story.tell", text="🌻" * 500, named=True) == {"ok": True}
    session.phones["Ana"].wait(lambda s: [w["text"] for w in s.own["mine"].values()] == ["🌻" * 500])
    session.close()


def _join(session, handle: str) -> requests.Response:
    phone = Phone(session.server.url)
    fields = phone.page(f"/j/{session.link}").fields | {"handle": handle}
    fields.pop("again", None)
    return phone.web.post(f"{session.server.url}/j/{session.link}", data=fields, allow_redirects=False, timeout=10)


def test_fault_11_a_name_that_looks_like_anothers_is_taken(server):
    session = server.open()
    assert _join(session, "Anna").status_code == 303
    for alike in ("Anna", "ANNA", "Аnna", "Αnna", "Ann\u0430", "A n n a", "Ａnna"):
        answer = _join(session, alike)
        assert answer.status_code == 422, alike
        assert "already goes by a name like that" in answer.text
    ben = session.phone("Ben")
    assert ben.ask("seat.look", handle="Аnnа", colour="teal", pattern="dots")["code"] == "E_FORMAT"
    assert [s["handle"] for s in session.console.view["seats"].values()] == ["Anna", "Ben"]
    session.close()


@pytest.mark.parametrize(
    "handle",
    ["Facilitator", "FACILITATOR", "Fаcilitаtоr", "Admin", "АDМIN", "Ѕystem", "Adm1n", "S.y.s.t.e.m", "Facilitadora", "Ｈost"],
)  # fmt: skip
def test_fault_12_nobody_can_call_themself_something_official_in_any_script(circle, handle):
    before = len(circle.console.view["seats"])
    answer = _join(circle, handle)
    assert answer.status_code == 422
    assert "could be mistaken for someone else" in answer.text
    assert len(circle.console.view["seats"]) == before


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "https://example.org/?a=b&c=d",
        "<svg onload=alert(1)><a href='javascript:1'>x</a></svg>", "</script><!-- \" ' ` &amp; &lt;",
    ],
)  # fmt: skip
def test_fault_13_markup_is_text_byte_for_byte(circle, written, text):
    assert written(text) == text


def test_fault_13_markup_ends_no_page_it_is_carried_by(server):
    session = server.open()
    ana = session.phone("</script><b>Ana")
    page = ana.web.get(f"{server.url}/here", timeout=10).text
    assert "</script><b>" not in page
    assert ana.own["handle"] == "</script><b>Ana"
    session.close()


@pytest.mark.parametrize(
    "text", ["{{7*7}} {%raw%}", "${7*7} %s %(x)s %n", "' OR 1=1 --", "=cmd|' /C calc'!A0", "+1", "-1", "@x"]
)
def test_fault_14_templates_queries_and_formulas_are_text(written, text):
    assert written(text) == text


def test_fault_14_a_formula_leaves_for_a_spreadsheet_as_text(server):
    fay = Phone(server.url, server.web("Fay"))
    fields = fay.page("/groups/new").fields
    name = "=cmd|' /C calc'!A0"
    made = fay.web.post(f"{server.url}/groups/new", data={**fields, "name": name, "agreements": "", "language": "en"})
    group = made.url.rsplit("/", 1)[1]
    opened = fay.web.post(f"{server.url}/groups/{group}/open", data={"csrf_token": fields["csrf_token"]})
    console = Phone(server.url, fay.web)
    console.load(opened.url.removeprefix(server.url))
    session = Session(server, console, group)
    session.phone("Ana")
    session.begin("shoutouts")
    console.do("meeting.close", heads=1)
    console.wait(lambda s: s.bye)
    exported = server.web("Cora").get(f"{server.url}/attendance/files/groups.csv?period=all", timeout=20).text
    assert "'" + name in exported
    assert not re.search(r'(^|,)"?[=+@\t\r-]', exported, re.MULTILINE)
    session.close()


def test_fault_15_odd_breaks_and_marks_of_the_trade_are_evened_out(server, written):
    assert written("\ufeffa\uffff") == "a"
    session = holding(server)
    session.phones["Ana"].do("story.tell", text="\ufeffone\u2028two\u2029three\uffff\r\nfour", named=True)
    session.phones["Ana"].wait(lambda s: [w["text"] for w in s.own["mine"].values()] == ["one\ntwo\nthree\nfour"])
    session.close()


def test_fault_16_a_name_typed_in_two_ways_is_one_name(server, written):
    assert written("Jose\u0301") == "Jos\u00e9"
    session = server.open()
    assert _join(session, "Jos\u00e9").status_code == 303
    assert _join(session, "Jose\u0301").status_code == 422
    session.close()


def test_fault_17_as_many_newlines_as_a_frame_holds_are_one_gap(server):
    """10,000 of them are in tests/test_text.py: over the wire they would be a frame too long."""
    session = holding(server)
    session.phones["Ana"].do("story.tell", text="one" + "\n" * 8_000 + "two", named=True)
    session.phones["Ana"].wait(lambda s: [w["text"] for w in s.own["mine"].values()] == ["one\n\ntwo"])
    session.close()


def test_fault_18_numbers_addresses_and_names_are_the_writers_own(circle, written):
    text = "Call me: +1 (555) 010-0199, ana.ruiz@example.org. Ana María Ruiz, 12 River Road."
    assert written(text) == text
    for piece in ("010-0199", "ana.ruiz", "River Road"):
        assert piece not in circle.server.log()


def test_fault_19_words_of_crisis_are_never_touched_or_flagged(circle):
    """Written before somebody else's good day, they look the same in every view, the facilitator's included."""
    ana, ben = circle.phones["Ana"], circle.phones["Ben"]
    screens = (ana, ben, circle.console)
    dark, light = "I want to die. I have pills. Me quiero morir.", "I had a good walk. I have plums. Me gusta el sol."
    seen: list[list[str]] = []
    for text in (dark, light):
        ana.do("shoutouts.give", strength="hope", text=text)
        for screen in screens:
            screen.wait(lambda s, text=text: text in json.dumps(s.view))
        item = ana.wait(lambda s, text=text: next((i for i, w in s.own["mine"].items() if w["text"] == text), None))
        seen.append(
            [json.dumps([s.view, s.own], sort_keys=True).replace(text, "TEXT").replace(item, "ITEM") for s in screens]
        )
        ana.do("words.take_back", item=item)
        for screen in screens:
            screen.wait(lambda s, text=text: text not in json.dumps([s.view, s.own]))
    assert seen[0] == seen[1]
    assert "want to die" not in circle.server.log()
