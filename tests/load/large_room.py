"""A room of 300 in the rounds that suit it: how its three screens look, as pictures in shots/large-room/."""

from pathlib import Path
from typing import Any

from facilitator.rehearsing.phone import Phone
from tests.browser.stage import Device
from tests.places import Server, Session

PEOPLE = 300
FOLDER = Path(__file__).parent.parent.parent / "shots/large-room"
WEATHERS = ("sunny", "cloudy", "rainy", "windy")
WINS = ("I came here on the bus.", "I slept six hours.", "I asked for help with a form.", "I made soup.")


def answer(phone: Phone, kind: str, n: int) -> None:
    """What the n-th person does in this round, from their own screen."""
    if kind == "checkin":
        phone.do("checkin.answer", feeling=WEATHERS[(n * n) % len(WEATHERS)])
    elif kind == "choice":
        phone.do(
            "choice.vote",
            picks=[(n * 7) % 3],
            **({"wording": phone.round["wording"]} if "wording" in phone.round else {}),
        )
    elif n < 80:
        phone.do("celebration.name", text=f"{WINS[n % len(WINS)]} ({n})", named=n % 3 > 0)


def pictures(session: Session, devices: dict[str, Device], name: str) -> None:
    """The three screens as they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for device, found in devices.items():
        found.page.screenshot(path=FOLDER / f"{name}-{device}.png")


def look(server: Server, browser: Any) -> None:
    """Fills the room, plays the three rounds, takes the pictures."""
    session = server.open()
    session.console.do("words.hold", on=False)
    phones = []
    for n in range(PEOPLE):
        phones.append(Phone(server.url).join(session.link, handle=f"Person {n + 1}"))
    devices = {n: Device(browser, n) for n in ("laptop", "projector", "phone")}
    cookies = [{"name": c.name, "value": c.value, "url": server.url} for c in session.console.web.cookies]
    devices["laptop"].context.add_cookies(cookies)
    devices["laptop"].page.goto(f"{server.url}/console/{session.id}")
    devices["projector"].page.goto(server.url + session.screen_path)
    devices["phone"].page.goto(f"{server.url}/j/{session.link}")
    devices["phone"].page.locator(".go button").click()
    pictures(session, devices, "lobby")
    for kind, prompt in (
        ("checkin", "How is your weather?"),
        ("choice", "What next?\nA walk\nMusic\nStories"),
        ("celebration", "A win?"),
    ):
        session.begin(kind, prompt)
        for n, phone in enumerate(phones):
            phone.load("/here")
            phone.connect()
            phone.wait(lambda s, kind=kind: s.round.get("kind") == kind)
            answer(phone, kind, n)
            phone.socket.disconnect()
        session.console.do({"choice": "choice.close"}.get(kind, f"{kind}.uncover"))
        devices["phone"].page.locator(f"[data-kind='{kind}']").first.wait_for()
        pictures(session, devices, kind)
    session.close()
    print(f"{PEOPLE} people; pictures in {FOLDER}")


if __name__ == "__main__":
    import tempfile

    from tests.browser.stage import chromium

    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        server = Server(Path(folder)).prepare().start()
        try:
            look(server, browser)
        finally:
            server.kill()
