"""A circle of twelve and a room of a hundred: how long until an answer, and until everyone has seen it."""

import statistics
import threading
import time

from facilitator.rehearsing.phone import Phone
from tests.places import Server


def measure(server: Server) -> None:
    """Prints medians and 99th percentiles in milliseconds, with everything durable before it is answered."""
    for people in (12, 100):
        session = server.open()
        phones = []
        started = time.perf_counter()
        for n in range(people):
            phone = Phone(server.url).join(session.link, handle=f"p{n}")
            phone.connect()
            phones.append(phone)
        joined = time.perf_counter() - started
        session.begin("story", order="queue")
        for phone in phones:
            phone.wait(lambda s: s.round.get("kind") == "story")
        answers, seen = [], []
        for n in range(60):
            actor = phones[n % people]
            began = time.perf_counter()
            watchers = [threading.Thread(target=_watch, args=(p, actor.own["seat"], began, seen)) for p in phones[:12]]
            for watcher in watchers:
                watcher.start()
            actor.do("story.raise_hand")
            answers.append(time.perf_counter() - began)
            for watcher in watchers:
                watcher.join()
            actor.do("story.lower_hand")
            for phone in phones[:12]:
                phone.wait(lambda s: not s.round["hands"])
        print(f"\nA room of {people} on SQLite: joined one after the other in {joined:.1f} s")
        print(f"  a command answered   median {_ms(answers, 50)} ms, 99 % within {_ms(answers, 99)} ms")
        print(f"  seen by other phones median {_ms(seen, 50)} ms, 99 % within {_ms(seen, 99)} ms")
        for phone in phones:
            phone.cut()


def _watch(phone: Phone, seat: str, began: float, seen: list[float]) -> None:
    phone.wait(lambda s: seat in s.round["hands"])
    seen.append(time.perf_counter() - began)


def _ms(times: list[float], percent: int) -> str:
    return f"{statistics.quantiles(times, n=100)[percent - 1] * 1000:.1f}"
