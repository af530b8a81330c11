"""For every act: who is sent something, and who is not. Real server, real sockets."""

import pytest

from tests.live.hearing import Circle

EVERYONE = {"Ana", "Ben", "Cy", "console", "screen"}
PHONES = {"Ana", "Ben", "Cy"}


def turn(circle: Circle, name: str) -> int:
    return circle[name].mine["offer"]["turn"]


@pytest.fixture
def story(server):
    circle = Circle(server.open(), "story", order="queue")
    circle["console"].do("story.send")
    circle.mark()
    yield circle
    circle.session.close()


@pytest.fixture
def shoutouts(server):
    circle = Circle(server.open(), "shoutouts")
    yield circle
    circle.session.close()


def ask(circle: Circle, name: str, kind: str, **fields):
    return lambda: circle[name].do(kind, **fields)


def test_a_raised_hand_is_seen_by_everyone_and_the_offer_by_its_seat_alone(story):
    heard = story.hears(ask(story, "Ana", "story.raise_hand"), EVERYONE)
    assert set(heard) == EVERYONE
    assert "offer" in story["Ana"].mine
    for name in EVERYONE - {"Ana"}:
        assert "offer" not in str(heard[name])


def test_a_second_hand_and_lowering_it(story):
    story["Ana"].do("story.raise_hand")
    assert set(story.hears(ask(story, "Ben", "story.raise_hand"), EVERYONE)) == EVERYONE
    assert set(story.hears(ask(story, "Ben", "story.lower_hand"), EVERYONE)) == EVERYONE


def test_accepting_is_seen_by_everyone(story):
    story["Ana"].do("story.raise_hand")
    story["Ana"].wait(lambda s: s.mine.get("offer"))
    heard = story.hears(ask(story, "Ana", "story.accept", turn=turn(story, "Ana")), EVERYONE)
    assert set(heard) == EVERYONE
    until = str(story["Ana"].mine["holding"]["until"])
    assert {name for name in EVERYONE if until in str(heard[name])} == {"Ana", "console"}


def holding(circle: Circle, name: str = "Ana") -> None:
    circle[name].do("story.raise_hand")
    circle[name].wait(lambda s: s.mine.get("offer"))
    circle[name].do("story.accept", turn=turn(circle, name))
    circle[name].wait(lambda s: s.mine.get("holding"))
    circle.mark()


def test_while_the_piece_is_held_others_are_only_shown_hands(story):
    holding(story)
    assert set(story.hears(ask(story, "Ben", "story.raise_hand"), EVERYONE)) == EVERYONE
    heard = story.hears(ask(story, "Cy", "story.skip_me", on=True), ["Cy"])
    assert set(heard) == {"Cy"}
    assert set(story.hears(ask(story, "Cy", "story.ask_me_last", on=True), [])) <= {"Cy"}


def test_a_resonance_is_light_for_everyone_and_its_giver_is_named_to_nobody(story):
    holding(story)
    heard = story.hears(ask(story, "Ben", "story.resonate", what="me_too"), EVERYONE)
    assert set(heard) == EVERYONE
    for name in EVERYONE - {"Ben"}:
        assert story.seat("Ben") not in str(heard[name])


def test_a_content_note_is_seen_by_everyone(story):
    holding(story)
    heard = story.hears(ask(story, "Ana", "story.set_notes", notes=["loss"]), EVERYONE - {"Ana"})
    assert set(heard) == EVERYONE


def test_a_story_with_a_handle_reaches_everyone_but_the_big_screen_until_it_is_let_through(story):
    holding(story)
    heard = story.hears(ask(story, "Ana", "story.tell", text="My story.", named=True), PHONES | {"console"})
    assert {n for n in heard if "My story." in str(heard[n])} == PHONES | {"console"}
    item = next(iter(story["console"].view["words"]))
    heard = story.hears(ask(story, "console", "words.screen", item=item, on=True), ["screen", "console"])
    assert set(heard) == {"screen", "console"}
    heard = story.hears(ask(story, "console", "words.cover", item=item, on=True), EVERYONE)
    assert set(heard) == EVERYONE
    assert "My story." in str(story["Ana"].own["mine"])
    assert not any("My story." in str(story[n].view) for n in PHONES | {"screen"})


