"""Signing for credit: a page that carries no seat. Who may sign is shown by a voucher alone, which travels after the `#`
and in the body, never in an address.

Nothing here is asked for a form's token: that would need a cookie, and a voucher is what nobody else can know. Only JSON
is read, which no page of another site can send here.
"""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, jsonify, render_template, request

from facilitator.attendance.signing import Refused, came, signing
from facilitator.attendance.slips import Slip
from facilitator.attendance.vouchers import spend
from facilitator.house import house
from facilitator.limits import limiter

pages = Blueprint("credit", __name__)

IN_VAIN = "120/minute"
"""How often one address may come with what is not kept. A whole room shares an address."""


@pages.get("/credit")
def page() -> Any:
    """The same for everyone: the voucher stays in the browser."""
    return render_template("attendance/credit.html")


def _in_vain(response: Any) -> bool:
    return (response.get_json(silent=True) or {}).get("outcome") != "kept"


@pages.post("/credit")
@limiter.limit(IN_VAIN, deduct_when=_in_vain)
def sign() -> Any:
    """Leaves a name. Answers with what became of it: "kept", "used", "unknown", "full"; or "wrong", "empty", "long"."""
    return _leave(signing)


@pages.post("/credit/came")
@limiter.limit(IN_VAIN, deduct_when=_in_vain)
def tell() -> Any:
    """Leaves the two bits of a stamp. Answers as above."""
    return _leave(came)


def _leave(read: Callable[[bytes], tuple[str, Slip]]) -> Any:
    home = house()
    try:
        voucher, slip = read(request.get_data() if request.is_json else b"")
    except Refused as e:
        return jsonify(outcome=e.why), 400 if e.why == "wrong" else 200
    return jsonify(outcome=spend(home.store, home.keys, voucher, slip, home.desk.heads))
