"""Handing over the lead of a round to somebody who takes it."""

from facilitator.meeting import commands as ask
from facilitator.meeting.refusals import GONE, LEADING_ALREADY, NO_ROUND, ROLE, WITHOUT_PHONE
from facilitator.meeting.rounds.story import asked as story
from tests.meeting.room import Room


def led() -> Room:
    room = Room("Ana", "Ben", without_phone=("Rose",))
    room.begin("story", order="ring")
    room.do("Fay", ask.OfferLead(seat=room.seats["Ana"]))
    return room


def test_whoever_accepts_has_the_controls_of_the_round_and_not_of_the_meeting():
    room = led()
    assert room.refused("Ana", story.Send()) == ROLE
    room.do("Ana", ask.AnswerLead(accept=True))
    assert room.view("Ana")["can_lead"] == ["story.send", "story.move_on", "story.rest"]
    room.do("Ana", story.Send())
    running = room.meeting.running.id
    for command in (ask.EndRound(round=running), ask.SetLength(minutes=90), ask.OfferLead(seat=room.seats["Ben"])):
        assert room.refused("Ana", command) == ROLE
    for who in ("phones", "console", "screen"):
        assert room.view(who)["lead"] == room.seats["Ana"]


def test_a_declined_offer_looks_like_one_not_answered_yet():
    waiting, declined = led(), led()
    declined.do("Ana", ask.AnswerLead(accept=False))
    for who in ("phones", "console", "screen", "Ben"):
        assert waiting.bytes(who) == declined.bytes(who)
    assert waiting.view("Ana")["lead"] == "offered"
    assert "lead" not in declined.view("Ana")
    assert declined.refused("Ana", ask.AnswerLead(accept=True)) == GONE


def test_either_ends_it_with_one_tap():
    for name in ("Ana", "Fay"):
        room = led()
        room.do("Ana", ask.AnswerLead(accept=True))
        room.do(name, ask.EndLead())
        assert "lead" not in room.view("phones")
        assert room.refused("Ana", story.Send()) == ROLE
        assert room.do("Fay", ask.EndLead()) == ()


def test_the_lead_ends_with_the_round_and_when_its_holder_goes():
    room = led()
    room.do("Ana", ask.AnswerLead(accept=True))
    room.do("Fay", ask.EndRound(round=room.meeting.running.id))
    assert room.meeting.lead is None
    for going in (ask.LeaveSeat(), ask.PutPhoneDown()):
        room = led()
        room.do("Ana", ask.AnswerLead(accept=True))
        room.do("Ana", going)
        assert room.meeting.lead is None


def test_what_cannot_be_offered():
    room = led()
    assert room.refused("Fay", ask.OfferLead(seat=room.seats["Ben"])) == LEADING_ALREADY
    assert room.refused("Ben", ask.EndLead()) == GONE
    assert room.do("Fay", ask.OfferLead(seat=room.seats["Ana"])) == ()
    room.do("Fay", ask.EndLead())
    assert room.refused("Fay", ask.OfferLead(seat=room.seats["Rose"])) == WITHOUT_PHONE
    assert room.refused("Fay", ask.OfferLead(seat="nobody")) == GONE
    room.begin("shoutouts")
    assert room.refused("Fay", ask.OfferLead(seat=room.seats["Ana"])) == NO_ROUND, "there is nothing to lead in it"