def test_a_story_without_a_handle_reaches_nobody_until_the_round_is_over(story):
    holding(story)
    heard = story.hears(ask(story, "Ana", "story.tell", text="My story.", named=False), ["Ana"])
    assert set(heard) == {"Ana"}
    console = story["console"]
    console.do("round.end", round=console.round["id"])
    for name in PHONES | {"console"}:
        story[name].wait(lambda s: "My story." in str(s.view))
    assert story.seat("Ana") not in str(story["Ben"].round["stories"])


@pytest.fixture
def answering(server):
    circle = Circle(server.open(), "story", order="queue", cross_talk="open")
    circle["console"].do("story.send")
    circle.mark()
    holding(circle)
    circle["Ana"].do("story.tell", text="My story.", named=True, answers=True)
    circle["Ben"].wait(lambda s: s.round["stories"])
    circle.mark()
    yield circle
    circle.session.close()


def test_an_answer_with_a_handle_reaches_everyone_but_the_big_screen_and_goes_when_the_teller_no_longer_lets_it(
    answering,
):
    item = next(iter(answering["Ben"].round["stories"]))
    said = ask(answering, "Ben", "story.reply", item=item, text="Me too.", named=True)
    heard = answering.hears(said, PHONES | {"console"})
    assert {n for n in heard if "Me too." in str(heard[n])} == PHONES | {"console"}
    answering.hears(ask(answering, "Ana", "story.let_answer", item=item, on=False), PHONES | {"console"})
    assert not any("Me too." in str(answering[n].view) for n in EVERYONE)
    assert {n for n in PHONES if "Me too." in str(answering[n].own)} == {"Ben"}


def test_an_answer_without_a_handle_sends_nobody_anything_until_they_are_laid_out(answering):
    item = next(iter(answering["Ben"].round["stories"]))
    heard = answering.hears(ask(answering, "Ben", "story.reply", item=item, text="Me too.", named=False), ["Ben"])
    assert set(heard) == {"Ben"}
    heard = answering.hears(ask(answering, "console", "story.lay_out"), PHONES | {"console"})
    assert {n for n in heard if "Me too." in str(heard[n])} >= PHONES | {"console"}
    assert answering.seat("Ben") not in str(answering["Cy"].round["stories"])


def test_words_taken_back_leave_every_screen(story):
    holding(story)
    story["Ana"].do("story.tell", text="My story.", named=True)
    item = story["Ana"].wait(lambda s: next(iter(s.own["mine"]), None))
    story["console"].do("words.screen", item=item, on=True)
    story["screen"].wait(lambda s: "My story." in str(s.view))
    heard = story.hears(ask(story, "Ana", "words.take_back", item=item), EVERYONE)
    assert set(heard) == EVERYONE
    for name in EVERYONE:
        assert "My story." not in str(story[name].view)
        assert "My story." not in str(story[name].own)


@pytest.mark.parametrize("comfort", ["listening", "glad_to_share"])
def test_a_change_of_comfort_is_heard_by_nobody_else(story, comfort):
    heard = story.hears(ask(story, "Ana", "seat.comfort", comfort=comfort), ["Ana"])
    assert set(heard) == {"Ana"}


def test_a_signal_is_heard_by_the_console_and_its_answer_by_its_sender(story):
    heard = story.hears(ask(story, "Ana", "signal.send", what="not_ok"), ["Ana", "console"])
    assert set(heard) == {"Ana", "console"}
    heard = story.hears(ask(story, "console", "signal.see", seat=story.seat("Ana")), ["Ana", "console"])
    assert set(heard) == {"Ana", "console"}
    assert story["Ana"].own["signal"]["seen"] is True
    assert set(story.hears(ask(story, "Ana", "signal.withdraw"), ["Ana", "console"])) == {"Ana", "console"}


