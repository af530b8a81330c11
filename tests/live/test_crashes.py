"""kill -9, restart, and two processes at once: what was answered is there, once, on every screen."""

import random
import secrets
import threading

import pytest

from facilitator.rehearsing.phone import Phone, Screen
from tests.places import Server, wait_until


def come_back(server: Server, screen: Screen) -> Screen:
    """The same page after the server is back: same cookies, fresh load, connected."""
    again = Phone(server.url, screen.web)
    again.load("/here" if "own" in screen.boot else f"/console/{screen.boot['links']['qr'].split('/')[2]}")
    again.connect()
    return again


def test_kill_in_the_middle_of_a_story_round_changes_nothing_on_any_screen(own_server):
    session = own_server.open()
    ana, ben = session.phone("Ana"), session.phone("Ben")
    session.phone("Cy")
    screen = session.screen()
    session.begin("story", order="queue")
    session.console.do("story.send")
    for phone in (ana, ben):
        phone.do("story.raise_hand")
    ana.wait(lambda s: s.mine.get("offer"))
    ana.do("story.accept", turn=1)
    ana.do("story.tell", text="My story, kept.", named=True)
    item = session.console.wait(lambda s: next(iter(s.view["words"]), None))
    session.console.do("words.screen", item=item, on=True)
    ben.do("story.resonate", what="me_too")
    screen.wait(lambda s: "My story, kept." in str(s.view) and s.round["lights"])
    for phone in (*session.phones.values(), session.console):
        phone.wait(lambda s: s.round["lights"])
    ben.wait(lambda s: s.mine.get("gave"))
    before = {n: (p.view, p.own) for n, p in session.phones.items()}
    console_before, screen_before = session.console.view, screen.view
    own_server.kill()
    own_server.start()
    for name, phone in session.phones.items():
        again = come_back(own_server, phone)
        assert (again.view, again.own) == before[name]
        again.close()
    console = come_back(own_server, session.console)
    console.wait(lambda s: s.view)
    assert console.view == console_before
    again = Screen(own_server.url)
    again.load(session.screen_path)
    assert again.view == screen_before
    console.close()


def test_words_taken_back_just_before_the_kill_stay_taken_back_and_their_key_goes(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    ana.do("shoutouts.give", text="findable words")
    item = ana.wait(lambda s: next(iter(s.own["mine"]), None))
    key_file = own_server.folder / "keys" / f"{session.id}.meeting"
    before = key_file.read_bytes()
    ana.do("words.take_back", item=item)
    own_server.kill()
    own_server.start()
    again = come_back(own_server, ana)
    assert again.own["mine"] == {}
    assert key_file.read_bytes() != before
    again.close()


def test_five_kills_at_random_moments_lose_nothing_that_was_answered_and_double_nothing(own_server):
    """Twenty in `make test-long`."""
    kills_lose_nothing(own_server, 5)


def kills_lose_nothing(own_server, kills: int) -> None:
    """So many kill -9 while three phones give shout-outs: what was answered is there once, and once only.

    The moment is a number of answers, not a time, so that a slow machine is tested as hard as a fast one.
    """
    chance = random.Random(7)
    session = own_server.open()
    people = [session.phone(n) for n in ("Ana", "Ben", "Cy")]
    session.begin("shoutouts")
    answered: dict[str, str] = {}
    for round in range(kills):
        sent: list[tuple[Phone, str, str]] = []
        enough = len(answered) + chance.randint(6, 30)

        def give(phone: Phone, n: int, sent=sent) -> None:
            for i in range(12):
                id, text = secrets.token_hex(16), f"words {n} {phone.own['handle']} {i}"
                sent.append((phone, id, text))
                try:
                    if phone.ask("shoutouts.give", id=id, text=text)["ok"]:
                        answered[id] = text
                except Exception:
                    return

        threads = [threading.Thread(target=give, args=(phone, round)) for phone in people]
        for thread in threads:
            thread.start()
        wait_until(lambda enough=enough: len(answered) >= enough)
        own_server.kill()
        for thread in threads:
            thread.join()
        own_server.start()
        people = [come_back(own_server, phone) for phone in people]
        handles = {p.own["handle"]: p for p in people}
        for phone, id, text in sent:
            assert handles[phone.own["handle"]].ask("shoutouts.give", id=id, text=text) == {"ok": True}
            answered[id] = text
    for phone in people:
        phone.sync()
    kept = [piece["text"] for phone in people for piece in phone.own["mine"].values()]
    assert len(answered) > 6 * kills, "a test in which little is said proves little"
    assert sorted(kept) == sorted(answered.values())
    for phone in people:
        phone.close()


def test_told_to_stop_it_finishes_says_so_and_is_gone_in_three_seconds(own_server):
    session = own_server.open()
    ana = session.phone("Ana")
    session.begin("shoutouts")
    assert own_server.stop() == 0
    assert any(e == "back_soon" for e, _ in ana.heard)
    own_server.start()
    again = come_back(own_server, ana)
    assert again.view == ana.view
    again.close()


@pytest.fixture
def two_servers(tmp_path, database):
    more = {} if database.startswith("sqlite") else {"DATABASE_URL": database.replace("+psycopg2", "")}
    first = Server(tmp_path, **more).prepare().start()
    second = Server(tmp_path, **more).start()
    second.ids = first.ids
    yield first, second
    first.kill()
    second.kill()


def test_two_processes_on_one_journal_end_up_with_the_same_screens(two_servers):
    first, second = two_servers
    session = first.open()
    people = []
    for n in range(8):
        phone = Phone(first.url).join(session.link, handle=f"p{n}")
        phone.url = (first, second)[n % 2].url
        phone.connect()
        people.append(phone)
    session.begin("story", order="queue")
    for phone in people:
        phone.wait(lambda s: s.round.get("kind") == "story")
    barrier = threading.Barrier(8)
    answers = []

    def tap(phone: Phone) -> None:
        barrier.wait()
        for kind in ("story.raise_hand", "story.lower_hand", "story.raise_hand"):
            answers.append(phone.ask(kind))

    threads = [threading.Thread(target=tap, args=(p,)) for p in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [{"ok": True}] * 24
    for phone in people:
        phone.wait(lambda s: len(s.round["hands"]) == 8)
    wait_until(lambda: len({phone.v for phone in people}) == 1)
    assert all(phone.view == people[0].view for phone in people)
    session.console.do("round.end", round=session.console.round["id"])
    for phone in people:
        phone.wait(lambda s: s.round.get("over"))
    session.console.do("meeting.close")
    for phone in people:
        phone.wait(lambda s: s.bye)
