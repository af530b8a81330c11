"""The walk: every command there is, from everybody, in every room, in every way. What came of each is judged by the oracle."""

import random
from collections import Counter
from collections.abc import Iterator

from facilitator.house import House
from facilitator.live.tickets import Ticket, Tickets
from facilitator.live.wire import command_types
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds import kinds
from facilitator.store.sealing import derived
from tests.hostile import oracle
from tests.hostile.captured import evening
from tests.hostile.forging import Message, message, mutated
from tests.hostile.rooms import Person, Room, Town

WAYS = ("no right to it", "from another room", "no longer there", "the meeting is over", "other people's ids", "mutated",
        "replayed by another", "replayed twice", "the same id, another body", "out of order", "ticket forged")  # fmt: skip


class Walk:
    """Tries, judges and counts."""

    def __init__(self, home: House, ids: dict[str, str], seed: int = 0, crowd: int = 14) -> None:
        self.crowd = crowd
        """How many of everybody try each command, in each room."""
        self.home, self.ids = home, ids
        self.dice = random.Random(seed)
        self.tried: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.rightly: Counter[str] = Counter()
        """What was accepted because it was the sender's to ask: a suite in which nothing works proves nothing."""
        self.wrong: list[str] = []

    # One attempt

    def attempt(self, town: Town, room: Room, who: Person, said: Message, way: str) -> Refusal | None:
        """Sends one message, and looks at every room there is afterwards."""
        before = town.states()
        answer = room.send(who.actor, said)
        after = town.states()
        self.tried[way] += 1
        self.codes[answer.code if answer else "yes"] += 1
        state, kind = before[room.id], str(said.get("kind"))
        where = f"{way}: {who.name} of {'this room' if who.meeting == room.id else 'elsewhere'}, {said}"
        for id, then in before.items():
            if id != room.id and then != after[id]:
                self.wrong.append(f"another room changed: {where}")
        if state is None:
            if answer is None or after[room.id] is not None:
                self.wrong.append(f"a closed meeting answered: {where}")
            return answer
        allowed = oracle.may(state, who.actor, kind)
        if answer is None and not allowed:
            self.wrong.append(f"accepted: {where}")
        now = after[room.id]
        if now is None:
            if not (allowed and kind == "meeting.close"):
                self.wrong.append(f"the meeting is gone: {where}")
        else:
            self.wrong += [f"{what}: {where}" for what in oracle.trespasses(state, now, who.actor)]
            if answer is not None and now != state:
                self.wrong.append(f"refused, and done all the same: {where}")
        if answer is None and now != state:
            self.rightly[kind] += 1
        return answer

    # Whole towns

    def towns(self) -> Iterator[Town]:
        """A fresh town for each kind of round, over and over."""
        while True:
            for kind in kinds():
                town = Town(self.home, self.ids, self.dice, kind)
                yield town
                town.leave()

    def everything(self, many: int) -> None:
        """At least so many attempts, of every way."""
        for town in self.towns():
            self.captured(town)
            self.of_one(town)
            self.tickets(town)
            if self.tried.total() >= many:
                return

    def of_one(self, town: Town) -> None:
        """Every command from everybody in one town. What is theirs to ask is asked last, with wrong ids and odd fields,
        since it may well change the room."""
        names = list(command_types())
        assert set(names) == oracle.KNOWN, "the oracle knows every command there is"
        everybody = town.everybody()
        late: list[tuple[Room, Person, str]] = []
        for name in names:
            for who in self.dice.sample(everybody, self.crowd):
                for room in (*town.rooms, town.over):
                    if room.state is None and room is not town.over:
                        continue
                    if room.state is not None and oracle.may(room.state, who.actor, name):
                        late.append((room, who, name))
                        continue
                    said = (message if self.dice.random() < 0.8 else mutated)(name, self.dice, town.pool)
                    self.attempt(town, room, who, said, self._way(town, room, who))
        self.dice.shuffle(late)
        for room, who, name in late:
            for way, made in (("other people's ids", message), ("mutated", mutated)) * 3:
                if room.state is not None and name != "meeting.close":
                    self.attempt(town, room, who, made(name, self.dice, town.pool), way)

    @staticmethod
    def _way(town: Town, room: Room, who: Person) -> str:
        if room is town.over:
            return "the meeting is over"
        if who.meeting != room.id:
            return "from another room"
        return "no longer there" if who.name in ("Gus", "Hal", "Ivy") else "no right to it"

    # Captured and sent again

    def captured(self, town: Town) -> None:
        """Ana's evening in the first room: sent by everybody else, everywhere, and by herself again."""
        room = town.rooms[0]
        said = evening(room, self.dice)
        town.pool.learn(room.state)
        theirs = [w for w in town.everybody() if w.actor != room.people["Ana"] and w.actor.role == "seat"]
        for who in self.dice.sample(theirs, 5):
            for each in said:
                self.attempt(town, room, who, each, "replayed by another")
        for each in said:
            before = room.state
            self.attempt(town, room, Person("Ana", room.id, room.people["Ana"]), each, "replayed twice")
            if room.state != before:
                self.wrong.append(f"a second time it happened again: {each}")
            other = {**each, "kind": "seat.comfort", "comfort": "listening"}
            answer = self.attempt(
                town, room, Person("Ana", room.id, room.people["Ana"]), other, "the same id, another body"
            )
            if room.state != before or answer is None:
                self.wrong.append(f"the same id took another body: {other}")
        shuffled = [{**m, "id": f"{self.dice.getrandbits(128):032x}"} for m in said]
        self.dice.shuffle(shuffled)
        for each in shuffled:
            self.attempt(town, room, Person("Ana", room.id, room.people["Ana"]), each, "out of order")

    # Tickets

    def tickets(self, town: Town) -> None:
        """Tickets with something wrong in them are read as none."""
        tickets = self.home.tickets
        ours = [
            tickets.sign(Ticket(r.id, "phone", seat=r.people["Ana"].seat)) for r in town.rooms
        ] + [tickets.sign(Ticket(town.rooms[0].id, "console", member=self.ids["Fay"]))]  # fmt: skip
        other = Tickets(derived(b"another key", "tickets"))
        for text in ours:
            body, _, rest = text.partition(".")
            at = self.dice.randrange(len(text))
            swapped = text[:at] + chr(33 + (ord(text[at]) + 7) % 90) + text[at + 1 :]
            foreign = self.dice.choice(ours).partition(".")[0]
            forged = [
                swapped, body, rest, f"{body}.", text + "x", text[:-1], text * 2, f"{foreign}.{rest}" if foreign != body else "x",
                other.sign(Ticket(town.rooms[0].id, "console", member=self.ids["Fay"])), "", ".", "..", "e30.e30.e30",
            ]  # fmt: skip
            for one in [*forged, None, 5, [], {}, text.encode()]:
                self.tried["ticket forged"] += 1
                if tickets.read(one) is not None and one not in ours:
                    self.wrong.append(f"a forged ticket was read: {one!r}")
                self.codes["E_EXPIRED"] += 1


__all__ = ["WAYS", "Walk"]
