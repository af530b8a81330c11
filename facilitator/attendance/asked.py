"""What an address of attendance asks for, and whether this member may have it. What they may not see is not there."""

from flask import abort, request
from msgspec import Struct

from facilitator.accounts.roles import me
from facilitator.attendance import reports
from facilitator.attendance.models import Held
from facilitator.attendance.periods import Period, read_period, usual
from facilitator.attendance.reach import Reach, narrowed, reach_of
from facilitator.attendance.records import held_one
from facilitator.groups.models import Group
from facilitator.house import house


class Asked(Struct, frozen=True):
    """A period, of one group or of all that this member sees."""

    own: Reach
    """Everything this member may choose from."""
    reach: Reach
    """What is asked for."""
    known: tuple[int, int]
    """The first and the last month there is something of."""
    period: Period
    group: str = ""
    wrong: bool = False
    """The address names a period that nobody can read, so this is the usual one."""

    @property
    def address(self) -> dict[str, str]:
        """What names it in an address."""
        return {"period": self.period.name, **({"group": self.group} if self.group else {})}


def own_reach() -> Reach:
    """What the signed-in member sees."""
    return reach_of(house().store, me())


def group_seen(id: str) -> Group:
    """A group whose attendance this member sees."""
    return own_reach().groups.get(id) or abort(404)


def held_seen(id: str) -> tuple[Held, Group | None]:
    """A meeting whose attendance this member sees, and its group."""
    held = held_one(house().store, me().organization_id, id)
    own = own_reach()
    if not held or not (own.whole or held.group_id in own.groups):
        abort(404)
    return held, own.groups.get(held.group_id)


def report_asked(group: str = "") -> Asked | None:
    """The report an address asks for; None where there is nothing to report yet."""
    own = own_reach()
    group = group or request.args.get("group", "")
    if group and group not in own.groups:
        abort(404)
    reach = narrowed(own, group) if group else own
    known = reports.known(house().store, reach)
    if not known:
        return None
    typed = request.args.get("period", "")
    period = read_period(typed, known) if typed else None
    return Asked(own, reach, known, period or usual(known), group, wrong=bool(typed) and not period)


def range_asked() -> str | None:
    """The period that the form with two months asks for, as it stands in an address; None if it was not sent."""
    sent = sorted(value for name in ("from", "to") if (value := request.args.get(name, "").strip()))
    if not sent:
        return None
    return sent[0] if len(set(sent)) == 1 else f"{sent[0]}..{sent[-1]}"
