"""One step of a meeting, what the journal gives back, and what can stand in its way."""

from msgspec import Struct

from facilitator.meeting.events import Event
from facilitator.meeting.state import Meeting, TextId
from facilitator.store.writing import Wish


class Conflict(Exception):
    """Somebody else wrote first: read on, decide again."""


class TakenElsewhere(Conflict):
    """One of these commands has been taken before, by another process."""


class NotOpen(Exception):
    """There is no such meeting, or it has closed."""


class Lost(Exception):
    """The meeting is open but its key is gone, so nothing of it can be read."""


class Batch(Struct, frozen=True, kw_only=True):
    """What one step adds: events, the texts that came with them, and receipts of the commands (id -> hash of the body)."""

    events: tuple[Event, ...] = ()
    texts: dict[TextId, str] = {}
    receipts: dict[bytes, bytes] = {}

    @property
    def erases(self) -> list[TextId]:
        """Rows of words that go in the same transaction."""
        return [row for e in self.events for row in e.erases]

    @property
    def wish(self) -> Wish:
        """What it is for, where room on the disk has become short: words wait, words taken back go, all else goes on."""
        if self.texts:
            return Wish.ADDING
        return Wish.ERASING if self.erases else Wish.STEERING


class Sealed(Struct, frozen=True, array_like=True):
    """One step as other processes are told of it: its number, the number of the key it lies under, and its events sealed."""

    seq: int
    key: int
    body: bytes


class Past(Struct, frozen=True, kw_only=True):
    """A meeting as the journal has it."""

    meeting: Meeting
    seq: int
    events: tuple[Event, ...] = ()
    """What happened since the state that was asked from; empty when there is no telling (a snapshot lay between)."""
    whole: bool = True
    """Whether it was read from its beginning or a snapshot, rather than on from a state that was known."""
