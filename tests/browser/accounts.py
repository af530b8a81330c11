"""The part of the tour that shows a member's own account, the second step at sign-in, and help for a colleague."""

import re
from collections.abc import Iterator
from typing import Any

import pyotp

from tests.browser.stage import Stop
from tests.places import PASSWORD, email


def accounts(tour: Any) -> Iterator[Stop]:
    """Dot sets up a second step and signs in by it; Ada looks at her page."""
    dot, url = tour.signed_in("Dot").page, tour.server.url
    dot.goto(f"{url}/account")
    yield Stop("account", dot)
    dot.goto(f"{url}/account/second-step")
    dot.click("summary")
    yield Stop("second-step", dot)
    secret = dot.inner_text(".link-once").replace(" ", "")
    dot.fill("#code", pyotp.TOTP(secret).now())
    dot.click("main form button")
    dot.wait_for_selector(".codes")
    codes = re.findall(r"\w{5}-\w{5}", dot.inner_text(".codes"))
    yield Stop("recovery-codes", dot)
    page = tour.device("Dot's phone", "phone").page
    page.goto(f"{url}/sign-in?lang={tour.language}")
    page.fill("#email", email("Dot"))
    page.fill("#password", PASSWORD)
    page.click("main button")
    page.wait_for_selector("#code")
    yield Stop("digits", page)
    page.fill("#code", codes[0])
    page.click("main button")
    page.wait_for_url(lambda url: "sign-in" not in url)
    ada = tour.signed_in("Ada").page
    ada.goto(f"{url}/organization/members/{tour.server.ids['Dot']}")
    ada.locator("form[action$='password-link'] button").click()
    yield Stop("member", ada)
    ada.locator("form[action$='leave'] button").click()
    yield Stop("member-leaves", ada)
    ada.locator("form a[href*='/members/']").click()
    ada.locator("form[action$='second-step'] button").click()
    ada.click("button.main")
    ada.wait_for_selector(".flash")
