"""Cross-talk: whether people may answer a written story, as the round was planned and as its teller lets them.

Whether an answer is possible follows only from what everybody sees: the plan, where the piece is, what the teller opened.
"""

from facilitator.meeting import events as did
from facilitator.meeting.reading import PHONES, may_know
from facilitator.meeting.refusals import GONE, LISTEN_ONLY, NOT_LET, OWN_STORY
from facilitator.meeting.rounds import Decision
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import Resting, Story
from facilitator.meeting.sharing import lay_out, share
from facilitator.meeting.state import Meeting, Round, SeatId, fresh_id


def answers_open(round: Round) -> bool:
    """Whether the round lets people answer just now.

    The last turn is over when somebody has told and the facilitator has brought the piece to the middle. A piece on its
    way is none of that, whether anybody is left to ask or not: otherwise a last pass would show.
    """
    if round.over:
        return False
    done = round.state.piece == Resting() and bool(round.state.turns)
    return {"none": False, "after": done, "open": True}[round.settings.cross_talk]


def can_be_answered(round: Round, told: Story) -> bool:
    """Whether this story can be answered just now."""
    return told.answers and answers_open(round)


def let_answer(meeting: Meeting, round: Round, me: SeatId, c: story.LetAnswer) -> Decision:
    """Only the teller. When they no longer let it, the answers there are no longer show either."""
    told, words = round.state.stories.get(c.item), meeting.words.get(c.item)
    if not told or not words or words.author != me:
        return GONE
    if round.settings.cross_talk == "none":
        return LISTEN_ONLY
    if told.answers == c.on:
        return []
    beneath = sorted(i for i, above in round.state.replies.items() if above == c.item and i in meeting.words)
    return [story.AnswersLet(item=c.item, on=c.on), *(did.WordsAllowed(item=i, on=c.on) for i in beneath)]


def reply(meeting: Meeting, round: Round, me: SeatId, c: story.Reply) -> Decision:
    """An answer beneath somebody else's story. A story nobody else can see is not there to be answered."""
    told, words = round.state.stories.get(c.item), meeting.words.get(c.item)
    if told and words and words.author == me:
        return OWN_STORY
    if not told or not words or not may_know(meeting, words, PHONES):
        return GONE
    if not answers_open(round):
        return LISTEN_ONLY
    if not told.answers:
        return NOT_LET
    item = fresh_id(meeting)
    shared = share(
        meeting, item=item, author=me, reach="everyone", named=c.named, text=c.text.id, waiting=not c.named,
        beneath=c.item,
    )  # fmt: skip
    return [shared, story.Replied(item=item, beneath=c.item)]


def lay_out_replies(meeting: Meeting, round: Round) -> Decision:
    """Answers without a handle show now, together. Stories without one keep to the end of the round."""
    return lay_out(meeting, round.state.replies)
