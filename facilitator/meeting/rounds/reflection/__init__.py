"""Reflection: an open question, written about for oneself first; kept, or shared by choice.

What is written reaches nobody until its author says so. Whoever shared with everyone may ask for perspectives, and only
then can others offer one, from their own experience (invariant 6). A perspective reaches whoever asked, first and alone;
they let it show or not. Refusing an offer says the same whether nobody asked, or there is nothing there at all.
"""

from msgspec.structs import replace

from facilitator.meeting.permissions import LEAD, SEAT
from facilitator.meeting.refusals import N_
from facilitator.meeting.rounds import Kind
from facilitator.meeting.rounds.reflection import asked, rules, views
from facilitator.meeting.rounds.reflection.asked import Settings, State

KIND = Kind(
    name="reflection",
    title=N_("Reflection"),
    about=N_("An open question. Everyone writes for themselves first, and shares only by choice."),
    minutes=15,
    least=6,
    settings=Settings,
    state=State,
    commands=(asked.Write, asked.Share, asked.Ask, asked.Offer, asked.LayOut),
    events=(asked.Written, asked.Asked, asked.Offered),
    permissions={
        "reflection.write": SEAT,
        "reflection.share": SEAT,
        "reflection.ask": SEAT,
        "reflection.offer": SEAT,
        "reflection.lay_out": LEAD,
    },
    begin=lambda meeting, round: State(),
    decide=rules.decide,
    evolve=rules.evolve,
    react=rules.react,
    forget=lambda state: replace(state, asking={}),
    for_oneself=frozenset({"reflection.write"}),
    touches=rules.touches,
    phones=views.phones,
    own=views.own,
    console=views.console,
    screen=views.screen,
    belongings=views.belongings,
    lead=((asked.LayOut, N_("Show those without a handle")),),
)
