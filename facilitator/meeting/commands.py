"""Everything one may ask of a meeting itself. What a kind of round can be asked stands in that kind's own file."""

from typing import Any, ClassVar

from msgspec import Struct

from facilitator.meeting.state import Comfort, ItemId, MemberId, RoundId, SeatId, SignalKind, TextId


class Draft(Struct, frozen=True):
    """Text on its way in, already cleaned, under the id its row will have. Only the row is ever journalled."""

    id: TextId
    text: str
    limit: ClassVar[int] = 280
    """In graphemes: what a reader would count as one character."""
    multiline: ClassVar[bool] = False


class Line(Draft, frozen=True):
    """A sentence or two."""


class Prompt(Draft, frozen=True):
    """What a round invites people to speak about."""

    limit: ClassVar[int] = 400
    multiline: ClassVar[bool] = True


class StoryText(Draft, frozen=True):
    """A written story."""

    limit: ClassVar[int] = 2000
    multiline: ClassVar[bool] = True


class Handle(Draft, frozen=True):
    """What a seat goes by. `key` is a keyed hash of its skeleton, so that look-alikes can be refused."""

    key: str
    limit: ClassVar[int] = 40


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Something asked for. `kind` on the wire is the tag."""


# The circle


class TakeSeat(Command, frozen=True, kw_only=True, tag="seat.take"):
    """A newcomer sits down; asked by the door, never over a socket."""

    seat: SeatId
    handle: Handle
    colour: str
    pattern: str
    comfort: Comfort = "may_share"


class AddSeat(Command, frozen=True, kw_only=True, tag="circle.add"):
    """The facilitator adds a seat for a person without a phone."""

    handle: Handle
    colour: str
    pattern: str


class RemoveSeat(Command, frozen=True, kw_only=True, tag="circle.remove"):
    """The facilitator removes a seat without a phone: the person left, or it was added by mistake."""

    seat: SeatId


class JoinCircle(Command, frozen=True, kw_only=True, tag="circle.join"):
    """The facilitator takes a seat like anyone."""

    handle: Handle
    colour: str
    pattern: str
    comfort: Comfort = "may_share"


class ChangeLook(Command, frozen=True, kw_only=True, tag="seat.look"):
    """Another handle or another patch."""

    handle: Handle
    colour: str
    pattern: str


class SetComfort(Command, frozen=True, kw_only=True, tag="seat.comfort"):
    """How this seat takes part just now."""

    comfort: Comfort


class SetReceiving(Command, frozen=True, kw_only=True, tag="seat.receiving"):
    """Whether shout-outs may reach this seat at all."""

    on: bool


class LeaveSeat(Command, frozen=True, kw_only=True, tag="seat.leave"):
    """This person goes; with `words`, everything they wrote goes with them."""

    words: bool = False


class PutPhoneDown(Command, frozen=True, kw_only=True, tag="seat.put_phone_down"):
    """Somebody else takes over this phone; the person stays in the circle without one."""


class SendSignal(Command, frozen=True, kw_only=True, tag="signal.send"):
    """A private word to the facilitator."""

    what: SignalKind


class WithdrawSignal(Command, frozen=True, kw_only=True, tag="signal.withdraw"):
    """The sender takes their signal back, or it has been seen to."""


class SeeSignal(Command, frozen=True, kw_only=True, tag="signal.see"):
    """The facilitator has seen a signal; its sender is told so."""

    seat: SeatId


# Words


class TakeBack(Command, frozen=True, kw_only=True, tag="words.take_back"):
    """The author takes something back: it leaves every screen and its text is erased."""

    item: ItemId


class AllowWords(Command, frozen=True, kw_only=True, tag="words.allow"):
    """The receiver lets words given to them show, or no longer."""

    item: ItemId
    on: bool


class LetKeep(Command, frozen=True, kw_only=True, tag="words.let_keep"):
    """Giver or receiver lets the group keep this shout-out, without names, after the session."""

    item: ItemId
    on: bool


class CoverWords(Command, frozen=True, kw_only=True, tag="words.cover"):
    """The facilitator covers one piece of words, or uncovers it."""

    item: ItemId
    on: bool


class PutOnScreen(Command, frozen=True, kw_only=True, tag="words.screen"):
    """The facilitator lets words through to the big screen, or takes them off it."""

    item: ItemId
    on: bool


class HoldWords(Command, frozen=True, kw_only=True, tag="words.hold"):
    """Whether words wait for the facilitator before the big screen shows them."""

    on: bool


# The course of the meeting


class PlanRound(Command, frozen=True, kw_only=True, tag="round.plan"):
    """Adds a round to the plan."""

    round_kind: str
    settings: dict[str, Any] = {}
    prompt: Prompt | None = None


class ChangeRound(Command, frozen=True, kw_only=True, tag="round.change"):
    """Changes a round's prompt, and its settings while it has not started."""

    round: RoundId
    settings: dict[str, Any] = {}
    prompt: Prompt | None = None


class DropRound(Command, frozen=True, kw_only=True, tag="round.drop"):
    """Takes a planned round off the plan."""

    round: RoundId


class MoveRound(Command, frozen=True, kw_only=True, tag="round.move"):
    """Moves a planned round one step: -1 earlier, 1 later."""

    round: RoundId
    by: int


class StartRound(Command, frozen=True, kw_only=True, tag="round.start"):
    """Starts a planned round; the one running before is over."""

    round: RoundId


class EndRound(Command, frozen=True, kw_only=True, tag="round.end"):
    """The round is over. What was shared stays on the screens until the next one starts."""

    round: RoundId


class BeginClosing(Command, frozen=True, kw_only=True, tag="meeting.begin_closing"):
    """The last step before the end: people choose what they keep. Can be undone with `Reopen`."""


class Reopen(Command, frozen=True, kw_only=True, tag="meeting.reopen"):
    """Back from the closing into the meeting."""


class Close(Command, frozen=True, kw_only=True, tag="meeting.close"):
    """The end: harvest, then erase."""


class Open(Struct, frozen=True, kw_only=True):
    """What a meeting starts from. Not a command: there is no meeting yet to ask."""

    id: str
    salt: str
    group: str
    facilitator: MemberId
    code: str
    link: str
    screen: str
    open_for: int
    """Milliseconds until a meeting left open closes by itself."""
    capacity: int = 1200
    rehearsal: bool = False


def name_of(command: type[Struct] | Struct) -> str:
    """The name a command or an event has on the wire, in the journal and in the permissions."""
    return str(command.__struct_config__.tag)
