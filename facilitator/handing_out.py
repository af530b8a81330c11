"""What some commands give to whoever asked, besides a yes: vouchers for credit, slips for a proof of attendance.

Joins the meeting, which knows how many a seat has had, to attendance, which never learns which seat.
"""

from collections.abc import Callable, Mapping
from typing import Any

from facilitator.attendance.vouchers import Vouchers
from facilitator.live.desk import Desk
from facilitator.meeting import commands as ask
from facilitator.meeting.permissions import Actor
from facilitator.meeting.state import MeetingId

HandedOut = Mapping[str, Callable[[MeetingId, Actor, ask.Command, str, bool], dict[str, Any]]]


def handed_out(desk: Desk, vouchers: Vouchers) -> HandedOut:
    """Kind of command -> what it gives."""

    def credit(meeting: MeetingId, actor: Actor, command: ask.Command, asked: str, again: bool) -> dict[str, Any]:
        wanted = command.vouchers if isinstance(command, ask.AskCredit) else 1
        who = actor.seat or actor.member or ""
        return {"vouchers": vouchers.hand_out(meeting, wanted, f"{who} {asked}", again)}

    return {"credit.ask": credit, "credit.ask_for": credit}
