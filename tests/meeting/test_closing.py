"""Closing: a word from whoever has one, all laid out together; and nobody learns who wrote first, last or not at all."""

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import ANSWERED_ALREADY, NOTHING_TO_SHOW, ROLE, ROUND_OVER
from facilitator.meeting.rounds.closing import GiveWord, OneWord, Uncover
from tests.meeting.room import Room


def closing(*people: str, **settings) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")))
    room.begin("closing", "What one word are you leaving with?", **settings)
    return room


def word(room: Room, name: str, text: str, named: bool = False) -> str:
    return room.do(name, GiveWord(text=room.text(OneWord, text), named=named))[0].item


def shown(room: Room, audience: str = "phones") -> set[str]:
    return {card["text"] for card in room.view(audience)["round"]["cards"].values()}


def test_words_wait_and_only_how_many_is_known_and_only_to_the_facilitator():
    room = closing()
    before = room.everyone()
    word(room, "Ana", "hope", named=True)
    for audience in ("phones", "screen", "Ben", "Cy"):
        assert room.bytes(audience) == before[audience]
    assert room.view("console")["round"]["waiting"] == 1
    assert b"hope" not in room.bytes("console")


def test_who_wrote_cannot_be_told_from_the_console():
    room = closing()
    twin = room.copy()
    word(room, "Ana", "hope")
    word(twin, "Ben", "rest")
    assert room.bytes("console") == twin.bytes("console")


def test_uncovering_lays_all_words_out_together_with_a_handle_only_where_it_was_put():
    room = closing()
    ana, ben = word(room, "Ana", "hope", named=True), word(room, "Ben", "rest")
    events = room.do("Fay", Uncover())
    assert events[0].items == tuple(sorted((ana, ben)))
    for audience in ("phones", "console"):
        assert room.view(audience)["round"]["cards"] == {
            ana: {"text": "hope", "by": room.seats["Ana"]}, ben: {"text": "rest"},
        }  # fmt: skip
    assert room.view("console")["round"]["waiting"] == 0


def test_the_big_screen_shows_words_once_the_facilitator_lets_them_through():
    room = closing()
    item = word(room, "Ana", "hope", named=True)
    room.do("Fay", Uncover())
    assert room.view("screen")["round"]["cards"] == {}
    assert all("handle" not in seat for seat in room.view("screen")["seats"].values())
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert shown(room, "screen") == {"hope"}
    room.do("Fay", ask.CoverWords(item=item, on=True))
    assert shown(room, "screen") == shown(room) == set()


def test_where_nothing_is_held_the_big_screen_shows_them_with_the_phones():
    room = closing()
    room.do("Fay", ask.HoldWords(on=False))
    word(room, "Ana", "hope")
    assert shown(room, "screen") == set()
    room.do("Fay", Uncover())
    assert shown(room, "screen") == {"hope"}


def test_the_end_of_the_round_uncovers_as_well():
    room = closing()
    word(room, "Ana", "hope")
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert shown(room) == {"hope"}


def test_a_word_that_comes_late_waits_for_the_next_uncovering():
    room = closing()
    word(room, "Ana", "hope")
    room.do("Fay", Uncover())
    word(room, "Ben", "rest")
    assert shown(room) == {"hope"}
    assert room.view("console")["round"]["waiting"] == 1
    room.do("Fay", Uncover())
    assert shown(room) == {"hope", "rest"}


def test_one_word_a_seat_and_another_once_it_is_taken_back():
    room = closing()
    item = word(room, "Ana", "hope")
    assert room.view("Ana")["round"] == {"can": [], "word": item}
    assert room.refused("Ana", GiveWord(text=room.text(OneWord, "more"))) == ANSWERED_ALREADY
    room.do("Ana", ask.TakeBack(item=item))
    assert room.view("Ana")["round"] == {"can": ["closing.word"]}
    assert room.view("console")["round"]["waiting"] == 0
    word(room, "Ana", "rest")
    room.do("Fay", Uncover())
    assert shown(room) == {"rest"}


def test_a_word_taken_back_after_the_uncovering_leaves_every_screen():
    room = closing()
    room.do("Fay", ask.HoldWords(on=False))
    item = word(room, "Ana", "hope", named=True)
    room.do("Fay", Uncover())
    assert room.do("Ana", ask.TakeBack(item=item))[0].erases
    for audience in ("phones", "screen", "console", "Ana"):
        assert b'"hope"' not in room.bytes(audience)


def test_ones_own_word_is_among_what_one_wrote_during_the_round_and_after():
    room = closing()
    item = word(room, "Ana", "hope")
    mine = {"text": "hope", "what": "word", "named": False, "reach": "everyone", "keep": False}
    assert room.view("Ana")["mine"] == {item: {**mine, "waiting": True}}
    assert room.view("Ben")["mine"] == {}
    room.do("Fay", ask.BeginClosing())
    assert room.view("Ana")["mine"] == {item: mine}
    room.do("Ana", ask.TakeBack(item=item))
    assert room.view("Ana")["mine"] == {}


def test_words_of_someone_who_left_stay_unless_they_took_them_along():
    room = closing()
    word(room, "Ana", "hope", named=True)
    word(room, "Ben", "rest", named=True)
    room.do("Ana", ask.LeaveSeat())
    room.do("Ben", ask.LeaveSeat(words=True))
    room.do("Fay", Uncover())
    assert shown(room) == {"hope"}


def test_nothing_is_uncovered_where_nothing_waits():
    room = closing()
    assert room.refused("Fay", Uncover()) == NOTHING_TO_SHOW


def test_whoever_leads_the_round_can_uncover_and_nobody_else():
    room = closing()
    word(room, "Ana", "hope")
    assert room.refused("Ben", Uncover()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ben"]))
    room.do("Ben", ask.AnswerLead(accept=True))
    assert room.view("Ben")["can_lead"] == ["closing.uncover"]
    room.do("Ben", Uncover())
    assert shown(room) == {"hope"}


def test_a_word_is_short():
    assert OneWord.limit == 40
    assert not OneWord.multiline


def test_in_a_large_room_a_view_carries_sixty_words_and_says_how_many_more():
    people = [f"p{n}" for n in range(70)]
    room = closing(*people)
    for name in people:
        word(room, name, f"word of {name}", named=True)
    room.do("Fay", Uncover())
    seen = room.view("phones")
    assert len(seen["round"]["cards"]) == 60
    assert seen["round"]["more"] == 10
    assert len(seen["seats"]) == 60


@pytest.mark.parametrize("asked", [True, False])
def test_the_ruler_is_asked_unless_the_group_leaves_it_out(asked):
    assert closing(ruler=asked).view("phones")["round"].get("ruler", False) is asked


def test_once_the_round_is_over_no_word_can_be_given():
    room = closing()
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.refused("Ana", GiveWord(text=room.text(OneWord, "hope"))) == ROUND_OVER
    assert "round" not in room.view("Ana")


def test_only_a_seat_gives_a_word_the_facilitators_own_included():
    room = closing()
    assert room.refused("Fay", GiveWord(text=room.text(OneWord, "hope"))) == ROLE
    sat = room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))
    room.seats["Fern"] = sat[0].seat
    room.do("Fay", GiveWord(text=room.text(OneWord, "hope")))
    room.do("Fay", Uncover())
    assert shown(room) == {"hope"}
