"""Proofs of attendance: slips that work once, keys that rotate, and a format that others can check."""

import re
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from facilitator.accounts.models import Organization
from facilitator.attendance import proof_keys
from facilitator.attendance.models import SpentSlip
from facilitator.attendance.proof_slips import LASTS, ProofSlip, ProofSlips, Stay, from_text, to_text
from facilitator.clock import now
from tests.places import ROOT, home_in, settings
from tests.web.test_command_line import facilitator, said

HASH = "ab" * 32
SALT = bytes(range(16))


@pytest.fixture
def documented():
    """The check as it is written down for others, run as it stands there."""
    text = (ROOT / "docs/proofs.md").read_text()
    space: dict = {}
    exec(re.search(r"```python\n(.*?)```", text, re.DOTALL)[1], space)
    return space["check"]


def hash_of(name: str) -> str:
    import hashlib

    typed = name.encode()
    return hashlib.sha256(b"\0\x10" + SALT + len(typed).to_bytes(2, "big") + typed).hexdigest()


def fragment(proof: str, name: str) -> str:
    return ".".join((proof, to_text(name.encode()), to_text(SALT)))


class Desk:
    """Slips of a site, and what becomes of them."""

    def __init__(self, site):
        self.site, self.home = site, site.home
        self.slips = ProofSlips(site.home.store, site.home.keys)
        self.folder = site.home.config.keys / "proofs"
        self._asked = 0

    def slip(self, until=None, organization=None, **stay):
        self._asked += 1
        values = {"minutes": 55, "room": True, "remote": False, **stay}
        made = Stay(organization or self.site.ids["Riverside"], date(2026, 11, 17), **values)
        return self.slips.sealed(ProofSlip(made, self._asked.to_bytes(16, "big"), until or now() + LASTS))

    def send(self, slip, browser=None, **fields):
        browser = browser or self.site.browser()
        token = browser.boot("/proof")["csrf"]
        return browser.client.post("/proof", data={"slip": slip, **fields}, headers={"X-CSRFToken": token})

    def proof(self, name="Ana", **stay):
        answer = self.send(self.slip(**stay), hash=hash_of(name))
        assert answer.status_code == 200, answer.text
        return answer.json["proof"]

    @property
    def keys(self):
        return self.site.browser().get("/verify/keys.json").json["keys"]


@pytest.fixture
def desk(site):
    return Desk(site)


def refused(answer, sentence: str) -> bool:
    return answer.status_code == 422 and sentence in answer.json["message"]


def test_a_slip_becomes_a_proof_that_anyone_can_check_from_its_description(desk, documented):
    found = documented(fragment(desk.proof("Añá Łukasz 李"), "Añá Łukasz 李"), desk.keys)
    assert found == {"name": "Añá Łukasz 李", "day": (2026, 11, 17), "minutes": 55, "confirmed in the room": True,
                     "online": False, "organization": "Riverside"}  # fmt: skip


def test_a_proof_carries_the_neutral_name_of_the_organization(desk, documented):
    def rename(session):
        session.get(Organization, desk.site.ids["Riverside"]).paper_name = "R. Community Center"

    desk.home.store.write(rename)
    found = documented(fragment(desk.proof(remote=True, room=False), "Ana"), desk.keys)
    assert (found["organization"], found["online"], found["confirmed in the room"]) == (
        "R. Community Center",
        True,
        False,
    )


def test_another_name_another_salt_or_a_changed_byte_does_not_hold(desk, documented):
    proof = desk.proof("Ana")
    assert documented(fragment(proof, "Ana"), desk.keys)
    assert documented(fragment(proof, "Ben"), desk.keys) is None
    assert documented(".".join((proof, to_text(b"Ana"), to_text(bytes(16)))), desk.keys) is None
    whole = from_text(proof)
    for at in (*range(0, len(whole) - 64, 7), len(whole) - 1):
        changed = bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]])
        assert documented(fragment(to_text(changed), "Ana"), desk.keys) is None, at


def test_a_name_can_be_left_blank(desk, documented):
    answer = desk.send(desk.slip(), blank="1")
    found = documented(answer.json["proof"], desk.keys)
    assert (found["name"], found["minutes"]) == ("", 55)
    assert documented(fragment(answer.json["proof"], ""), desk.keys)["name"] == ""


