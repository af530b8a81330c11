"""The card a person takes home: made on the phone from what they choose, and nothing leaves the phone on the way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stage import Device, axe

PATIENCE = "You waited until I had finished."
WARMTH = "The kitchen talk was kind."
WORD = "Room to breathe"


class Evening:
    """A session in which Ana was given two shout-outs and left a word, and everything her phone sent."""

    def __init__(self, session, phone: Device) -> None:
        self.session, self.phone, self.page = session, phone, phone.page
        self.sent: list[str] = []
        self.page.on("request", lambda request: self.sent.append(request.url))
        self.page.on("websocket", lambda ws: ws.on("framesent", lambda frame: self.sent.append(str(frame))))
        self.page.goto(f"{session.server.url}/j/{session.link}")
        self.page.get_by_label("What we call you here").fill("Ana")
        phone.button("Come in").click()
        ben = session.phone("Ben")
        ana = session.console.wait(lambda s: [i for i, p in s.view["seats"].items() if p["handle"] == "Ana"])[0]
        session.begin("shoutouts")
        ben.do("shoutouts.give", to=ana, strength="patience", text=PATIENCE)
        ben.do("shoutouts.give", to=ana, strength="warmth", text=WARMTH)
        session.begin("closing")
        self.page.get_by_label("One word, or a very few").fill(WORD)
        phone.button("Leave it here").click()
        phone.sees("Your word waits for the others.")

    @property
    def picture(self):
        return self.page.locator(".take-home img")

    def open(self) -> None:
        self.page.get_by_text("Take home: a card of your own").click()

    def choose(self, *texts: str) -> None:
        for text in texts:
            self.page.get_by_label(re.compile(text)).check()

    def save(self) -> None:
        self.phone.button("Save as a picture").click()
        self.picture.wait_for()


@pytest.fixture
def evening(server, device):
    session = server.open()
    yield Evening(session, device("phone"))
    session.close()


def test_nothing_is_chosen_until_somebody_chooses_it(evening):
    evening.open()
    boxes = evening.page.locator(".take-home input[type=checkbox]")
    expect(boxes).to_have_count(3)
    assert not any(box.is_checked() for box in boxes.all())
    expect(evening.phone.button("Save as a picture")).to_be_disabled()
    expect(evening.phone.button("Print", exact=True)).to_be_disabled()


def test_the_picture_says_what_was_chosen_and_nothing_else_and_nothing_is_sent(evening):
    evening.open()
    evening.sent.clear()
    evening.choose(PATIENCE, WORD)
    evening.save()
    said = evening.picture.get_attribute("alt")
    assert PATIENCE in said
    assert WORD in said
    assert WARMTH not in said
    assert "Ben" not in said
    assert evening.picture.get_attribute("src").startswith("data:image/png")
    assert evening.picture.evaluate("image => image.naturalWidth") == 1080
    save = evening.page.get_by_role("link", name="Save the picture")
    with evening.page.expect_download() as downloaded:
        save.click()
    assert downloaded.value.suggested_filename == "card.png"
    assert downloaded.value.path().read_bytes()[:4] == b"\x89PNG"
    asked = [url for url in evening.sent if url.startswith("http") and "/static/" not in url]
    assert [url for url in asked if not url.endswith("/credit/came")] == [], "the stamp's two bits go by themselves"
    assert not any(text in frame for frame in evening.sent for text in (PATIENCE, WORD))
    assert axe(evening.page) == []


def test_a_picture_goes_when_the_choice_changes_or_words_are_taken_back(evening):
    evening.open()
    evening.choose(PATIENCE, WARMTH)
    evening.save()
    evening.page.get_by_label(re.compile(WARMTH)).uncheck()
    expect(evening.picture).to_have_count(0)
    evening.save()
    ben = evening.session.phones["Ben"]
    mine = ben.wait(lambda s: s.own["mine"])
    ben.do("words.take_back", item=next(i for i, p in mine.items() if p["text"] == PATIENCE))
    expect(evening.picture).to_have_count(0)
    expect(evening.page.get_by_label(re.compile(PATIENCE))).to_have_count(0)


def test_print_shows_the_card_and_hides_everything_else(evening):
    evening.open()
    evening.choose(PATIENCE, WORD)
    evening.page.evaluate("window.print = () => { window.title_in_print = document.title; }")
    evening.phone.button("Print", exact=True).click()
    evening.page.emulate_media(media="print")
    paper = evening.page.locator(".home-paper")
    expect(paper).to_contain_text(PATIENCE)
    expect(paper).to_contain_text(WORD)
    expect(paper).not_to_contain_text(WARMTH)
    shown = evening.page.evaluate(
        "[...document.body.children].filter(e => getComputedStyle(e).display !== 'none').map(e => e.className)"
    )
    assert shown == ["home-paper"]
    assert evening.page.evaluate("window.title_in_print") == "card", "browsers print the title above the page"
    evening.page.emulate_media(media="screen")
    expect(paper).to_be_hidden()
    evening.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(paper).to_have_count(0)
    assert evening.page.title() != "card"


def test_whoever_is_still_at_it_when_the_session_ends_can_finish(evening):
    evening.session.console.do("meeting.begin_closing")
    evening.page.get_by_text("We are closing").wait_for()
    evening.open()
    evening.choose(PATIENCE, WARMTH)
    evening.page.get_by_label(re.compile(WARMTH)).uncheck()
    evening.save()
    evening.session.console.do("meeting.close")
    evening.phone.sees("Until next time")
    assert PATIENCE in evening.picture.get_attribute("alt")
    expect(evening.page.get_by_role("link", name="Save the picture")).to_be_visible()
    expect(evening.page.get_by_label(re.compile(WARMTH)), "what was not chosen is gone").to_have_count(0)
    assert set(evening.page.evaluate("Object.keys(localStorage)")) <= {"facilitator:stamps"}


def test_nothing_is_offered_after_the_end_to_whoever_chose_nothing(evening):
    evening.session.console.do("meeting.close")
    evening.phone.sees("Until next time")
    expect(evening.page.locator(".take-home")).to_have_count(0)
