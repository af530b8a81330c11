"""Many phones in one room that come back by themselves, as the pages do. `python -m tests.load.crowd URL LINK MANY`; says when
all are in, and for every prompt when each of them had it; goes when its input ends."""

import contextlib
import json
import random
import sys
import threading
import time
from typing import Any

import requests

from facilitator.rehearsing.phone import Phone, Refused
from tests.load.checker import GONE

FIRST, LONGEST, LONGEST_IN_A_CROWD = 0.2, 1.5, 5.0
"""Seconds until the page tries again: twice as long each time (static/js/live.js)."""


class Faithful(Phone):
    """One of them. `seen`: prompt -> when each phone had it."""

    seen: dict[str, list[float]]

    def stay(self, over: threading.Event) -> None:
        """There for good, whatever happens to the connection."""
        dice, pause, longest = random.Random(), FIRST, LONGEST_IN_A_CROWD if self.view.get("large") else LONGEST
        while not over.is_set():
            try:
                self.connect()
            except GONE:
                over.wait(pause * dice.uniform(0.5, 1.5))
                pause = min(longest, 2 * pause)
                continue
            pause = FIRST
            self._note()
            while not over.is_set() and self._is_connected():
                with self._changed:
                    self._changed.wait(0.3)

    def _is_connected(self) -> bool:
        """Also where the connection broke while it was being made: the library says yes then, and nobody comes any more."""
        return bool(self.socket.connected and self.socket.eio.state == "connected")

    def _hear(self, event: str, data: Any) -> None:
        super()._hear(event, data)
        self._note()

    def _note(self) -> None:
        prompt = self.view.get("round", {}).get("prompt", "")
        if prompt and prompt != getattr(self, "_last", ""):
            self._last = prompt
            self.seen.setdefault(prompt, []).append(time.monotonic())


def main(url: str, link: str, many: int) -> None:
    """Until the input ends."""
    over, told = threading.Event(), set()
    Faithful.seen = {}
    phones = [Faithful(url).join(link, handle=f"p{n}") for n in range(many)]
    for phone in phones:
        threading.Thread(target=phone.stay, args=(over,), daemon=True).start()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    while not over.wait(0.05):
        for prompt, at in list(Faithful.seen.items()):
            if len(at) >= many and prompt not in told:
                told.add(prompt)
                print(json.dumps([prompt, at]), flush=True)
    for phone in phones:
        with contextlib.suppress(requests.RequestException, Refused, OSError):
            phone.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
