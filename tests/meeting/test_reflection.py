"""Reflection: written for oneself first, shared by choice, and perspectives only for who asked."""

import itertools
import random

import pytest

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import GONE, ROLE, ROUND_OVER, Refusal
from facilitator.meeting.rounds.reflection.asked import Ask, LayOut, Offer, ReflectionText, Share, Write
from facilitator.meeting.rounds.reflection.rules import NOT_OPEN, NOT_SHARED, OFFERED_ALREADY
from tests.meeting.playing import reflection as playing
from tests.meeting.room import Room

OTHERS = ("phones", "screen", "console", "Ben", "Cy")


def reflection(*people: str, **more) -> Room:
    room = Room(*(people or ("Ana", "Ben", "Cy")), **more)
    room.do("Fay", ask.HoldWords(on=False))
    room.begin("reflection", "What helped?")
    return room


def write(room: Room, name: str, text: str = "A page of mine.") -> str:
    return room.do(name, Write(text=room.text(ReflectionText, text)))[-1].item


def shared(room: Room, name: str, text: str = "A page of mine.", named: bool = True, asks: bool = False) -> str:
    item = write(room, name, text)
    room.do(name, Share(item=item, reach="everyone", named=named))
    if not named:
        room.do("Fay", LayOut())
    if asks:
        room.do(name, Ask(item=item, on=True))
    return item


def offer(room: Room, name: str, item: str, text: str = "For me it was the walks.", named: bool = True) -> str:
    return room.do(name, Offer(item=item, text=room.text(ask.Line, text), named=named))[-1].item


def attempt(room: Room, name: str, item: str) -> Refusal:
    return room.refused(name, Offer(item=item, text=room.text(ask.Line, "Do as I say."), named=True))


def readers(room: Room, text: str) -> set[str]:
    return {who for who, seen in room.everyone().items() if text.encode() in seen}


def pages(room: Room, audience: str = "phones") -> dict:
    return room.view(audience)["round"]["cards"]


# Writing


def test_what_one_writes_reaches_nobody_and_shows_that_somebody_wrote_to_the_console_only():
    room = reflection()
    twin = room.copy()
    item = write(room, "Ana")
    assert readers(room, "A page of mine") == {"Ana"}
    for audience in ("phones", "screen", "Ben", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)
    assert room.view("console")["round"]["written"] == 1
    assert room.view("Ana")["mine"][item] == {
        "text": "A page of mine.", "what": "reflection", "reach": "me", "named": False, "keep": False,
        "round": room.meeting.current,
    }  # fmt: skip


def test_writing_again_takes_the_place_of_what_was_not_shared_and_its_row_goes():
    room = reflection()
    first = write(room, "Ana", "A first try.")
    events = room.do("Ana", Write(text=room.text(ReflectionText, "A second try.")))
    assert len(events[0].erases) == 1
    assert "A first try." not in room.texts.values()
    assert list(room.view("Ana")["mine"]) == [events[-1].item]
    assert first != events[-1].item
    assert room.view("console")["round"]["written"] == 1


@pytest.mark.parametrize("reach", ["everyone", "facilitator"])
def test_writing_again_leaves_what_was_shared_where_it_is(reach):
    room = reflection()
    item = write(room, "Ana", "Shared.")
    room.do("Ana", Share(item=item, reach=reach, named=True))
    write(room, "Ana", "Another.")
    assert len(room.view("Ana")["mine"]) == 2
    assert "console" in readers(room, "Shared.")


def test_writing_takes_the_place_of_ones_own_page_only():
    room = reflection()
    write(room, "Ben", "Of Ben.")
    write(room, "Ana", "Of Ana.")
    write(room, "Ana", "Of Ana again.")
    assert readers(room, "Of Ben.") == {"Ben"}


def test_a_seat_is_told_which_page_is_still_being_written():
    room = reflection()
    assert "private" not in room.view("Ana")["round"]
    item = write(room, "Ana")
    assert room.view("Ana")["round"]["private"] == item
    room.do("Ana", Share(item=item, reach="everyone", named=True))
    assert "private" not in room.view("Ana")["round"]


