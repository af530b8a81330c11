"""What a debrief asks. Choices rather than lines wherever it could come near a person: no story, handle or name belongs here."""

from msgspec import Struct

from facilitator.meeting.refusals import N_

SIGNS = (
    ("advice", N_("I gave advice that nobody had asked for.")),
    ("fixing", N_("I tried to fix it for someone.")),
    ("diagnosing", N_("I spoke of diagnoses, medication or treatment as if I were a clinician.")),
    ("most_of_the_time", N_("I spoke more than anyone else.")),
    ("expert", N_("I was asked as the expert, and answered as one.")),
    ("rescuing", N_("I promised more than I can keep, or made myself hard to do without.")),
    ("rules", N_("I enforced rules where I could have asked the group.")),
    ("own_story", N_("My own story was more for me than for the circle.")),
)
"""Signs of role drift: of no longer being a peer among peers."""
HELP = (
    ("clinical", N_("clinical care")),
    ("crisis", N_("crisis support")),
    ("recovery", N_("recovery support")),
    ("peer", N_("another peer")),
    ("housing", N_("housing")),
    ("food", N_("food")),
    ("legal", N_("legal help")),
    ("work", N_("work or benefits")),
)
"""Kinds of help that are not ours to give."""
ROLES = (
    ("someone", N_("someone in the circle")),
    ("several", N_("several of us")),
    ("facilitator", N_("a co-facilitator")),
    ("me", N_("me")),
)
"""Who, by role. How many is not said."""
LONGEST = 1000
"""Characters of an answer."""


class Answers(Struct, frozen=True, kw_only=True):
    """What one facilitator answered. Everything may stay empty."""

    worked: str = ""
    would_try: str = ""
    signs: tuple[str, ...] = ()
    peer: str = ""
    """A line of their own on staying a peer."""
    bridge_who: tuple[str, ...] = ()
    bridge_to: tuple[str, ...] = ()
    need: str = ""
    """What they need themself."""

    @property
    def how_many(self) -> int:
        """How many of the five questions have an answer."""
        given = (self.worked, self.would_try, self.signs or self.peer, self.bridge_who or self.bridge_to, self.need)
        return sum(bool(one) for one in given)


QUESTIONS = 5
