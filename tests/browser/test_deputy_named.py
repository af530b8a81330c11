"""Whoever may see the console is known in the room: naming a deputy in the middle of a session is announced."""

from playwright.sync_api import expect


def test_a_deputy_named_in_the_middle_is_announced_on_phones_and_on_the_big_screen(server, device):
    session = server.open()
    session.phone("Ben")
    phone, wall = device("phone"), device("projector")
    phone.page.goto(f"{server.url}/j/{session.link}")
    phone.page.get_by_label("What we call you here").fill("Ana")
    phone.page.get_by_role("button", name="Come in").click()
    wall.page.goto(server.url + session.screen_path)
    session.begin("shoutouts", prompt="What did you see today?")
    phone.sees("What did you see today?")
    wall.sees("What did you see today?")
    session.console.do("deputy.name", member=server.ids["Dot"], name="Dot")
    for screen in (phone, wall):
        expect(screen.page.get_by_text("Also here to lead: Dot")).to_be_visible()
    session.console.do("deputy.unname", member=server.ids["Dot"])
    for screen in (phone, wall):
        expect(screen.page.get_by_text("Also here to lead: Dot")).to_have_count(0)
    session.close()
