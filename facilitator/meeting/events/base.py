"""What every event is made of."""

from msgspec import Struct

from facilitator.meeting.state import TextId


class Event(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened."""

    erases: tuple[TextId, ...] = ()
