"""A real Chromium, and the devices people bring: a phone, a laptop, a projector."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync"]  # fmt: skip
SIZES = {"phone": (390, 780), "laptop": (1440, 900), "projector": (1920, 1080)}
AXE = (Path(__file__).parent.parent / "vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    player: Playwright
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


class Stop(NamedTuple):
    """One screen in one state."""

    name: str
    page: Any


class Device:
    """One browser window, with everything that went wrong in it."""

    def __init__(self, browser: Browser, kind: str, language: str = "en", **more: Any) -> None:
        width, height = SIZES[kind]
        locale = {"en": "en-US", "es": "es-US"}[language]
        touch = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2} if kind == "phone" else {}
        self.context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce", **{**touch, **more}
        )
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.set_default_timeout(30_000)

    def button(self, name: str, exact: bool = False) -> Any:
        """A button by what it says."""
        return self.page.get_by_role("button", name=name, exact=exact)

    def sees(self, text: str, exact: bool = False) -> None:
        """Waits until something says this."""
        self.page.get_by_text(text, exact=exact).first.wait_for()

    def close(self) -> None:
        self.context.close()


def axe(page: Page) -> list[str]:
    """What axe finds wrong with a page, one line each."""
    page.evaluate(AXE)
    page.evaluate("scrollTo(0, 0)")  # what happens to lie half under a bar that stays can be scrolled clear of it
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{v['id']}: {v['help']} ({len(v['nodes'])}x, first: {v['nodes'][0]['html'][:160]} — "
        f"{v['nodes'][0]['any'][0]['message'] if v['nodes'][0]['any'] else ''})"
        for v in found["violations"]
    ]