def test_the_facilitators_own_affairs_stay_on_the_console(story):
    heard = story.hears(ask(story, "console", "round.plan", round_kind="shoutouts", prompt="For later"), ["console"])
    assert set(heard) == {"console"}
    assert set(story.hears(ask(story, "console", "words.hold", on=False), ["console"])) == {"console"}


def test_somebody_without_a_phone_is_asked_through_the_console_alone(story):
    console = story["console"]
    console.do("circle.add", handle="Rose", colour="teal", pattern="dots")
    rose = console.wait(lambda s: next((i for i, p in s.view["seats"].items() if p["handle"] == "Rose"), None))
    story.mark()
    before = story["Ana"].round["piece"]
    heard = story.hears(ask(story, "console", "story.offer_to", seat=rose), ["console"])
    assert "console" in heard
    assert rose not in str({n: m for n, m in heard.items() if n != "console"})
    assert before == {"is": "waiting"}
    assert story["Ana"].round["piece"] == {"is": "travelling"}


def test_a_shoutout_is_heard_by_giver_and_receiver_and_by_the_rest_as_thread(shoutouts):
    ben = shoutouts.seat("Ben")
    heard = shoutouts.hears(
        ask(shoutouts, "Ana", "shoutouts.give", to=ben, strength="hope", text="For you, Ben."), EVERYONE
    )
    assert set(heard) == EVERYONE
    assert {n for n in heard if "For you, Ben." in str(heard[n])} == {"Ana", "Ben"}
    for name in ("Cy", "screen"):
        assert [m for _, m in heard[name]] == [{"from": heard[name][0][1]["from"], "v": heard[name][0][1]["v"],
                                                "patch": {"quilt": {"sewn": 1}}}]  # fmt: skip
    item = next(iter(shoutouts["Ben"].own["received"]))
    heard = shoutouts.hears(ask(shoutouts, "Ben", "words.allow", item=item, on=True), EVERYONE - {"Ana", "screen"})
    assert {n for n in heard if "For you, Ben." in str(heard[n])} >= {"Cy", "console"}
    heard = shoutouts.hears(ask(shoutouts, "Ben", "words.allow", item=item, on=False), EVERYONE - {"Ana", "screen"})
    assert not any("For you, Ben." in str(shoutouts[n].view) for n in EVERYONE)


def test_not_wanting_any_today_is_heard_by_nobody_else(shoutouts):
    assert set(shoutouts.hears(ask(shoutouts, "Ben", "seat.receiving", on=False), ["Ben"])) == {"Ben"}


def test_a_new_handle_is_seen_by_phones_and_console_and_on_the_big_screen_only_as_a_patch(shoutouts):
    colour = "plum" if shoutouts["Ana"].own["colour"] != "plum" else "teal"
    look = {"handle": "Annie", "colour": colour, "pattern": "star"}
    heard = shoutouts.hears(ask(shoutouts, "Ana", "seat.look", **look), EVERYONE)
    assert set(heard) == EVERYONE
    assert "Annie" not in str(heard["screen"])


def test_a_newcomer_is_seen_by_everyone(shoutouts):
    heard = shoutouts.hears(lambda: shoutouts.session.phone("Dee"), EVERYONE)
    assert set(heard) == EVERYONE
    assert "Dee" not in str(heard["screen"])
    assert "Dee" in str(heard["Ana"])


def test_what_one_may_ask_is_answered_to_whoever_asked_alone(shoutouts):
    heard = shoutouts.hears(lambda: shoutouts["Ana"].look("shoutouts.people"), [])
    assert heard == {}
    people = shoutouts["Ana"].look("shoutouts.people")["page"]["people"]
    assert {p["handle"] for p in people} == {"Ben", "Cy"}


def test_a_refusal_is_heard_by_whoever_asked_alone(shoutouts):
    def refused():
        assert shoutouts["Ana"].ask("round.end", round="x")["code"] == "E_ROLE"
        assert shoutouts["screen"].ask("meeting.close")["code"] == "E_ROLE"
        assert shoutouts["Ana"].ask("story.pass", turn=1)["code"] == "E_STATE"

    assert shoutouts.hears(refused, []) == {}
