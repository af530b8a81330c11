"""The rules of words: taking back, allowing, keeping, covering, holding for the big screen (invariants 3, 4, 5)."""

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.permissions import Actor, roles_of, seat_left_by, seat_of
from facilitator.meeting.refusals import GONE, ROLE, Refusal
from facilitator.meeting.rounds import Decision
from facilitator.meeting.state import (
    ItemId,
    Meeting,
    Reach,
    SeatId,
    TextId,
    Words,
    opaque,
    put,
    stands,
    with_words,
    without,
)


def share(
    meeting: Meeting, *, item: ItemId, author: SeatId, reach: Reach, named: bool, text: TextId | None = None,
    to: SeatId | None = None, waiting: bool = False, keeps: bool = False, beneath: ItemId | None = None,
) -> did.WordsShared:  # fmt: skip
    """The event by which any kind of round shares words. Written words wait for the facilitator before the big
    screen shows them, where the meeting holds them; a strength from the list has nothing to hold. Words `beneath`
    others answer those, and show only while those are there."""
    receiver = meeting.seats.get(to or "")
    return did.WordsShared(
        item=item, author=author, reach=reach, named=named, text=text, to=to, waiting=waiting, author_keeps=keeps,
        beneath=beneath, through_facilitator=bool(receiver and not receiver.phone),
        on_screen=not (meeting.hold_for_screen and text),
    )  # fmt: skip


def reach_out(
    meeting: Meeting, item: ItemId, author: SeatId, reach: Reach, named: bool, waiting: bool = False
) -> Decision:
    """Their author shares words they wrote for themself, shares them otherwise, or keeps them to themself again.

    Called by the kinds of round whose people write first and share by choice. Refuses what is not theirs.
    """
    words = meeting.words.get(item)
    if not words or words.author != author or words.to:
        return GONE
    if (words.reach, words.named) == (reach, named):
        return []
    on_screen = reach == "everyone" and not (meeting.hold_for_screen and words.text)
    waits = waiting and reach == "everyone"
    return [did.WordsReached(item=item, reach=reach, named=named, waiting=waits, on_screen=on_screen)]


def lay_out(meeting: Meeting, items: Iterable[ItemId]) -> list[did.Event]:
    """What of these waits is shown, together, in no order anybody could read something from."""
    waiting = tuple(sorted(i for i in items if i in meeting.words and meeting.words[i].waiting))
    return [did.WordsLaidOut(items=waiting)] if waiting else []


def take_back(meeting: Meeting, actor: Actor, c: ask.TakeBack, now: int) -> Decision:
    """At once, everywhere, during the meeting and its closing. Taking back twice is no mistake; taking back somebody
    else's is refused like taking back what never was, so that nobody learns what exists."""
    seat = seat_of(meeting, actor)
    words = meeting.words.get(c.item)
    if seat and words and words.author == seat.id:
        return [_taken_back(c.item, words)]
    return [] if seat and _whose(meeting, c.item, seat.id) in meeting.taken_back else ROLE


def take_all_back(meeting: Meeting, actor: Actor, c: ask.TakeAllBack, now: int) -> Decision:
    """Every piece at once; once more, and there is nothing left to do. The handle stays: if it went at the same moment,
    everybody could see whose the words were that had no name to them."""
    seat = seat_of(meeting, actor) or seat_left_by(meeting, actor)
    if not seat:
        return GONE
    return [*all_taken_back(meeting, seat.id), *(all_taken_down(meeting, seat.id) if c.received else ())]


def all_taken_back(meeting: Meeting, seat: SeatId) -> list[did.Event]:
    """Everything that somebody wrote."""
    return [_taken_back(item, meeting.words[item]) for item in written_by(meeting, seat)]


def all_taken_down(meeting: Meeting, seat: SeatId) -> list[did.Event]:
    """Everything that somebody was given shows no longer, and the group keeps none of it."""
    down: list[did.Event] = []
    for item in let_show_by(meeting, seat):
        if meeting.words[item].allowed:
            down.append(did.WordsAllowed(item=item, on=False))
        if meeting.words[item].receiver_keeps:
            down.append(did.KeepingLet(item=item, by="receiver", on=False))
    return down


def written_by(meeting: Meeting, seat: SeatId) -> list[ItemId]:
    """What somebody has written that is still there."""
    return sorted(item for item, words in meeting.words.items() if words.author == seat)


def let_show_by(meeting: Meeting, seat: SeatId) -> list[ItemId]:
    """What somebody was given and lets show, or lets the group keep."""
    return sorted(item for item, w in meeting.words.items() if w.to == seat and (w.allowed or w.receiver_keeps))


def _taken_back(item: ItemId, words: Words) -> did.WordsTakenBack:
    return did.WordsTakenBack(item=item, erases=(words.text,) if words.text else ())


def _whose(meeting: Meeting, item: ItemId, author: SeatId) -> str:
    return opaque(meeting, f"{item} was by {author}")


def keepsake_secret(meeting: Meeting, item: ItemId) -> str:
    """What giver and receiver of words that the group may keep can take them back with once the session is over. Nobody
    can work it out from what is kept."""
    return opaque(meeting, f"keepsake {item}")[1:] + opaque(meeting, f"keepsake {item}, and more of it")[1:]


