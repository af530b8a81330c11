"""A whole evening in both languages: a facilitator on a laptop, three phones, one projector; by hand, as people do it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.speaking import say
from tests.browser.stage import Device
from tests.places import PASSWORD, Server, email


class Evening:
    """The devices of one evening, and short words for what people do with them."""

    def __init__(self, server: Server, device, language: str) -> None:
        self.server, self.language = server, language
        self.laptop: Device = device("laptop", language)
        self.projector: Device = device("projector", language)
        self.phones = {name: device("phone", language) for name in ("Ana", "Ben", "Cy")}

    def say(self, sentence: str, **values: str) -> str:
        return say(self.language, sentence, **values)

    def press(self, who: str | Device, sentence: str, **values: str) -> None:
        """Presses a button by what it says."""
        device = self.phones[who] if isinstance(who, str) else who
        name = re.compile(rf"^\W*{re.escape(self.say(sentence, **values))}")
        device.page.get_by_role("button", name=name).first.click()

    def sees(self, who: str | Device, text: str) -> None:
        device = self.phones[who] if isinstance(who, str) else who
        expect(device.page.get_by_text(text).first).to_be_visible()

    def sign_in(self, device: Device, name: str) -> None:
        page = device.page
        page.goto(f"{self.server.url}/sign-in?lang={self.language}")
        page.get_by_label(self.say("E-mail")).fill(email(name))
        page.get_by_label(self.say("Password")).fill(PASSWORD)
        page.get_by_role("button", name=self.say("Sign in")).click()

    def join(self, name: str, code: str) -> None:
        page = self.phones[name].page
        page.goto(self.server.url)
        page.get_by_label(self.say("The code on the screen")).fill(code.lower())
        page.get_by_role("button", name=self.say("Go on")).click()
        page.get_by_label(self.say("What we call you here")).fill(name)
        page.get_by_role("button", name=self.say("Come in")).click()
        self.sees(name, self.say("Good that you are here"))


@pytest.mark.timeout(180)
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_evening_from_the_first_page_to_the_last(server, device, language):
    evening = Evening(server, device, language)
    say_, press, sees = evening.say, evening.press, evening.sees
    laptop, projector = evening.laptop, evening.projector

    # A group, a session, a lobby
    evening.sign_in(laptop, "Fay")
    laptop.page.get_by_role("link", name=say_("New group")).first.click()
    laptop.page.get_by_label(say_("Name of the group")).fill(f"Circle {language}")
    laptop.page.get_by_label(say_("Language of the big screen")).select_option(language)
    press(laptop, "Save")
    laptop.page.get_by_label(say_("With which plan?")).select_option(server.ids["plan"])
    press(laptop, "Open a session")
    code = laptop.page.locator(".code").first.inner_text()
    screen = laptop.page.get_by_role("link", name=re.compile(say_("Big screen"))).get_attribute("href")
    projector.page.goto(server.url + screen)
    sees(projector, code)
    for name in evening.phones:
        evening.join(name, code)
    for name in evening.phones:
        expect(laptop.page.get_by_label(say_("Circle")).get_by_text(name)).to_be_visible()
    expect(projector.page.locator(".quilt .block")).to_have_count(3)
    press(laptop, "Someone without a phone")
    laptop.page.get_by_label(say_("What we call them here")).fill("Rose")
    laptop.page.get_by_role("dialog").get_by_role("button", name=say_("Add them")).click()
    expect(projector.page.locator(".quilt .block")).to_have_count(4)

    # Shared stories, by raised hands
    press(laptop, "Start: {title}", title=say_("Shared story"))
    press(laptop, "Send the piece on its way")
    sees("Ana", say_("The piece waits for a raised hand."))
    press("Ana", "Raise my hand")
    sees("Ana", say_("The piece has come to you"))
    sees("Ben", say_("The piece is on its way."))
    expect(evening.phones["Ben"].page.get_by_text(say_("The piece has come to you"))).to_have_count(0)
    press("Ana", "I take it")
    for who in ("Ben", "Cy", laptop, projector):
        sees(who, say_("{name} holds the piece.", name="Ana"))
    press("Ana", "Write instead")
    evening.phones["Ana"].page.get_by_label(say_("Your story")).fill("I asked my brother for help.")
    press("Ana", "Share it")
    for who in ("Ben", "Cy", laptop):
        sees(who, "I asked my brother for help.")
    expect(projector.page.get_by_text("I asked my brother for help.")).to_have_count(0)
    laptop.page.get_by_label(say_("Words and the big screen")).get_by_role(
        "button", name=say_("Show"), exact=True
    ).click()
    sees(projector, "I asked my brother for help.")
    press("Ben", "Me too")
    expect(projector.page.locator(".lights .me_too")).to_have_count(1)
    press("Cy", "Raise my hand")
    press("Ana", "I am done")
    sees("Cy", say_("The piece has come to you"))
    press("Cy", "Pass")
    sees("Cy", say_("Your hand still shows, so that nobody can tell you passed. It is not asked any more."))
    for who in ("Ana", "Ben", laptop, projector):
        sees(who, say_("The piece is on its way."))
    press(laptop, "Offer it to {name}", name="Rose")
    press(laptop, "They take it")
    sees("Ben", say_("{name} holds the piece.", name="Rose"))
    press(laptop, "{name} is done", name="Rose")

    # Taking words back works everywhere within a second
    evening.phones["Ana"].page.get_by_role("button", name=say_("{name}, about you", name="Ana")).click()
    press("Ana", "Take it back")
    press("Ana", "Yes, take it back")
    for who in (evening.phones["Ben"], evening.phones["Cy"], laptop, projector):
        expect(who.page.get_by_text("I asked my brother for help.")).to_have_count(0, timeout=1000)
    evening.phones["Ana"].page.keyboard.press("Escape")
    press(laptop, "End this round")

    # A private word
    evening.phones["Ben"].page.get_by_role("navigation").get_by_role("button", name=say_("Signal")).click()
    press("Ben", "I would like a word later")
    evening.phones["Ben"].page.keyboard.press("Escape")
    press(laptop, "I have seen it")
    evening.phones["Ben"].page.get_by_role("navigation").get_by_role("button", name=say_("Signal")).click()
    sees("Ben", say_("Seen by your facilitator."))
    press("Ben", "Take it back")
    evening.phones["Ben"].page.keyboard.press("Escape")

    # Strengths
    press(laptop, "Start: {title}", title=say_("Strengths shout-outs"))
    press("Ana", "Give a shout-out")
    evening.phones["Ana"].page.get_by_role("dialog").get_by_role("button", name="Ben").click()
    press("Ana", "courage")
    evening.phones["Ana"].page.get_by_label(say_("In your own words, if you like")).fill("You came back.")
    press("Ana", "Give it")
    sees("Ben", "You came back.")
    expect(evening.phones["Cy"].page.get_by_text("You came back.")).to_have_count(0)
    evening.phones["Ben"].page.get_by_label(say_("Let it show on the quilt")).check()
    sees("Cy", "You came back.")
    sees(projector, say_("courage"))
    press("Cy", "Give a shout-out")
    press("Cy", "For the whole group")
    press("Cy", "hope")
    press("Cy", "Give it")
    expect(projector.page.locator(".stitching > g")).to_have_count(2)

    # The closing
    press(laptop, "End this round")
    press(laptop, "Begin the closing")
    sees("Ben", say_("We are closing"))
    press("Ben", "Keep mine on this phone")
    evening.phones["Ben"].page.get_by_label(say_("The group may keep it, without names")).first.check()
    evening.phones["Ana"].page.get_by_label(say_("The group may keep it, without names")).first.check()
    sees(projector, say_("What we made together"))
    press(laptop, "End the session")
    press(laptop, "End and erase")
    for who in (*evening.phones.values(), projector):
        sees(who, say_("Until next time"))
    laptop.page.get_by_role("link", name=say_("Go on")).click()
    sees(laptop, "You came back.")
    evening.phones["Ben"].page.get_by_role("link", name=say_("Go on")).click()
    sees("Ben", f"{say_('courage')}: You came back.")
    press("Ben", "Forget me on this phone")
    sees("Ben", say_("This phone has forgotten you"))
    assert evening.phones["Ben"].page.evaluate("localStorage.length") == 0

    # What a coordinator sees
    cora = device("laptop", language)
    evening.sign_in(cora, "Cora")
    row = cora.page.get_by_role("row").filter(has_text=f"Circle {language}").first
    expect(row).to_contain_text("4")
    for secret in ("Ana", "Ben", "Rose", "You came back", "brother", "courage"):
        assert secret not in cora.page.content()
