"""What a closed meeting leaves behind: counts, and the shout-outs that both sides let the group keep, without names."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from facilitator.meeting.attending import MINUTE, STEP, heads, minutes_of, step_at
from facilitator.meeting.looking_back import LookBack, look_back
from facilitator.meeting.rounds import of
from facilitator.meeting.sharing import keepsake_secret
from facilitator.meeting.state import Meeting, MemberId, Seat, TextId, Words


class Kept(Struct, frozen=True):
    """A shout-out the group keeps."""

    strength: str | None
    text: str
    key: str = ""
    """A hash of the secret by which its giver and its receiver can take it back."""


class Harvest(Struct, frozen=True):
    """Nothing here names a seat, and nothing is in the order it happened."""

    minutes: int
    """From the first round (else the opening) to the close, rounded up to five: no finer than the meeting."""
    phones: int
    without_phone: int
    kept: tuple[Kept, ...]
    facilitator: str = ""
    """The member who led it."""
    remote: int = 0
    """How many, of those with phones, joined from somewhere else than the room."""
    counted: int | None = None
    """How many came, where the facilitator counted otherwise."""
    arrivals: dict[int, int] = {}
    """Minutes after the opening, in steps of five -> how many were first found there then."""
    stays: dict[int, int] = {}
    """Minutes, in steps of five -> how many stayed so long."""
    leaders: tuple[MemberId, ...] = ()
    """Who led it or could have stepped in: members, whose debrief this is for."""
    back: LookBack = LookBack()
    """For these leaders alone."""


def harvest(meeting: Meeting, texts: Mapping[TextId, str]) -> Harvest:
    """The harvest of a closed meeting. The facilitator's own seat is no head; who left early was there."""
    came = heads(meeting)
    end = _end(meeting, came)
    length = end - (meeting.begun_at or meeting.opened_at)
    last = step_at(meeting, end)
    return Harvest(
        minutes=max(5, -(-length // STEP) * 5),
        phones=sum(s.phone for s in came),
        without_phone=sum(not s.phone for s in came),
        kept=tuple(sorted(_kept(meeting, texts), key=lambda k: (k.strength or "", k.text))),
        facilitator=meeting.facilitator,
        remote=sum(s.remote for s in came),
        counted=meeting.counted,
        arrivals=_in_steps(5 * (last if s.came is None else s.came - 1) for s in came),
        stays=_in_steps(minutes_of(s) for s in came),
        leaders=tuple(sorted({meeting.facilitator, *meeting.deputies})),
        back=look_back(meeting, came, end),
    )


def _end(meeting: Meeting, came: list[Seat]) -> int:
    """When it closed; where it was left open, the last time anyone was found there."""
    closed = meeting.closed_at or meeting.opened_at
    marks = [s.seen for s in came if s.seen is not None]
    return min(closed, meeting.opened_at + (max(marks) + 1) * 5 * MINUTE) if marks else closed


def _in_steps(minutes: Iterable[int]) -> dict[int, int]:
    return dict(sorted(Counter(max(0, m) for m in minutes).items()))


def _kept(meeting: Meeting, texts: Mapping[TextId, str]) -> list[Kept]:
    kept = []
    for round in meeting.rounds:
        if round.state is not None:
            for item, keepsake in of(round).keepsakes(meeting, round).items():
                if _both_let(meeting.words[item]):
                    kept.append(
                        Kept(
                            keepsake.strength,
                            texts.get(keepsake.text or "", ""),
                            key_of(keepsake_secret(meeting, item)),
                        )
                    )
    return kept


def key_of(secret: str) -> str:
    """By which name a keepsake is kept, for whoever knows its secret."""
    return hashlib.blake2b(secret.encode(), digest_size=16).hexdigest()


def _both_let(words: Words) -> bool:
    """Giver and receiver; for the whole group the giver alone, since everyone has seen it."""
    return words.author_keeps and not words.covered and (words.receiver_keeps or words.to is None)
