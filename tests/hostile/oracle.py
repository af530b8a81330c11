"""Who may do what, and what anybody may change of whose: as PRODUCT.md means it, in words of its own.

Two questions. `may`: is this somebody's to ask at all? `trespasses`: did anything change that was not theirs? The second
looks at what became of the meeting and not at what was asked, so it also finds what nobody thought of.
"""

from typing import Any

from msgspec.structs import asdict, fields

from facilitator.meeting.permissions import Actor
from facilitator.meeting.state import Meeting, Round, Seat


def _names(text: str) -> list[str]:
    return text.split()


FOR_THEMSELVES = _names("""
seat.put_phone_down seat.leave seat.look seat.comfort seat.receiving seat.step_out signal.send signal.withdraw
words.take_back words.allow words.let_keep lead.answer lead.end ruler.set presence.show credit.ask proof.ask
celebration.name celebration.cheer checkin.answer checkin.withdraw choice.vote choice.withdraw closing.word
goals.set goals.share goals.offer goals.save icebreaker.answer icebreaker.tap
reflection.write reflection.share reflection.ask reflection.offer shoutouts.give side_by_side.share welcome.accept
story.raise_hand story.lower_hand story.accept story.pass story.later story.skip_me story.ask_me_last story.done
story.set_notes story.tell story.let_answer story.reply story.resonate
""")
"""What a person in the circle asks, always and only for themself."""

FOR_WHO_LEADS_THE_ROUND = _names("""
celebration.uncover checkin.uncover choice.close closing.uncover goals.lay_out icebreaker.uncover pause.more
reflection.lay_out side_by_side.lay_out story.send story.move_on story.rest story.lay_out
""")
"""The controls of a round: the facilitator's, and for one round whoever in the circle has accepted them."""

FOR_THE_FACILITATOR = _names("""
circle.add circle.remove circle.join signal.see words.cover words.screen words.hold words.allow words.let_keep
round.plan round.change round.skip round.move round.start round.end meeting.length meeting.begin_closing meeting.reopen
meeting.close lead.offer lead.end ruler.show care.calm care.agreement care.slow care.quiet care.remove care.bring_back
care.offer door.lock door.waiting_room door.make_room door.let_in door.turn_away undo.step credit.ask_for proof.ask_for
choice.vote_for story.offer_to story.answer_for story.done_for
""")
"""The meeting's controls, and speaking for people without a phone."""

FOR_WHO_OPENED_IT = ["deputy.name", "deputy.unname", "deputy.hand_back"]
FOR_A_DEPUTY = ["deputy.step_in", "deputy.hand_back", "signal.see"]
FOR_NOBODY_FROM_OUTSIDE = ["seat.take", "door.change", "presence.mark", "words.take_all_back"]
"""Asked by the door, by the clock and by the form of whoever has gone, and never by a message."""

KNOWN = frozenset(
    [*FOR_THEMSELVES, *FOR_WHO_LEADS_THE_ROUND, *FOR_THE_FACILITATOR, *FOR_WHO_OPENED_IT, *FOR_A_DEPUTY,
     *FOR_NOBODY_FROM_OUTSIDE]
)  # fmt: skip


def seat_of(meeting: Meeting, actor: Actor) -> Seat | None:
    """The seat somebody sits in with a phone of their own, or at their console."""
    if actor.role == "seat":
        seat = meeting.seats.get(actor.seat or "")
        return seat if seat and not seat.left and seat.phone else None
    mine = [s for s in meeting.seats.values() if actor.member and s.member == actor.member and not s.left]
    return mine[0] if mine and actor.role == "facilitator" else None


def runs(meeting: Meeting, actor: Actor) -> bool:
    """Whether the meeting is somebody's to run just now: whoever opened it, and a deputy who has stepped in."""
    if actor.role != "facilitator" or not actor.member:
        return False
    return actor.member == meeting.facilitator or (actor.member in meeting.deputies and actor.member == meeting.acting)


def leads(meeting: Meeting, actor: Actor) -> bool:
    """Whether somebody in the circle has accepted the running round's lead."""
    seat = seat_of(meeting, actor)
    return bool(seat and meeting.lead and meeting.lead.seat == seat.id and meeting.lead.stage == "leading")


def may(meeting: Meeting, actor: Actor, name: str) -> bool:
    """Whether this is theirs to ask at all, whatever comes of it."""
    if meeting.phase == "closed" or name in FOR_NOBODY_FROM_OUTSIDE:
        return False
    deputy = actor.role == "facilitator" and actor.member in meeting.deputies
    return (
        (name in FOR_THEMSELVES and seat_of(meeting, actor) is not None)
        or (name in FOR_WHO_LEADS_THE_ROUND and (runs(meeting, actor) or leads(meeting, actor)))
        or (name in FOR_THE_FACILITATOR and runs(meeting, actor))
        or (name in FOR_WHO_OPENED_IT and actor.role == "facilitator" and actor.member == meeting.facilitator)
        or (name in FOR_A_DEPUTY and deputy)
    )


OF_THE_MEETING = (
    "id", "salt", "group", "facilitator", "code", "link", "screen", "opened_at", "open_until", "capacity", "rehearsal",
    "setting", "counted", "phase", "closed_at", "current", "hold_for_screen", "length", "begun_at", "calm", "agreement",
    "slow", "offered", "locked", "waiting_room", "knocking", "deputies", "step",
)  # fmt: skip
"""What only whoever runs the meeting changes."""
OF_A_ROUND = ("id", "kind", "settings", "prompt", "lines", "started_at", "over", "minutes", "skipped")
ABOUT_A_SEAT = {"quiet", "left", "removed", "signal"}
"""What whoever runs it may change of somebody else's seat; of one without a phone also what it is given."""
GIVEN = {"vouchers", "slips", "came", "seen"}
WITHOUT_OWNER = {"asked_times", "lights", "stories", "replies", "asking", "cheers", "saved"}
"""Of a round's state: moved on by somebody else's turn, or named by what was written, which is looked at as words."""


