"""The socket's edge: who gets in, one answer each, coming back, going away."""

import secrets

import pytest
import socketio

from facilitator.rehearsing.phone import Phone, Refused, Screen
from tests.places import wait_until


@pytest.fixture
def session(server):
    made = server.open()
    yield made
    made.close()


def refusal(url: str, auth) -> dict:
    """What a client that is not let in is told."""
    client = socketio.Client(reconnection=False)
    told = []
    client.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(url, auth=auth, transports=["websocket"], wait_timeout=5)
    return told[0]


@pytest.mark.parametrize("auth", [None, {}, {"ticket": "forged"}, {"ticket": 5}, "ticket", []])
def test_without_a_ticket_of_ours_nobody_gets_in(server, auth):
    assert refusal(server.url, auth)["data"] == {"code": "E_EXPIRED"}


def test_a_ticket_that_was_changed_gets_nobody_in(session):
    ticket = session.phone("Ana").boot["ticket"]
    head, _, tail = ticket.partition(".")
    for forged in (head[:-2] + "xx." + tail, ticket[:-3] + "aaa", tail):
        assert refusal(session.server.url, {"ticket": forged})["data"]["code"] == "E_EXPIRED"


def test_a_screen_that_knows_the_view_is_not_sent_it_again(session):
    ana = session.phone("Ana")
    ana.wait(lambda s: any(e == "state" for e, _ in s.heard))
    state = next(d for e, d in ana.heard if e == "state")
    assert set(state) == {"now", "v", "ov"}
    assert ana.view == ana.boot["view"]