def test_whoever_listens_writes_and_shares_like_anyone():
    room = reflection()
    twin = room.copy()
    room.do("Ana", ask.SetComfort(comfort="listening"))
    for each in (room, twin):
        shared(each, "Ana", asks=True)
    for audience in OTHERS:
        assert room.bytes(audience) == twin.bytes(audience)


# Sharing


def test_shared_with_a_handle_it_shows_at_once_to_everyone():
    room = reflection()
    item = shared(room, "Ana")
    assert pages(room)[item] == {"text": "A page of mine.", "by": room.seats["Ana"]}
    assert readers(room, "A page of mine") == {"Ana", "phones", "screen", "console"}


def test_shared_without_a_handle_it_waits_unseen_by_all_until_all_are_laid_out_together():
    room = reflection()
    twin = room.copy()
    for name in ("Ana", "Ben"):
        item = write(room, name, f"Page of {name}.")
        room.do(name, Share(item=item, reach="everyone", named=False))
        assert room.view(name)["mine"][item]["waiting"] is True
    assert readers(room, "Page of Ana") == {"Ana"}
    for audience in ("phones", "screen", "Cy"):
        assert room.bytes(audience) == twin.bytes(audience)
    assert room.view("console")["round"]["waiting"] == 2
    room.do("Fay", LayOut())
    assert room.do("Fay", LayOut()) == ()
    assert [p["text"] for p in pages(room).values()] in (
        ["Page of Ana.", "Page of Ben."], ["Page of Ben.", "Page of Ana."],
    )  # fmt: skip
    assert list(pages(room)) == sorted(pages(room))
    for audience in ("phones", "screen", "console"):
        assert all("by" not in page for page in pages(room, audience).values())
    assert room.view("console")["round"]["waiting"] == 0


def test_the_end_of_the_round_lays_out_what_still_waits():
    room = reflection()
    item = write(room, "Ana")
    room.do("Ana", Share(item=item, reach="everyone", named=False))
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert pages(room) == {item: {"text": "A page of mine."}}


def test_for_the_facilitator_only_means_the_console_and_nobody_else():
    room = reflection()
    item = write(room, "Ana")
    room.do("Ana", Share(item=item, reach="facilitator", named=True))
    assert readers(room, "A page of mine") == {"Ana", "console"}
    assert room.view("console")["round"]["for_you"] == {item: {"text": "A page of mine.", "by": room.seats["Ana"]}}
    assert pages(room, "console") == {}
    assert room.view("console")["words"][item]["for_you"] is True
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert "screen" not in readers(room, "A page of mine")


def test_what_was_shared_can_be_kept_again():
    room = reflection()
    item = shared(room, "Ana")
    room.do("Ana", Share(item=item, reach="me", named=False))
    assert readers(room, "A page of mine") == {"Ana"}
    assert room.do("Ana", Share(item=item, reach="me", named=False)) == ()


def test_words_wait_for_the_facilitator_before_the_big_screen_where_the_room_holds_them():
    room = reflection()
    room.do("Fay", ask.HoldWords(on=True))
    item = shared(room, "Ana")
    assert pages(room, "screen") == {}
    room.do("Fay", ask.PutOnScreen(item=item, on=True))
    assert item in pages(room, "screen")
    room.do("Fay", ask.CoverWords(item=item, on=True))
    for audience in ("phones", "screen", "console"):
        assert pages(room, audience) == {}


def test_only_whoever_leads_lays_out():
    room = reflection()
    assert room.refused("Ana", LayOut()) == ROLE
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    room.do("Ana", ask.AnswerLead(accept=True))
    assert room.view("Ana")["can_lead"] == ["reflection.lay_out"]
    item = write(room, "Ben")
    room.do("Ben", Share(item=item, reach="everyone", named=False))
    room.do("Ana", LayOut())
    assert item in pages(room)


def test_nobody_but_its_author_shares_or_asks_and_what_is_not_there_looks_the_same():
    room = reflection()
    item = shared(room, "Ana")
    for other in (item, "no such item"):
        assert room.refused("Ben", Share(item=other, reach="me", named=True)) == GONE
        assert room.refused("Ben", Ask(item=other, on=True)) == GONE
    assert room.refused("Fay", Write(text=room.text(ReflectionText, "Mine?"))) == ROLE
    perspective = offer(room, "Ben", shared(room, "Ana", asks=True))
    for command in (Share(item=perspective, reach="everyone", named=True), Ask(item=perspective, on=True)):
        assert room.refused("Ben", command) == GONE


