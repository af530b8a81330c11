"""What every command is made of, and the kinds of text that come with one."""

from typing import ClassVar

from msgspec import Struct

from facilitator.meeting.state import TextId


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


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something. Rules may know how many there are; views read them."""
    return [line.strip() for line in text.split("\n") if line.strip()]


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


def name_of(command: type[Struct] | Struct) -> str:
    """The name a command or an event has on the wire, in the journal and in the permissions."""
    return str(command.__struct_config__.tag)
