"""What a closed meeting leaves behind: counts, and the shout-outs that both sides let the group keep, without names."""

from collections.abc import Mapping

from msgspec import Struct

from facilitator.meeting.rounds import of
from facilitator.meeting.state import Meeting, TextId, Words

MINUTE = 60_000


class Kept(Struct, frozen=True):
    """A shout-out the group keeps."""

    strength: str | None
    text: str


class Harvest(Struct, frozen=True):
    """Nothing here names a seat, and nothing is in the order it happened."""

    minutes: int
    """From opening to close, rounded up to five: no finer than the meeting."""
    phones: int
    without_phone: int
    kept: tuple[Kept, ...]


def harvest(meeting: Meeting, texts: Mapping[TextId, str]) -> Harvest:
    """The harvest of a closed meeting. The facilitator's own seat is no head; who left early was there."""
    heads = [s for s in meeting.seats.values() if s.member is None]
    length = (meeting.closed_at or meeting.opened_at) - meeting.opened_at
    return Harvest(
        minutes=-(-length // (5 * MINUTE)) * 5,
        phones=sum(s.phone for s in heads),
        without_phone=sum(not s.phone for s in heads),
        kept=tuple(sorted(_kept(meeting, texts), key=lambda k: (k.strength or "", k.text))),
    )


def _kept(meeting: Meeting, texts: Mapping[TextId, str]) -> list[Kept]:
    kept = []
    for round in meeting.rounds:
        if round.state is not None:
            for item, keepsake in of(round).keepsakes(meeting, round).items():
                if _both_let(meeting.words[item]):
                    kept.append(Kept(keepsake.strength, texts.get(keepsake.text or "", "")))
    return kept


def _both_let(words: Words) -> bool:
    """Giver and receiver; for the whole group the giver alone, since everyone has seen it."""
    return words.author_keeps and not words.covered and (words.receiver_keeps or words.to is None)