def trespasses(before: Meeting, after: Meeting, actor: Actor) -> list[str]:
    """What changed that was not this actor's to change."""
    if before is after or before == after:
        return []
    if actor.role == "seat" and (seat := before.seats.get(actor.seat or "")) and seat_of(before, actor) is None:
        return [f"somebody without a place did something: {seat.id}"]
    me = seat_of(before, actor) or seat_of(after, actor)
    mine, rules, heads = (me.id if me else None), runs(before, actor), leads(before, actor)
    deputy = actor.role == "facilitator" and actor.member in before.deputies
    if not mine and not rules and not deputy:
        return ["somebody who is nobody here did something"]
    return [
        *_seats(before, after, mine, rules, deputy, actor),
        *_words(before, after, mine, rules, heads),
        *_meeting(before, after, mine, rules, deputy),
        *_rounds(before, after, mine, rules, heads),
    ]


def _differ(one: Any, other: Any) -> set[str]:
    return {f.name for f in fields(one) if getattr(one, f.name) != getattr(other, f.name)}


def _seats(before: Meeting, after: Meeting, mine: str | None, rules: bool, deputy: bool, actor: Actor) -> list[str]:
    wrong = [f"a new seat: {id}" for id in after.seats.keys() - before.seats.keys() if not rules]
    for id in after.seats.keys() - before.seats.keys():
        seat = after.seats[id]
        if rules and seat.phone and seat.member != actor.member and id not in before.knocking:
            wrong.append("a seat with a phone that nobody took")
    for id, seat in before.seats.items():
        if id != mine:
            fine = ABOUT_A_SEAT if rules else {"signal"} if deputy else set()
            fine = fine | (GIVEN if rules and not seat.phone else set())
            wrong += [f"{field} of somebody else's seat" for field in _differ(seat, after.seats[id]) - fine]
    return wrong


def _words(before: Meeting, after: Meeting, mine: str | None, rules: bool, heads: bool) -> list[str]:
    new = after.words.keys() - before.words.keys()
    wrong = ["words in somebody else's name" for item in new if after.words[item].author != mine]
    for item, words in before.words.items():
        now = after.words.get(item)
        if now is None:
            wrong += ["somebody else's words are gone"] if words.author != mine else []
            continue
        fine = {"covered", "on_screen"} if rules else set()
        fine |= {"waiting"} if rules or heads or words.author == mine else set()
        fine |= {"reach", "named", "on_screen", "author_keeps"} if words.author == mine else set()
        read_aloud = rules and words.through_facilitator
        fine |= {"allowed", "receiver_keeps"} if (mine and words.to == mine) or read_aloud else set()
        above = before.words.get(words.beneath or "")
        fine |= {"allowed"} if above and above.author == mine else set()
        wrong += [f"{field} of somebody else's words" for field in _differ(words, now) - fine]
    return wrong


def _meeting(before: Meeting, after: Meeting, mine: str | None, rules: bool, deputy: bool) -> list[str]:
    changed = _differ(before, after)
    wrong = [] if rules else [f"the meeting's {field}" for field in sorted(changed & set(OF_THE_MEETING))]
    if "acting" in changed and not rules and not deputy:
        wrong.append("who has stepped in")
    if "lead" in changed and not rules and not (before.lead and before.lead.seat == mine):
        wrong.append("who leads")
    if "ruler" in changed and not rules:
        wrong += _of_others(before.ruler, after.ruler, mine, before)
    return wrong


def _rounds(before: Meeting, after: Meeting, mine: str | None, rules: bool, heads: bool) -> list[str]:
    if rules:
        return _floor(before, after, mine, rules)
    if [r.id for r in before.rounds] != [r.id for r in after.rounds]:
        return ["the plan"]
    wrong = []
    for one, other in zip(before.rounds, after.rounds, strict=True):
        wrong += [f"the {field} of a round" for field in OF_A_ROUND if getattr(one, field) != getattr(other, field)]
        if one.state is not None and one.state != other.state and not heads:
            wrong += _of_others(one.state, other.state, mine, before)
    return [*wrong, *_floor(before, after, mine, rules)]


def _of_others(one: Any, other: Any, mine: str | None, before: Meeting) -> list[str]:
    """What somebody else answered, chose or asked for ahead of time, wherever it stands."""
    wrong = []
    for name, value in asdict(one).items():
        now = getattr(other, name)
        if name in WITHOUT_OWNER or value == now:
            continue
        if isinstance(value, dict):
            others = (value.keys() | now.keys()) & before.seats.keys() - {mine}
            wrong += [f"{name} of somebody else" for seat in others if value.get(seat) != now.get(seat)]
        elif isinstance(value, tuple | frozenset) and all(i in before.seats for i in {*value, *now}):
            wrong += [f"{name} of somebody else"] if {*value, *now} - {mine} != {*value} & {*now} - {mine} else []
    return wrong


def _floor(before: Meeting, after: Meeting, mine: str | None, rules: bool) -> list[str]:
    """Nobody gets the piece but who took it; the facilitator speaks for people without a phone."""
    was, now = _holder(before.running), _holder(after.running)
    if now is None or now in (was, mine):
        return []
    return [] if rules and not before.seats[now].phone else ["somebody was given the piece"]


def _holder(round: Round | None) -> str | None:
    piece = getattr(round.state, "piece", None) if round else None
    return getattr(piece, "seat", None)
