"""What is played at a server, the same for every server: a large room, answers all at once, many small rooms, a rush at the
door. Each gives plain figures."""

import json
import statistics
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from facilitator.rehearsing.phone import apply
from tests.load.fleet import Fleet
from tests.load.visitor import Visitor

Json = dict[str, Any]
PATCH = b'42["patch",{"from":"'
V = len(PATCH) + 12 + len(b'","v":"')
"""Where the version stands that a patch leads to: twelve characters, here and at the peers."""


def percentile(times: list[float], percent: float) -> float:
    """The nearest rank."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Target:
    """The server that is measured."""

    def __init__(self, job: Json) -> None:
        self.address = (job["host"], job["port"])
        self.pid: int = job["pid"]
        self.ours: bool = job["server"] == "ours"
        self.links: list[str] = job["links"]
        self.more: str = "x" * int(job.get("more", 0))

    def cpu(self) -> float:
        """Seconds of processor the server has used."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def memory(self) -> int:
        """Bytes the server has in memory."""
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


class Room:
    """A room full of visitors, and how many of them have which patch, and since when.

    Everybody in a room on one process hears the same patches in the same order, so the number of a patch tells which it
    is; a version does not, since a room in which the only hand has come down again is as it was."""

    def __init__(self, target: Target, fleet: Fleet, visitors: list[Visitor]) -> None:
        self.target, self.visitors = target, visitors
        self.patches = self.bytes = self.changes = 0
        self.read, self.version = -1, b""
        self.reached: list[list[Any]] = []
        """For each patch: how many have it, and when the last of them got it."""
        self.at: Counter[bytes] = Counter({b"": len(visitors)})
        """How many are at which version just now."""
        self.waiting: list[tuple[float, Callable[[Json], bool]]] = []
        self.shown: list[tuple[float, int]] = []
        self.view: Json = visitors[0].boot.get("view", {})
        self.up: list[Visitor] = []
        for visitor in visitors:
            visitor.heard = self._listener()
        hear = visitors[0].heard
        visitors[0].heard = lambda text: self._probe(text, hear)

    def _listener(self) -> Callable[[bytes], None]:
        number, reached, at, shows = 0, self.reached, self.at, b""

        def hear(text: bytes) -> None:
            nonlocal number, shows
            if text.startswith(PATCH):
                self.patches += 1
                at[shows] -= 1
                shows = text[V : V + 12]
                at[shows] += 1
                if number == len(reached):
                    reached.append([0, 0.0])
                patch = reached[number]
                patch[0] += 1
                patch[1] = time.perf_counter()
                number += 1

        return hear

    def _probe(self, text: bytes, hear: Callable[[bytes], None]) -> None:
        """One of them also reads what it is sent, so that it is known which patch shows which change."""
        hear(text)
        if not text.startswith(PATCH):
            return
        self.bytes += len(text) + 4
        self.read = index = self.read + 1
        self.version = text[V : V + 12]
        self.view = apply(self.view, json.loads(text[2:])[1]["patch"])
        for at, visible in [w for w in self.waiting if w[1](self.view)]:
            self.shown.append((at, index))
            self.waiting.remove((at, visible))

    def change(self, visitor: Visitor) -> None:
        """A small change that everybody sees: a hand goes up; the next time it comes down again."""
        self.changes += 1
        if not self.target.ours:
            n = self.changes
            self.waiting.append((visitor.do("change", more=self.target.more), lambda view: view.get("n", 0) >= n))
        elif self.up:
            first = self.up.pop()
            self.waiting.append((first.do("story.lower_hand"), lambda v: first.seat not in v["round"]["hands"]))
        else:
            self.up.append(visitor)
            self.waiting.append((visitor.do("story.raise_hand"), lambda v: visitor.seat in v["round"]["hands"]))

    def everywhere(self) -> bool:
        """Whether everybody is at the same version and no change waits to be seen. On several processes not everybody hears
        the same patches: what happens close together one of them may tell at once."""
        return not self.waiting and self.at[self.version] == len(self.visitors)

    def seen_by_the_last(self) -> list[float]:
        """For each change, how long it took until everybody had the patch that shows it."""
        everybody = len(self.visitors)
        return [self.reached[n][1] - at for at, n in self.shown if self.reached[n][0] >= everybody]


def gather(target: Target, fleet: Fleet, link: str, people: int, at_once: int = 40) -> list[Visitor]:
    """People come in, some at a time."""
    visitors = [Visitor(fleet, target.address, link) for _ in range(people)]
    todo = list(visitors)
    coming: list[Visitor] = []

    def all_in() -> bool:
        coming[:] = [v for v in coming if not v.arrived and not v.refused]
        while todo and len(coming) < at_once:
            coming.append(todo.pop())
            coming[-1].come()
        return not todo and not coming

    assert fleet.run(all_in, 180), "they never all came in"
    refused = [v.refused for v in visitors if v.refused]
    assert not refused, refused[:3]
    return visitors


def settle(fleet: Fleet, seconds: float = 1.0) -> None:
    """Lets what is under way come to rest."""
    end = time.perf_counter() + seconds
    fleet.run(lambda: time.perf_counter() > end, seconds + 1)


