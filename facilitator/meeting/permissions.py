"""Who may ask for what. One table for the meeting itself; each kind of round brings its own lines."""

from typing import Literal

from msgspec import Struct

from facilitator.meeting.commands import Command, name_of
from facilitator.meeting.rounds import kind_of
from facilitator.meeting.state import Meeting, MemberId, Seat, SeatId

Role = Literal["seat", "facilitator", "screen", "door", "system"]
"""What an actor comes as. In a meeting they may have more roles: host, deputy, lead (see `roles_of`)."""

SEAT = frozenset({"seat"})
FACILITATOR = frozenset({"facilitator"})
HOST = frozenset({"host"})
"""The facilitator the meeting was opened by, also while a deputy has stepped in."""
DEPUTY = frozenset({"deputy"})
LEAD = frozenset({"facilitator", "lead"})
"""Whoever leads the running round: the facilitator, and a seat that accepted the lead of it."""
DOOR = frozenset({"door"})
GONE = frozenset({"gone"})
"""A seat whose owner has left or was removed. What they left behind is still theirs, and nothing else is."""

FOR_ONESELF = frozenset({
    "seat.put_phone_down", "seat.leave", "seat.look", "seat.comfort", "seat.receiving", "seat.step_out", "signal.send",
    "signal.withdraw", "words.take_back", "words.take_all_back", "words.allow", "words.let_keep", "ruler.set", "lead.end",
    "presence.show", "credit.ask", "proof.ask",
})  # fmt: skip
"""What faces its owner: still there from a seat that was quieted."""

ALLOWED: dict[str, frozenset[str]] = {
    "seat.take": DOOR,
    "seat.put_phone_down": SEAT,
    "seat.leave": SEAT,
    "seat.look": SEAT,
    "seat.comfort": SEAT,
    "seat.receiving": SEAT,
    "circle.add": FACILITATOR,
    "circle.remove": FACILITATOR,
    "circle.join": FACILITATOR,
    "signal.send": SEAT,
    "signal.withdraw": SEAT,
    "signal.see": FACILITATOR | DEPUTY,
    "words.take_back": SEAT,
    "words.take_all_back": SEAT | GONE,
    "words.allow": SEAT | FACILITATOR,
    "words.let_keep": SEAT | FACILITATOR,
    "words.cover": FACILITATOR,
    "words.screen": FACILITATOR,
    "words.hold": FACILITATOR,
    "round.plan": FACILITATOR,
    "round.change": FACILITATOR,
    "round.skip": FACILITATOR,
    "round.move": FACILITATOR,
    "round.start": FACILITATOR,
    "round.end": FACILITATOR,
    "meeting.length": FACILITATOR,
    "lead.offer": FACILITATOR,
    "lead.answer": SEAT,
    "lead.end": SEAT | FACILITATOR,
    "ruler.set": SEAT,
    "ruler.show": FACILITATOR,
    "seat.step_out": SEAT,
    "care.calm": FACILITATOR,
    "care.agreement": FACILITATOR,
    "care.slow": FACILITATOR,
    "care.quiet": FACILITATOR,
    "care.remove": FACILITATOR,
    "care.bring_back": FACILITATOR,
    "care.offer": FACILITATOR,
    "door.lock": FACILITATOR,
    "door.waiting_room": FACILITATOR,
    "door.make_room": FACILITATOR,
    "door.let_in": FACILITATOR,
    "door.turn_away": FACILITATOR | DOOR,
    "door.change": FACILITATOR,
    "deputy.name": HOST,
    "deputy.unname": HOST,
    "deputy.step_in": DEPUTY,
    "deputy.hand_back": DEPUTY | HOST,
    "undo.step": FACILITATOR,
    "presence.mark": frozenset({"system"}),
    "presence.show": SEAT,
    "credit.ask": SEAT,
    "credit.ask_for": FACILITATOR,
    "proof.ask": SEAT,
    "proof.ask_for": FACILITATOR,
    "meeting.begin_closing": FACILITATOR,
    "meeting.reopen": FACILITATOR,
    "meeting.close": FACILITATOR | {"system"},
}


class Actor(Struct, frozen=True):
    """Whoever asks. Made once from a checked ticket, never from what a message says."""

    role: Role
    seat: SeatId | None = None
    member: MemberId | None = None


DOORKEEPER = Actor("door")
SYSTEM = Actor("system")


def seat_of(meeting: Meeting, actor: Actor) -> Seat | None:
    """The seat an actor acts for: their phone's, or the one a facilitator took in their own meeting. Whoever put their phone
    down is spoken for by the facilitator; that phone may be in somebody else's hands."""
    if actor.role == "seat":
        seat = meeting.seats.get(actor.seat or "")
        return seat if seat and seat.phone and not seat.left else None
    if actor.role == "facilitator":
        return meeting.seat_of_member(actor.member)
    return None


def seat_left_by(meeting: Meeting, actor: Actor) -> Seat | None:
    """The seat an actor had until they left or were removed. One whose phone was put down is nobody's to come back to."""
    seat = meeting.seats.get(actor.seat or "") if actor.role == "seat" else None
    return seat if seat and seat.left and seat.phone else None


def roles_of(meeting: Meeting, actor: Actor) -> frozenset[str]:
    """The roles an actor has in this meeting, now."""
    roles: set[str] = set()
    if actor.role in ("door", "system", "screen"):
        roles.add(actor.role)
    if actor.role == "facilitator" and actor.member == meeting.facilitator:
        roles |= {"facilitator", "host"}
    if actor.role == "facilitator" and actor.member in meeting.deputies:
        roles |= {"deputy", "facilitator"} if actor.member == meeting.acting else {"deputy"}
    seat = seat_of(meeting, actor)
    if seat:
        roles.add("seat")
        if meeting.lead and meeting.lead.seat == seat.id and meeting.lead.stage == "leading":
            roles.add("lead")
    if seat_left_by(meeting, actor):
        roles.add("gone")
    return frozenset(roles)


def may(meeting: Meeting, actor: Actor, command: Command) -> bool:
    """Whether the table lets this actor ask for this command at all."""
    name = name_of(command)
    kind = kind_of(name)
    allowed = kind.permissions.get(name, frozenset()) if kind else ALLOWED.get(name, frozenset())
    return bool(allowed & roles_of(meeting, actor))
