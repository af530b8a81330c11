"""A tour of every screen there is, in one language: who is there acts over real sockets, the screens are a real browser."""

from collections.abc import Iterator

from playwright.sync_api import Browser

from facilitator.rehearsing.phone import Phone
from tests.browser.accounts import accounts
from tests.browser.afterwards import afterwards
from tests.browser.sharing import a_card, shared_pages, written_before
from tests.browser.stage import Device, Stop
from tests.places import PASSWORD, Server, email

WORDS = {
    "en": {
        "story": "It was a hard week. I slept, I ate, I called one person. That is what I have.",
        "thanks": "You made it easy to sit here.",
    },
    "es": {
        "story": "Fue una semana dura. Dormí, comí, llamé a una persona. Eso es lo que tengo.",
        "thanks": "Hiciste fácil estar aquí.",
    },
}
PEOPLE = ("Maple", "River", "Lantern", "Juniper", "Harbor", "Wren", "Cinnamon")
"""What they go by; a handle is whatever its owner likes, in any language."""


class Tour:
    """A session on a server, with people in it and three devices showing it."""

    def __init__(self, server: Server, browser: Browser, language: str) -> None:
        self.server, self.browser, self.language = server, browser, language
        self.words = WORDS[language]
        self.devices: dict[str, Device] = {}

    def device(self, name: str, kind: str) -> Device:
        self.devices[name] = Device(self.browser, kind, self.language)
        return self.devices[name]

    def signed_in(self, name: str) -> Device:
        device = self.device(name, "laptop")
        device.page.goto(f"{self.server.url}/sign-in?lang={self.language}")
        device.page.fill("#email", email(name))
        device.page.fill("#password", PASSWORD)
        device.page.click("main button")
        device.page.wait_for_url(lambda url: "sign-in" not in url)
        return device

    def stops(self) -> Iterator[Stop]:
        """Every screen, in the order of an evening."""
        try:
            yield from self._plain_pages()
            yield from self._member_pages()
            yield from accounts(self)
            yield from self._session()
            yield from afterwards(self)
            self.complaints = {n: d.wrong for n, d in self.devices.items() if d.wrong}
        finally:
            for device in self.devices.values():
                device.close()

    def _plain_pages(self) -> Iterator[Stop]:
        page = self.device("visitor", "phone").page
        for name, path in (("code", "/"), ("help", "/help"), ("error", "/nothing")):
            page.goto(self.server.url + path)
            yield Stop(name, page)
        page.goto(self.server.url)
        page.fill("#code", "CCCCCC")
        page.click("button.main")
        page.wait_for_selector("#wrong")
        yield Stop("code-wrong", page)
        self.devices["visitor"].wrong.clear()  # the browser reports the 404s that were asked for

    def _member_pages(self) -> Iterator[Stop]:
        page = self.device("newcomer", "laptop").page
        page.goto(f"{self.server.url}/sign-in?lang={self.language}")
        page.click("main button")
        yield Stop("sign-in", page)
        ada = self.signed_in("Ada").page
        yield Stop("organization", ada)
        ada.check("#coordinator")
        ada.locator("form button").nth(1).click()
        yield Stop("organization-invitation", ada)
        fay = self.signed_in("Fay").page
        yield Stop("groups", fay)
        fay.goto(f"{self.server.url}/groups/new")
        yield Stop("group-form", fay)
        group = f"{self.server.url}/groups/{self.server.ids['group']}"
        fay.goto(f"{group}/plans/{self.server.ids['plan']}")
        fay.locator(".inside > summary").first.click()
        yield Stop("plan", fay)
        fay.goto(f"{group}/plans/{self.server.ids['plan']}/print")
        yield Stop("plan-on-paper", fay)
        written_before(self)
        yield from shared_pages(self, fay)
        self.devices["Fay"].wrong.clear()  # the browser reports the files and codes that were refused
        fay.goto(group)
        yield Stop("group", fay)

    def _session(self) -> Iterator[Stop]:
        console = self.devices["Fay"].page
        console.click("main form button")
        console.wait_for_selector(".columns")
        yield Stop("console-empty", console)
        links = console.evaluate("JSON.parse(document.getElementById('boot').textContent).links")
        link = links["join"].rsplit("/", 1)[1]
        screen = self.device("screen", "projector").page
        screen.goto(self.server.url + links["screen_here"])
        screen.wait_for_selector(".quilt")
        yield Stop("screen-empty", screen)

        phone = self.device("Ana", "phone").page
        phone.goto(f"{self.server.url}/j/{link}")
        yield Stop("join", phone)
        phone.fill("#handle", "Ana")
        phone.click("summary")
        yield Stop("join-patch", phone)
        phone.click("label:has(.c-teal)")
        phone.click("label:has(.p-star)")
        phone.click(".go button")
        phone.wait_for_selector(".always")
        self.people = {n: Phone(self.server.url).join(link, handle=n) for n in PEOPLE}
        for one in self.people.values():
            one.connect()
        yield from self._lobby(console, screen, phone)
        yield from self._story(console, screen, phone)
        yield from self._shoutouts(console, screen, phone)
        yield from self._closing(console, screen, phone)

    def _lobby(self, console, screen, phone) -> Iterator[Stop]:
        phone.locator(".patchwork .patch").nth(7).wait_for()
        yield Stop("phone-lobby", phone)
        for name, index in (("comfort", 0), ("signal", 1), ("help", 2)):
            phone.locator(".always button").nth(index).click()
            phone.wait_for_selector("dialog[open]")
            yield Stop(f"phone-{name}", phone)
            phone.keyboard.press("Escape")
            phone.wait_for_selector("dialog", state="detached")
        phone.click(".me-button")
        phone.wait_for_selector("dialog[open]")
        yield Stop("phone-me", phone)
        for details in phone.locator("dialog details summary").all():
            details.click()
        yield Stop("phone-who-sees-what", phone)
        phone.keyboard.press("Escape")
        yield Stop("screen-lobby", screen)
        console.locator(".people-here > button").first.click()
        console.wait_for_selector("dialog[open]")
        yield Stop("console-without-phone", console)
        console.fill("#look-handle", "Rose")
        console.click("dialog form button.main")
        console.wait_for_selector("dialog", state="detached")
        console.locator(".bar button").first.click()
        console.wait_for_selector("dialog[open]")
        yield Stop("console-invite", console)
        console.keyboard.press("Escape")
        console.locator(".plan > button").click()
        console.wait_for_selector("dialog[open]")
        console.click("dialog [role=radio] >> nth=1")
        console.click("dialog summary")
        yield Stop("console-add-round", console)
        console.keyboard.press("Escape")
        yield Stop("console-lobby", console)
        yield from a_card(console, phone)

    def _story(self, console, screen, phone) -> Iterator[Stop]:
        console.keyboard.press("n")
        console.wait_for_selector(".round-card")
        phone.wait_for_selector(".where")
        yield Stop("phone-story-resting", phone)
        console.locator(".next .main").click()
        maple = self.people["Maple"]
        maple.do("story.raise_hand")
        maple.wait(lambda s: s.mine.get("offer"))
        yield Stop("console-story-travelling", console)
        yield Stop("screen-story-travelling", screen)
        maple.do("story.accept", turn=1)
        maple.do("story.set_notes", notes=["loss"])
        maple.do("story.tell", text=self.words["story"], named=True)
        for name, what in (("River", "me_too"), ("Wren", "me_too"), ("Harbor", "thank_you"), ("Lantern", "with_you")):
            self.people[name].do("story.resonate", what=what)
        self.people["River"].do("signal.send", what="a_word_later")
        phone.wait_for_selector(".now .lights .light.with_you")
        yield Stop("phone-story-listening", phone)
        console.wait_for_selector(".piece")
        yield Stop("console-story-held", console)
        console.locator(".piece button").first.click()
        screen.wait_for_selector(".told")
        yield Stop("screen-story-held", screen)
        phone.locator(".now > section button.wide").first.click()
        phone.wait_for_selector("button[aria-pressed=true]")
        maple.do("story.done")
        phone.wait_for_selector(".offer")
        yield Stop("phone-story-offer", phone)
        phone.click(".offer .main")
        phone.wait_for_selector(".holding")
        yield Stop("phone-story-holding", phone)
        phone.locator(".holding > button.wide").first.click()
        phone.fill("#story-text", self.words["story"] * 22)
        yield Stop("phone-story-writing", phone)
        phone.fill("#story-text", self.words["story"])
        phone.locator(".holding .choice input").check()
        phone.click(".holding .card button.main")
        phone.wait_for_selector("#story-text", state="detached")
        phone.locator(".holding > button.main").click()
        phone.wait_for_selector(".where")
        console.keyboard.press("n")
        screen.wait_for_selector(".story-screen > .told li:nth-child(1)")
        console.locator(".piece").nth(1).wait_for()
        console.locator(".piece button[aria-pressed=false]").first.click()
        screen.locator(".told li").nth(1).wait_for()
        yield Stop("phone-story-over", phone)
        yield Stop("console-story-over", console)
        yield Stop("screen-story-over", screen)

    def _shoutouts(self, console, screen, phone) -> Iterator[Stop]:
        console.keyboard.press("n")
        phone.wait_for_selector("text=/shout-out|reconocimiento/i")
        ana = phone.evaluate("JSON.parse(document.getElementById('boot').textContent).own.seat")
        yield Stop("phone-shoutouts", phone)
        phone.locator(".now > button.main").click()
        phone.wait_for_selector("dialog .people")
        yield Stop("phone-shoutouts-who", phone)
        phone.locator("dialog .person-button").first.click()
        phone.wait_for_selector("#shoutout-text")
        phone.locator("dialog .chip").nth(3).click()
        phone.fill("#shoutout-text", self.words["thanks"])
        yield Stop("phone-shoutouts-what", phone)
        phone.click("dialog button.main")
        phone.wait_for_selector("dialog", state="detached")
        strengths = ["patience", "courage", "hope", "humor", "kindness", "wisdom", "warmth", "calm"]
        rose = self._seat(console, "Rose")
        for n, name in enumerate(PEOPLE):
            to = None if n % 3 == 2 else ana if n % 3 == 0 else self.people[PEOPLE[(n + 1) % 7]].own["seat"]
            text = self.words["thanks"] if n % 2 else None
            self.people[name].do("shoutouts.give", to=to, strength=strengths[n], text=text, keep=True)
        self.people["Wren"].do("shoutouts.give", to=rose, strength="showing_up", text=self.words["thanks"])
        for one in self.people.values():
            one.wait(lambda s: s.view["quilt"]["sewn"] == 9)
            for item, received in list(one.own["received"].items()):
                if received["can_allow"]:
                    one.do("words.allow", item=item, on=True)
        phone.wait_for_selector(".received")
        phone.locator(".received input").first.check()
        yield Stop("phone-shoutouts-received", phone)
        console.wait_for_selector(".piece button[aria-pressed=false]")
        yield Stop("console-shoutouts", console)
        console.locator(".people-here > button").last.click()
        console.fill("#look-handle", "Fern")
        console.click("dialog form button.main")
        console.wait_for_selector(".my-seat")
        yield Stop("console-my-seat", console)
        screen.wait_for_selector(".ribbon")
        yield Stop("screen-shoutouts", screen)

    def _seat(self, console, handle: str) -> str:
        shown = self.people["Maple"].view["seats"]
        return next(id for id, seat in shown.items() if seat["handle"] == handle)

    def _closing(self, console, screen, phone) -> Iterator[Stop]:
        console.keyboard.press("n")
        console.locator(".step.over").nth(1).wait_for()
        console.locator(".next .main").click()
        phone.locator(".now > button[aria-pressed]").click()
        yield Stop("phone-closing", phone)
        yield Stop("screen-closing", screen)
        yield Stop("console-closing", console)
        console.locator(".next .main").click()
        console.wait_for_selector("dialog[open]")
        yield Stop("console-end", console)
        console.click("dialog button.main")
        for page in (phone, screen, console):
            page.wait_for_selector(".goodbye")
        yield Stop("phone-goodbye", phone)
        yield Stop("screen-goodbye", screen)
        yield Stop("console-goodbye", console)
        phone.click(".goodbye a")
        phone.wait_for_selector("#kept li")
        yield Stop("phone-over", phone)
