"""How a message reaches many sockets: whole, once, in order, and past whoever cannot keep up."""

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
import requests
import socketio
import websocket
from werkzeug.serving import make_server

from facilitator.live.delivery import MOST_WAITING, Delivery
from facilitator.serving import serving
from facilitator.serving.framing import text_frame

LARGE = 20_000
"""Bytes: a few of these fill what the system keeps for one socket."""


def hall(mode: str, pings: float = 25) -> socketio.WSGIApp:
    """A server with one room, that asks every so many seconds whether a client is still there. `flood` sends numbered
    messages to everybody in it, and tells what still waits for each."""
    delivery = Delivery()
    server = socketio.Server(async_mode=mode, client_manager=delivery, async_handlers=False,
                             ping_interval=pings, ping_timeout=pings)  # fmt: skip
    delivery.write_to(serving(mode).outlets(server.eio))
    server.on("connect", lambda sid, *_: server.enter_room(sid, "all"))

    def flood(sid: str, many: int, size: int) -> list[int]:
        for n in range(many):
            server.emit("said", [n, "x" * size], to="all")
        return [s.queue.qsize() for s in server.eio.sockets.values()]

    server.on("flood", flood)
    server.on("leave", lambda sid: server.leave_room(sid, "all") or 0)
    server.on("rooms", lambda sid, *_: len(delivery.rooms["/"]))
    return socketio.WSGIApp(server)


def on_green_threads(app: socketio.WSGIApp, began: Callable[[int], None]) -> None:
    """Serves in this thread, with an eventlet of its own."""
    import eventlet
    import eventlet.wsgi

    from facilitator.serving.server import listen

    listener = listen("127.0.0.1", 0)
    began(listener.getsockname()[1])
    eventlet.wsgi.server(listener, app, log_output=False, debug=False)


WAYS = ["eventlet", "eventlet, a crowd", "threading"]
"""Of serving. A crowd has lanes, which a few are not worth."""


@pytest.fixture(params=WAYS)
def port(request, monkeypatch) -> Iterator[int]:
    """A hall to connect to, by either way of serving."""
    yield from served(request, monkeypatch)


@pytest.fixture(params=WAYS)
def impatient(request, monkeypatch) -> Iterator[int]:
    """A hall that asks twice a second whether everybody is still there."""
    yield from served(request, monkeypatch, pings=0.5)


def served(request, monkeypatch, **how: float) -> Iterator[int]:
    """Serves it, one way or the other."""
    mode, _, crowd = request.param.partition(",")
    if crowd:
        monkeypatch.setattr("facilitator.live.delivery.CROWD", 1)
    app = hall(mode, **how)
    if mode == "threading":
        plain = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=plain.serve_forever, daemon=True).start()
        yield plain.server_port
        plain.shutdown()
        return
    found: list[int] = []
    listening = threading.Event()
    began = lambda port: (found.append(port), listening.set())  # noqa: E731
    threading.Thread(target=on_green_threads, args=(app, began), daemon=True).start()
    assert listening.wait(10)
    yield found[0]


