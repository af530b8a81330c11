"""A certificate, from the slip to the check on another device. The name is typed, hashed and set in by the phone alone."""

import re
import subprocess
import sys
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from facilitator.attendance.proof_slips import to_text
from tests.browser.reading_qr import text_in
from tests.browser.stage import Device, axe
from tests.places import PASSWORD, ROOT, email, settings

NAME = "Ana María Ñandú"
NO_SUBTLE = "Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined });"
"""As on plain HTTP."""


class Wire:
    """Everything a page asks for, headers and bodies included."""

    def __init__(self, page):
        self.sent: list[str] = []
        page.on("request", self._note)

    def _note(self, request):
        self.sent.append(f"{request.method} {request.url.split('#')[0]} {request.headers} {request.post_data or ''}")

    def says(self, *secrets: str) -> list[str]:
        """What of these was sent, in any of the ways a text can be written."""
        ways = [w for s in secrets for w in (s, quote(s), s.replace(" ", "+"), to_text(s.encode()), s.encode().hex())]
        return [line for line in self.sent if any(w in line for w in ways)]


class Bearer:
    """Somebody with a phone and a slip."""

    def __init__(self, server, phone: Device, slip: str, query: str = "") -> None:
        self.server, self.phone, self.page = server, phone, phone.page
        self.page.add_init_script(NO_SUBTLE)
        self.wire = Wire(self.page)
        self.page.goto(f"{server.url}/proof{query}#{slip}")

    def make(self, name: str = NAME) -> str:
        """Types a name, and gives the address in the certificate's code."""
        self.page.locator("#name").fill(name)
        self.page.locator("form .main").click()
        self.page.locator(".certificate").wait_for()
        return self.address

    @property
    def address(self) -> str:
        return self.page.locator(".certificate a").get_attribute("href")

    def pdf(self, folder) -> PdfReader:
        with self.page.expect_download() as downloaded:
            self.page.locator(".made .main").click()
        assert re.fullmatch(r"attendance-\d{4}-\d\d-\d\d\.pdf", downloaded.value.suggested_filename)
        downloaded.value.save_as(folder / "proof.pdf")
        return PdfReader(folder / "proof.pdf")


@pytest.fixture
def session(server):
    opened = server.open()
    opened.phone("Ana")
    yield opened
    opened.close()


@pytest.fixture
def bearer(session, device):
    return Bearer(session.server, device("phone"), session.phones["Ana"].ask("proof.ask")["slip"])


def verdict(page) -> str:
    return page.locator("[data-verdict]").get_attribute("data-verdict")


def visit(device: Device, address: str) -> str:
    device.page.goto("about:blank")
    device.page.goto(address)
    return verdict(device.page)


def test_a_slip_becomes_a_certificate_that_holds_on_another_device_and_no_name_is_sent(bearer, device):
    slip = bearer.page.evaluate("JSON.parse(sessionStorage.getItem('facilitator:slip')).slip")
    expect(bearer.page).to_have_url(f"{bearer.server.url}/proof")
    address = bearer.make(f"  {NAME} ")
    expect(bearer.page.locator(".certificate")).to_contain_text(NAME)
    expect(bearer.page.locator(".certificate")).to_contain_text("Riverside")
    salt = address.rsplit(".", 1)[1]
    other = device("laptop")
    other.page.add_init_script(NO_SUBTLE)
    wire = Wire(other.page)
    assert visit(other, address) == "holds"
    expect(other.page.locator("main")).to_contain_text(NAME)
    proof = address.split("#")[1].split(".")[0]
    assert bearer.wire.says(NAME, "Ñandú", salt) == []
    assert wire.says(NAME, "Ñandú", salt, proof) == []
    assert not [line for line in bearer.wire.sent if slip in line.split(" ")[1]], "a slip is in no address"
    for secret in (NAME, salt, slip, proof):
        assert secret not in bearer.server.log()


def test_the_check_asks_for_nothing_once_its_page_is_there(bearer, device):
    address = bearer.make()
    other = device("laptop")
    other.page.goto(f"{bearer.server.url}/verify", wait_until="networkidle")
    wire = Wire(other.page)
    other.context.set_offline(True)
    other.page.locator("#code").fill(address)
    other.button("Check it").click()
    assert verdict(other.page) == "holds"
    other.page.evaluate("hash => { location.hash = hash; }", address.split("#")[1])
    assert verdict(other.page) == "holds"
    assert wire.sent == []