def test_a_screen_that_was_away_comes_back_to_the_whole_view(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("story", order="queue")
    ana.cut()
    ben.do("story.raise_hand")
    session.console.wait(lambda s: s.round["hands"])
    again = Phone(session.server.url, ana.web)
    again.boot, again.v, again.view = ana.boot, ana.v, ana.view
    again.connect()
    again.wait(lambda s: s.round.get("hands") == [ben.own["seat"]])
    again.close()


def test_a_gap_is_mended_by_a_sync(session):
    ana = session.phone("Ana")
    ana.v = "something else"
    session.begin("story")
    assert ana.round["kind"] == "story"
    ana.heard.clear()
    ana.sync()
    assert [e for e, _ in ana.heard if e == "state"] == [], "current, so there is nothing to send"


def test_the_same_id_again_gets_the_same_answer_and_changes_nothing(session):
    ana = session.phone("Ana")
    session.begin("shoutouts")
    id = secrets.token_hex(16)
    said = {"strength": "hope", "text": "Thank you."}
    assert ana.ask("shoutouts.give", id=id, **said) == {"ok": True}
    assert ana.ask("shoutouts.give", id=id, **said) == {"ok": True}
    assert ana.ask("shoutouts.give", id=id, strength="calm")["code"] == "E_FORMAT"
    ana.wait(lambda s: s.own["mine"])
    assert len(ana.own["mine"]) == 1
    assert ana.view["quilt"]["sewn"] == 1


def test_every_message_gets_exactly_one_answer_also_an_unknown_one(session):
    ana = session.phone("Ana")
    for event, body in [
        ("do", None), ("do", []), ("do", {"kind": "story.pass"}), ("do", {"id": "x" * 16, "kind": "no.such"}),
        ("do", {"id": "x" * 16, "kind": "story.pass", "turn": 1, "more": 1}), ("look", None), ("look", {"what": "gossip"}),
        ("look", {"what": "story.people"}), ("gossip", {}), ("state", {}),
    ]:  # fmt: skip
        answer = ana.socket.call(event, body, timeout=5)
        assert answer["ok"] is False, event
        assert answer["message"]
    assert ana.socket.call("sync", None, timeout=5) == {"ok": True}


@pytest.mark.parametrize("event", ["connect", "disconnect"])
def test_a_forged_event_of_the_library_changes_nothing(session, event):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.console.wait(lambda s: s.here.get("away") == [])
    ana.socket.emit(event, {"ticket": ben.boot["ticket"]})
    session.begin("story", order="queue")
    ana.do("story.raise_hand")
    session.console.wait(lambda s: s.round["hands"] == [ana.own["seat"]])
    assert session.console.here["away"] == []
    session.console.do("story.send")
    ana.wait(lambda s: "offer" in s.mine)


def test_too_many_messages_are_refused_and_the_socket_stays(session):
    ana = session.phone("Ana")
    message = {"kind": "seat.comfort", "comfort": "listening"}
    answers = [ana.call("do", {"id": secrets.token_hex(16), **message}) for _ in range(60)]
    assert {"code": "E_RATE"}.items() <= next(a for a in answers if not a["ok"]).items()
    assert ana.socket.connected


def test_a_lost_phone_shows_on_the_console_and_nowhere_else(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    seat = ana.own["seat"]
    ana.cut()
    session.console.wait(lambda s: s.here.get("away") == [seat])
    assert ben.here.get("away", []) == []
    again = Phone(session.server.url, ana.web)
    again.load("/here")
    again.connect()
    session.console.wait(lambda s: s.here.get("away") == [])
    again.close()


def test_a_dropped_holder_keeps_the_piece_and_the_room_sees_they_are_coming_back(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.begin("story", order="queue")
    session.console.do("story.send")
    ana.do("story.raise_hand")
    ana.wait(lambda s: s.mine.get("offer"))
    ana.do("story.accept", turn=1)
    seat = ana.own["seat"]
    screen = session.screen()
    ana.cut()
    for other in (ben, session.console, screen):
        other.wait(lambda s: s.here.get("away") == [seat])
        assert other.round["piece"]["seat"] == seat
    again = Phone(session.server.url, ana.web)
    again.load("/here")
    again.connect()
    assert "holding" in again.mine
    for other in (ben, session.console, screen):
        other.wait(lambda s: s.here.get("away") == [])
    again.do("story.done")
    again.close()
    screen.close()


def test_an_old_sockets_late_goodbye_does_not_take_the_new_one_away(session):
    ana = session.phone("Ana")
    again = Phone(session.server.url, ana.web)
    again.load("/here")
    again.connect()
    ana.cut()
    ben = session.phone("Ben")
    ben.cut()
    session.console.wait(lambda s: s.here.get("away") == [ben.own["seat"]])
    again.close()


def test_a_fourth_screen_of_one_seat_replaces_the_oldest(session):
    ana = session.phone("Ana")
    more = []
    for _ in range(3):
        screen = Phone(session.server.url, ana.web)
        screen.load("/here")
        screen.connect()
        more.append(screen)
    ana.wait(lambda s: s.bye)
    assert ana.bye["code"] == "replaced"
    more[0].do("seat.comfort", comfort="listening")
    for screen in more:
        screen.wait(lambda s: s.own["comfort"] == "listening")
        screen.close()


def test_the_facilitators_two_tabs_are_both_live(session):
    tab = Screen(session.server.url, session.server.web("Fay"))
    tab.load(f"/console/{session.id}")
    tab.connect()
    session.begin("story")
    tab.wait(lambda s: s.round.get("kind") == "story")
    session.console.cut()
    tab.do("story.send")
    tab.wait(lambda s: s.round["piece"]["is"] == "waiting")
    tab.close()


def test_a_facilitator_who_sits_down_sees_their_own_part_on_the_console(session):
    session.phone("Ana")
    session.begin("story", order="queue")
    console = session.console
    console.do("story.send")
    console.do("circle.join", handle="Fern", colour="teal", pattern="star")
    console.wait(lambda s: s.own.get("handle") == "Fern")
    console.do("story.raise_hand")
    console.wait(lambda s: s.mine.get("offer"))
    console.do("story.accept", turn=1)
    console.wait(lambda s: s.mine.get("holding"))
    session.phones["Ana"].wait(lambda s: s.round["piece"].get("seat") == console.own["seat"])


def test_signing_out_closes_that_members_sockets_within_a_second_or_two(server):
    browser = Screen(server.url)
    fields = browser.page("/sign-in").fields
    from tests.places import PASSWORD, email

    browser.page("/sign-in", **{**fields, "email": email("Fay"), "password": PASSWORD})
    session = server.open()
    tab = Screen(server.url, browser.web)
    tab.load(f"/console/{session.id}")
    tab.connect()
    token = browser.page("/groups").fields["csrf_token"]
    browser.web.post(f"{server.url}/sign-out", data={"csrf_token": token})
    tab.wait(lambda s: s.bye, seconds=4)
    assert tab.bye["code"] == "signed_out"
    wait_until(lambda: not tab.socket.connected)
    assert session.console.ask("words.hold", on=True) == {"ok": True}, "the other sign-in goes on"
    assert refusal(server.url, {"ticket": tab.boot["ticket"]})["data"]["code"] == "E_EXPIRED"
    session.close()


def test_the_end_says_goodbye_to_every_screen_and_nobody_comes_back(session):
    ana, screen = session.phone("Ana"), session.screen()
    session.console.do("meeting.close")
    for each in (ana, screen, session.console):
        each.wait(lambda s: s.bye)
        assert each.bye["code"] == "closed"
    assert refusal(session.server.url, {"ticket": ana.boot["ticket"]})["data"]["code"] == "E_GONE"
    with pytest.raises(Refused):
        ana.load("/here")


def test_somebody_who_leaves_by_the_form_is_gone_from_every_screen(session):
    ana, ben = session.phone("Ana"), session.phone("Ben")
    token = ana.page("/here").fields["csrf_token"]
    ana.web.post(f"{session.server.url}/here/forget", data={"csrf_token": token})
    ana.wait(lambda s: s.bye)
    assert ana.bye["code"] == "left"
    ben.wait(lambda s: s.view["seats"][ana.own["seat"]].get("left"))
    assert not [c for c in ana.web.cookies if c.name == "seat"]


def test_a_shared_phone_goes_to_the_next_person_and_the_first_stays_in_the_circle(session):
    ana = session.phone("Ana")
    seat = ana.own["seat"]
    token = ana.page("/here").fields["csrf_token"]
    answer = ana.web.post(f"{session.server.url}/here/someone-else", data={"csrf_token": token})
    assert "/j/" in answer.url
    session.console.wait(lambda s: s.view["seats"][seat].get("phone") is False)
    assert not [c for c in ana.web.cookies if c.name == "seat"]
    other = Phone(session.server.url, ana.web).join(session.link, handle="Bea")
    assert other.own["seat"] != seat
    assert "Ana" not in str(other.own)


def test_where_websockets_are_blocked_polling_works(session):
    ana = Phone(session.server.url).join(session.link, handle="Ana")
    ana.socket = socketio.Client(reconnection=False)
    for event in ("state", "patch", "own", "here", "bye"):
        ana.socket.on(event, lambda data=None, event=event: ana._hear(event, data))
    ana.socket.connect(session.server.url, auth={"ticket": ana.boot["ticket"]}, transports=["polling"])
    ana.do("seat.comfort", comfort="listening")
    ana.wait(lambda s: s.own["comfort"] == "listening")
    ana.close()


def test_another_sites_page_cannot_open_a_socket(server):
    client = socketio.Client(reconnection=False)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.url, transports=["websocket"], headers={"Origin": "https://evil.example"}, wait_timeout=3)


def test_nothing_that_was_said_is_in_the_log(session):
    ana = session.phone("Findable Ana")
    session.begin("shoutouts")
    ana.do("shoutouts.give", strength="hope", text="findable words")
    ana.ask("shoutouts.give", strength="no such", text="findable refusal")
    for secret in ("indable", session.code, session.link, ana.boot["ticket"]):
        assert secret not in session.server.log()