def test_the_facilitator_takes_part_like_anyone_with_a_seat_of_their_own():
    room = reflection()
    room.seats["Fern"] = room.do("Fay", ask.JoinCircle(handle=room.handle("Fern"), colour="teal", pattern="star"))[
        0
    ].seat
    item = shared(room, "Fay", asks=True)
    perspective = offer(room, "Ana", item)
    assert perspective in room.view("Fern")["received"]
    assert "For me it was the walks" not in str(room.view("console")["words"])


def test_nothing_is_asked_of_a_round_that_is_over():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    room.do("Fay", ask.EndRound(round=room.meeting.current))
    assert room.refused("Ana", Write(text=room.text(ReflectionText, "Late."))) == ROUND_OVER
    assert attempt(room, "Ben", item) == ROUND_OVER
    assert "asks" not in pages(room)[item]


# Asking, and only then offering


def test_asking_shows_on_what_was_shared_and_can_be_ended():
    room = reflection()
    item = shared(room, "Ana")
    assert room.refused("Ana", Ask(item=write(room, "Ana", "Private."), on=True)) == NOT_SHARED
    room.do("Ana", Ask(item=item, on=True))
    assert room.do("Ana", Ask(item=item, on=True)) == ()
    assert pages(room)[item]["asks"] is True
    assert room.view("Ana")["mine"][item]["asks"] is True
    room.do("Ana", Ask(item=item, on=False))
    assert "asks" not in pages(room)[item]


def test_whoever_wants_to_be_given_nothing_today_cannot_ask():
    room = reflection()
    item = shared(room, "Ana")
    room.do("Ana", ask.SetReceiving(on=False))
    assert room.refused("Ana", Ask(item=item, on=True)) == NOT_OPEN
    assert "reflection.ask" not in room.view("Ana")["round"]["can"]


def test_refusing_an_offer_says_nothing_about_what_there_is():
    room = reflection()
    asked = shared(room, "Ana", "Asked.", asks=True)
    covered = shared(room, "Ana", "Covered.", asks=True)
    room.do("Fay", ask.CoverWords(item=covered, on=True))
    waiting = write(room, "Ana", "Waiting.")
    room.do("Ana", Share(item=waiting, reach="everyone", named=False))
    room.do("Ana", Ask(item=waiting, on=True))
    for_facilitator = write(room, "Ana", "For Fay.")
    room.do("Ana", Share(item=for_facilitator, reach="facilitator", named=True))
    others = [shared(room, "Ana", "Not asked."), covered, waiting, for_facilitator, write(room, "Ana", "Private."),
              offer(room, "Cy", asked), "no such item"]  # fmt: skip
    for item in others:
        assert attempt(room, "Ben", item) is GONE
    assert attempt(room, "Ana", asked) is GONE, "nor one's own"
    room.do("Ben", Offer(item=asked, text=room.text(ask.Line, "What was so for me."), named=True))


def test_a_perspective_reaches_whoever_asked_first_and_alone():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    assert room.view("Ana")["received"][perspective] == {
        "text": "For me it was the walks.", "by": room.seats["Ben"], "what": "perspective", "about": item,
        "allowed": False, "can_allow": True, "keep": False,
    }  # fmt: skip
    assert readers(room, "the walks") == {"Ana", "Ben"}
    assert "perspectives" not in pages(room)[item]


def test_whoever_asked_lets_it_show_under_their_page_or_not():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item, named=False)
    room.do("Ana", ask.AllowWords(item=perspective, on=True))
    for audience in ("phones", "screen", "console"):
        assert pages(room, audience)[item]["perspectives"] == {perspective: {"text": "For me it was the walks."}}
    room.do("Ana", ask.AllowWords(item=perspective, on=False))
    assert readers(room, "the walks") == {"Ana", "Ben"}
    assert room.refused("Ben", ask.AllowWords(item=perspective, on=True)) == GONE


