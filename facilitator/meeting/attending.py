"""The rules of attendance: who was there and for how long, in steps of five minutes, and what entitles to a signature
or a proof. Which voucher went where is nowhere in a meeting: only how many a seat has had.
"""

import hashlib
from collections.abc import Callable

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import GONE, NO_MORE_CREDIT, NOT_A_GUEST, REHEARSED, WITHOUT_PHONE, WRONG_NUMBER
from facilitator.meeting.rounds import Decision, View
from facilitator.meeting.state import Meeting, Seat, with_seat

MINUTE = 60_000
STEP = 5 * MINUTE
MOST_VOUCHERS = 3
MOST_SLIPS = 3
NUMBER_LASTS = MINUTE
"""How long the number on the big screen stays; the one before it is still good."""


def step_at(meeting: Meeting, now: int) -> int:
    """How many whole steps of five minutes this meeting has been open."""
    return max(0, (now - meeting.opened_at) // STEP)


def heads(meeting: Meeting) -> list[Seat]:
    """The seats of people who came. A facilitator's own seat is none; who left early was there."""
    return [s for s in meeting.seats.values() if s.member is None]


def minutes_of(seat: Seat) -> int:
    """How long somebody was there: from the first mark that found them to the last, a phone asleep in between or not.
    Five at the least."""
    if seat.came is None or seat.seen is None:
        return 5
    return (seat.seen - seat.came + 1) * 5


def number_now(meeting: Meeting, now: int, before: int = 0) -> str:
    """The number on the big screen that shows who is in the room: six digits, another one each minute."""
    window = now // NUMBER_LASTS - before
    digest = hashlib.blake2b(f"presence {window}".encode(), key=meeting.salt.encode()[:64], digest_size=8).digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"


def number_page(meeting: Meeting, now: int) -> View:
    """The number as the big screen shows it, and when it changes. Nothing unless this is the time for it."""
    if not shared(meeting):
        return {}
    return {"number": number_now(meeting, now), "ends_at": (now // NUMBER_LASTS + 1) * NUMBER_LASTS}


def mark(meeting: Meeting, _: Actor, c: ask.MarkPresence, now: int) -> Decision:
    """Seats without a phone are there until they leave. Several processes may each mark whom they see."""
    step = step_at(meeting, now)
    here = [s.id for s in heads(meeting) if not s.left and s.seen != step and (not s.phone or s.id in c.seats)]
    return [did.PresenceMarked(step=step, seats=tuple(sorted(here)))] if here and step else []


def show(meeting: Meeting, actor: Actor, c: ask.ShowPresence, now: int) -> Decision:
    """Only where the group meets in a room; whoever sees its screen is in it."""
    seat = _guest(meeting, seat_of(meeting, actor))
    if not isinstance(seat, Seat):
        return NOT_A_GUEST
    typed = "".join(ch for ch in c.code if ch.isdigit())
    if meeting.setting != "in_person" or typed not in (number_now(meeting, now), number_now(meeting, now, before=1)):
        return WRONG_NUMBER
    return [did.PresenceShown(seat=seat.id)] if not seat.shown else []


def _guest(meeting: Meeting, seat: Seat | None) -> Seat | None:
    return seat if seat and seat.member is None else None


def _seen_now(meeting: Meeting, seat: Seat, now: int) -> list[did.Event]:
    """Whoever asks for credit is there."""
    step = step_at(meeting, now)
    return [did.PresenceMarked(step=step, seats=(seat.id,))] if step and seat.seen != step else []


def ask_credit(meeting: Meeting, actor: Actor, c: ask.AskCredit, now: int) -> Decision:
    """At the closing, or whenever somebody leaves. At most three in all, so that a lost answer can be asked for again."""
    return _credit(meeting, _guest(meeting, seat_of(meeting, actor)), c.vouchers, now)


def ask_credit_for(meeting: Meeting, _: Actor, c: ask.AskCreditFor, now: int) -> Decision:
    """Whoever has a phone signs on it."""
    seat = meeting.seats.get(c.seat)
    if not seat or seat.left:
        return GONE
    return WITHOUT_PHONE if seat.phone else _credit(meeting, seat, 1, now)


def _credit(meeting: Meeting, seat: Seat | None, wanted: int, now: int) -> Decision:
    if not seat:
        return NOT_A_GUEST
    given = min(wanted, MOST_VOUCHERS - seat.vouchers)
    if given < 1:
        return NO_MORE_CREDIT
    return [*_seen_now(meeting, seat, now), did.CreditGiven(seat=seat.id, vouchers=given)]


def ask_proof(meeting: Meeting, actor: Actor, c: ask.AskProof, now: int) -> Decision:
    """Says how long this seat was there, up to now."""
    return _proof(meeting, _guest(meeting, seat_of(meeting, actor)), now)


def ask_proof_for(meeting: Meeting, _: Actor, c: ask.AskProofFor, now: int) -> Decision:
    """For paper, with the name left blank."""
    seat = meeting.seats.get(c.seat)
    if not seat or seat.left:
        return GONE
    return WITHOUT_PHONE if seat.phone else _proof(meeting, seat, now)


def _proof(meeting: Meeting, seat: Seat | None, now: int) -> Decision:
    if not seat:
        return NOT_A_GUEST
    if meeting.rehearsal:
        return REHEARSED
    if seat.slips >= MOST_SLIPS:
        return NO_MORE_CREDIT
    return [*_seen_now(meeting, seat, now), did.ProofGiven(seat=seat.id)]


RULES: dict[type, Callable[..., Decision]] = {
    ask.MarkPresence: mark,
    ask.ShowPresence: show,
    ask.AskCredit: ask_credit,
    ask.AskCreditFor: ask_credit_for,
    ask.AskProof: ask_proof,
    ask.AskProofFor: ask_proof_for,
}


def _marked(meeting: Meeting, e: did.PresenceMarked) -> Meeting:
    seats = dict(meeting.seats)
    for id in e.seats:
        seat = seats[id]
        seats[id] = replace(seat, came=e.step if seat.came is None else seat.came, seen=max(e.step, seat.seen or 0))
    return replace(meeting, seats=seats)


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.PresenceMarked: _marked,
    did.PresenceShown: lambda m, e: with_seat(m, e.seat, shown=True),
    did.CreditGiven: lambda m, e: with_seat(m, e.seat, vouchers=m.seats[e.seat].vouchers + e.vouchers),
    did.ProofGiven: lambda m, e: with_seat(m, e.seat, slips=m.seats[e.seat].slips + 1),
}


def own(meeting: Meeting, seat: Seat) -> View:
    """What a phone shows of it: whether presence is shown, and what can still be asked for."""
    if seat.member is not None:
        return {}
    left = {"vouchers": MOST_VOUCHERS - seat.vouchers, "slips": MOST_SLIPS - seat.slips}
    return {"credit": {**left, **({"shown": True} if seat.shown else {})}}


def shared(meeting: Meeting) -> View:
    """In a room, at the closing, the big screen shows the number, and phones ask for it."""
    return {"number": True} if meeting.phase == "closing" and meeting.setting == "in_person" else {}


def console(meeting: Meeting) -> View:
    """How many came, for the facilitator to confirm."""
    return {"heads": len(heads(meeting))}
