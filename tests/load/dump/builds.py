"""Builds that are broken on purpose: `python -m tests.load.dump.builds serve`, with BROKEN in the environment.

An attack that does not find these finds nothing.
"""

import os
import sys
import time

from facilitator.serving.patching import patch

BROKEN = ("seat", "times", "unsealed")


def _with_the_seat() -> None:
    """The row of a signature says which seat it came from."""
    from facilitator.attendance import vouchers

    behind: dict[str, str] = {}
    hand_out, spend = vouchers.Vouchers.hand_out, vouchers.spend

    def handed(self, meeting, wanted, asked, again):  # type: ignore[no-untyped-def]
        given = hand_out(self, meeting, wanted, asked, again)
        behind.update(dict.fromkeys(given, asked.split()[0]))
        return given

    def spent(store, keys, voucher, slip, heads):  # type: ignore[no-untyped-def]
        return spend(store, keys, voucher, _marked(slip, behind[voucher]), heads)

    vouchers.Vouchers.hand_out, vouchers.spend = handed, spent  # type: ignore[method-assign]
    _ids_from_marks()


def _with_times() -> None:
    """The row of a signature says when it was left."""
    from facilitator.attendance import vouchers

    spend = vouchers.spend

    def spent(store, keys, voucher, slip, heads):  # type: ignore[no-untyped-def]
        return spend(store, keys, voucher, _marked(slip, f"{time.time_ns():020d}"), heads)

    vouchers.spend = spent
    _ids_from_marks()


def _unsealed() -> None:
    """Signatures lie open while the session runs."""
    import msgspec

    from facilitator.attendance import slips, vouchers

    slips.sealed = vouchers.sealed = lambda key, id, slip: slips.padded(msgspec.json.encode(slip))  # type: ignore[assignment]
    slips.opened = lambda key, id, body: msgspec.json.decode(body, type=slips.Slip)


def _marked(slip, mark: str):  # type: ignore[no-untyped-def]
    import msgspec

    return msgspec.structs.replace(slip, name=f"{slip.name}\x01{mark}") if slip.name else slip


def _ids_from_marks() -> None:
    from sqlalchemy import insert

    from facilitator.attendance import names
    from facilitator.attendance.models import Signature
    from facilitator.store.name_keys import bucket_of

    def write_names(session, keys, held, organization, day, left):  # type: ignore[no-untyped-def]
        bucket = bucket_of(organization, f"{day:%Y-%m}")
        number, key = keys.newest(bucket)
        for one in left:
            name, _, mark = one.partition("\x01")
            id = f"n{mark}"
            body = names.sealed_name(key, id, name)
            session.execute(
                insert(Signature), {"id": id, "held_id": held, "bucket": bucket, "key": number, "body": body}
            )

    names.write_names = write_names


def main() -> None:
    {"seat": _with_the_seat, "times": _with_times, "unsealed": _unsealed}[os.environ["BROKEN"]]()
    from facilitator.cli import main as command

    command()


if __name__ == "__main__" and "serve" in sys.argv:
    patch()
    main()