def test_who_offers_to_a_page_without_a_handle_never_learns_whose_it_is():
    room = reflection()
    item = shared(room, "Ana", named=False, asks=True)
    perspective = offer(room, "Ben", item)
    room.do("Ana", ask.AllowWords(item=perspective, on=True))
    assert room.seats["Ana"].encode() not in room.bytes("Ben")
    for audience in ("phones", "screen"):
        assert room.seats["Ana"] not in str(room.view(audience)["round"])
    assert room.view("Ben")["mine"][perspective]["about"] == item


def test_nobody_is_answered_over_and_over_by_the_same_voice():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    assert attempt(room, "Ben", item) == OFFERED_ALREADY
    room.do("Ben", ask.TakeBack(item=perspective))
    offer(room, "Ben", item)
    assert len(room.view("Ana")["received"]) == 1


@pytest.mark.parametrize(
    "ends",
    [
        lambda item: Ask(item=item, on=False), lambda item: Share(item=item, reach="me", named=True),
        lambda item: Share(item=item, reach="facilitator", named=True), lambda item: ask.TakeBack(item=item),
        lambda item: ask.SetReceiving(on=False), lambda item: ask.LeaveSeat(), lambda item: ask.PutPhoneDown(),
        lambda item: ask.LeaveSeat(words=True),
    ],
)  # fmt: skip
def test_when_the_asking_ends_there_are_no_further_offers_and_those_received_stay(ends):
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    room.do("Ana", ends(item))
    assert attempt(room, "Cy", item) == GONE
    assert "asks" not in pages(room).get(item, {})
    ana = room.meeting.seats[room.seats["Ana"]]
    if ana.phone and not ana.left:
        room.do("Ana", ask.SetReceiving(on=True))
        assert perspective in room.view("Ana")["received"]
    assert readers(room, "the walks") <= {"Ana", "Ben"}


def test_shared_once_more_it_asks_for_nothing_until_its_author_asks_anew():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    room.do("Ana", Share(item=item, reach="me", named=True))
    room.do("Ana", Share(item=item, reach="everyone", named=True))
    assert attempt(room, "Ben", item) == GONE


def test_a_page_without_a_handle_does_not_say_whose_it_was_when_somebody_goes():
    room = reflection("Ana", "Ben", "Cy", "Dee")
    item = shared(room, "Ana", named=False, asks=True)
    for go in (ask.LeaveSeat(), ask.PutPhoneDown()):
        leaves, other = room.copy(), room.copy()
        leaves.do("Ana", go)
        other.do("Dee", go)
        for audience in ("phones", "screen", "console"):
            assert leaves.view(audience)["round"] == other.view(audience)["round"]
        perspective = offer(leaves, "Ben", item)
        assert readers(leaves, "the walks") <= {"Ana", "Ben"}
        assert leaves.meeting.words[perspective].allowed is False


def test_a_giver_takes_a_perspective_back_and_it_leaves_every_screen():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    room.do("Ana", ask.AllowWords(item=perspective, on=True))
    assert room.do("Ben", ask.TakeBack(item=perspective))[0].erases
    assert readers(room, "the walks") == set()
    assert "perspectives" not in pages(room)[item]


def test_nothing_dangles_when_a_page_is_taken_back():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    room.do("Ana", ask.AllowWords(item=perspective, on=True))
    room.do("Ana", ask.TakeBack(item=item))
    for audience in ("phones", "screen", "console", "Ana", "Ben", "Cy"):
        assert item.encode() not in room.bytes(audience)
    assert pages(room) == {}
    assert room.view("Ana")["received"][perspective]["text"] == "For me it was the walks."
    assert room.view("Ben")["mine"][perspective]["what"] == "perspective"


def test_what_was_written_and_received_is_there_until_the_meeting_closes():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    room.begin("story")
    assert item in room.view("Ana")["mine"]
    assert perspective in room.view("Ana")["received"]
    room.do("Fay", ask.BeginClosing())
    room.do("Ana", ask.TakeBack(item=item))
    assert "about" not in room.view("Ben")["mine"][perspective]
    assert room.meeting.rounds[0].state.asking == {}


def test_a_wish_to_be_given_nothing_hides_what_was_received_and_brings_it_back():
    room = reflection()
    item = shared(room, "Ana", asks=True)
    perspective = offer(room, "Ben", item)
    room.do("Ana", ask.AllowWords(item=perspective, on=True))
    room.do("Ana", ask.SetReceiving(on=False))
    assert room.view("Ana")["received"] == {}
    assert "perspectives" not in pages(room)[item]
    room.do("Ana", ask.SetReceiving(on=True))
    assert room.view("Ana")["received"][perspective]["allowed"] is False


