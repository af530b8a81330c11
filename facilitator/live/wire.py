"""Messages to commands, strictly; refusals to answers; views to versions and patches. Nothing is decided here."""

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from facilitator import text
from facilitator.clock import NewId
from facilitator.meeting.commands import Command, Draft, Handle, name_of
from facilitator.meeting.permissions import ALLOWED
from facilitator.meeting.refusals import EMPTY, FORMAT, LONG, RESERVED, UNKNOWN, Refusal
from facilitator.meeting.rounds import kind_of, kinds
from facilitator.meeting.rules import RULES

Translate = Callable[[str], str]
Json = dict[str, Any]

_NOT_OVER_A_SOCKET = ("seat.take", "door.change", "presence.mark", "words.take_all_back")
_CORE = {name_of(command): command for command in RULES}
LONGEST_ID = 64
MOST_BYTES = 12 * 1024
"""Of one text, so that any text that is short enough for people fits into one frame."""
LONG_TEXT = 1000
"""Characters from which a text counts as long: there is one in five seconds."""


def command_types() -> dict[str, type[Command]]:
    """Every command there is, by its name on the wire."""
    return {**_CORE, **{name_of(c): c for kind in kinds().values() for c in kind.commands}}


def command_type(name: str) -> type[Command] | None:
    """The command of this name on the wire; None where there is none."""
    kind = kind_of(name)
    return next((c for c in kind.commands if name_of(c) == name), None) if kind else _CORE.get(name)


class Refused(Exception):
    """A message that cannot become a command, and why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


def draft(shape: type[Draft], typed: Any, new_id: NewId, salt: str) -> Draft:
    """What somebody typed, cleaned and measured. Raises `Refused` with what is wrong with it."""
    if not isinstance(typed, str):
        raise Refused(FORMAT)
    if len(typed) > shape.limit * 16:
        raise Refused(LONG)
    try:
        clean = text.clean(typed, shape.multiline)
    except text.NotText:
        raise Refused(FORMAT) from None
    if text.is_blank(clean):
        raise Refused(EMPTY)
    if text.length(clean) > shape.limit or len(clean.encode()) > min(shape.limit * 16, MOST_BYTES):
        raise Refused(LONG)
    if not issubclass(shape, Handle):
        return shape(new_id(), clean)
    if text.is_reserved(clean):
        raise Refused(RESERVED)
    return shape(new_id(), clean, text.name_key(salt, clean))


def command(message: Any, new_id: NewId, salt: str) -> Command:
    """A `do` message as a command. Unknown kinds, fields and values are refused, never half understood."""
    if not isinstance(message, dict):
        raise Refused(FORMAT)
    said = {k: v for k, v in message.items() if k != "id"}
    shape = command_type(str(said.get("kind")))
    if not shape or name_of(shape) in _NOT_OVER_A_SOCKET:
        raise Refused(UNKNOWN)
    refused: list[Refusal] = []

    def from_typed(wanted: type, typed: Any) -> Any:
        try:
            return draft(wanted, typed, new_id, salt)
        except Refused as e:
            refused.append(e.refusal)
            raise ValueError from None

    try:
        return msgspec.convert(_text_fields(shape, said, from_typed), shape)
    except (msgspec.ValidationError, ValueError, RecursionError):
        raise Refused(refused[0] if refused else FORMAT) from None


def _text_fields(shape: type[Command], said: Json, read: Callable[[type, Any], Any]) -> Json:
    """Text becomes a draft before the rest is checked; a field that may be left out may also be null."""
    texts = _drafts(shape)
    return {k: read(texts[k], v) if k in texts and v is not None else v for k, v in said.items()}


@cache
def _drafts(shape: type[Command]) -> dict[str, type[Draft]]:
    found = {}
    for field in msgspec.structs.fields(shape):
        for option in (field.type, *getattr(field.type, "__args__", ())):
            if isinstance(option, type) and issubclass(option, Draft):
                found[field.encode_name] = option
    return found


def is_long(command: Command) -> bool:
    """Whether a command brings a text of the long sort, a story or a page for oneself."""
    brought = (getattr(command, field) for field in command.__struct_fields__)
    return any(isinstance(text, Draft) and text.limit >= LONG_TEXT for text in brought)


def command_id(message: Any) -> str | None:
    """The id its sender gave a command; None where there is no usable one."""
    id = message.get("id") if isinstance(message, dict) else None
    return id if isinstance(id, str) and 8 <= len(id) <= LONGEST_ID else None


def said(message: Json) -> bytes:
    """What a message says, the same for the same, for its receipt."""
    return msgspec.json.encode({k: v for k, v in message.items() if k != "id"}, order="deterministic")


def answer(refusal: Refusal | None, translate: Translate) -> Json:
    """The one answer a command gets. Never repeats what was sent."""
    if refusal is None:
        return {"ok": True}
    said = {"ok": False, "code": refusal.code, "message": translate(refusal.sentence)}
    return (
        said | ({"retry": True} if refusal.retry else {}) | ({"incident": refusal.incident} if refusal.incident else {})
    )


def tag(view: Json, salt: str) -> str:
    """A view's version: the same content has the same one on every process, and nothing else can be read from it."""
    content = msgspec.json.encode(view, order="deterministic")
    return hashlib.blake2b(content, key=salt.encode()[:64], digest_size=6).hexdigest()


def merge_patch(old: Json, new: Json) -> Json:
    """What turns `old` into `new` (JSON merge patch, RFC 7386). Views hold no nulls, so null says delete."""
    patch: Json = {k: None for k in old if k not in new}
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            if deeper := merge_patch(before, value):
                patch[key] = deeper
        elif key not in old or before != value:
            patch[key] = value
    return patch


assert set(ALLOWED) == set(_CORE), "every command has its line in the permissions"  # noqa: S101
