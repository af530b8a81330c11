"""A walk over every command, event, kind, refusal and audience, so that no list drifts."""

import msgspec
import pytest

from facilitator.live.wire import command_types
from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.commands import Command, Draft, name_of
from facilitator.meeting.events import Event
from facilitator.meeting.journalling import event_types
from facilitator.meeting.permissions import ALLOWED
from facilitator.meeting.refusals import all_refusals
from facilitator.meeting.rounds import kinds
from facilitator.meeting.rules import CHANGES, RULES
from facilitator.meeting.state import COLOURS, PATTERNS
from tests.meeting.playing import playing
from tests.meeting.room import Room

CODES = {"E_FORMAT", "E_LONG", "E_ROLE", "E_ROOM", "E_STATE", "E_RATE", "E_EXPIRED", "E_GONE", "E_LOCKED", "E_STORAGE",
         "E_BUSY", "E_INTERNAL", "E_UPGRADE"}  # fmt: skip
ROLES = {"seat", "gone", "lead", "host", "deputy", "facilitator", "door", "system"}


def subclasses(module, base):
    return {v for v in vars(module).values() if isinstance(v, type) and issubclass(v, base) and v is not base}


def test_every_command_of_the_meeting_has_a_rule_and_a_line_in_the_permissions():
    asked = subclasses(ask, Command)
    assert asked == set(RULES)
    assert {name_of(c) for c in asked} == set(ALLOWED)


def test_every_event_of_the_meeting_changes_something():
    assert subclasses(did, Event) == set(CHANGES) | {did.MeetingOpened}


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda k: k.name)
def test_every_kind_is_whole(kind):
    assert {name_of(c) for c in kind.commands} == set(kind.permissions)
    assert all(name_of(x).startswith(f"{kind.name}.") for x in (*kind.commands, *kind.events))
    assert kind.name not in {name.partition(".")[0] for name in ALLOWED}
    assert kind.title
    assert kind.about
    assert {name_of(command) for command, _ in kind.lead} <= set(kind.permissions)
    assert all("lead" in kind.permissions[name_of(command)] for command, _ in kind.lead)
    assert kind.settings()
    for roles in kind.permissions.values():
        assert roles <= ROLES


def test_every_kind_is_played_at_random():
    assert set(playing()) == set(kinds())


def test_every_permission_names_roles_there_are():
    for name, roles in ALLOWED.items():
        assert roles, name
        assert roles <= ROLES


def test_names_are_used_once():
    commands, events = command_types(), event_types()
    assert len(commands) == len(RULES) + sum(len(k.commands) for k in kinds().values())
    assert len(events) == len(CHANGES) + 1 + sum(len(k.events) for k in kinds().values())


@pytest.mark.parametrize("name", sorted(all_refusals()))
def test_every_refusal_has_a_code_of_the_list_and_a_kind_sentence(name):
    refusal = all_refusals()[name]
    assert refusal.code in CODES
    assert refusal.sentence.endswith(".")
    assert "!" not in refusal.sentence
    assert len(refusal.sentence.split()) <= 20
    assert refusal.retry == (refusal.code in ("E_RATE", "E_STORAGE", "E_BUSY", "E_INTERNAL"))


def test_events_hold_ids_and_choices_and_never_text():
    for event in event_types().values():
        for field in msgspec.structs.fields(event):
            assert field.name not in ("words", "name", "story", "message", "said")
            assert not (isinstance(field.type, type) and issubclass(field.type, Draft))


def test_perspectives_and_advice_cannot_be_addressed_to_anyone():
    """Invariant 6: of all that can be asked, only a shout-out carries text to one person."""
    for name, command in command_types().items():
        fields = {f.name: f.type for f in msgspec.structs.fields(command)}
        carries_text = any(
            isinstance(option, type) and issubclass(option, Draft) and option.__name__ not in ("Handle", "Prompt")
            for f in fields.values()
            for option in (f, *getattr(f, "__args__", ()))
        )
        if carries_text and {"to", "seat"} & set(fields):
            assert name == "shoutouts.give"


def test_nothing_of_a_meeting_is_the_same_in_another():
    """Invariant 7: what follows from a seat, an item or a receipt depends on the meeting's own salt."""
    from facilitator.meeting.state import fresh_id, opaque

    one, other = Room("Ana").meeting, Room("Ana").meeting
    other = msgspec.structs.replace(other, salt="another salt")
    assert fresh_id(one) != fresh_id(other)
    assert opaque(one, "x") != opaque(other, "x")


@pytest.mark.parametrize("audience", ["phones", "console", "screen", "Ana"])
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_no_view_holds_a_null_or_a_row_of_the_store(audience, kind):
    room = Room("Ana", "Ben", without_phone=("Rose",))
    room.begin(kind, "A prompt")
    room.do("Ana", ask.SendSignal(what="too_fast"))

    def walk(value):
        assert value is not None
        if isinstance(value, dict):
            for key, inner in value.items():
                assert isinstance(key, str)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(room.view(audience))
    for row in room.texts:
        assert row.encode() not in room.bytes(audience)


def test_there_are_a_hundred_patches():
    assert len(set(COLOURS)) * len(set(PATTERNS)) == 100