def _after_taking_back(meeting: Meeting, e: did.WordsTakenBack) -> Meeting:
    words = meeting.words.get(e.item)
    gone = (_whose(meeting, e.item, words.author),) if words else ()
    return replace(meeting, words=without(meeting.words, e.item), taken_back=meeting.taken_back + gone)


def _for_receiver(meeting: Meeting, actor: Actor, item: ItemId) -> Words | Refusal:
    """Words that this actor received, or that the facilitator received for a person without a phone."""
    words = meeting.words.get(item)
    seat = seat_of(meeting, actor)
    if words and words.to:
        if seat and words.to == seat.id:
            return words
        if words.through_facilitator and "facilitator" in roles_of(meeting, actor):
            return words
    return GONE


def allow_words(meeting: Meeting, actor: Actor, c: ask.AllowWords, now: int) -> Decision:
    """Only the receiver lets a shout-out show, and only where its giver meant it for everyone."""
    words = _for_receiver(meeting, actor, c.item)
    if isinstance(words, Refusal):
        return words
    if c.on and words.reach != "everyone":
        return ROLE
    return [did.WordsAllowed(item=c.item, on=c.on)] if words.allowed != c.on else []


def let_keep(meeting: Meeting, actor: Actor, c: ask.LetKeep, now: int) -> Decision:
    """Giver and receiver each for themself; the group keeps only what both let it keep."""
    seat = seat_of(meeting, actor)
    words = meeting.words.get(c.item)
    if words and seat and words.author == seat.id:
        return [did.KeepingLet(item=c.item, by="author", on=c.on)]
    received = _for_receiver(meeting, actor, c.item)
    return received if isinstance(received, Refusal) else [did.KeepingLet(item=c.item, by="receiver", on=c.on)]


def _seen_by_facilitator(meeting: Meeting, item: ItemId) -> bool:
    words = meeting.words.get(item)
    if not words or words.waiting:
        return False
    return stands(meeting, words) and words.reach in ("facilitator", "everyone")


def cover_words(meeting: Meeting, _: Actor, c: ask.CoverWords, now: int) -> Decision:
    """Covers one piece of words everywhere but on its author's phone."""
    if not _seen_by_facilitator(meeting, c.item):
        return GONE
    return [did.WordsCovered(item=c.item, on=c.on)] if meeting.words[c.item].covered != c.on else []


def put_on_screen(meeting: Meeting, _: Actor, c: ask.PutOnScreen, now: int) -> Decision:
    """Lets words through to the big screen, or takes them off it."""
    if not _seen_by_facilitator(meeting, c.item):
        return GONE
    return [did.WordsPutOnScreen(item=c.item, on=c.on)] if meeting.words[c.item].on_screen != c.on else []


def hold_words(meeting: Meeting, _: Actor, c: ask.HoldWords, now: int) -> Decision:
    """Counts for words shared from now on."""
    return [did.HoldSet(on=c.on)] if meeting.hold_for_screen != c.on else []


RULES: dict[type, Callable[..., Decision]] = {
    ask.TakeBack: take_back,
    ask.TakeAllBack: take_all_back,
    ask.AllowWords: allow_words,
    ask.LetKeep: let_keep,
    ask.CoverWords: cover_words,
    ask.PutOnScreen: put_on_screen,
    ask.HoldWords: hold_words,
}


def _shared(meeting: Meeting, e: did.WordsShared) -> Meeting:
    words = Words(author=e.author, reach=e.reach, named=e.named, text=e.text, to=e.to, allowed=e.to is None,
                  through_facilitator=e.through_facilitator, waiting=e.waiting, on_screen=e.on_screen,
                  author_keeps=e.author_keeps, beneath=e.beneath)  # fmt: skip
    return replace(meeting, words=put(meeting.words, e.item, words), made=meeting.made + 1)


def _laid_out(meeting: Meeting, e: did.WordsLaidOut) -> Meeting:
    for item in e.items:
        meeting = with_words(meeting, item, waiting=False)
    return meeting


def _kept(meeting: Meeting, e: did.KeepingLet) -> Meeting:
    change: dict[str, Any] = {"author_keeps" if e.by == "author" else "receiver_keeps": e.on}
    return with_words(meeting, e.item, **change)


CHANGES: dict[type[did.Event], Callable[..., Meeting]] = {
    did.WordsShared: _shared,
    did.WordsReached: lambda m, e: with_words(
        m, e.item, reach=e.reach, named=e.named, waiting=e.waiting, on_screen=e.on_screen
    ),
    did.WordsTakenBack: _after_taking_back,
    did.WordsAllowed: lambda m, e: with_words(m, e.item, allowed=e.on),
    did.KeepingLet: _kept,
    did.WordsCovered: lambda m, e: with_words(m, e.item, covered=e.on),
    did.WordsPutOnScreen: lambda m, e: with_words(m, e.item, on_screen=e.on),
    did.WordsLaidOut: _laid_out,
    did.HoldSet: lambda m, e: replace(m, hold_for_screen=e.on),
}
