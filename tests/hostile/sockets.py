"""The same through the real server and real sockets, and after every few commands a look at who is connected: the sockets
in a meeting are those on its roster, and each hears what it may hear and no more."""

import base64
import random
from collections import Counter
from collections.abc import Iterable

import requests
import socketio

from facilitator.live.tickets import Ticket, Tickets
from facilitator.live.wire import command_types
from facilitator.meeting.journalling import read_meeting
from facilitator.meeting.permissions import Actor
from facilitator.meeting.state import Meeting
from facilitator.rehearsing.phone import Phone, Refused, Screen
from facilitator.store.keys import Keys
from facilitator.store.sealing import derived
from tests.hostile import oracle
from tests.hostile.forging import Pool, message, mutated
from tests.places import Server, Session

AT_A_TIME = 20
ENDS = ("seat.leave", "seat.put_phone_down", "meeting.close")
"""Whoever does that rightly is gone, and can try nothing more."""


class Storm:
    """Everybody's sockets in two meetings of one server, and what came of what they tried."""

    def __init__(self, server: Server, seed: int = 0) -> None:
        self.server, self.dice = server, random.Random(seed)
        self.web = requests.Session()
        self.tried: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.looks = 0
        self.wrong: list[str] = []
        self.first, self.second = server.open("Fay"), server.open("Dot")
        self.screens: list[tuple[str, Screen, Session, Actor]] = []
        for session, names in ((self.first, ("Ana", "Ben", "Gus")), (self.second, ("Zoe", "Yan"))):
            for name in names:
                phone = session.phone(name)
                self.screens.append((name, phone, session, Actor("seat", seat=phone.own["seat"])))
            self.screens.append(("screen", session.screen(), session, Actor("screen")))
        dot = Actor("facilitator", member=server.ids["Dot"])
        self.screens.append(("Dot", self.second.console, self.second, dot))
        self.pool = Pool()
        for session in (self.first, self.second):
            session.begin("shoutouts")
            for name, phone, at, _ in self.screens:
                if at is session and isinstance(phone, Phone):
                    phone.do("shoutouts.give", strength="hope", text=f"From {name}.")
            state = self.inside(session)
            assert state is not None
            self.pool.learn(state)

    def inside(self, session: Session) -> Meeting | None:
        """How a meeting stands, and that its sockets are its roster."""
        told = self.web.get(f"{self.server.url}/inside/{session.id}", timeout=10).json()
        self.looks += 1
        state = read_meeting(base64.b64decode(told["state"])) if told["state"] else None
        roster = {sid: (role, seat, member) for sid, role, seat, member in told["roster"]}
        heard = {sid for inside in told["rooms"].values() for sid in inside}
        if heard != set(roster) or not heard <= set(told["connected"]):
            self.wrong.append(f"sockets that are not on the roster, or the other way round: {heard ^ set(roster)}")
        for room, sids in told["rooms"].items():
            self.wrong += [
                f"{roster.get(sid)} hears {room}" for sid in sids if not self._may_hear(room, roster.get(sid), state)
            ]
        return state

    @staticmethod
    def _may_hear(room: str, who: tuple | None, state: Meeting | None) -> bool:
        if who is None or state is None:
            return False
        role, seat, member = who
        _, audience, own = room.split("/")
        if audience == "own":
            theirs = {s.id for s in state.seats.values() if s.member and s.member == member}
            return own == seat or own in theirs
        return audience == {"phone": "phones"}.get(role, role) and (
            role != "console" or member in {state.facilitator, *state.deputies}
        )

    def sweep(self, names: Iterable[str]) -> None:
        """Everybody sends each of these, with ids of anybody's and with something wrong in it."""
        waiting = {name: self.dice.sample(list(names), len(list(names))) for name, *_ in self.screens}
        while any(waiting.values()):
            for who, screen, session, actor in self.screens:
                batch, waiting[who] = waiting[who][:AT_A_TIME], waiting[who][AT_A_TIME:]
                if batch and screen.socket.connected:
                    self._batch(who, screen, session, actor, batch)

    def _batch(self, who: str, screen: Screen, session: Session, actor: Actor, names: list[str]) -> None:
        other = self.second if session is self.first else self.first
        before, elsewhere = self.inside(session), self.inside(other)
        for name in names:
            if before is None or (name in ENDS and oracle.may(before, actor, name)):
                continue
            made, way = self.dice.choice(((message, "right in form"), (mutated, "mutated")))
            said = made(name, self.dice, self.pool)
            answer = screen.call("do", said)
            self.tried[way] += 1
            self.codes[answer.get("code", "yes")] += 1
            if answer.get("ok") and not oracle.may(before, actor, str(said.get("kind"))):
                self.wrong.append(f"accepted: {who}, {said}")
        after = self.inside(session)
        if before is not None and after is not None:
            self.wrong += [f"{what}: {who}, {names}" for what in oracle.trespasses(before, after, actor)]
        if self.inside(other) != elsewhere:
            self.wrong.append(f"another room changed: {who}, {names}")

    # Getting in

    def tickets(self) -> None:
        """Tickets that are forged, cut, swapped, expired by what they name, or no longer good."""
        gus = next(phone for name, phone, *_ in self.screens if name == "Gus")
        self.first.console.do("care.remove", seat=gus.own["seat"])
        gus.wait(lambda s: s.bye)
        good = [phone.boot["ticket"] for name, phone, *_ in self.screens if name != "Gus"]
        mine = Tickets(b"a key of thirty-two bytes' length")
        server = Tickets(derived(Keys(self.server.folder / "keys").server, "tickets"))
        ids, first = self.server.ids, self.first.id
        forged = [
            *(mine.sign(Ticket(first, "console", member=ids[name])) for name in ("Fay", "Dot", "Cora", "Ada", "Olu")),
            *(server.sign(Ticket(first, "console", member=ids[name])) for name in ("Dot", "Cora", "Ada", "Olu")),
            server.sign(Ticket(first, "phone", seat="xnobody")), server.sign(Ticket(first, "phone")),
            server.sign(Ticket("xnowhere", "screen")), server.sign(Ticket(first, "console")),
            server.sign(Ticket(self.second.id, "phone", seat=self.screens[0][3].seat)), gus.boot["ticket"],
            *(t[:-2] for t in good), *(t[1:] for t in good), *(t.swapcase() for t in good),
            *(f"{body}.{rest}" for body, rest in _mixed(good)),
        ]  # fmt: skip
        for ticket in [*forged, None, "", 5, [], {}, {"role": "console"}]:
            self.tried["tickets"] += 1
            code = self._refused(ticket)
            self.codes[code] += 1
            if code == "let in":
                self.wrong.append(f"let in with {str(ticket)[:60]}")
        self.inside(self.first)

    def _refused(self, ticket: object) -> str:
        client, told = socketio.Client(reconnection=False), []
        client.on("connect_error", told.append)
        try:
            client.connect(self.server.url, auth={"ticket": ticket}, transports=["websocket"], wait_timeout=10)
        except socketio.exceptions.ConnectionError:
            data = told[0].get("data") if told and isinstance(told[0], dict) else None
            return str((data or {}).get("code", "refused"))
        client.disconnect()
        return "let in"

    def reserved(self) -> None:
        """Events by the library's own names, and names there are none of: whoever sends two is still there, and heard. (The
        third of its own names ends a connection: test_frames.py.)"""
        for name, screen, session, _ in self.screens:
            if screen.socket.connected:
                own = self.dice.sample(("connect", "disconnect", "connect_error"), 2)
                for event in (*own, "message", "join", "patch", "state", "bye"):
                    self.tried["reserved or unknown events"] += 1
                    screen.socket.emit(event, {"ticket": self.first.console.boot["ticket"], "room": self.first.id})
                try:
                    screen.sync()
                except Refused:
                    self.wrong.append(f"{name} was cut off for one mistake")
                self.inside(session)

    def close(self) -> None:
        """Everybody goes."""
        for _, screen, *_ in self.screens:
            screen.close()
        self.first.close()


def _mixed(tickets: list[str]) -> list[tuple[str, str]]:
    """What one ticket says, with another's signature."""
    parts = [ticket.partition(".") for ticket in tickets]
    return [(body, rest) for body, *_ in parts for other, _, rest in parts if body != other]


def stormed(server: Server, sweeps: int, seed: int = 0, names: int = 0) -> Storm:
    """A whole storm on a server that tells what is inside (inside.py). `names`: only so many of the commands there are."""
    storm = Storm(server, seed)
    everything = list(command_types())
    for _ in range(sweeps):
        storm.sweep(storm.dice.sample(everything, names or len(everything)))
    storm.reserved()
    storm.tickets()
    storm.close()
    return storm
