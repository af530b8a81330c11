"""What some commands give to whoever asked, besides a yes: vouchers for credit, slips for a proof of attendance.

Joins the meeting, which knows how many a seat has had, to attendance, which never learns which seat.
"""

from collections.abc import Callable, Mapping
from typing import Any

from facilitator.attendance.proof_slips import ProofSlips
from facilitator.attendance.vouchers import Vouchers
from facilitator.live.desk import Desk
from facilitator.meeting import commands as ask
from facilitator.meeting.attending import minutes_of
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.state import Meeting, MeetingId, Seat

HandedOut = Mapping[str, Callable[[MeetingId, Actor, ask.Command, str, bool], dict[str, Any]]]


def handed_out(desk: Desk, vouchers: Vouchers, slips: ProofSlips) -> HandedOut:
    """Kind of command -> what it gives."""

    def credit(meeting: MeetingId, actor: Actor, command: ask.Command, asked: str, again: bool) -> dict[str, Any]:
        wanted = command.vouchers if isinstance(command, ask.AskCredit) else 1
        who = actor.seat or actor.member or ""
        return {"vouchers": vouchers.hand_out(meeting, wanted, f"{who} {asked}", again)}

    def proof(meeting: MeetingId, actor: Actor, command: ask.Command, asked: str, again: bool) -> dict[str, Any]:
        live = desk.read(meeting)
        seat = _whose(live.meeting, actor, command) if live else None
        if not live or not seat:
            return {"slip": ""}
        room, began = _in_the_room(live.meeting, seat), live.meeting.opened_at
        slip = slips.hand_out(meeting, seat.id, desk.now(), began, minutes_of(seat), room, seat.remote)
        return {"slip": slip}

    return {"credit.ask": credit, "credit.ask_for": credit, "proof.ask": proof, "proof.ask_for": proof}


def _whose(meeting: Meeting, actor: Actor, command: ask.Command) -> Seat | None:
    return meeting.seats.get(command.seat) if isinstance(command, ask.AskProofFor) else seat_of(meeting, actor)


def _in_the_room(meeting: Meeting, seat: Seat) -> bool:
    """By the number on the screen; whoever has no phone, because the facilitator speaks for them."""
    return seat.shown or (not seat.phone and not seat.remote and meeting.setting != "virtual")