# Large rooms


def test_views_stay_small_in_a_large_room_and_whoever_asks_is_not_pushed_out():
    people = [f"p{n}" for n in range(50)]
    room = reflection(*people)
    asked = shared(room, "p0", asks=True)
    for name in people[1:]:
        shared(room, name)
    shown = room.view("phones")
    assert len(shown["round"]["cards"]) == 40
    assert shown["round"]["more"] == 10
    assert asked in shown["round"]["cards"]
    assert len(shown["seats"]) == 40
    assert len(pages(room, "screen")) == 12
    assert "more" not in room.view("screen")["round"]
    assert room.view("console")["round"]["shared"] == 50


def test_under_one_page_a_view_carries_a_dozen_perspectives():
    people = [f"p{n}" for n in range(20)]
    room = reflection("Ana", *people)
    item = shared(room, "Ana", asks=True)
    for name in people:
        room.do("Ana", ask.AllowWords(item=offer(room, name, item), on=True))
    assert len(pages(room)[item]["perspectives"]) == 12
    assert len(room.view("Ana")["received"]) == 20


# Invariant 6, under random play


class Asking:
    """Who asks for what just now, kept from what was asked of the room and not from what the rules made of it."""

    def __init__(self) -> None:
        self.on: dict[str, str] = {}
        self.answers: dict[str, str] = {}
        """Text of a perspective that was taken -> the seat that asked for it."""

    def note(self, room: Room, name: str, command: ask.Command) -> None:
        seat = room.seats[name]
        match command:
            case Ask(item=item, on=True):
                self.on[item] = seat
            case Ask(item=item) | ask.TakeBack(item=item) | Share(item=item, reach="me" | "facilitator"):
                self.on = {i: s for i, s in self.on.items() if (i, s) != (item, seat)}
            case ask.SetReceiving(on=False):
                self.on = {i: s for i, s in self.on.items() if s != seat}
            case Offer(item=item, text=text):
                assert item in self.on, "an offer was taken where nobody asked"
                assert self.on[item] != seat
                self.answers[text.text] = self.on[item]


def some(room: Room, name: str, choose, marker) -> ask.Command:
    likely = playing.likely(room, name, choose, marker)
    if choose((True, True, True, False)):
        return choose(likely)
    item, on = choose([*room.meeting.words, "nothing"]), choose((True, True, False))
    return choose(
        [*playing.persons(room, name, choose, marker), ask.TakeBack(item=item), ask.AllowWords(item=item, on=on),
         ask.SetReceiving(on=on)]
    )  # fmt: skip


def test_no_text_ever_reaches_anybody_who_had_not_asked_for_it():
    seen, marks = 0, itertools.count()
    for seed in range(60):
        choose = random.Random(seed).choice
        room, asking = reflection("Ana", "Ben", "Cy", "Dee"), Asking()
        for step in range(60):
            name = choose(("Ana", "Ben", "Cy", "Dee"))
            if step == 50 and choose((True, False)):
                room.do(name, ask.LeaveSeat(words=choose((True, False))))
            if room.meeting.seats[room.seats[name]].left:
                continue
            command = some(room, name, choose, lambda: f"<mark{next(marks)}>")
            if not isinstance(room.attempt(name, command), Refusal):
                asking.note(room, name, command)
            if choose((True, False)):
                room.do("Fay", LayOut())
            for who, seat in room.seats.items():
                for piece in room.view(who)["received"].values():
                    assert asking.answers[piece["text"]] == seat, (seed, step, who)
                    seen += 1
    assert seen > 1000, "a walk in which nothing happens proves nothing"


def test_two_rooms_that_differ_in_what_is_private_give_everyone_else_the_same():
    room = reflection()
    twin = room.copy()
    kept = shared(room, "Ana", "Kept in one room.")
    room.do("Ana", Share(item=kept, reach="me", named=True))
    write(twin, "Ana", "Another text in the other.")
    for audience in OTHERS:
        assert room.view(audience) == twin.view(audience)