def test_whatever_is_changed_does_not_hold(bearer, device):
    address = bearer.make()
    page, fragment = address.split("#")
    proof, name, salt = fragment.split(".")
    middle = proof[:60] + ("A" if proof[60] != "A" else "B") + proof[61:]
    other = device("laptop")
    assert visit(other, f"{page}#{proof}.{to_text(b'Ben')}.{salt}") == "name"
    assert visit(other, f"{page}#{proof}.{name}.{to_text(bytes(16))}") == "name"
    assert visit(other, f"{page}#{proof}") == "name"
    assert visit(other, f"{page}#{middle}.{name}.{salt}") == "altered"
    assert visit(other, f"{page}#{proof[:2]}AAAAAAAAAA{proof[12:]}.{name}.{salt}") == "unknown"
    for broken in (proof[:-9], "x", f"{proof}.{name}", f"{fragment}.x", "%00", f"{proof}.{name}.{salt[:-4]}"):
        assert visit(other, f"{page}#{broken}") == "unreadable", broken
        expect(other.page.locator("dl")).to_have_count(0)
    spaced = " ".join(fragment[i : i + 24] for i in range(0, len(fragment), 24))
    other.page.locator("summary").click()
    other.page.locator("#code").fill(f"#{spaced}\n")
    other.button("Check it").click()
    assert verdict(other.page) == "holds", "as it is copied from a PDF"


def test_a_withdrawn_key_says_so_and_a_retired_one_holds(own_server, device):
    session = own_server.open()
    bearer = Bearer(own_server, device("phone"), session.phone("Ana").ask("proof.ask")["slip"])
    address, other = bearer.make(), device("laptop")

    def proof_key(*words: str) -> str:
        command = [sys.executable, "-m", "facilitator", "proof-key", *words]
        return subprocess.check_output(command, cwd=ROOT, env=settings(own_server.folder), text=True)

    old = proof_key("list").split(":")[0]
    proof_key("rotate")
    assert visit(other, address) == "holds"
    proof_key("revoke", old)
    assert visit(other, address) == "revoked"
    expect(other.page.locator("main")).to_contain_text("no longer holds")
    session.close()


def test_a_lost_answer_is_asked_for_again_and_gives_the_same_proof(bearer):
    bearer.page.route("**/proof", lambda route: (route.fetch(), route.abort()), times=1)
    bearer.page.locator("#name").fill(NAME)
    bearer.phone.button("Make my certificate").click()
    bearer.phone.sees("No answer came.")
    bearer.page.reload()
    bearer.page.locator("#name").fill("Somebody else")
    bearer.phone.button("Make my certificate").click()
    bearer.phone.sees("the name was written differently")
    first = bearer.make()
    bearer.page.reload()
    assert bearer.make() == first
    assert len([line for line in bearer.phone.wrong if "Failed to load resource" in line]) == 2
    bearer.phone.wrong.clear()


def test_what_is_kept_is_still_found_where_another_one_is_made(bearer, session):
    bearer.make()
    bearer.phone.button("Keep it on this phone").click()
    bearer.phone.sees("It is kept on this phone")
    bearer.page.goto(f"{bearer.server.url}/proof#{session.phones['Ana'].ask('proof.ask')['slip']}")
    bearer.page.get_by_role("heading", name="Kept on this phone").wait_for()
    expect(bearer.page.locator("#name")).to_be_visible()


def test_closing_a_certificate_that_is_nowhere_else_takes_a_second_press(bearer):
    bearer.make()
    bearer.phone.button("Close it").click()
    bearer.phone.sees("It is not saved yet, and nobody else has it.")
    expect(bearer.page.locator(".certificate")).to_be_visible()
    bearer.phone.button("Close it without saving").click()
    bearer.phone.sees("None is kept on this device.")


def test_an_empty_name_is_asked_for_again(bearer):
    bearer.page.locator("#name").fill("  \u200f ")
    bearer.phone.button("Make my certificate").click()
    expect(bearer.page.get_by_role("alert")).to_contain_text("Please type your name")
    expect(bearer.page.locator("#name")).to_be_focused()


def test_the_pdf_says_it_all_and_its_text_can_be_checked(bearer, device, tmp_path):
    assert not [line for line in bearer.wire.sent if "pdf-lib" in line]
    address = bearer.make()
    sent = len(bearer.wire.sent)
    document = bearer.pdf(tmp_path)
    assert all(line.startswith("GET") for line in bearer.wire.sent[sent:])
    text = document.pages[0].extract_text()
    for said in ("Certificate of attendance", NAME, "Riverside", "5 minutes", f"{bearer.server.url}/verify"):
        assert said in text
    assert document.metadata.title == "Certificate of attendance"
    assert document.trailer["/Root"]["/Lang"] == "en"
    code = text[text.index("#") :]
    assert re.sub(r"\s", "", code) == "#" + address.split("#")[1]
    assert len(document.pages) == 1


@pytest.mark.parametrize("name", ["李小龍", "محمد بن علي", "Łukasz Żółć", "अनीता 🌱"])
def test_a_name_in_any_script_is_in_the_pdf_as_a_picture(bearer, device, tmp_path, name):
    address = bearer.make(name)
    document = bearer.pdf(tmp_path)
    pictures = [o for o in document.pages[0]["/Resources"]["/XObject"].values() if o["/Subtype"] == "/Image"]
    assert len(pictures) == 1
    assert pictures[0]["/Width"] > 100
    other = device("laptop")
    assert visit(other, address) == "holds"
    expect(other.page.locator("main")).to_contain_text(name)