class Guest:
    """A client that reads only when it is told to; with `room` for only so many bytes until then."""

    def __init__(self, port: int, room: int = 1_000_000) -> None:
        small = ((socket.SOL_SOCKET, socket.SO_RCVBUF, room),)
        url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        self.ws = websocket.create_connection(url, sockopt=small, timeout=20)
        self.next()
        self.ws.send("40")
        assert self.next().startswith("40")

    def next(self) -> str:
        """The next thing it is sent; pings are answered."""
        while (text := str(self.ws.recv())) == "2":
            self.ws.send("3")
        return text

    def ask(self, event: str, *values) -> None:
        self.ws.send("421" + json.dumps([event, *values]))

    def heard(self, many: int) -> list[int]:
        """The numbers of the next messages, leaving out answers."""
        numbers: list[int] = []
        self.listen(numbers, many)
        return numbers

    def listen(self, numbers: list[int], many: int = 1_000_000) -> None:
        """Adds the numbers of the next messages, until the connection ends."""
        while len(numbers) < many:
            text = self.next()
            if text.startswith("42"):
                numbers.append(json.loads(text[2:])[1][0])

    def answer(self):
        while not (text := self.next()).startswith("431"):
            pass
        return json.loads(text[3:])[0]


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65535, 65536, 70000])
def test_a_frame_is_what_a_client_reads(size):
    here, there = socket.socketpair()
    text = "é" * (size // 2) + "x" * (size % 2)
    threading.Thread(target=here.sendall, args=(text_frame(text),), daemon=True).start()
    client = websocket.WebSocket()
    client.sock = there
    assert client.recv() == text
    here.close(), there.close()


def test_everybody_hears_everything_in_order(port):
    guests = [Guest(port) for _ in range(5)]
    guests[0].ask("flood", 30, 10)
    for guest in guests:
        assert guest.heard(30) == list(range(30))
        guest.ws.close()


def test_who_has_left_a_room_hears_no_more_of_it(port):
    stays, leaves = Guest(port), Guest(port)
    stays.ask("flood", 3, 10)
    assert leaves.heard(3) == [0, 1, 2]
    leaves.ask("leave")
    leaves.answer()
    stays.ask("flood", 5, 10)
    assert stays.heard(8) == [0, 1, 2, 0, 1, 2, 3, 4]
    leaves.ask("rooms")
    assert not leaves.next().startswith("42"), "nothing was said to it before this answer"
    stays.ws.close(), leaves.ws.close()


def test_who_reads_late_hears_everything_in_order(port):
    late, other = Guest(port, 4096), Guest(port)
    for _ in range(3):
        other.ask("flood", 40, LARGE)
        assert other.heard(40) == list(range(40))
    assert late.heard(120) == [*range(40)] * 3
    late.ws.close(), other.ws.close()


def test_who_never_reads_is_let_go_and_the_others_hear_everything(port):
    deaf, other = Guest(port, 4096), Guest(port)
    waiting = 0
    for _ in range(12):
        other.ask("flood", 40, LARGE)
        heard = other.heard(40)
        assert heard == list(range(40))
        waiting = max(waiting, *other.answer())
    assert MOST_WAITING <= waiting <= MOST_WAITING + 1, "and at most the word that ends a queue"
    deaf.ws.shutdown(), other.ws.close()


@pytest.mark.parametrize("port", ["eventlet"], indirect=True)
def test_who_was_let_go_finds_the_end_after_what_had_been_sent(port):
    deaf, other = Guest(port, 4096), Guest(port)
    for _ in range(7):
        other.ask("flood", 40, LARGE)
        other.heard(40)
    heard: list[int] = []
    with pytest.raises(websocket.WebSocketConnectionClosedException):
        deaf.listen(heard)
    assert heard == ([*range(40)] * 7)[: len(heard)]
    assert len(heard) < MOST_WAITING
    other.ws.close()


def test_a_client_that_polls_and_then_changes_over_hears_everything_in_order(port):
    client, numbers, enough = socketio.Client(reconnection=False), [], threading.Event()

    def hear(said) -> None:
        numbers.append(said[0])
        if len(numbers) == 200:
            enough.set()

    client.on("said", hear)
    client.connect(f"http://127.0.0.1:{port}", wait_timeout=10)
    for _ in range(4):
        client.emit("flood", (50, 100))
    assert enough.wait(20)
    assert numbers == [*range(50)] * 4
    client.disconnect()


@pytest.mark.parametrize("port", ["eventlet", "eventlet, a crowd"], indirect=True)
def test_whoever_opens_two_sockets_for_one_connection_has_the_first_and_disturbs_nobody(port):
    there = f"127.0.0.1:{port}/socket.io/?EIO=4"
    polling = f"http://{there}&transport=polling"
    with requests.Session() as web:
        sid = json.loads(web.get(polling, timeout=10).text[1:])["sid"]
        web.post(f"{polling}&sid={sid}", data="40", timeout=10)
        assert web.get(f"{polling}&sid={sid}", timeout=10).text.startswith("40")
    first, second = (
        websocket.create_connection(f"ws://{there}&transport=websocket&sid={sid}", timeout=10) for _ in range(2)
    )
    with pytest.raises((websocket.WebSocketConnectionClosedException, OSError)):
        second.recv()
    first.send("2probe")
    assert first.recv() == "3probe"
    first.send("5")
    guests = [Guest(port) for _ in range(3)]
    for _ in range(2):
        guests[0].ask("flood", 5, 10)
        for guest in guests:
            assert guest.heard(5) == [*range(5)]
    first.close()
    for _ in range(2):
        guests[0].ask("flood", 5, 10)
        for guest in guests:
            assert guest.heard(5) == [*range(5)]
    for guest in guests:
        guest.ws.close()


def test_a_client_that_can_only_poll_hears_everything_in_order(port):
    client, numbers, enough = socketio.Client(reconnection=False), [], threading.Event()
    client.on("said", lambda said: (numbers.append(said[0]), len(numbers) == 90 and enough.set()))
    client.connect(f"http://127.0.0.1:{port}", transports=["polling"], wait_timeout=10)
    for _ in range(9):
        client.call("flood", (10, 100))
    assert enough.wait(20)
    assert numbers == [*range(10)] * 9
    client.disconnect()


@pytest.mark.parametrize("port", ["eventlet"], indirect=True)
def test_compression_is_never_agreed_to(port):
    url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
    offered = websocket.create_connection(url, header=["Sec-WebSocket-Extensions: permessage-deflate"], timeout=10)
    assert "sec-websocket-extensions" not in offered.headers
    offered.close()


def test_a_room_is_gone_with_the_last_socket_in_it(port):
    stays = Guest(port)
    stays.ask("rooms")
    before = stays.answer()
    for _ in range(20):
        Guest(port).ws.close()
    left = before + 1
    while left > before:
        stays.ask("rooms")
        left = stays.answer()
    stays.ws.close()


@pytest.mark.parametrize("port", ["eventlet"], indirect=True)
def test_a_socket_that_can_take_it_is_written_to_without_its_queue(port):
    guests = [Guest(port) for _ in range(5)]
    guests[0].ask("flood", 20, 10)
    assert guests[0].answer() == [0] * 5
    for guest in guests:
        guest.ws.close()


def test_whoever_answers_pings_stays_however_little_is_said(impatient):
    quiet, other = Guest(impatient), Guest(impatient)
    listening = threading.Thread(target=quiet.listen, args=([], 1), daemon=True)
    listening.start()
    for _ in range(8):
        assert other.ws.recv() == "2"
        other.ws.send("3")
    other.ask("flood", 1, 10)
    listening.join(5)
    assert not listening.is_alive()
    quiet.ws.close(), other.ws.close()


def test_whoever_answers_no_ping_is_let_go(impatient):
    gone, other = Guest(impatient), Guest(impatient)
    before = 3  # the whole namespace, everybody, and the other alone
    rooms = before + 1
    while rooms > before:
        other.ask("rooms")
        rooms = other.answer()
    gone.ws.close(), other.ws.close()
