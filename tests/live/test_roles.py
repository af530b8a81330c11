"""Sockets and roles: a ticket is for one screen of one member in one meeting, and the log keeps none of what is said."""

import pytest
import socketio

from facilitator.accounts import sign_ins
from facilitator.live.tickets import Ticket, Tickets
from facilitator.rehearsing.phone import Refused, Screen
from facilitator.store.keys import Keys
from facilitator.store.sealing import derived
from tests.live.hearing import Circle
from tests.places import home_in
from tests.store.signing import every_byte

WORDS, HANDLE = "wordsofthecircle", "Ana"


@pytest.fixture
def circle(server):
    made = Circle(server.open(), "shoutouts")
    yield made
    made.session.close()


def ticket(server, **more) -> str:
    """A ticket signed with the server's own key, as if a page had handed it out by mistake."""
    return Tickets(derived(Keys(server.folder / "keys").server, "tickets")).sign(Ticket(**more))


def answered(server, auth) -> str:
    """What a screen with this ticket is told."""
    client, told = socketio.Client(reconnection=False), []
    client.on("connect_error", told.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.url, auth=auth, transports=["websocket"], wait_timeout=5)
    return told[0]["data"]["code"]


def signed_in(server, name: str) -> str:
    """A sign-in of a member that is good just now."""
    home = home_in(server.folder)
    id = sign_ins.sign_in_id(sign_ins.sign_in(home.store, server.ids[name]))
    home.store.close()
    return id


@pytest.mark.parametrize("name", ["Cora", "Ada", "Dot", "Olu"])
def test_a_ticket_for_somebody_who_is_neither_facilitator_nor_deputy_opens_no_console(server, circle, name):
    """Even one that is signed as it should be, for a member who is signed in."""
    forged = ticket(
        server, meeting=circle.session.id, role="console", member=server.ids[name], sign_in=signed_in(server, name)
    )
    assert answered(server, {"ticket": forged}) == "E_GONE"


def test_a_ticket_signed_with_another_key_is_none(server, circle):
    forged = Tickets(b"another key of thirty-two bytes.").sign(
        Ticket(circle.session.id, "console", member=server.ids["Fay"])
    )
    assert answered(server, {"ticket": forged}) == "E_EXPIRED"


def test_a_ticket_for_a_seat_nobody_has_hears_nothing(server, circle):
    for seat in ("xnobody", None):
        forged = ticket(server, meeting=circle.session.id, role="phone", seat=seat)
        assert answered(server, {"ticket": forged}) == "E_GONE"


def test_a_phones_ticket_cannot_be_turned_into_a_consoles(server, circle):
    """What it says of whom it is for is signed; what a client says beside it is not heard."""
    phone, console = circle["Ana"].boot["ticket"], circle["console"].boot["ticket"]
    mixed = ".".join([console.rsplit(".", 2)[0], *phone.rsplit(".", 2)[1:]])
    assert answered(server, {"ticket": mixed}) == "E_EXPIRED"
    ana = circle["Ana"]
    ana.close()
    ana.connect(role="console", member=server.ids["Fay"])
    with pytest.raises(Refused, match="E_ROLE"):
        ana.do("care.calm", on=True)


def test_a_console_borrowed_from_whoever_has_signed_out_since_is_closed(server, circle):
    home = home_in(server.folder)
    token = sign_ins.sign_in(home.store, server.ids["Fay"])
    borrowed = ticket(
        server, meeting=circle.session.id, role="console", member=server.ids["Fay"], sign_in=sign_ins.sign_in_id(token)
    )
    screen = Screen(server.url)
    screen.boot = {"ticket": borrowed}
    screen.connect()
    screen.wait(lambda s: s.view)
    sign_ins.sign_out(home.store, token)
    home.store.close()
    screen.wait(lambda s: s.bye)
    assert screen.bye["code"] == "signed_out"
    assert answered(server, {"ticket": borrowed}) == "E_EXPIRED"


def test_a_console_of_one_session_hears_nothing_of_another(server, circle):
    """Dot's own console, in Dot's own session, while Fay's group meets."""
    own = server.open("Dot")
    circle["Ana"].do("shoutouts.give", strength="hope", text=WORDS)
    circle.mark()
    heard = str([own.console.heard, own.console.view, own.console.boot])
    assert WORDS not in heard
    assert HANDLE not in heard
    with pytest.raises(Refused):
        Screen(server.url, server.web("Dot")).load(f"/console/{circle.session.id}")
    own.close()


def test_naming_a_deputy_after_the_opening_is_told_to_every_phone_and_to_the_big_screen(server, circle):
    console = circle["console"]
    assert console.view["phase"] == "running"
    console.do("deputy.name", member=server.ids["Dot"], name="Dot")
    for name in ("Ana", "Ben", "Cy", "screen"):
        circle[name].wait(lambda s: s.view.get("deputies") == ["Dot"])
    console.do("deputy.unname", member=server.ids["Dot"])
    for name in ("Ana", "Ben", "Cy", "screen"):
        circle[name].wait(lambda s: "deputies" not in s.view)


def test_only_whoever_opened_the_session_names_deputies(server, circle):
    circle["console"].do("deputy.name", member=server.ids["Dot"], name="Dot")
    dot = Screen(server.url, server.web("Dot"))
    dot.load(f"/console/{circle.session.id}")
    dot.connect()
    dot.do("deputy.step_in")
    for screen in (dot, circle["Ana"]):
        with pytest.raises(Refused, match="E_ROLE"):
            screen.do("deputy.name", member=server.ids["Cora"], name="Cora")
    dot.close()


def test_neither_the_log_nor_any_file_of_the_server_holds_words_or_handles(server):
    made = server.open()
    made.phone("Xylophonia")
    made.begin("shoutouts")
    made.phones["Xylophonia"].do("shoutouts.give", strength="hope", text=WORDS)
    made.console.wait(lambda s: WORDS in str(s.view))
    server.web("Cora").get(f"{server.url}/console/{made.id}")
    server.web("Ada").get(f"{server.url}/groups/nothing?name={WORDS}")
    log = server.log().encode()
    everything = every_byte(server.folder)
    assert log in everything
    for mark in (WORDS, "Xylophonia"):
        assert mark.encode() not in everything
    made.close()
