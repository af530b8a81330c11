"""Strengths shout-outs: receivers decide what shows, and nobody can tell who has been given none, but the facilitator."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.harvest import harvest
from facilitator.meeting.reading import Reader, own
from facilitator.meeting.refusals import GONE, NOTHING_NAMED, ROLE, UNKNOWN, YOURSELF
from facilitator.meeting.rounds.shoutouts import STRENGTHS, Give, look
from tests.meeting.room import Room


def shoutouts(*people: str, **more) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")), **more)
    room.begin("shoutouts", "What did you see today?")
    return room


def give(
    room: Room, giver: str, to: str | None, strength: str | None = "patience", text: str | None = None, **more
) -> str:
    line = room.text(ask.Line, text) if text else None
    events = room.do(giver, Give(to=room.seats[to] if to else None, strength=strength, text=line, **more))
    return events[0].item


def people(room: Room, name: str) -> list[str]:
    seat = room.meeting.seats[room.seats[name]]
    reader = Reader(room.meeting, room.texts, own(seat.id))
    return [p["handle"] for p in look(room.meeting, room.meeting.running, reader, seat, "shoutouts.people")["people"]]


def sewn(room: Room, audience: str = "phones") -> list[dict]:
    return list(room.view(audience)["quilt"]["threads"].values())


def test_a_shoutout_reaches_its_receiver_and_shows_to_nobody_until_they_allow_it():
    room = shoutouts()
    item = give(room, "Ana", "Ben", "courage", "You came back.")
    assert room.view("Ben")["received"][item] == {
        "strength": "courage", "text": "You came back.", "by": room.seats["Ana"],
        "allowed": False, "can_allow": True, "keep": False,
    }  # fmt: skip
    for audience in ("phones", "screen", "console", "Cy"):
        assert b"came back" not in room.bytes(audience)
    room.do("Ben", ask.AllowWords(item=item, on=True))
    assert sewn(room) == [{"strength": "courage", "text": "You came back."}]
    assert room.view("phones")["round"]["latest"]["to"] == room.seats["Ben"]
    room.do("Ben", ask.AllowWords(item=item, on=False))
    assert sewn(room) == []
    assert "latest" not in room.view("phones")["round"]


def test_every_shoutout_adds_thread_and_none_of_it_belongs_to_a_patch():
    room = shoutouts()
    twins = [room.copy(), room.copy()]
    give(twins[0], "Ana", "Ben", just_for_them=True)
    give(twins[1], "Ana", "Cy")
    for audience in ("phones", "screen"):
        assert twins[0].view(audience)["quilt"] == twins[1].view(audience)["quilt"] == {"sewn": 1, "threads": {}}
        assert twins[0].bytes(audience) == twins[1].bytes(audience)


def test_just_for_them_never_shows_even_if_the_receiver_would_like_it():
    room = shoutouts()
    item = give(room, "Ana", "Ben", just_for_them=True)
    assert room.view("Ben")["received"][item]["can_allow"] is False
    assert room.refused("Ben", ask.AllowWords(item=item, on=True)) == ROLE


def test_a_shoutout_to_the_group_shows_at_once_with_or_without_its_givers_handle():
    room = shoutouts()
    give(room, "Ana", None, "hope", named=False)
    assert room.view("screen")["round"]["latest"]["strength"] == "hope"
    assert "by" not in room.view("screen")["round"]["latest"]
    assert room.seats["Ana"] not in str(room.view("phones")["quilt"])
    give(room, "Ben", None, "hope")
    assert room.view("phones")["round"]["latest"]["by"] == room.seats["Ben"]
    assert all("by" not in thread for thread in sewn(room)), "once sewn in, it is thread like the rest"


def test_own_words_wait_for_the_facilitator_before_the_big_screen_and_strengths_do_not():
    room = shoutouts()
    item = give(room, "Ana", None, "hope", "We laughed.")
    assert len(sewn(room)) == 1
    assert sewn(room, "screen") == [{"strength": "hope"}]
    assert "text" not in room.view("screen")["round"]["latest"]
    give(room, "Ana", None, None, "Only words.")
    assert sewn(room, "screen") == [{"strength": "hope"}]
    assert "latest" not in room.view("screen")["round"]
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert sewn(room, "screen") == [{"strength": "hope", "text": "We laughed."}]
    room.do("Fay", ask.HoldWords(on=False))
    give(room, "Ana", None, None, "And we sang.")
    assert len(sewn(room, "screen")) == 2


def test_whoever_wants_none_today_is_shown_none_and_nobody_can_tell():
    room = shoutouts()
    twin = room.copy()
    room.do("Ben", ask.SetReceiving(on=False))
    for each in (room, twin):
        give(each, "Ana", "Ben")
    assert room.view("Ben")["received"] == {}
    for audience in ("phones", "screen", "console", "Ana", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)
    room.do("Ben", ask.SetReceiving(on=True))
    assert len(room.view("Ben")["received"]) == 1


def test_wanting_none_any_more_takes_what_showed_down_again():
    room = shoutouts()
    item = give(room, "Ana", "Ben")
    room.do("Ben", ask.AllowWords(item=item, on=True))
    room.do("Ben", ask.SetReceiving(on=False))
    assert sewn(room) == []


def test_leaving_with_everything_takes_down_what_one_had_allowed():
    room = shoutouts()
    item = give(room, "Ana", "Ben")
    room.do("Ben", ask.AllowWords(item=item, on=True))
    room.do("Ben", ask.LeaveSeat(words=True))
    assert sewn(room) == []


def test_only_the_facilitator_knows_who_has_been_given_none():
    room = shoutouts()
    give(room, "Ana", "Ben", just_for_them=True)
    assert room.view("console")["round"]["given_none"] == [room.seats["Ana"], room.seats["Cy"]]
    for audience in ("phones", "screen", "Ana", "Ben", "Cy"):
        assert b"given_none" not in room.bytes(audience)


def test_a_givers_list_puts_those_with_fewest_first_without_a_mark():
    room = shoutouts("Ana", "Ben", "Cy", "Dee")
    give(room, "Ana", "Ben")
    give(room, "Ana", "Ben")
    give(room, "Ana", "Cy")
    assert people(room, "Ana") == ["Dee", "Cy", "Ben"]
    seat = room.meeting.seats[room.seats["Ana"]]
    reader = Reader(room.meeting, room.texts, own(seat.id))
    listed = look(room.meeting, room.meeting.running, reader, seat, "shoutouts.people")["people"]
    assert {frozenset(p) for p in listed} == {frozenset({"seat", "handle", "colour", "pattern"})}
    assert look(room.meeting, room.meeting.running, reader, None, "shoutouts.people") == GONE
    assert look(room.meeting, room.meeting.running, reader, seat, "something else") == UNKNOWN


def test_ties_are_shuffled_differently_for_different_givers():
    room = shoutouts(*"ABCDEFGH")
    lists = {n: [p for p in people(room, n) if p not in "AB"] for n in "AB"}
    assert lists["A"] != lists["B"]


def test_a_person_without_a_phone_is_read_theirs_by_the_facilitator():
    room = shoutouts(without_phone=("Rose",))
    item = give(room, "Ana", "Rose", "humor", "You made us laugh.")
    assert room.view("console")["round"]["to_read"][item]["text"] == "You made us laugh."
    assert sewn(room) == []
    room.do("Fay", ask.AllowWords(item=item, on=True))
    assert len(sewn(room)) == 1
    room.do("Fay", ask.LetKeep(item=item, on=True))
    assert room.view("console")["round"]["to_read"][item]["keep"] is True
    other = give(room, "Ana", "Ben")
    assert room.refused("Fay", ask.AllowWords(item=other, on=True)) == GONE


def test_what_was_given_to_a_phone_stays_private_when_the_phone_is_handed_on():
    room = shoutouts()
    give(room, "Ana", "Ben", None, "Between us.", just_for_them=True)
    room.do("Ben", ask.PutPhoneDown())
    assert b"Between us" not in room.bytes("console")


def test_a_giver_takes_a_shoutout_back_and_it_leaves_every_screen():
    room = shoutouts()
    item = give(room, "Ana", "Ben", "hope", "For you.")
    room.do("Ben", ask.AllowWords(item=item, on=True))
    assert room.view("Ana")["mine"][item]["to"] == room.seats["Ben"]
    events = room.do("Ana", ask.TakeBack(item=item))
    assert events[0].erases
    for audience in ("phones", "screen", "console", "Ana", "Ben"):
        assert b"For you" not in room.bytes(audience)
    assert room.view("phones")["quilt"]["sewn"] == 0
    assert room.view("console")["round"]["given_none"] == [room.seats[n] for n in ("Ana", "Ben", "Cy")]


def test_what_showed_goes_on_showing_and_can_still_be_taken_down_after_its_round():
    room = shoutouts()
    item = give(room, "Ana", "Ben")
    room.do("Ben", ask.AllowWords(item=item, on=True))
    room.begin("story")
    assert len(sewn(room)) == 1
    assert room.view("Ben")["received"]
    room.do("Ben", ask.AllowWords(item=item, on=False))
    assert sewn(room) == []


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (Give(to="xseat0", strength="hope"), YOURSELF),
        (Give(to="xnobody", strength="hope"), GONE),
        (Give(strength="no such strength"), NOTHING_NAMED),
        (Give(), NOTHING_NAMED),
    ],
)
def test_what_cannot_be_given(command, refusal):
    room = shoutouts()
    assert room.refused("Ana", command) == refusal


def test_nothing_can_be_given_to_someone_who_has_left():
    room = shoutouts()
    room.do("Ben", ask.LeaveSeat())
    assert room.refused("Ana", Give(to=room.seats["Ben"], strength="hope")) == GONE
    assert "Ben" not in people(room, "Ana")


def test_only_a_seat_gives():
    room = shoutouts()
    assert room.refused("Fay", Give(strength="hope")) == ROLE
    events = room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.seats["Fern"] = events[0].seat
    room.do("Fay", Give(strength="hope"))
    item = give(room, "Ana", "Fern")
    assert item in room.view("Fern")["received"]


def test_the_group_keeps_only_what_both_sides_let_it_keep_and_no_names():
    room = shoutouts()
    both = give(room, "Ana", "Ben", "hope", "You stayed.", keep=True)
    give(room, "Ana", "Ben", "calm", "Only I would.", keep=True)
    receiver_only = give(room, "Ana", "Ben", "humor", "Only he would.")
    give(room, "Cy", None, "fairness", "For us all.", keep=True)
    covered = give(room, "Cy", None, None, "Covered.", keep=True)
    back = give(room, "Ana", None, None, "Taken back.", keep=True)
    later = give(room, "Ana", None, "wisdom")
    room.do("Ana", ask.LetKeep(item=later, on=True))
    for item in (both, receiver_only):
        room.do("Ben", ask.LetKeep(item=item, on=True))
    room.do("Fay", ask.CoverWords(item=covered, on=True))
    room.do("Ana", ask.TakeBack(item=back))
    room.do("Fay", ask.BeginClosing())
    room.do("Fay", ask.Close())
    kept = harvest(room.meeting, room.texts).kept
    assert {(k.strength, k.text) for k in kept} == {
        ("hope", "You stayed."),
        ("fairness", "For us all."),
        ("wisdom", ""),
    }
    assert list(kept) == sorted(kept, key=lambda k: (k.strength or "", k.text))


def test_there_are_enough_strengths_to_find_the_right_one():
    assert len(STRENGTHS) >= 20
    assert len({key for key, _ in STRENGTHS}) == len(STRENGTHS)
