"""What somebody leaves at /credit: a name as it is kept, or two bits. Read strictly: more than that is not taken."""

from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from facilitator import text
from facilitator.attendance import names
from facilitator.attendance.slips import Slip

T = TypeVar("T")
MOST = 120
"""Characters as a reader counts them."""

VoucherText = Annotated[str, Meta(min_length=1, max_length=64)]
Bit = Literal[0, 1]
"""Not true and false, so that every phone's request is as long as any other's."""


class Signing(Struct, frozen=True, forbid_unknown_fields=True):
    """A name for a voucher."""

    voucher: VoucherText
    name: Annotated[str, Meta(max_length=4000)]


class Came(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether this device was there before."""

    voucher: VoucherText
    before_in_group: Bit
    before_this_year: Bit


class Refused(Exception):
    """Cannot be kept. `why`: "wrong", "empty" or "long"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def signing(body: bytes) -> tuple[str, Slip]:
    """Voucher and slip of somebody who signs. Raises `Refused`."""
    asked = _read(body, Signing)
    try:
        name = text.clean(asked.name, multiline=False)
    except text.NotText:
        raise Refused("wrong") from None
    if text.is_blank(name):
        raise Refused("empty")
    if text.length(name) > MOST or len(name.encode()) > names.SIZE:
        raise Refused("long")
    return asked.voucher, Slip(name=name)


def came(body: bytes) -> tuple[str, Slip]:
    """Voucher and slip of a device that says whether it was there before. Raises `Refused`."""
    asked = _read(body, Came)
    return asked.voucher, Slip(
        before_in_group=bool(asked.before_in_group), before_this_year=bool(asked.before_this_year)
    )


def _read(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError:
        raise Refused("wrong") from None
