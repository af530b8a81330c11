"""The rules of a reflection round: writing for oneself, sharing by choice, asking, and offering only where asked."""

from msgspec.structs import replace

from facilitator.meeting import events as did
from facilitator.meeting.commands import Command
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import Actor, seat_of
from facilitator.meeting.refusals import GONE, N_, Refusal
from facilitator.meeting.rounds import Decision
from facilitator.meeting.rounds.reflection import asked as reflection
from facilitator.meeting.rounds.reflection.asked import State
from facilitator.meeting.sharing import lay_out, reach_out, share
from facilitator.meeting.state import ItemId, Meeting, Round, Seat, SeatId, fresh_id, put, without

NOT_SHARED = Refusal("E_STATE", N_("Share it with everyone first. Then you can ask for perspectives."))
NOT_OPEN = Refusal("E_STATE", N_("You are not open to being given anything today. Change that first, then ask."))
OFFERED_ALREADY = Refusal("E_STATE", N_("You offered one here already. Take it back to word it anew."))


def decide(meeting: Meeting, round: Round, actor: Actor, c: Command, now: int) -> Decision:
    """Everything but laying out is asked by a seat, of its own words or of somebody who asked."""
    if isinstance(c, reflection.LayOut):
        return lay_out(meeting, round.state.written)
    seat = seat_of(meeting, actor)
    if not seat:
        return GONE
    match c:
        case reflection.Write():
            return _write(meeting, round, seat, c)
        case reflection.Share(item=item) if item in round.state.written:
            return reach_out(meeting, item, seat.id, c.reach, c.named, waiting=not c.named)
        case reflection.Ask():
            return _ask(meeting, round, seat, c)
        case reflection.Offer():
            return _offer(meeting, round, seat, c)
    return GONE


def private(meeting: Meeting, round: Round, seat: Seat) -> ItemId | None:
    """What this seat wrote last and keeps to itself: writing again takes its place."""
    mine = [i for i in by(meeting, round, seat.id) if meeting.words[i].reach == "me"]
    return mine[-1] if mine else None


def by(meeting: Meeting, round: Round, seat: SeatId) -> list[ItemId]:
    """What this seat wrote and has not taken back, in the order it wrote."""
    return [i for i in round.state.written if i in meeting.words and meeting.words[i].author == seat]


def _write(meeting: Meeting, round: Round, seat: Seat, c: reflection.Write) -> Decision:
    item, before = fresh_id(meeting), private(meeting, round, seat)
    row = meeting.words[before].text if before else None
    return [
        *([did.WordsTakenBack(item=before, erases=(row,) if row else ())] if before else []),
        share(meeting, item=item, author=seat.id, reach="me", named=False, text=c.text.id),
        reflection.Written(item=item, seat=seat.id),
    ]


def _ask(meeting: Meeting, round: Round, seat: Seat, c: reflection.Ask) -> Decision:
    if c.item not in by(meeting, round, seat.id):
        return GONE
    if c.on == (c.item in round.state.asking):
        return []
    if c.on and meeting.words[c.item].reach != "everyone":
        return NOT_SHARED
    if c.on and not seat.receives:
        return NOT_OPEN
    return [reflection.Asked(item=c.item, seat=seat.id, on=c.on)]


def _offer(meeting: Meeting, round: Round, seat: Seat, c: reflection.Offer) -> Decision:
    """One perspective a person: nobody is answered over and over by the same voice."""
    asker = round.state.asking.get(c.item)
    words = meeting.words.get(c.item)
    if not asker or asker == seat.id or not words or words.waiting or words.covered:
        return GONE
    if any(meeting.words[p].author == seat.id for p in perspectives(meeting, round, c.item)):
        return OFFERED_ALREADY
    item = fresh_id(meeting)
    shared = share(meeting, item=item, author=seat.id, to=asker, reach="everyone", named=c.named, text=c.text.id,
                   beneath=c.item)  # fmt: skip
    return [shared, reflection.Offered(item=item, seat=seat.id)]


def perspectives(meeting: Meeting, round: Round, item: ItemId) -> list[ItemId]:
    """What was offered on this reflection and not taken back, in the order it came."""
    return [p for p in round.state.offered if p in meeting.words and meeting.words[p].beneath == item]


def react(meeting: Meeting, round: Round, event: Event, now: int) -> list[Event]:
    """Asking ends with what it was asked for, and when whoever asked can be given nothing more.

    Not where a page without a handle outlives its author's going: that it stopped asking would say whose it was."""
    asking: dict[ItemId, SeatId] = round.state.asking
    match event:
        case did.WordsTakenBack(item=item) | did.WordsReached(item=item, reach="me" | "facilitator"):
            ends = [i for i in asking if i == item]
        case did.ReceivingSet(seat=seat, on=False):
            ends = [i for i, asker in asking.items() if asker == seat]
        case did.SeatLeft(seat=seat) | did.PhonePutDown(seat=seat):
            ends = [i for i, asker in asking.items() if asker == seat and meeting.words[i].named]
        case _:
            return []
    return [reflection.Asked(item=i, seat=asking[i], on=False) for i in ends]


def evolve(meeting: Meeting, round: Round, event: Event) -> State:
    """The round after one of its events."""
    s: State = round.state
    match event:
        case reflection.Written(item=item):
            return replace(s, written=(*(i for i in s.written if i in meeting.words), item))
        case reflection.Asked(item=item, seat=seat, on=on):
            return replace(s, asking=put(s.asking, item, seat) if on else without(s.asking, item))
        case reflection.Offered(item=item):
            return replace(s, offered=(*(i for i in s.offered if i in meeting.words), item))
    return s


def touches(meeting: Meeting, round: Round, event: Event) -> set[SeatId]:
    """Whoever did it; a perspective's receiver is touched by the words themselves."""
    return {event.seat} if isinstance(event, reflection.Written | reflection.Asked | reflection.Offered) else set()