@pytest.mark.parametrize(
    "fields",
    [{}, {"hash": "AB" * 32}, {"hash": "ab" * 31}, {"hash": "Ana"}, {"hash": HASH + "\n"}, {"blank": "1", "hash": HASH},
     {"blank": "1", "hash": "x"}, {"blank": "yes"}],
)  # fmt: skip
def test_only_a_hash_or_a_blank_is_taken(desk, fields):
    slip = desk.slip()
    answer = desk.send(slip, **fields)
    assert refused(answer, "cannot be read here")
    assert "Ana" not in answer.text
    assert desk.send(slip, hash=HASH).status_code == 200, "the slip is still good"


def test_an_altered_slip_is_refused_and_so_is_one_from_elsewhere(desk, tmp_path_factory):
    slip = desk.slip()
    altered = to_text(bytes([*from_text(slip)[:-1], from_text(slip)[-1] ^ 1]))
    other = home_in(tmp_path_factory.mktemp("other"))
    stay = Stay("x", date(2026, 1, 1), 5, False, False)
    theirs = ProofSlips(other.store, other.keys).sealed(ProofSlip(stay, b"1" * 16, now() + LASTS))
    other.store.close()
    for token in (altered, theirs, "", "x", slip + "=", "ñ", "A" * 5000, slip[:-4]):
        assert refused(desk.send(token, hash=HASH), "was not made here"), token
    assert refused(desk.send(desk.slip(organization="gone"), hash=HASH), "was not made here")


def test_a_slip_is_good_for_a_day(desk):
    assert refused(desk.send(desk.slip(until=now() - 1), hash=HASH), "that day is over")
    assert desk.send(desk.slip(until=now() + 60_000), hash=HASH).status_code == 200


def test_a_slip_works_for_one_name_and_the_same_question_gets_the_same_answer(desk):
    slip = desk.slip()
    first = desk.send(slip, hash=HASH)
    assert desk.send(slip, hash=HASH).json == first.json, "the answer was lost on its way"
    assert refused(desk.send(slip, hash="cd" * 32), "already")
    assert refused(desk.send(slip, blank="1"), "already")


def test_all_slips_of_a_seat_are_good_for_one_name_however_long_the_stay_has_become(desk, documented):
    meeting = desk.site.open()
    make = lambda seat, minutes: desk.slips.hand_out(meeting.id, seat, now(), now(), minutes, False, False)  # noqa: E731
    first, later, other = make("seat one", 30), make("seat one", 35), make("seat two", 30)
    assert desk.send(first, hash=hash_of("Ana")).status_code == 200
    for fields in ({"hash": "cd" * 32}, {"blank": "1"}):
        assert refused(desk.send(later, **fields), "good for one name")
    longer = desk.send(later, hash=hash_of("Ana"))
    assert documented(fragment(longer.json["proof"], "Ana"), desk.keys)["minutes"] == 35
    assert desk.send(other, hash="cd" * 32).status_code == 200
    assert desk.slips.hand_out("x-no-meeting", "seat", now(), now(), 5, False, False) == ""


def test_what_stays_of_a_slip_is_two_hashes_until_its_day_is_over(desk):
    old = SpentSlip(id="n" * 40, good_until=date(2020, 1, 1))
    desk.home.store.write(lambda session: session.add(old))
    desk.proof("Ana")
    with desk.home.store.read() as session:
        left = list(session.scalars(select(SpentSlip)))
    assert len(left) == 2
    assert all(re.fullmatch(r"[ns][0-9a-f]{39}", row.id) for row in left)


def test_a_form_without_its_token_is_refused(desk):
    slip = desk.slip()
    browser = desk.site.browser()
    browser.get("/proof")
    assert browser.client.post("/proof", data={"slip": slip, "hash": HASH}).status_code == 400
    assert desk.send(slip, hash=HASH).status_code == 200


