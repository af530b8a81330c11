"""Words: taking back, covering, holding for the big screen; they reach exactly the audience their author chose."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.reading import CONSOLE, PHONES, SCREEN, may_read, own
from facilitator.meeting.refusals import CLOSED, GONE, ROLE
from facilitator.meeting.rounds.shoutouts import Give
from facilitator.meeting.state import Words
from tests.meeting.room import Room


def shared(text: str = "Something warm.") -> tuple[Room, str]:
    room = Room("Ana", "Ben")
    room.begin("shoutouts")
    return room, room.do("Ana", Give(text=room.text(ask.Line, text)))[0].item


def test_words_taken_back_leave_every_view_and_their_row_goes_with_the_event():
    room, item = shared()
    events = room.do("Ana", ask.TakeBack(item=item))
    assert len(events[0].erases) == 1
    assert not any(b"Something warm" in seen for seen in room.everyone().values())
    assert not any("Something warm" in text for text in room.texts.values())


def test_taking_back_twice_is_no_mistake_and_somebody_elses_is_refused_like_what_never_was():
    room, item = shared()
    for who, other in (("Ben", item), ("Ben", "no such item"), ("Ana", "no such item"), ("Ana", "")):
        assert room.refused(who, ask.TakeBack(item=other)) == ROLE
    room.do("Ana", ask.TakeBack(item=item))
    assert room.do("Ana", ask.TakeBack(item=item)) == ()
    assert room.refused("Ben", ask.TakeBack(item=item)) == ROLE, "gone or not, it looks the same"


def test_words_can_be_taken_back_after_their_round_and_in_the_closing():
    room, item = shared()
    room.begin("story")
    room.do("Fay", ask.BeginClosing())
    room.do("Ana", ask.TakeBack(item=item))
    assert room.view("Ana")["mine"] == {}


def test_covered_words_show_to_their_author_and_the_facilitator_only():
    room, item = shared()
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    room.do("Fay", ask.CoverWords(item=item, on=True))
    assert {who for who, seen in room.everyone().items() if b"Something warm" in seen} == {"console", "Ana"}
    assert room.view("Ana")["mine"][item]["covered"] is True
    room.do("Fay", ask.CoverWords(item=item, on=False))
    assert {who for who, seen in room.everyone().items() if b"Something warm" in seen} == {
        "console",
        "Ana",
        "phones",
        "screen",
    }
    assert room.do("Fay", ask.CoverWords(item=item, on=False)) == ()


def test_the_facilitator_lets_words_through_to_the_screen_and_off_it_again():
    room, item = shared()
    assert b"Something warm" not in room.bytes("screen")
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert room.do("Fay", ask.PutOnScreen(item=item, on=True)) == ()
    assert b"Something warm" in room.bytes("screen")
    room.do("Fay", ask.PutOnScreen(item=item, on=False))
    assert b"Something warm" not in room.bytes("screen")


def test_the_facilitator_cannot_touch_what_is_not_theirs_to_see():
    room = Room("Ana", "Ben")
    room.begin("shoutouts")
    private = room.do("Ana", Give(to=room.seats["Ben"], text=room.text(ask.Line, "For Ben.")))[0].item
    for command in (ask.CoverWords, ask.PutOnScreen):
        assert room.refused("Fay", command(item=private, on=True)) == GONE
        assert room.refused("Fay", command(item="no such item", on=True)) == GONE
    assert private not in room.view("console")["words"]


def test_who_may_read_what():
    room = Room("Ana", "Ben", "Cy")
    ana, ben, cy = (own(room.seats[n]) for n in ("Ana", "Ben", "Cy"))

    def readers(**words) -> str:
        piece = Words(author=ana.seat, **{"reach": "everyone", "named": True, "on_screen": True, **words})
        audiences = {"Ana": ana, "Ben": ben, "Cy": cy, "phones": PHONES, "console": CONSOLE, "screen": SCREEN}
        return " ".join(name for name, audience in audiences.items() if may_read(room.meeting, piece, audience))

    assert readers() == "Ana phones console screen"
    assert readers(reach="me") == "Ana"
    assert readers(reach="facilitator") == "Ana console"
    assert readers(waiting=True) == "Ana"
    assert readers(covered=True) == "Ana console"
    assert readers(on_screen=False) == "Ana phones console"
    assert readers(to=ben.seat, allowed=False) == "Ana Ben"
    assert readers(to=ben.seat, allowed=True) == "Ana Ben phones console screen"
    assert readers(to=ben.seat, allowed=True, reach="receiver") == "Ana Ben"
    assert readers(to=ben.seat, allowed=False, through_facilitator=True) == "Ana Ben console"


def test_what_is_kept_on_words_belongs_to_giver_and_receiver_alone():
    room = Room("Ana", "Ben", "Cy")
    room.begin("shoutouts")
    item = room.do("Ana", Give(to=room.seats["Ben"], strength="hope"))[0].item
    assert room.refused("Cy", ask.LetKeep(item=item, on=True)) == GONE
    assert room.refused("Cy", ask.AllowWords(item=item, on=True)) == GONE
    room.do("Ana", ask.LetKeep(item=item, on=True))
    room.do("Ben", ask.LetKeep(item=item, on=True))
    words = room.meeting.words[item]
    assert (words.author_keeps, words.receiver_keeps) == (True, True)
    assert room.view("Ana")["mine"][item]["keep"] is True
    assert room.view("Ben")["received"][item]["keep"] is True


# Whoever has gone


def a_room_left_behind(how: str) -> tuple[Room, list[str]]:
    """Ana, who gave two shout-outs and was given one, is no longer here."""
    room = Room("Ana", "Ben", "Cy")
    room.begin("shoutouts")
    mine = [room.do("Ana", Give(text=room.text(ask.Line, f"thank you {n}")))[0].item for n in range(2)]
    room.do("Ben", Give(text=room.text(ask.Line, "of Ben")))
    given = room.do("Ben", Give(to=room.seats["Ana"], text=room.text(ask.Line, "for Ana")))[0].item
    room.do("Ana", ask.AllowWords(item=given, on=True))
    room.do("Ana", ask.LetKeep(item=given, on=True))
    if how == "left":
        room.do("Ana", ask.LeaveSeat())
    else:
        room.do("Fay", ask.RemovePerson(seat=room.seats["Ana"]))
    return room, [*mine, given]


@pytest.mark.parametrize("how", ["left", "removed"])
def test_whoever_has_gone_takes_back_all_they_wrote_and_nothing_else(how):
    room, (one, other, given) = a_room_left_behind(how)
    events = room.do("Ana", ask.TakeAllBack())
    assert {e.item for e in events if isinstance(e, did.WordsTakenBack)} == {one, other}
    assert not [t for t in room.texts.values() if t.startswith("thank you")]
    assert "of Ben" in room.texts.values()
    assert room.meeting.words[given].allowed
    assert room.do("Ana", ask.TakeAllBack()) == ()


@pytest.mark.parametrize("how", ["left", "removed"])
def test_whoever_has_gone_may_also_take_down_what_they_were_given(how):
    room, (_, _, given) = a_room_left_behind(how)
    room.do("Ana", ask.TakeAllBack(received=True))
    words = room.meeting.words[given]
    assert (words.allowed, words.receiver_keeps) == (False, False)
    assert "for Ana" not in room.bytes("screen").decode()
    assert "for Ana" in room.bytes("Ben").decode()
    assert room.do("Ana", ask.TakeAllBack(received=True)) == ()


@pytest.mark.parametrize("how", ["left", "removed"])
def test_that_is_all_that_whoever_has_gone_may_ask(how):
    room, (one, _, given) = a_room_left_behind(how)
    for command in (
        ask.TakeBack(item=one), ask.AllowWords(item=given, on=False), ask.LetKeep(item=given, on=False),
        Give(text=room.text(ask.Line, "more")), ask.SendSignal(what="not_ok"), ask.SetComfort(comfort="listening"),
        ask.LeaveSeat(words=True), ask.AskCredit(), ask.AskProof(), ask.PutPhoneDown(),
    ):  # fmt: skip
        assert room.refused("Ana", command) == ROLE, command


def test_all_that_changes_is_the_words_so_that_nobody_is_shown_whose_they_were():
    room, _ = a_room_left_behind("removed")
    before = room.meeting.seats
    room.do("Ana", ask.TakeAllBack(received=True))
    assert room.meeting.seats == before


def test_who_was_brought_back_finds_everything_as_it_is_and_may_still_take_it_back():
    room, _ = a_room_left_behind("removed")
    room.do("Fay", ask.BringBack(seat=room.seats["Ana"]))
    room.do("Ana", ask.TakeAllBack())
    assert not room.view("Ana")["mine"]
    room.do("Ana", ask.SetComfort(comfort="listening"))


@pytest.mark.parametrize("who", ["Fay", "the door", "the clock"])
def test_nobody_takes_all_back_for_somebody_else(who):
    room, (one, *_) = a_room_left_behind("removed")
    assert room.refused(who, ask.TakeAllBack()) == ROLE
    assert one in room.meeting.words


def test_a_seat_whose_phone_was_put_down_is_nobodys_to_come_back_to():
    room, (one, *_) = a_room_left_behind("removed")
    room.do("Fay", ask.BringBack(seat=room.seats["Ana"]))
    room.do("Ana", ask.PutPhoneDown())
    room.do("Fay", ask.RemoveSeat(seat=room.seats["Ana"]))
    assert room.refused("Ana", ask.TakeAllBack()) == ROLE
    assert one in room.meeting.words


def test_after_the_close_there_is_nothing_left_to_take_back():
    room, _ = a_room_left_behind("left")
    room.do("Fay", ask.Close())
    assert room.refused("Ana", ask.TakeAllBack()) == CLOSED


def test_leaving_with_everything_also_ends_that_the_group_may_keep_what_was_given():
    room, (_, _, given) = a_room_left_behind("removed")
    room.do("Fay", ask.BringBack(seat=room.seats["Ana"]))
    room.do("Ana", ask.LeaveSeat(words=True))
    words = room.meeting.words[given]
    assert (words.allowed, words.receiver_keeps) == (False, False)
    assert room.do("Ana", ask.TakeAllBack(received=True)) == ()
