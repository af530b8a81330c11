"""After the evening: the look back, hours in the log, the packet downloaded and opened again; by hand, as people do it."""

import csv
import io
import re
import zipfile
from datetime import date, timedelta

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.speaking import say
from tests.places import PASSWORD, email, wait_until
from tests.practice.papers import a_pdf


class After:
    """A facilitator's laptop in one language."""

    def __init__(self, server, device, language: str, name: str) -> None:
        self.server, self.language = server, language
        self.laptop = device("laptop", language, accept_downloads=True)
        self.page = self.laptop.page
        self.page.goto(f"{server.url}/sign-in?lang={language}")
        self.page.fill("#email", email(name))
        self.page.fill("#password", PASSWORD)
        self.page.click("main button")
        self.page.wait_for_url(lambda url: "sign-in" not in url)

    def say(self, sentence: str, **values: str) -> str:
        return say(self.language, sentence, **values)

    def press(self, sentence: str) -> None:
        self.page.get_by_role("button", name=self.say(sentence), exact=True).first.click()

    def follow(self, sentence: str) -> None:
        self.page.get_by_role("link", name=self.say(sentence), exact=True).first.click()

    def sees(self, sentence: str, **values: str) -> None:
        expect(self.page.get_by_text(self.say(sentence, **values)).first).to_be_visible()


def an_evening(server, language: str, name: str):
    """Five people, three of whom take the piece; then shout-outs. Gives the session, at its closing."""
    session = server.open(name, language)
    phones = [session.phone(handle) for handle in ("Ana", "Ben", "Cy", "Dee", "Eli")]
    session.begin("story", order="ring")
    session.console.do("story.send")
    for _ in range(3):
        asked = wait_until(lambda: next((p for p in phones if p.mine.get("offer")), None))
        asked.do("story.accept", turn=asked.mine["offer"]["turn"])
        asked.wait(lambda s: not s.mine.get("offer"))
        asked.do("story.done")
    session.begin("shoutouts")
    phones[0].do("shoutouts.give", to=phones[1].own["seat"], strength="hope")
    return session


@pytest.mark.timeout(180)
@pytest.mark.parametrize(("language", "name"), [("en", "Fay"), ("es", "Dot")])
def test_from_the_close_to_the_packet(server, device, language, name):
    session = an_evening(server, language, name)
    after = After(server, device, language, name)
    page = after.page
    page.goto(f"{server.url}/console/{session.id}")
    page.wait_for_selector(".columns")
    session.console.do("meeting.begin_closing")
    after.press("End the session")
    after.press("End and erase")

    # The close offers the look back, half written
    after.follow("Look back, two minutes")
    after.sees("%(heard)s of %(n)s had the floor. The others listened, which is taking part.", heard="3", n="5")
    after.sees("%(given)s of %(n)s were given a shout-out.", given="1", n="5")
    expect(page.get_by_role("img")).to_have_count(2)
    for handle in ("Ana", "Ben", "Cy", "Dee", "Eli"):
        assert handle not in page.locator("main").inner_text().split()

    # What is typed keeps itself; a reload loses nothing
    page.get_by_label(after.say("What worked?")).fill("We slowed down.")
    page.get_by_label(after.say("I gave advice that nobody had asked for.")).check()
    expect(page.locator("#kept")).to_have_text(after.say("Kept as a draft."))
    page.reload()
    expect(page.get_by_label(after.say("What worked?"))).to_have_value("We slowed down.")
    expect(page.get_by_label(after.say("I gave advice that nobody had asked for."))).to_be_checked()

    # Nor does a moment without network
    page.context.set_offline(True)
    page.get_by_label(after.say("What worked?")).fill("We slowed down, twice.")
    expect(page.locator("#kept")).to_have_text(after.say("Not kept just now. It is tried again by itself."))
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_have_text(after.say("Kept as a draft."))
    after.laptop.wrong.clear()  # the browser reports what it could not reach
    page.reload()
    expect(page.get_by_label(after.say("What worked?"))).to_have_value("We slowed down, twice.")
    after.press("Done")
    after.sees("Saved. Thank you for looking back.")
    after.follow("My practice over time")
    assert page.get_by_role("img").count() == page.get_by_role("table").count() >= 5

    # Hours, by keyboard alone, against the rules of a board
    page.goto(f"{server.url}/practice/renewal")
    page.get_by_label(after.say("By which rules")).select_option("us-pa")
    page.get_by_label(after.say("It began on")).fill((date.today() - timedelta(days=100)).isoformat())
    after.press("Save")
    after.follow("Write down hours")
    page.get_by_label(after.say("Title"), exact=True).focus()
    page.keyboard.type("Ethics & dignity")
    page.get_by_label(after.say("Hours"), exact=True).focus()
    page.keyboard.type("2.5")
    page.get_by_label(after.say("Category")).focus()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#category")).to_have_value("ethics")
    page.get_by_label(after.say("Title"), exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#files")
    page.set_input_files(
        "#file", {"name": "certificate.pdf", "mimeType": "text/html", "buffer": a_pdf("Well done, Fay")}
    )
    after.press("Add the file")
    after.sees("The file is kept.")
    page.get_by_role("link", name=re.compile(after.say("Learning log"))).first.click()
    assert re.search(r"2[.,]5 .* 36", page.locator("#renewal").locator("xpath=../..").inner_text())

    # The packet, opened with other programs than those that made it
    with page.expect_download() as download:
        after.follow("Audit packet")
    with open(download.value.path(), "rb") as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    assert archive.testzip() is None
    assert archive.namelist() == ["index.pdf", "learning-log.csv", "evidence/001-certificate.pdf"]
    index = pypdf.PdfReader(io.BytesIO(archive.read("index.pdf"))).pages[0].extract_text()
    assert "Ethics & dignity" in index
    assert "001-certificate.pdf" in index.replace("\n", "")
    rows = list(csv.reader(io.StringIO(archive.read("learning-log.csv").decode("utf-8-sig"))))
    assert rows[1][2] == "Ethics & dignity"
    paper = pypdf.PdfReader(io.BytesIO(archive.read("evidence/001-certificate.pdf")))
    assert "Well done, Fay" in paper.pages[0].extract_text()
    session.close()
