"""The rules of the door: who comes in, who waits, another code; and the deputies who may step in."""

from collections.abc import Callable

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import Actor
from facilitator.meeting.reading import Reader
from facilitator.meeting.refusals import GONE, SOMEONE_LEADS, TAKEN
from facilitator.meeting.rounds import Decision, View
from facilitator.meeting.state import Knock, Meeting, put, without


def lock_door(meeting: Meeting, _: Actor, c: ask.LockDoor, now: int) -> Decision:
    """Nobody new; whoever has a seat comes and goes as before."""
    return [did.DoorLocked(on=c.on)] if c.on != meeting.locked else []


def use_waiting_room(meeting: Meeting, _: Actor, c: ask.UseWaitingRoom, now: int) -> Decision:
    """Who waits when it is closed keeps waiting until let in or turned away."""
    return [did.WaitingRoomSet(on=c.on)] if c.on != meeting.waiting_room else []


def make_room(meeting: Meeting, _: Actor, c: ask.MakeRoom, now: int) -> Decision:
    """A tenth more, five at least; nothing while there is room, so that two presses are one."""
    if not full(meeting):
        return []
    return [did.RoomMade(capacity=meeting.capacity + max(5, meeting.capacity // 10))]


def full(meeting: Meeting) -> bool:
    """Whether everybody's place is taken."""
    return len(meeting.present()) >= meeting.capacity


def let_in(meeting: Meeting, _: Actor, c: ask.LetIn, now: int) -> Decision:
    """They sit down as they chose at the door."""
    knock = meeting.knocking.get(c.seat)
    if not knock:
        return GONE
    if any(s.handle_key == knock.handle_key for s in meeting.present()):
        return TAKEN
    return [did.SeatTaken(seat=c.seat, handle=knock.handle, handle_key=knock.handle_key, colour=knock.colour,
                          pattern=knock.pattern, comfort=knock.comfort, remote=knock.remote)]  # fmt: skip


def turn_away(meeting: Meeting, _: Actor, c: ask.TurnAway, now: int) -> Decision:
    """What they typed goes at once."""
    knock = meeting.knocking.get(c.seat)
    return [did.TurnedAway(seat=c.seat, erases=(knock.handle,))] if knock else GONE


def change_door(meeting: Meeting, _: Actor, c: ask.ChangeDoor, now: int) -> Decision:
    """The old code and link open nothing from now on."""
    return [did.DoorChanged(code=c.code, link=c.link)]


def name_deputy(meeting: Meeting, actor: Actor, c: ask.NameDeputy, now: int) -> Decision:
    """The room is told by name; naming the same one again changes nothing."""
    if c.member == meeting.facilitator or c.member in meeting.deputies:
        return []
    return [did.DeputyNamed(member=c.member, called=c.name.id)]


def unname_deputy(meeting: Meeting, actor: Actor, c: ask.UnnameDeputy, now: int) -> Decision:
    """Whoever had stepped in hands back by that."""
    if c.member not in meeting.deputies:
        return GONE
    back: list[did.Event] = [did.HandedBack()] if meeting.acting == c.member else []
    return [*back, did.DeputyUnnamed(member=c.member, erases=(meeting.deputies[c.member],))]


def step_in(meeting: Meeting, actor: Actor, c: ask.StepIn, now: int) -> Decision:
    """At any time, one at a time."""
    if meeting.acting == actor.member:
        return []
    if meeting.acting:
        return SOMEONE_LEADS
    return [did.SteppedIn(member=str(actor.member))]


def hand_back(meeting: Meeting, actor: Actor, c: ask.HandBack, now: int) -> Decision:
    """By the deputy, or by the facilitator who is back."""
    return [did.HandedBack()] if meeting.acting else []


RULES: dict[type, Callable[..., Decision]] = {
    ask.LockDoor: lock_door,
    ask.UseWaitingRoom: use_waiting_room,
    ask.MakeRoom: make_room,
    ask.LetIn: let_in,
    ask.TurnAway: turn_away,
    ask.ChangeDoor: change_door,
    ask.NameDeputy: name_deputy,
    ask.UnnameDeputy: unname_deputy,
    ask.StepIn: step_in,
    ask.HandBack: hand_back,
}


def _knocked(meeting: Meeting, e: did.Knocked) -> Meeting:
    knock = Knock(handle=e.handle, handle_key=e.handle_key, colour=e.colour, pattern=e.pattern, comfort=e.comfort,
                  remote=e.remote)  # fmt: skip
    return replace(meeting, knocking=put(meeting.knocking, e.seat, knock))


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.DoorLocked: lambda m, e: replace(m, locked=e.on),
    did.WaitingRoomSet: lambda m, e: replace(m, waiting_room=e.on),
    did.RoomMade: lambda m, e: replace(m, capacity=e.capacity),
    did.Knocked: _knocked,
    did.TurnedAway: lambda m, e: replace(m, knocking=without(m.knocking, e.seat)),
    did.DoorChanged: lambda m, e: replace(m, code=e.code, link=e.link),
    did.DeputyNamed: lambda m, e: replace(m, deputies=put(m.deputies, e.member, e.called)),
    did.DeputyUnnamed: lambda m, e: replace(m, deputies=without(m.deputies, e.member)),
    did.SteppedIn: lambda m, e: replace(m, acting=e.member),
    did.HandedBack: lambda m, e: replace(m, acting=None),
}


def shared(meeting: Meeting, reader: Reader) -> View:
    """What the whole room sees: who else may lead it, by the name they go by in the organization."""
    names = sorted(reader.said(text) for text in meeting.deputies.values())
    return {"deputies": names} if names else {}


def console(meeting: Meeting, reader: Reader) -> View:
    """What the facilitator sees: how the door stands, who waits there, who may step in and who has."""
    waiting = {
        seat: {"handle": reader.said(k.handle), "colour": k.colour, "pattern": k.pattern}
        for seat, k in meeting.knocking.items()
    }
    no_room = {"full": meeting.capacity} if full(meeting) else {}
    return {
        "door": {"locked": meeting.locked, "waiting_room": meeting.waiting_room, "waiting": waiting, **no_room},
        "deputy": {"named": sorted(meeting.deputies), **({"acting": meeting.acting} if meeting.acting else {})},
    }
