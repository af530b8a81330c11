"""What can be asked in a story round, and what can happen in one."""

from facilitator.meeting.commands import Command, Line, StoryText, name_of
from facilitator.meeting.events import Event
from facilitator.meeting.permissions import FACILITATOR, LEAD, SEAT
from facilitator.meeting.rounds.story.piece import Note, Resonance
from facilitator.meeting.state import ItemId, SeatId

# What can be asked


class RaiseHand(Command, frozen=True, kw_only=True, tag="story.raise_hand"):
    pass


class LowerHand(Command, frozen=True, kw_only=True, tag="story.lower_hand"):
    pass


class Accept(Command, frozen=True, kw_only=True, tag="story.accept"):
    """`turn` names the offer this answers, so that a late tap cannot answer another."""

    turn: int


class Pass(Command, frozen=True, kw_only=True, tag="story.pass"):
    turn: int


class Later(Command, frozen=True, kw_only=True, tag="story.later"):
    turn: int


class SkipMe(Command, frozen=True, kw_only=True, tag="story.skip_me"):
    """Passing ahead of time, for this round; or wanting to be asked after all."""

    on: bool


class AskMeLast(Command, frozen=True, kw_only=True, tag="story.ask_me_last"):
    on: bool


class Done(Command, frozen=True, kw_only=True, tag="story.done"):
    """The holder stops, whenever they like. In popcorn they may say whom the piece should go to."""

    to: SeatId | None = None


class SetNotes(Command, frozen=True, kw_only=True, tag="story.set_notes"):
    """A content note, before or while telling."""

    notes: tuple[Note, ...]


class Tell(Command, frozen=True, kw_only=True, tag="story.tell"):
    """A written story. `answers`: others may answer it, where the round allows that."""

    text: StoryText
    named: bool
    answers: bool = False


class LetAnswer(Command, frozen=True, kw_only=True, tag="story.let_answer"):
    """The teller lets others answer a story, or no longer."""

    item: ItemId
    on: bool


class Reply(Command, frozen=True, kw_only=True, tag="story.reply"):
    """An answer to a written story."""

    item: ItemId
    text: Line
    named: bool


class Resonate(Command, frozen=True, kw_only=True, tag="story.resonate"):
    what: Resonance
    on: bool = True


class Send(Command, frozen=True, kw_only=True, tag="story.send"):
    """The facilitator sends the piece on its way."""


class MoveOn(Command, frozen=True, kw_only=True, tag="story.move_on"):
    """Nobody is answering: whoever is being asked will be asked again at the end. Looks the same if nobody is."""


class Rest(Command, frozen=True, kw_only=True, tag="story.rest"):
    """The facilitator brings the piece back to the middle."""


class LayOut(Command, frozen=True, kw_only=True, tag="story.lay_out"):
    """Answers without a handle are shown now, together. Looks the same if there are none."""


class OfferTo(Command, frozen=True, kw_only=True, tag="story.offer_to"):
    """The facilitator offers the piece to a person without a phone."""

    seat: SeatId


class AnswerFor(Command, frozen=True, kw_only=True, tag="story.answer_for"):
    """The facilitator says what that person answered."""

    seat: SeatId
    accept: bool


class DoneFor(Command, frozen=True, kw_only=True, tag="story.done_for"):
    """That person has finished."""

    seat: SeatId
    to: SeatId | None = None


# What can happen


class HandRaised(Event, frozen=True, kw_only=True, tag="story.hand_raised"):
    seat: SeatId


class HandLowered(Event, frozen=True, kw_only=True, tag="story.hand_lowered"):
    seat: SeatId


class PieceTravels(Event, frozen=True, kw_only=True, tag="story.piece_travels"):
    """`to` is asked; None when there is nobody left to ask."""

    to: SeatId | None = None


class PieceRested(Event, frozen=True, kw_only=True, tag="story.piece_rested"):
    pass


class Passed(Event, frozen=True, kw_only=True, tag="story.passed"):
    seat: SeatId
    on: bool = True


class AskedLast(Event, frozen=True, kw_only=True, tag="story.asked_last"):
    seat: SeatId
    on: bool = True
    deferred: bool = False


class TurnBegun(Event, frozen=True, kw_only=True, tag="story.turn_begun"):
    seat: SeatId
    at: int
    until: int


class TurnEnded(Event, frozen=True, kw_only=True, tag="story.turn_ended"):
    seat: SeatId
    at: int


class NotesSet(Event, frozen=True, kw_only=True, tag="story.notes_set"):
    seat: SeatId
    notes: tuple[Note, ...]


class Told(Event, frozen=True, kw_only=True, tag="story.told"):
    item: ItemId
    answers: bool = False


class AnswersLet(Event, frozen=True, kw_only=True, tag="story.answers_let"):
    item: ItemId
    on: bool


class Replied(Event, frozen=True, kw_only=True, tag="story.replied"):
    item: ItemId
    beneath: ItemId


class Resonated(Event, frozen=True, kw_only=True, tag="story.resonated"):
    seat: SeatId
    what: Resonance
    on: bool


BY_SEAT = (
    RaiseHand,
    LowerHand,
    Accept,
    Pass,
    Later,
    SkipMe,
    AskMeLast,
    Done,
    SetNotes,
    Tell,
    LetAnswer,
    Reply,
    Resonate,
)
BY_FACILITATOR = (Send, MoveOn, Rest, LayOut, OfferTo, AnswerFor, DoneFor)
EVENTS = (
    HandRaised, HandLowered, PieceTravels, PieceRested, Passed, AskedLast, TurnBegun, TurnEnded, NotesSet, Told,
    AnswersLet, Replied, Resonated,
)  # fmt: skip
PERMISSIONS = {
    **{name_of(command): SEAT for command in BY_SEAT},
    **{name_of(command): FACILITATOR for command in BY_FACILITATOR},
    **{name_of(command): LEAD for command in (Send, MoveOn, Rest, LayOut)},
}