def large_room(target: Target, fleet: Fleet, people: int, rate: float, seconds: float) -> Json:
    """One room: memory, changes at a steady rate, then one change after the other as fast as everybody has seen the last."""
    before = target.memory()
    visitors = gather(target, fleet, target.links[0], people)
    settle(fleet, 3)
    memory = (target.memory() - before) / people
    room = Room(target, fleet, visitors)
    many = int(rate * seconds)
    began = time.perf_counter() + 0.1
    for n in range(many):
        fleet.at(began + n / rate, lambda n=n: room.change(visitors[1 + n % (people - 1)]))
    fleet.run(lambda: room.changes == many and room.everywhere(), seconds + 30)
    last = room.seen_by_the_last()
    size = room.bytes / max(1, room.read + 1)
    cpu, patches, changes, began = target.cpu(), room.patches, room.changes, time.perf_counter()
    senders = iter(visitors * 100)
    sent = 0

    def next_one() -> bool:
        nonlocal sent
        if room.everywhere():
            if time.perf_counter() - began > seconds:
                return True
            room.change(next(senders))
            sent += 1
        return False

    fleet.run(next_one, seconds + 30)
    used, wall = target.cpu() - cpu, time.perf_counter() - began
    return {
        "memory": memory, "seen_p50": statistics.median(last), "seen_p99": percentile(last, 99), "seen": len(last), "asked": many,
        "per_cpu_second": (room.patches - patches) / used, "bytes": size, "changes_per_second": (room.changes - changes) / wall,
        "server_busy": used / wall,
    }  # fmt: skip


def answers(target: Target, fleet: Fleet, people: int, seconds: float) -> Json:
    """Everybody answers within a moment."""
    visitors = gather(target, fleet, target.links[0], people)
    settle(fleet, 3)
    room = Room(target, fleet, visitors)
    sent = 0
    last = 0.0

    def answer(visitor: Visitor) -> None:
        nonlocal sent, last
        last = visitor.do("story.raise_hand") if target.ours else visitor.do("change", more=target.more)
        sent += 1

    began = time.perf_counter() + 0.1
    for n, visitor in enumerate(visitors):
        fleet.at(began + n * seconds / people, lambda visitor=visitor: answer(visitor))
    cpu = target.cpu()

    def done() -> bool:
        if sent < people or not all(v.answered for v in visitors):
            return False
        if not target.ours:
            return room.patches >= people * people
        hands = room.view["round"]
        return len(hands["hands"]) + hands.get("more_hands", 0) == people and room.everywhere()

    whole = fleet.run(done, 120)
    newest = max((at for _, at in room.reached), default=0.0)
    return {"patches": room.patches / people, "right_after": newest - last, "whole": whole, "cpu": target.cpu() - cpu,
            "slowest_answer": max(max(v.answered.values(), default=0.0) for v in visitors) - last}  # fmt: skip


def rooms(target: Target, fleet: Fleet, people: int, every: float, seconds: float) -> Json:
    """Many small rooms, an action in each now and then."""
    halls = []
    for link in target.links:
        halls.append(Room(target, fleet, gather(target, fleet, link, people)))
    settle(fleet, 2)
    began, times = time.perf_counter() + 0.1, int(seconds / every)
    for number, hall in enumerate(halls):
        for n in range(times):
            at = began + (n + number / len(halls)) * every
            fleet.at(at, lambda hall=hall, n=n: hall.change(hall.visitors[n % people]))
    cpu = target.cpu()
    fleet.run(lambda: all(h.changes == times and h.everywhere() for h in halls), seconds + 30)
    last = [t for hall in halls for t in hall.seen_by_the_last()]
    return {"seen_p50": statistics.median(last), "seen_p99": percentile(last, 99), "seen": len(last), "asked": times * len(halls),
            "cpu": target.cpu() - cpu}  # fmt: skip


def joins(target: Target, fleet: Fleet, people: int, seconds: float) -> Json:
    """A rush at one door, while a room of thirty elsewhere goes on."""
    calm_room = Room(target, fleet, gather(target, fleet, target.links[1], 30))
    settle(fleet, 1)
    calm = _pulse(target, fleet, calm_room, 4.0, lambda: True)
    visitors = [Visitor(fleet, target.address, target.links[0]) for _ in range(people)]
    began = time.perf_counter() + 0.05
    for n, visitor in enumerate(visitors):
        fleet.at(began + n * seconds / people, visitor.come)
    cpu = target.cpu()
    rush = _pulse(target, fleet, calm_room, 0.5, lambda: all(v.arrived or v.refused for v in visitors))
    arrived = [v.arrived for v in visitors if v.arrived]
    formed = [v.formed - v.began for v in visitors if v.formed]
    return {
        "all_in": max(arrived) - began, "refused": sum(1 for v in visitors if v.refused),
        "why": sorted({v.refused for v in visitors if v.refused})[:4],
        "form_max": max(formed), "form_p99": percentile(formed, 99), "calm_p99": percentile(calm, 99),
        "rush_p99": percentile(rush, 99),
        "cpu": target.cpu() - cpu,
    }  # fmt: skip


def _pulse(target: Target, fleet: Fleet, room: Room, seconds: float, until: Callable[[], bool]) -> list[float]:
    """A change in one room ten times a second, at least so long and until something is so: how long each took to be seen."""
    room.shown.clear()
    began = time.perf_counter()
    number = room.changes
    going = True

    def again() -> None:
        nonlocal going
        if going:
            room.change(room.visitors[room.changes % len(room.visitors)])
            fleet.at(began + (room.changes - number) / 10, again)

    again()
    fleet.run(lambda: time.perf_counter() - began > seconds and until(), 120)
    going = False
    fleet.run(room.everywhere, 20)
    return room.seen_by_the_last()


SCENES: dict[str, Callable[..., Json]] = {"large_room": large_room, "answers": answers, "rooms": rooms, "joins": joins}
