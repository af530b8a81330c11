"""What a phone has to fetch to be in a circle: every byte over the wire, headers and socket included; and how long that
takes on a slow network with a slow processor, slowed by Chromium itself."""

import statistics
import time
from collections import defaultdict
from typing import Any

from tests.browser.stage import Device, chromium
from tests.load.table import Row
from tests.places import Server

GOAL = 50_000
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 6
TIMES = 3


def measure(server: Server) -> list[Row]:
    """Joins by the link on a phone that has never been here, in each language."""
    session = server.open()
    for n in range(11):
        session.phone(f"p{n}")
    session.begin("story", order="queue")
    with chromium() as browser:
        rows = [_weigh(server, session.link, browser, language) for language in ("en", "es")]
        slow = [_on_a_slow_phone(server, session.link, browser) for _ in range(TIMES)]
    session.close()
    usable, live = ([run[n] for run in slow] for n in (0, 1))
    return [
        *rows,
        Row("400 kbit/s, 400 ms, processor 6 x slower: join page usable", _seconds(usable), "< 2 s"),
        Row("... live, from tapping «Come in» the moment it is usable", _seconds(live), "< 4 s"),
    ]


def _seconds(times: list[float]) -> str:
    return f"{statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"


class Wire:
    """Counts what goes over the wire to one page."""

    def __init__(self, phone: Device) -> None:
        self.cdp = phone.context.new_cdp_session(phone.page)
        self.urls: dict[str, str] = {}
        self.sizes: dict[str, float] = defaultdict(float)
        self.socket = 0
        self.cdp.send("Network.enable")
        self.cdp.on("Network.requestWillBeSent", lambda e: self.urls.__setitem__(e["requestId"], e["request"]["url"]))
        self.cdp.on("Network.loadingFinished", lambda e: self.sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
        self.cdp.on("Network.webSocketHandshakeResponseReceived", self._opened)
        self.cdp.on("Network.webSocketFrameReceived", self._heard)

    def _opened(self, event: Any) -> None:
        self.socket += len(event["response"].get("headersText", ""))

    def _heard(self, event: Any) -> None:
        self.socket += len(event["response"]["payloadData"].encode()) + 4

    def rows(self, server: Server) -> list[tuple[int, str]]:
        """Everything fetched so far: bytes, address."""
        found = ((int(self.sizes[i]), self.urls[i].replace(server.url, "")) for i in self.sizes if i in self.urls)
        return sorted(found, reverse=True)

    @property
    def total(self) -> int:
        """Bytes so far."""
        return int(sum(self.sizes.values())) + self.socket


def _weigh(server: Server, link: str, browser: Any, language: str) -> Row:
    phone = Device(browser, "phone", language)
    wire = Wire(phone)
    phone.page.goto(f"{server.url}/j/{link}")
    phone.page.click(".go button")
    phone.page.wait_for_selector(".always")
    phone.page.wait_for_load_state("networkidle")
    rows, total = wire.rows(server), wire.total
    print(f"\nJoin page and live page, first visit, {language}, a circle of twelve in a story round:")
    for size, url in rows[:9]:
        print(f"  {size:7,} B  {url[:70]}")
    print(f"  {sum(s for s, _ in rows[9:]):7,} B  {len(rows) - 9} more files")
    print(f"  {wire.socket:7,} B  socket: handshake and first messages")
    print(f"  {total:7,} B  in all, compressed, headers included")
    with phone.page.expect_response("**/phone-card.*", timeout=60_000):
        phone.page.wait_for_timeout(1)
    phone.page.wait_for_load_state("networkidle")
    print(f"  {wire.total - total:7,} B  fetched ahead later, in quiet: own things, closing, credit, tonight's rounds")
    phone.close()
    return Row(f"join page and live page, first visit, {language}", f"{total / 1000:.1f} kB", "<= 50 kB")


def _on_a_slow_phone(server: Server, link: str, browser: Any) -> tuple[float, float]:
    """Seconds until the form can be used, and from tapping until the phone is live in the circle."""
    phone = Device(browser, "phone")
    cdp = phone.context.new_cdp_session(phone.page)
    cdp.send("Network.enable")
    live: list[float] = []
    cdp.on("Network.webSocketFrameReceived", lambda e: live.append(time.perf_counter()))
    cdp.send("Network.emulateNetworkConditions", SLOW)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    began = time.perf_counter()
    phone.page.goto(f"{server.url}/j/{link}", wait_until="commit")
    phone.page.locator(".go button").wait_for()
    phone.page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    usable = time.perf_counter() - began
    tapped = time.perf_counter()
    phone.page.click(".go button", no_wait_after=True)
    phone.page.wait_for_selector(".always")
    phone.page.wait_for_function("() => document.querySelector('.connection').hidden")
    while len([t for t in live if t > tapped]) < 3:  # the opening, the yes, the first state
        phone.page.wait_for_timeout(10)
    seen = time.perf_counter()
    phone.close()
    return usable, max(seen, live[2]) - tapped