def test_guessing_is_slowed_down(desk):
    browser = desk.site.browser()
    answers = [desk.send("guess", browser, hash=HASH).status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


def test_rotating_retires_the_old_key_and_what_it_signed_still_holds(desk, documented):
    proof = desk.proof()
    before = desk.keys
    fresh = proof_keys.rotate(desk.home.store, desk.folder)
    states = {k["id"]: k["state"] for k in desk.keys}
    assert states == {before[0]["id"]: "retired", fresh: "signs"}
    assert documented(fragment(proof, "Ana"), desk.keys)
    assert from_text(desk.proof())[1:9].hex() == fresh
    assert [p.name for p in desk.folder.glob("*.key")] == [f"{fresh}.key"], "the old private half is destroyed"


def test_what_a_revoked_key_signed_does_not_hold_and_the_next_proof_has_another(desk, documented):
    proof = desk.proof()
    old = desk.keys[0]["id"]
    assert proof_keys.revoke(desk.home.store, desk.folder, old)
    assert [k["state"] for k in desk.keys] == ["revoked"]
    assert documented(fragment(proof, "Ana"), desk.keys) is None
    assert documented(fragment(desk.proof("Ben"), "Ben"), desk.keys)
    assert not proof_keys.revoke(desk.home.store, desk.folder, "0" * 16)


def test_restoring_an_older_database_does_not_bring_a_revoked_key_back(desk):
    desk.proof()
    old = desk.keys[0]["id"]
    proof_keys.revoke(desk.home.store, desk.folder, old)

    def restored(session):
        key = session.get(proof_keys.ProofKey, old)
        key.revoked_on = key.retired_on = None

    desk.home.store.write(restored)
    assert [k["state"] for k in desk.keys] == ["revoked"]
    assert from_text(desk.proof())[1:9].hex() != old


def test_a_key_that_a_restored_database_does_not_know_is_taken_up_again(desk, documented):
    proof = desk.proof()
    desk.home.store.write(lambda session: session.delete(session.get(proof_keys.ProofKey, desk.keys[0]["id"])))
    assert desk.keys == []
    desk.proof("Ben")
    assert documented(fragment(proof, "Ana"), desk.keys)
    assert len(desk.keys) == 1


def _another(key):
    key.write_bytes(Ed25519PrivateKey.generate().private_bytes_raw())


def _empty(key):
    key.write_bytes(b"")


@pytest.mark.parametrize("damage", [Path.unlink, _another, _empty])
def test_a_missing_or_wrong_private_half_makes_a_new_key_and_retires_the_old(desk, documented, damage):
    proof = desk.proof()
    damage(next(desk.folder.glob("*.key")))
    later = desk.proof("Ben")
    assert sorted(k["state"] for k in desk.keys) == ["retired", "signs"]
    assert documented(fragment(proof, "Ana"), desk.keys)
    assert documented(fragment(later, "Ben"), desk.keys)


def test_another_installations_key_is_not_known_here(desk, documented, tmp_path_factory):
    other = home_in(tmp_path_factory.mktemp("other"))
    folder = other.config.keys / "proofs"
    id, private = proof_keys.signing_key(other.store, folder)
    other.store.close()
    desk.proof()
    signed = bytes([1]) + bytes.fromhex(id) + b"\x07\xea\x0b\x11\0\x37\x05\0\x09Riverside"
    forged = to_text(signed + private.sign(b"facilitator proof of attendance\0" + signed))
    assert documented(forged, desk.keys) is None


def test_private_halves_are_files_that_only_their_owner_reads(desk):
    desk.proof()
    key = next(desk.folder.glob("*.key"))
    assert (key.stat().st_mode & 0o777, desk.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    database = b"".join(p.read_bytes() for p in desk.home.config.data.glob("facilitator.sqlite3*"))
    assert key.read_bytes() not in database


def test_the_pages_know_no_seat_and_load_nothing_on_live_pages(site):
    meeting = site.open()
    browser = site.browser()
    browser.send(f"/j/{meeting.link}", handle="Ana")
    for path in ("/proof", "/verify"):
        page = browser.get(path).text
        assert "Ana" not in page
        assert "noscript" in page
    for path in (f"/j/{meeting.link}", "/here"):
        live = browser.get(path, follow_redirects=True).text
        assert not re.search(r"noble|uqr|pdf-lib|js/proof", live)
    assert "pdf-lib" not in browser.get("/proof").text, "only when somebody wants a PDF"


def test_the_keys_are_seen_to_from_the_command_line(tmp_path):
    env = settings(tmp_path)
    tell = lambda *words: facilitator("proof-key", *words, **env)  # noqa: E731
    assert said(tell("list")) == "There is no key yet. The first proof makes one."
    made = said(tell("rotate"))
    id = re.match(r"Proofs are signed with ([0-9a-f]{16}) from now on", made)[1]
    assert re.fullmatch(rf"{id}: made on \d{{4}}-\d\d-\d\d, signs", said(tell("list")))
    assert said(tell("revoke", id)) == f"{id} is revoked: no proof signed with it holds any more."
    assert said(tell("list")).endswith("revoked")
    wrong = tell("revoke", "0" * 16)
    assert said(wrong).startswith("There is no key with this id.")
    assert wrong.returncode == 1
