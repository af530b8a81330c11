"""Group choice: the group picks what comes next. One option each, several, or all of them in order of preference.

The prompt carries the words: its first line is the question, each further line an option. Votes are counted once, when
the choice is closed, and forgotten with that; what is shown of them, see counting.py.
"""

from facilitator.meeting.commands import name_of
from facilitator.meeting.permissions import FACILITATOR, LEAD, SEAT
from facilitator.meeting.refusals import N_
from facilitator.meeting.rounds import Kind
from facilitator.meeting.rounds.choice import rules, views

KIND = Kind(
    name="choice",
    title=N_("Group choice"),
    about=N_("The group picks what comes next. Nobody's own choice is shown."),
    minutes=5,
    least=2,
    settings=rules.Settings,
    state=rules.State,
    commands=(rules.Vote, rules.Withdraw, rules.VoteFor, rules.Close),
    events=(rules.Voted, rules.Withdrawn, rules.Closed, rules.WordsChanged),
    permissions={
        name_of(rules.Vote): SEAT,
        name_of(rules.Withdraw): SEAT,
        name_of(rules.VoteFor): FACILITATOR,
        name_of(rules.Close): LEAD,
    },
    begin=rules.begin,
    decide=rules.decide,
    evolve=rules.evolve,
    react=rules.react,
    forget=rules.closed,
    touches=rules.touches,
    phones=views.shared,
    own=views.own,
    console=views.console,
    screen=views.shared,
    for_oneself=frozenset({name_of(rules.Vote), name_of(rules.Withdraw)}),
    lead=((rules.Close, N_("Close the choice")),),
)
