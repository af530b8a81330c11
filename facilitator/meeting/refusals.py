"""Every way of saying no: a code for programs, one kind sentence for people. Expected, never a fault.

Sentences are marked here and translated where they leave the server, in the language of whoever reads them.
"""

from msgspec import Struct


def N_(sentence: str) -> str:  # noqa: N802 - the mark gettext looks for
    """Marks a sentence for the catalogue without translating it yet."""
    return sentence


class Refusal(Struct, frozen=True):
    """A value, not an exception. `retry` says that the same command may well be taken in a moment."""

    code: str
    sentence: str
    retry: bool = False
    incident: str = ""
    """Of a fault: the number it goes by in the log."""


FORMAT = Refusal("E_FORMAT", N_("That did not arrive whole. Nothing was changed."))
EMPTY = Refusal("E_FORMAT", N_("There is nothing written yet."))
LONG = Refusal(
    "E_LONG", N_("That is longer than fits here. Your text is still on your phone: please shorten it a little.")
)
TAKEN = Refusal("E_FORMAT", N_("Someone in this circle already goes by a name like that. Please choose another."))
RESERVED = Refusal("E_FORMAT", N_("That name could be mistaken for someone else. Please choose another."))
UNKNOWN = Refusal("E_UPGRADE", N_("This page is from an earlier day. Please load it again."))
DIFFERENT = Refusal("E_FORMAT", N_("That was sent once already in other words. The first one stands."))

ROLE = Refusal("E_ROLE", N_("That is not yours to do here."))
ROOM = Refusal("E_ROOM", N_("There is no such session."))
GONE = Refusal("E_GONE", N_("That is no longer here."))
CLOSED = Refusal("E_GONE", N_("This session has ended."))
ENDED_EARLY = Refusal(
    "E_GONE",
    N_("This session ended early, by a fault on our side. Nobody can read what was written any more."),
)
LOCKED = Refusal("E_LOCKED", N_("The room is full just now. Please ask your facilitator."))
EXPIRED = Refusal("E_EXPIRED", N_("You have been signed out. Please sign in again."))

MOVED_ON = Refusal("E_STATE", N_("The group has moved on. Here is where it is now."))
ROUND_OVER = Refusal("E_STATE", N_("This round is over. What you wrote is still on your phone."))
NO_ROUND = Refusal("E_STATE", N_("No round is running just now."))
NOT_OFFERED = Refusal("E_STATE", N_("The talking piece is no longer with you."))
LISTENING = Refusal("E_STATE", N_("You are listening just now. Change that first if you would like to speak."))
ONLY_ONCE = Refusal("E_STATE", N_("You asked for a later turn already. You can take this one or pass."))
WITHOUT_PHONE = Refusal("E_STATE", N_("This person has a phone and decides there."))
YOURSELF = Refusal("E_STATE", N_("A shout-out goes to somebody else, or to the whole group."))
LISTEN_ONLY = Refusal("E_STATE", N_("Just now we listen without answering."))
NOT_LET = Refusal("E_STATE", N_("This story is there to be listened to, not answered."))
OWN_STORY = Refusal("E_STATE", N_("This story is yours. Answers to it come from others."))
NOTHING_NAMED = Refusal("E_FORMAT", N_("Choose a strength, or write one in your own words."))
SEAT_ALREADY = Refusal("E_STATE", N_("You have a seat in this circle already."))
PLAN_FULL = Refusal("E_STATE", N_("The plan is full. Change or use a round that is in it."))
LEADING_ALREADY = Refusal("E_STATE", N_("The lead is offered to somebody already. Take it back first."))
SHOWN_ALREADY = Refusal("E_STATE", N_("The group's answers have been shown already."))
ANSWERED_ALREADY = Refusal(
    "E_STATE", N_("You have answered already. Take your answer back first if you would like to give another.")
)
NOTHING_TO_SHOW = Refusal("E_STATE", N_("Nobody has answered yet."))
BUILT_ON = Refusal("E_STATE", N_("Others have gone on from there. It can no longer be taken back."))
CALM = Refusal("E_STATE", N_("The room is resting for a moment. What you wrote is still here."))
QUIETED = Refusal("E_STATE", N_("Your facilitator has quieted this phone for now. You can send them a signal."))
SLOWLY = Refusal("E_STATE", N_("The room is going slowly: one text a minute. Yours is still here."))
YOUR_OWN = Refusal("E_STATE", N_("That is your own seat. You can get up from it."))
SOMEONE_LEADS = Refusal("E_STATE", N_("Somebody else has stepped in already."))
SHUT = Refusal("E_LOCKED", N_("The room is closed for newcomers just now. Please ask your facilitator."))
NOT_A_GUEST = Refusal("E_STATE", N_("Whoever leads the session is not counted, and needs no credit for it."))
NO_MORE_CREDIT = Refusal("E_STATE", N_("This seat has had all it can have. Your facilitator can help you on paper."))
REHEARSED = Refusal("E_STATE", N_("This is a rehearsal. Nobody was here, so nothing can be proved."))
WRONG_NUMBER = Refusal("E_STATE", N_("That is not the number on the big screen just now."))
RUNNING_ALREADY = Refusal("E_STATE", N_("This round has started already."))

RATE = Refusal("E_RATE", N_("That was a lot at once. Please try again in a moment."), retry=True)
BUSY = Refusal("E_BUSY", N_("The room is busy. It will be tried again in a moment."), retry=True)
STORAGE = Refusal(
    "E_STORAGE", N_("This could not be saved just now. It stays on your phone and will be tried again."), retry=True
)
INTERNAL = Refusal("E_INTERNAL", N_("Something went wrong on our side. Nothing you wrote is lost."), retry=True)


def all_refusals() -> dict[str, Refusal]:
    """Every refusal by the name it has in this file."""
    return {name: value for name, value in globals().items() if isinstance(value, Refusal)}
