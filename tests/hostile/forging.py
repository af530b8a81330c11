"""Messages nobody should send: right in form with the wrong ids, and wrong in every way a field can be."""

import random
import string
import typing
from typing import Any

import msgspec

from facilitator.live.wire import command_types
from facilitator.meeting.commands import Draft
from facilitator.meeting.rounds import kinds
from facilitator.meeting.state import COLOURS, PATTERNS

Message = dict[str, Any]


class Pool:
    """Every id there is to be found anywhere, also in rooms that are none of the sender's business."""

    def __init__(self) -> None:
        self.seats: list[str] = []
        self.items: list[str] = []
        self.rounds: list[str] = []
        self.steps: list[str] = []
        self.members: list[str] = []

    def learn(self, meeting: Any) -> None:
        """Takes in what one meeting has."""
        self.seats += [*meeting.seats, *meeting.knocking]
        self.items += meeting.words
        self.rounds += [r.id for r in meeting.rounds]
        self.steps += [meeting.step.id] if meeting.step else []
        self.members += [meeting.facilitator, *meeting.deputies]


def message(name: str, dice: random.Random, pool: Pool) -> Message:
    """A command that is right in form, about anything at all."""
    shape = command_types()[name]
    said: Message = {"kind": name}
    for field in msgspec.structs.fields(shape):
        if field.required or dice.random() < 0.6:
            said[field.encode_name] = _value(field.encode_name, field.type, dice, pool)
    return {"id": f"{dice.getrandbits(128):032x}", **said}


def _value(field: str, wanted: Any, dice: random.Random, pool: Pool) -> Any:
    known = {"seat": pool.seats, "to": pool.seats, "item": pool.items, "round": pool.rounds, "step": pool.steps,
             "member": pool.members}  # fmt: skip
    if field in known:
        return dice.choice(known[field] or ["nothing"])
    own = {
        "round_kind": lambda: dice.choice([*kinds()]), "settings": dict, "colour": lambda: dice.choice(COLOURS),
        "pattern": lambda: dice.choice(PATTERNS), "seats": lambda: [dice.choice(pool.seats or ["nobody"])],
        "strength": lambda: dice.choice(("hope", "calm", "courage")), "feeling": lambda: "sunny",
        "picks": lambda: [dice.randrange(3)], "wording": lambda: 1, "turn": lambda: dice.choice((1, 2)),
        "handle": lambda: "".join(dice.choices(string.ascii_lowercase, k=9)),
    }  # fmt: skip
    return own[field]() if field in own else _of(wanted, dice)


def _of(wanted: Any, dice: random.Random) -> Any:
    options = [o for o in typing.get_args(wanted) if o is not type(None)]
    if typing.get_origin(wanted) is typing.Literal:
        return dice.choice(options)
    if typing.get_origin(wanted) is tuple:
        return [_of(options[0], dice)]
    if options:
        return _of(options[0], dice)
    if isinstance(wanted, type) and issubclass(wanted, Draft):
        return "".join(dice.choices(string.ascii_lowercase + " ", k=20)) + "."
    return {bool: lambda: dice.random() < 0.7, int: lambda: dice.choice((1, 2, 5))}.get(wanted, lambda: "words")()


ODD: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, -(2**63), 2**63, 10**300, 1.5, "", " ", "x", "\u200b", "\x00", "x" * 5000, "🧵" * 3000,
    [], [[]], [None], {}, {"a": {"b": {"c": []}}}, {"id": "x", "text": "x"}, ["x"] * 50, "everyone", "constructor",
    "__proto__", {"__proto__": {"role": "console"}}, "' OR 1=1 --", "facilitator", "a\nb", "\u202e",
)  # fmt: skip
BESIDE: Message = {
    "actor": {"role": "facilitator"}, "role": "facilitator", "seat": "xnobody", "member": "xfay", "meeting": "another",
    "ticket": "x", "author": "x", "at": 0, "named": True, "now": -1, "reach": "everyone", "phone": False, "by": "x",
}  # fmt: skip


def mutated(name: str, dice: random.Random, pool: Pool) -> Message:
    """The same with something wrong in it."""
    said = message(name, dice, pool)
    fields = [f for f in said if f not in ("id", "kind")]
    way = dice.randrange(5 if fields else 2)
    if way == 0:
        extra = dice.choice([k for k in BESIDE if k not in said])
        said[extra] = BESIDE[extra]
    elif way == 1:
        said[dice.choice(("id", "kind"))] = dice.choice(ODD)
    elif way == 2:
        said.pop(dice.choice(fields))
    else:
        for field in dice.sample(fields, dice.randint(1, len(fields))):
            said[field] = dice.choice(ODD)
    return said
