"""However the bytes of what a phone says arrive, it is heard as it was said; what is no frame ends its connection."""

import contextlib
import json
import os
import secrets
import struct
from pathlib import Path

import pytest
import websocket

from tests.faults.raw import Polling, Raw
from tests.places import Server, wait_until

TEXT, CONTINUED, PING = 0x1, 0x0, 0x9
WHOLE = 0x80


def frame(said: bytes, opcode: int = TEXT, last: bool = True, masked: bool = True) -> bytes:
    """A frame as RFC 6455, 5.2 has it."""
    head = bytes([(WHOLE if last else 0) | opcode])
    mark = 0x80 if masked else 0
    head += bytes([mark | len(said)]) if len(said) < 126 else struct.pack("!BH", mark | 126, len(said))
    if not masked:
        return head + said
    mask = os.urandom(4)
    return head + mask + bytes(b ^ mask[n % 4] for n, b in enumerate(said))


def sockets(server: Server) -> int:
    """How many the server has open."""
    found = 0
    for handle in Path(f"/proc/{server.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += "socket" in os.readlink(handle)
    return found


@pytest.fixture
def raw(server):
    session = server.open()
    made = Raw(server.url).enter(session.phone("Ana"))
    yield made
    made.close()
    session.close()


def asked(number: int, padding: int = 0) -> bytes:
    """A command, and so many more characters in it."""
    said = {"id": secrets.token_hex(16), "kind": "seat.comfort", "comfort": "may_share"}
    return f'42{number}["do",{json.dumps(said)}{" " * padding}]'.encode()


def is_answered(raw: Raw, *numbers: int) -> bool:
    """Whether each of these gets its yes, in order."""
    return [raw.until(lambda p, n=n: p.startswith(f"43{n}["))[-12:] for n in numbers] == ['{"ok":true}]'] * len(numbers)


def test_a_frame_may_come_byte_by_byte(raw):
    for byte in frame(asked(7)):
        raw.ws.sock.sendall(bytes([byte]))
    assert is_answered(raw, 7)


def test_many_frames_may_come_at_once_and_the_last_in_two_parts(raw):
    at_once = b"".join(frame(asked(n)) for n in range(1, 9))
    raw.ws.sock.sendall(at_once[:-5])
    assert is_answered(raw, *range(1, 8))
    raw.ws.sock.sendall(at_once[-5:])
    assert is_answered(raw, 8)


def test_frames_of_every_length_around_the_borders(raw):
    short = len(asked(1))
    lengths = [*range(124 - short, 129 - short), 4090 - short, 4097 - short, 8192 - short]
    raw.ws.sock.sendall(b"".join(frame(asked(n, more)) for n, more in enumerate(lengths, 1)))
    assert is_answered(raw, *range(1, len(lengths) + 1))


def test_a_message_in_parts_with_a_ping_between_them_is_one_message(raw):
    said = asked(5)
    raw.ws.sock.sendall(frame(said[:9], last=False) + frame(b"here?", PING) + frame(said[9:40], CONTINUED, last=False))
    raw.ws.sock.sendall(frame(said[40:], CONTINUED) + frame(asked(6)))
    assert is_answered(raw, 5, 6)


def test_letters_cut_in_two_by_a_part_are_whole_again(raw):
    said = '421["do",{"id":"0123456789abcdef","kind":"seat.ñandú"}]'.encode()
    cut = said.index("ñ".encode()) + 1
    raw.ws.sock.sendall(frame(said[:cut], last=False) + frame(said[cut:], CONTINUED))
    assert "E_UPGRADE" in raw.until(lambda p: p.startswith("431["))


NO_FRAMES = {
    "not UTF-8": frame(b'421["do",\xff\xfe]'),
    "not UTF-8, longer": frame(b"4\xff" * 70),
    "not masked": frame(b"3", masked=False),
    "unknown": frame(b"3", opcode=0x3),
    "continues nothing": frame(b"x", CONTINUED),
    "compressed": bytes([WHOLE | 0x40 | TEXT, 0x80 | 1, 0, 0, 0, 0]) + b"3",
    "two begun": frame(b"3", last=False) + frame(b"3"),
    "without end": bytes([WHOLE | TEXT, 0x80 | 127]) + struct.pack("!Q", 2**62) + bytes(4),
    "half a ping": frame(b"3", PING, last=False),
}


@pytest.mark.parametrize("odd", NO_FRAMES.values(), ids=NO_FRAMES)
def test_what_is_no_frame_ends_its_connection_without_a_word(raw, server, odd):
    log = server.written()
    raw.ws.sock.sendall(odd)
    raw.ends()
    assert [line for line in server.written()[len(log) :] if '"endpoint": "socket"' not in line] == []


def test_a_socket_that_is_begun_by_polling_and_never_finished_goes_with_its_connection(server):
    session = server.open()
    polling = Polling(server.url, session.phone("Ana"))
    address = polling.address.replace("http", "ws", 1).replace("polling", "websocket")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in polling.web.cookies)
    half = websocket.create_connection(address, timeout=15, cookie=cookies)
    assert polling.post("1") == 200, "goodbye"
    try:
        assert half.recv() == ""
    except websocket.WebSocketTimeoutException:
        raise AssertionError("it is still open") from None
    except (websocket.WebSocketException, OSError):
        pass
    session.close()


def test_whoever_reads_nothing_and_says_goodbye_keeps_nothing_open(server):
    session = server.open()
    ana = session.phone("Ana")
    before = sockets(server)
    raw = Raw(server.url).enter(ana)
    for n in range(1, 40):  # answers that fill what the system keeps for it, and what waits besides
        raw.ws.send(f'42{n}["look",{{"what":"{"x" * 300}"}}]')
    raw.send("1")
    wait_until(lambda: sockets(server) <= before)
    session.close()
