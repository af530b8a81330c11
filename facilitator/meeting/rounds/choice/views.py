"""What each audience sees of a choice. A vote changes nothing that anyone else sees but the console's count."""

from facilitator.meeting.commands import lines_of
from facilitator.meeting.reading import Reader
from facilitator.meeting.rounds import View
from facilitator.meeting.rounds.choice.counting import Result
from facilitator.meeting.rounds.choice.rules import State
from facilitator.meeting.state import Meeting, Round, Seat


def shared(meeting: Meeting, round: Round, reader: Reader) -> View:
    """The question and its options in the prompt's own words; the result once there is one."""
    state: State = round.state
    question, *options = lines_of(reader.prompt(round.prompt)) or [""]
    return {
        "prompt": question,
        "options": options[: state.options],
        "way": state.way,
        "wording": state.wording,
        **({"result": _result(state.result)} if state.result is not None else {}),
    }


def _result(result: Result) -> View:
    counts = {"counts": result.counts} if result.counts else {}
    return {"winners": list(result.winners), **counts, **({"left": list(result.left)} if result.left else {})}


def console(meeting: Meeting, round: Round, reader: Reader) -> View:
    """How many have voted, as long as it is open, and who has no phone to do so."""
    state: State = round.state
    shown = shared(meeting, round, reader)
    if state.result is not None:
        return shown
    return {**shown, "voted": len(state.votes), "without_phone": [s.id for s in meeting.present() if not s.phone]}


def own(meeting: Meeting, round: Round, reader: Reader, seat: Seat) -> View:
    """One's own vote, until it has been counted."""
    state: State = round.state
    picks = state.votes.get(seat.id)
    if state.result is not None or not state.options:
        return {"can": []}
    if picks is None:
        return {"can": ["choice.vote"]}
    return {"picks": list(picks), "can": ["choice.vote", "choice.withdraw"]}