def test_the_code_carries_the_address(bearer):
    address = bearer.make()
    svg = bearer.page.locator(".certificate svg")
    size = int(svg.get_attribute("viewBox").split()[2])
    drawn = [[0] * size for _ in range(size)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)", svg.locator("path").get_attribute("d")):
        drawn[int(y)][int(x) : int(x) + int(wide)] = [1] * int(wide)
    assert not any(any(row) for row in (*drawn[:4], *drawn[-4:])), "room around it"
    assert text_in([row[4:-4] for row in drawn[4:-4]]) == address


def test_on_paper_there_is_the_certificate_and_nothing_else(bearer):
    bearer.make()
    bearer.page.emulate_media(media="print")
    expect(bearer.page.locator(".certificate")).to_be_visible()
    for gone in ("main > header", "footer", ".made button >> nth=0", ".made .note"):
        expect(bearer.page.locator(gone)).to_be_hidden()


def test_it_stays_on_the_phone_only_by_choice_and_goes_when_the_phone_forgets(bearer):
    bearer.make()
    kept = "Object.values(localStorage).concat(Object.values(sessionStorage)).join(' ')"
    assert NAME not in bearer.page.evaluate(kept)
    bearer.phone.button("Keep it on this phone").click()
    bearer.phone.sees("It is kept on this phone")
    bearer.phone.button("Close it").click()
    bearer.page.goto(f"{bearer.server.url}/here")
    bearer.page.goto(f"{bearer.server.url}/proof")
    bearer.page.get_by_role("heading", name="Kept on this phone").wait_for()
    bearer.page.get_by_role("button", name="Open").click()
    expect(bearer.page.locator(".certificate")).to_contain_text(NAME)
    bearer.phone.button("Close it").click()
    bearer.page.get_by_role("button", name="Erase", exact=False).first.click()
    bearer.phone.sees("None is kept on this device.")
    assert NAME not in bearer.page.evaluate(kept)


def test_forgetting_a_seat_forgets_what_was_kept(bearer, session):
    bearer.make()
    bearer.phone.button("Keep it on this phone").click()
    bearer.page.goto(f"{bearer.server.url}/j/{session.link}")
    bearer.phone.button("Come in").click()
    bearer.page.locator("#forget").wait_for(state="attached")
    bearer.page.evaluate("document.getElementById('forget').submit()")
    bearer.page.wait_for_url("**/here/forget")
    bearer.page.wait_for_function("localStorage.length + sessionStorage.length === 0")


def test_for_somebody_without_a_phone_the_console_prints_one_with_room_for_a_name(server, device, session):
    session.console.do("circle.add", handle="Rose", colour="teal", pattern="dots")
    laptop = device("laptop")
    page = laptop.page
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("E-mail").fill(email("Fay"))
    page.get_by_label("Password").fill(PASSWORD)
    laptop.button("Sign in").click()
    page.wait_for_url("**/groups")
    page.goto(f"{server.url}/console/{session.id}")
    page.get_by_label("More for Ana").click()
    expect(laptop.button("Print a proof, name left blank")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_label("More for Rose").click()
    with laptop.context.expect_page() as opened:
        laptop.button("Print a proof, name left blank").click()
    sheet = opened.value
    sheet.locator(".certificate .by-hand").wait_for()
    expect(sheet.locator(".certificate")).to_contain_text("In person, confirmed in the room")
    expect(sheet).to_have_url(f"{server.url}/proof")
    assert axe(sheet) == []
    other = device("laptop")
    assert visit(other, sheet.locator(".certificate a").get_attribute("href")) == "holds"
    expect(other.page.locator("main")).to_contain_text("written by hand")


def _seen(page, what: str) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{what} {scheme}: {line}" for line in axe(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > 320:
        found.append(f"{what}: {wide} pixels wide on a phone of 320")
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_both_pages_are_accessible_and_fit_a_small_phone(session, device, language):
    phone = device("phone", language)
    bearer = Bearer(session.server, phone, session.phones["Ana"].ask("proof.ask")["slip"])
    page = bearer.page
    page.locator("#name").wait_for()
    assert page.evaluate("document.documentElement.lang") == language
    found = _seen(page, "form")
    address = bearer.make("Maximiliana-Konstantinopolitanska de la Santísima Trinidad y Covarrubias")
    found += _seen(page, "certificate")
    page.locator(".made [aria-pressed]").click()
    page.locator(".made > .quiet").click()
    page.locator("ul .card").wait_for()
    found += _seen(page, "kept")
    other = device("phone", language)
    for where in (address, address[:-22] + to_text(bytes(16)), address.split("#")[0]):
        other.page.goto("about:blank")
        other.page.goto(where)
        other.page.locator("#code").wait_for(state="attached")
        found += _seen(other.page, where.partition("#")[1] or "empty")
    other.page.goto("about:blank")
    other.page.goto(address)
    other.page.locator(f"a[hreflang={'es' if language == 'en' else 'en'}]").click()
    assert verdict(other.page) == "holds", "changing the language keeps the certificate"
    assert found == []
