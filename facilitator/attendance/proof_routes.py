"""Where a slip becomes a proof, and where anyone checks one. Neither page knows a seat, and no name comes here: it is typed,
hashed and set in on the reader's own device."""

import re
from pathlib import Path
from typing import Any

from flask import Blueprint, jsonify, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from facilitator.addresses import outside
from facilitator.attendance.proof_keys import public_keys
from facilitator.attendance.proof_slips import ProofSlips, to_text
from facilitator.attendance.proofs import make_proof
from facilitator.house import house
from facilitator.limits import limiter
from facilitator.screens import catalogue, modules
from facilitator.web import language

pages = Blueprint("proofs", __name__)

HASH = re.compile(r"[0-9a-f]{64}")


def _keys() -> Path:
    return house().config.keys / "proofs"


def _page(template: str, module: str, **more: Any) -> str:
    """A page whose scripts are all asked for at once: a check must work with no network after that."""
    words = catalogue(module, language())
    boot = {"lang": language(), "words": words, "start": outside(), **more}
    return render_template(template, boot=boot, ahead=modules(module), entry=f"js/{module}.js")


@pages.get("/proof")
def proof() -> Any:
    """Makes a certificate from the slip after the `#`; without one, shows those kept on this device."""
    return _page("attendance/proof.html", "proof/page", csrf=generate_csrf())


@pages.post("/proof")
@limiter.limit("30/minute", deduct_when=lambda response: response.status_code == 422)
def make() -> Any:
    """A slip and a hash (or `blank`) for a proof. Refuses what is not exactly that, and slips that are altered, old or
    used."""
    home, form = house(), request.form
    blank, hashed = form.get("blank") == "1", form.get("hash", "")
    if blank == bool(HASH.fullmatch(hashed)) or (blank and hashed):
        return _refused(gettext("This phone sent something that cannot be read here. Please load the page again."))
    name = None if blank else bytes.fromhex(hashed)
    slips = ProofSlips(home.store, home.keys)
    made, refused = make_proof(home.store, slips, _keys(), form.get("slip", ""), name, home.desk.now())
    sentences = {
        "unknown": gettext("This slip was not made here, or something of it is missing."),
        "old": gettext("This slip was good for one day, and that day is over."),
        "used": gettext(
            "A certificate has been made for this seat already, and the name was written differently. Each seat is good "
            "for one name. If it was misspelled, your facilitator can help you on paper."
        ),
    }
    return _refused(sentences[refused]) if refused else jsonify(proof=to_text(made))


def _refused(sentence: str) -> Any:
    return jsonify(message=sentence), 422


@pages.get("/verify")
def verify() -> Any:
    """Checks a proof in the browser: the page brings the public keys along, and asks for nothing afterwards."""
    return _page("attendance/verify.html", "proof/verify", keys=_published())


@pages.get("/verify/keys.json")
def keys() -> Any:
    """The public keys, for whoever checks by other means."""
    return jsonify(keys=_published())


def _published() -> list[dict[str, Any]]:
    return [
        {
            "id": key.id,
            "public": to_text(key.public),
            "made_on": key.made_on.isoformat(),
            "state": "revoked" if key.revoked else "retired" if key.retired_on else "signs",
        }
        for key in public_keys(house().store, _keys())
    ]
