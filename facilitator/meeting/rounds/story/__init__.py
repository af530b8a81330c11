"""Shared story: a talking piece goes from hand to hand. It is offered, then accepted, passed on, or taken later.

An offer is seen by the seat it is offered to and by nobody else; all others see the piece travelling until somebody
accepts. So that nobody can tell a pass from a change of turn, the piece also travels on when nobody is left to ask:
the facilitator brings it back to the middle when the room feels done. Seats without a phone are asked by the
facilitator, out loud, never by the piece itself.
"""

from facilitator.meeting.refusals import N_
from facilitator.meeting.rounds import Kind
from facilitator.meeting.rounds.story import changes, piece, rules, views
from facilitator.meeting.rounds.story.asked import (
    BY_FACILITATOR,
    BY_SEAT,
    EVENTS,
    PERMISSIONS,
    LayOut,
    MoveOn,
    Rest,
    Send,
)

KIND = Kind(
    name="story",
    title=N_("Shared story"),
    about=N_("One holds the talking piece and tells; the others listen and answer with warmth."),
    minutes=25,
    least=10,
    turns=views.open_turns,
    for_oneself=frozenset({"story.pass", "story.done", "story.lower_hand", "story.skip_me", "story.ask_me_last"}),
    lead=(
        (Send, N_("Send the piece on its way")),
        (MoveOn, N_("Ask somebody else")),
        (Rest, N_("Bring it to the middle")),
        (LayOut, N_("Show the answers without a handle")),
    ),
    leadable=lambda meeting, round, command: command is not LayOut or round.settings.cross_talk != "none",
    settings=piece.Settings,
    state=piece.State,
    commands=BY_SEAT + BY_FACILITATOR,
    events=EVENTS,
    permissions=PERMISSIONS,
    begin=piece.begin,
    decide=rules.decide,
    evolve=changes.evolve,
    react=rules.react,
    forget=piece.forget,
    touches=changes.touches,
    phones=views.shared,
    own=views.own,
    console=views.console,
    screen=views.shared,
    belongings=views.belongings,
    ending=rules.ending,
    spoken=lambda meeting, round: round.state.spoken,
    heard=lambda meeting, round: set(round.state.turns),
    floor=lambda meeting, round: piece.holder(round.state),
    look=views.look,
    furniture={
        "notes": [
            ("loss", N_("loss and grief")),
            ("violence", N_("violence")),
            ("self_harm", N_("self-harm or suicide")),
            ("substances", N_("alcohol or drugs")),
            ("abuse", N_("abuse")),
            ("illness", N_("illness")),
            ("treatment", N_("hospital or treatment")),
            ("money", N_("money or housing")),
        ],
        "resonances": [
            ("me_too", N_("Me too")),
            ("with_you", N_("With you")),
            ("strength", N_("That took strength")),
            ("thank_you", N_("Thank you")),
        ],
    },
)
