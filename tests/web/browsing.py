"""A browser without a screen, in this process: loads pages, fills in their forms, follows where it is sent."""

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from facilitator import create_app
from facilitator.groups import circles
from facilitator.house import House
from facilitator.rehearsing.phone import _Page
from tests.places import PASSWORD, cast_folder, config, email


class Filled(HTMLParser):
    """A form as a browser would send it: `fields`, in order, and the buttons it could be sent by."""

    def __init__(self, html: str, id: str) -> None:
        super().__init__()
        self.id, self.fields, self.buttons = id, [], []
        self._in = False
        self._text: list | None = None
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._in = found.get("id") == self.id
        if not self._in:
            return
        name = found.get("name", "")
        if tag == "input" and name and (found.get("type") not in ("radio", "checkbox") or "checked" in found):
            self.fields.append([name, found.get("value", "")])
        elif tag == "textarea":
            self._text = [name, ""]
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in found:
            self.fields.append([self._select, found["value"]])
        elif tag == "button" and name:
            self.buttons.append((name, found.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self._text:
            self._text[1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            self.fields.append([self._text[0], self._text[1].removeprefix("\n")])
            self._text = None
        if tag == "form":
            self._in = False

    def set(self, **values: str | None) -> "Filled":
        """Types into fields (`__` stands for a dash); None unticks or leaves one out."""
        for typed, value in values.items():
            name = typed.replace("__", "-").removeprefix("r")
            self.fields = [f for f in self.fields if f[0] != name]
            if value is not None:
                self.fields.append([name, value])
        return self

    def __getitem__(self, name: str) -> str:
        return next(value for key, value in self.fields if key == name)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self.fields if key == name]

    def pressed(self, name: str, value: str) -> dict[str, list[str]]:
        """What goes to the server when one of its buttons is pressed."""
        assert (name, value) in self.buttons, (name, value)
        sent: dict[str, list[str]] = {}
        for key, one in [*self.fields, (name, value)]:
            sent.setdefault(key, []).append(one)
        return sent


class _Templates(BytecodeCache):
    """Compiled once for all the programs in this process, not once for each."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


TEMPLATES = _Templates()


class Site:
    """The program with the cast in it."""

    def __init__(self, folder, **more: str) -> None:
        self.ids = cast_folder(folder)
        self.app = create_app(config(folder, **more))
        self.app.jinja_env.bytecode_cache = TEMPLATES
        self.home: House = self.app.extensions["facilitator"]

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
