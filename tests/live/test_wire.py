"""Messages in, answers and patches out: strict, and never repeating what was sent."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.live import wire
from facilitator.live.strict_json import dumps, loads
from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import EMPTY, FORMAT, LONG, RATE, RESERVED, ROLE, UNKNOWN
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.meeting.rounds.story import asked as story
from facilitator.rehearsing.phone import apply


def read(**message):
    return wire.command(message, lambda: "xid", "salt")


def refused(**message):
    with pytest.raises(wire.Refused) as caught:
        read(**message)
    return caught.value.refusal


def test_a_message_becomes_the_command_it_names():
    assert read(id="x" * 8, kind="story.pass", turn=7) == story.Pass(turn=7)
    assert read(kind="seat.comfort", comfort="listening") == ask.SetComfort(comfort="listening")


def test_typed_text_becomes_a_row_of_its_own():
    command = read(kind="shoutouts.give", to=None, strength=None, text="  Thank\x00 you. ", named=True)
    assert command == Give(text=ask.Line("xid", "Thank you."))
    handle = read(kind="seat.look", handle="Maple", colour="teal", pattern="dots").handle
    assert handle.key == read(kind="seat.look", handle="MAPLE", colour="teal", pattern="dots").handle.key


def test_text_that_may_be_left_out_may_be_null():
    assert read(kind="shoutouts.give", strength="hope", text=None).text is None


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "no.such"}, {}, {"kind": 3}, {"kind": None}, {"kind": ["story.pass"]},
        {"kind": "seat.take", "seat": "x", "handle": "y", "colour": "teal", "pattern": "dots"},
    ],
)  # fmt: skip
def test_what_no_page_of_ours_would_send_is_told_to_load_again(message):
    assert refused(**message) == UNKNOWN


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "story.pass"}, {"kind": "story.pass", "turn": "7"}, {"kind": "story.pass", "turn": True},
        {"kind": "story.pass", "turn": 7, "extra": 1}, {"kind": "seat.comfort", "comfort": "loud"},
        {"kind": "story.tell", "text": 5, "named": True}, {"kind": "story.tell", "text": {}, "named": True},
        {"kind": "story.tell", "text": "\ud800", "named": True}, {"kind": "story.set_notes", "notes": ["gossip"]},
        {"kind": "shoutouts.give", "to": 7},
    ],
)  # fmt: skip
def test_half_a_message_is_no_message(message):
    assert refused(**message) == FORMAT


@pytest.mark.parametrize("message", [None, [], "story.pass", 7])
def test_something_that_is_no_message_is_refused(message):
    with pytest.raises(wire.Refused):
        wire.command(message, lambda: "xid", "salt")


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200d", "\u3164", "\n\n"])
def test_nothing_written_is_nothing(text):
    assert refused(kind="story.tell", text=text, named=True) == EMPTY


def test_limits_are_in_characters_as_people_count_them():
    family = "👨‍👩‍👧‍👦"
    assert read(kind="story.tell", text=family * 100, named=True)
    assert read(kind="story.tell", text="a" * 2000, named=True)
    assert refused(kind="story.tell", text="a" * 2001, named=True) == LONG
    assert refused(kind="story.tell", text="a" * 100_000, named=True) == LONG
    assert refused(kind="seat.look", handle="a" * 41, colour="teal", pattern="dots") == LONG


def test_a_handle_nobody_may_have():
    assert refused(kind="seat.look", handle="Facilitаtor", colour="teal", pattern="dots") == RESERVED


@pytest.mark.parametrize("id", [None, 5, "", "short", "x" * 65, {}])
def test_a_command_without_a_usable_id_has_none(id):
    assert wire.command_id({"id": id}) is None
    assert wire.command_id({"id": "x" * 32}) == "x" * 32
    assert wire.command_id("x") is None


def test_what_a_message_says_is_the_same_in_any_order_and_without_its_id():
    assert wire.said({"id": "a", "kind": "k", "x": 1}) == wire.said({"x": 1, "kind": "k", "id": "b"})
    assert wire.said({"kind": "k", "x": 1}) != wire.said({"kind": "k", "x": 2})


def test_answers_say_yes_or_why_not():
    assert wire.answer(None, str) == {"ok": True}
    assert wire.answer(ROLE, str.upper) == {"ok": False, "code": "E_ROLE", "message": ROLE.sentence.upper()}
    assert wire.answer(RATE, str)["retry"] is True


values = st.recursive(
    st.booleans() | st.integers(-5, 5) | st.text(max_size=4) | st.lists(st.integers(0, 3), max_size=3),
    lambda inner: st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)
views = st.dictionaries(st.text(max_size=3), values, max_size=5)


@given(views, views)
def test_a_patch_turns_the_old_view_into_the_new_one(old, new):
    assert apply(old, json.loads(json.dumps(wire.merge_patch(old, new)))) == new


@given(views)
def test_the_same_view_has_the_same_version_however_it_is_ordered(view):
    assert wire.tag(view, "salt") == wire.tag(dict(reversed(view.items())), "salt")
    assert wire.merge_patch(view, view) == {}


def test_versions_of_two_meetings_cannot_be_compared():
    assert wire.tag({"a": 1}, "salt") != wire.tag({"a": 1}, "other")


@pytest.mark.parametrize("text", ["NaN", "Infinity", "{'a': 1}", "[1,]", "[" * 100_000, "1e999x", ""])
def test_what_is_not_strictly_json_is_refused(text):
    with pytest.raises(ValueError):
        loads(text)


def test_json_is_compact():
    assert dumps({"a": [1, "é"]}, separators=(",", ":")) == '{"a":[1,"é"]}'
