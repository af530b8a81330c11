"""Guessing codes, by a clock of its own: how many guesses are answered, who waits, and who never does."""

import heapq
import random

from facilitator.joining.codes import ALPHABET, guesses, length_for, new_code, odds
from facilitator.joining.guessing import A_SECOND, AT_ONCE, FREE, LONGEST_WAIT, Guessing


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def attack(seconds: int, addresses: int, tries: int, processes: int = 1) -> int:
    """So many addresses try so many codes a second for so long. Gives how many were looked up."""
    clock, chance = Clock(), random.Random(1)
    guessing = Guessing(processes, clock)
    waiting: list[tuple[float, str]] = []
    looked_up = 0
    for _ in range(seconds * 10):
        clock.now += 0.1
        while waiting and waiting[0][0] <= clock.now:
            guessing.looks_up(heapq.heappop(waiting)[1])
            looked_up += 1
        for _ in range(max(1, tries // 10)):
            address = str(chance.randrange(addresses))
            wait = guessing.turn(address)
            if wait == 0:
                guessing.looks_up(address)
                looked_up += 1
            elif wait is not None:
                heapq.heappush(waiting, (clock.now + wait, address))
    return looked_up


def test_however_many_addresses_guess_five_a_second_are_answered():
    for seconds, addresses in ((60, 10_000), (600, 10_000), (300, 300)):
        answered = attack(seconds, addresses, 60)
        assert 0.9 * A_SECOND * seconds <= answered <= AT_ONCE + A_SECOND * seconds + 1


def test_several_processes_share_what_is_answered():
    assert attack(300, 10_000, 60, processes=4) <= (AT_ONCE + A_SECOND * 300) / 4 + 1


def test_one_address_alone_gets_ten_a_minute_and_then_one_a_second():
    assert attack(120, 1, 60) <= 2 * FREE + 120 + 1


def test_the_odds_of_guessing_into_any_open_meeting_stay_below_half_a_percent():
    assert guesses() == 36_025
    assert [length_for(n) for n in (0, 5, 6, 99, 123, 124, 2_000)] == [6, 6, 7, 7, 7, 8, 8]
    for n in range(2_500):
        assert odds(n + 1, length_for(n)) <= 0.005
    assert len(new_code(99)) == 7
    assert set(new_code(99)) <= set(ALPHABET)


def test_who_types_right_codes_never_waits_and_is_not_counted():
    guessing = Guessing(now=Clock())
    for _ in range(200):
        assert guessing.turn("the room") == 0
        guessing.looks_up("the room")
        guessing.was_right("the room")


def test_the_minute_passes():
    clock = Clock()
    guessing = Guessing(now=clock)
    for _ in range(FREE):
        assert guessing.turn("a") == 0
        guessing.looks_up("a")
    assert guessing.turn("a") > 0
    assert guessing.turn("b") == 0, "another address"
    clock.now += 61
    assert guessing.turn("a") == 0


def test_the_queue_ends_somewhere():
    guessing = Guessing(now=Clock())
    waits = [guessing.turn(str(n)) for n in range(4_000) if guessing.looks_up(str(n)) is None]
    assert None in waits
    assert max(w for w in waits if w is not None) <= LONGEST_WAIT
