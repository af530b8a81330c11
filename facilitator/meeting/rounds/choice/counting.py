"""How votes become a result: counting one or several picks, and the instant run-off. Nothing here knows of seats.

What of it is shown follows three rules, so that nobody's own vote can be read from a result:
- Below three votes nothing: with one or two, the winner alone would say what each of them chose. Talking is quicker.
- From three on the winners, without any number: that much a group needs, also a group of four.
- From `least` on how many chose what as well, by `answers.counted`: a vote that stands alone joins the others; where even a
  winner would have to join them there are no numbers, since its place among the winners would give its number away.
  Of a run-off only the last count is shown, and which options were no longer in it, in no order: two counts of the same
  ballots, or the order in which options left, would tell where a vote that stood alone went next.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from facilitator.meeting.answers import counted

Ballot = tuple[int, ...]
"""Options by number, the most wanted first where they are ranked."""
FEWEST = 3
"""How many must have voted before there is any result."""


class RunOff(Struct, frozen=True):
    """`left`: the options that left it, step by step. `first`: what stood first on each ballot in its last count."""

    winners: tuple[int, ...] = ()
    left: tuple[tuple[int, ...], ...] = ()
    first: tuple[int, ...] = ()


class Result(Struct, frozen=True):
    """`winners`: more than one is a tie, none is too few votes. `counts`: by the option's number, as text.
    `left`: what was no longer in the last count of a run-off."""

    winners: tuple[int, ...] = ()
    counts: dict[str, int] = {}
    left: tuple[int, ...] = ()


def run_off(ballots: Iterable[Ballot], options: int) -> RunOff:
    """Counts first choices; while nobody has more than half, the last leave and their ballots go to the next choice.

    All that are last together leave together. If they are all that is left, it is a tie between them. A ballot whose
    options have all left counts no more.
    """
    ballots = sorted(ballots)
    remaining = set(range(options))
    left: list[tuple[int, ...]] = []
    while True:
        first = tuple(
            top for ballot in ballots if (top := next((o for o in ballot if o in remaining), None)) is not None
        )
        if not first:
            return RunOff()
        votes = Counter(first)
        if 2 * max(votes.values()) > len(first):
            return RunOff(winners=_most(votes), left=tuple(left), first=first)
        fewest = min(votes[o] for o in remaining)
        last = tuple(sorted(o for o in remaining if votes[o] == fewest))
        if len(last) == len(remaining):
            return RunOff(winners=last, left=tuple(left), first=first)
        remaining -= set(last)
        left.append(last)


def result(ballots: Iterable[Ballot], options: int, ranked: bool, least: int) -> Result:
    """What may be shown of these votes. A ballot that is not ranked gives each of its picks one vote."""
    ballots = tuple(ballots)
    if len(ballots) < FEWEST:
        return Result()
    if ranked:
        ran = run_off(ballots, options)
        winners, picks = ran.winners, ran.first
        left = tuple(sorted(option for step in ran.left for option in step))
    else:
        picks = tuple(pick for ballot in ballots for pick in ballot)
        winners, left = _most(Counter(picks)), ()
    if len(ballots) < least:
        return Result(winners=winners)
    counts = counted((str(pick) for pick in picks), least, [str(o) for o in range(options)])
    tells = all(str(winner) in counts for winner in winners)
    return Result(winners=winners, counts=counts if tells else {}, left=left)


def _most(votes: Counter[int]) -> tuple[int, ...]:
    most = max(votes.values())
    return tuple(sorted(o for o, many in votes.items() if many == most))
