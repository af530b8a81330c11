"""What a phone has to fetch to be in a circle: every byte over the wire, headers and socket included."""

from collections import defaultdict

from tests.browser.stage import Device, chromium
from tests.places import Server


def measure(server: Server) -> None:
    """Joins by the link on a phone that has never been here, in each language."""
    session = server.open()
    for n in range(11):
        session.phone(f"p{n}")
    session.begin("story", order="queue")
    with chromium() as browser:
        for language in ("en", "es"):
            _measure(server, session.link, browser, language)
    session.close()


def _measure(server: Server, link: str, browser, language: str) -> None:
    phone = Device(browser, "phone", language)
    wire = phone.context.new_cdp_session(phone.page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": False})
    urls: dict[str, str] = {}
    sizes: dict[str, float] = defaultdict(float)
    socket = {"bytes": 0}
    wire.on("Network.requestWillBeSent", lambda e: urls.__setitem__(e["requestId"], e["request"]["url"]))
    wire.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
    wire.on(
        "Network.webSocketHandshakeResponseReceived", lambda e: _add(socket, len(e["response"].get("headersText", "")))
    )
    wire.on("Network.webSocketFrameReceived", lambda e: _add(socket, len(e["response"]["payloadData"].encode()) + 4))
    phone.page.goto(f"{server.url}/j/{link}")
    phone.page.click(".go button")
    phone.page.wait_for_selector(".always")
    phone.page.wait_for_load_state("networkidle")
    rows = sorted(((int(sizes[i]), urls[i].replace(server.url, "")) for i in sizes if i in urls), reverse=True)
    total = sum(size for size, _ in rows) + socket["bytes"]
    print(f"\nJoin page and live page, first visit, {language}, a circle of twelve in a story round:")
    for size, url in rows[:8]:
        print(f"  {size:7,} B  {url[:70]}")
    print(f"  {sum(s for s, _ in rows[8:]):7,} B  {len(rows) - 8} more files")
    print(f"  {socket['bytes']:7,} B  socket: handshake and first messages")
    print(f"  {total:7,} B  in all, compressed, headers included (goal of this release: under 60,000)")
    phone.close()


def _add(socket: dict[str, int], size: int) -> None:
    socket["bytes"] += size
