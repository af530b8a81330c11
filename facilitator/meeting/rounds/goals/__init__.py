"""Goals and strategies: one next step of one's own, and what worked for each of us.

A goal belongs to its owner: nobody can set one for another, since no field could say so, and how sure its owner is of it
reaches nobody at all. A strategy is offered to the whole group and addressed to no one (invariant 6); whoever wants to
try it saves it, and only their own phone knows.
"""

from facilitator.meeting.permissions import LEAD, SEAT
from facilitator.meeting.refusals import N_
from facilitator.meeting.rounds import Kind
from facilitator.meeting.rounds.goals import asked, rules, views
from facilitator.meeting.rounds.goals.asked import Settings, State

KIND = Kind(
    name="goals",
    title=N_("Goals and strategies"),
    about=N_("One next step for each of us, and what worked for us before."),
    minutes=15,
    least=6,
    settings=Settings,
    state=State,
    commands=(asked.SetGoal, asked.Share, asked.Offer, asked.Save, asked.LayOut),
    events=(asked.GoalSet, asked.Offered, asked.Saved),
    permissions={
        "goals.set": SEAT,
        "goals.share": SEAT,
        "goals.offer": SEAT,
        "goals.save": SEAT,
        "goals.lay_out": LEAD,
    },
    begin=lambda meeting, round: State(),
    decide=rules.decide,
    evolve=rules.evolve,
    for_oneself=frozenset({"goals.set", "goals.save"}),
    touches=rules.touches,
    holding=rules.holding,
    phones=views.phones,
    own=views.own,
    console=views.console,
    screen=views.screen,
    belongings=views.belongings,
    lead=((asked.LayOut, N_("Show those without a handle")),),
    furniture={"strengths": asked.STRENGTHS},
)
