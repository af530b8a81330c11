"""Events and whole meetings as bytes and back, for the journal and its snapshots."""

from typing import Any

import msgspec

from facilitator.meeting import events as did
from facilitator.meeting.commands import name_of
from facilitator.meeting.rounds import kinds
from facilitator.meeting.rules import CHANGES
from facilitator.meeting.state import Meeting

_CORE: dict[str, type[did.Event]] = {name_of(e): e for e in CHANGES}
_CORE[name_of(did.MeetingOpened)] = did.MeetingOpened


def event_types() -> dict[str, type[did.Event]]:
    """Every event there is, by its name in the journal."""
    return _CORE | {name_of(e): e for kind in kinds().values() for e in kind.events}


def write_events(events: tuple[did.Event, ...]) -> bytes:
    """Events as bytes."""
    return msgspec.msgpack.encode(events)


def read_events(data: bytes) -> tuple[did.Event, ...]:
    """Events from bytes; raises `msgspec.ValidationError` if they are not from this program."""
    types = event_types()
    return tuple(msgspec.convert(e, types[e["type"]]) for e in msgspec.msgpack.decode(data))


def write_meeting(meeting: Meeting) -> bytes:
    """A whole meeting as bytes."""
    return msgspec.msgpack.encode(meeting)


def read_meeting(data: bytes) -> Meeting:
    """A whole meeting from bytes; the kinds give their rounds' settings and states their types back."""
    raw: dict[str, Any] = msgspec.msgpack.decode(data)
    meeting = msgspec.convert(raw, Meeting)
    rounds = tuple(
        msgspec.structs.replace(
            r,
            settings=msgspec.convert(r.settings, kinds()[r.kind].settings),
            state=None if r.state is None else msgspec.convert(r.state, kinds()[r.kind].state),
        )
        for r in meeting.rounds
    )
    return msgspec.structs.replace(meeting, rounds=rounds)
