"""A browser without a screen, in this process: loads pages, fills in their forms, follows where it is sent."""

from typing import Any

from flask.testing import FlaskClient

from facilitator import create_app
from facilitator.groups import circles
from facilitator.house import House
from facilitator.rehearsing.phone import _Page
from tests.places import PASSWORD, config, email, with_the_cast


class Site:
    """The program with the cast in it."""

    def __init__(self, folder) -> None:
        self.app = create_app(config(folder))
        self.home: House = self.app.extensions["facilitator"]
        self.ids = with_the_cast(self.home)

    def browser(self) -> "Browser":
        """A fresh browser."""
        return Browser(self.app.test_client())

    def as_(self, name: str) -> "Browser":
        """A browser in which a member is signed in."""
        browser = self.browser()
        answer = browser.send("/sign-in", email=email(name), password=PASSWORD)
        assert answer.status_code == 302, answer.text
        return browser

    def open(self, name: str = "Fay") -> Any:
        """Opens a meeting of the cast's group, and gives it."""
        group = circles.group_of(self.home.store, self.ids["Riverside"], self.ids["group"])
        id = circles.open_meeting(self.home, group, self.ids[name])
        return self.home.desk.read(id).meeting


class Browser:
    """Keeps cookies; sends forms with whatever hidden fields their page has."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, **more: Any) -> Any:
        """Loads a page."""
        return self.client.get(path, **more)

    def send(self, path: str, at: str | None = None, **fields: str) -> Any:
        """Loads the page a form is on (`at`, or the path itself) and sends the form."""
        page = _Page(self.get(at or path, follow_redirects=True).text)
        hidden = {k: v for k, v in page.fields.items() if k != "again"}
        return self.client.post(path, data={**hidden, **fields})

    def boot(self, path: str) -> dict:
        """What a live page starts from."""
        return _Page(self.get(path).text).boot

    def cookie(self, name: str, path: str = "/") -> str | None:
        """A cookie's value."""
        found = self.client.get_cookie(name, path=path)
        return found.value if found else None
