"""The ten consent invariants of PRODUCT.md as checks on a room, one after every step of random play.

An oracle of its own keeps what authors and receivers chose, so that the product's rule is not checked against itself.
"""

import itertools
import json
import random
from collections import Counter

from facilitator.meeting import commands as ask
from facilitator.meeting import events as did
from facilitator.meeting.commands import name_of
from facilitator.meeting.journalling import read_events, read_meeting, write_events, write_meeting
from facilitator.meeting.reading import own
from facilitator.meeting.refusals import Refusal
from facilitator.meeting.rounds.story import asked as story
from facilitator.meeting.rounds.story.piece import Held, Travelling
from facilitator.meeting.rules import evolve
from facilitator.meeting.touched import touched
from facilitator.meeting.views import view
from tests.meeting.play import Choose, some_command
from tests.meeting.playing import playing
from tests.meeting.room import Room

SHARED = ("phones", "console", "screen")
KNOWN_ON_CONSOLE = {"handle", "colour", "pattern", "place", "phone", "signal", "left", "quiet"}
"""What a phone's page «Who sees what» says that the facilitator sees (invariant 9)."""


class Marked:
    """What became of one marked text."""

    def __init__(self, author: str, text: str) -> None:
        self.author, self.text = author, text
        self.to: str | None = None
        self.reach = "everyone"
        self.beneath: str | None = None
        self.unanswered = False
        self.private = self.named = self.allowed = self.waiting = self.covered = self.held = self.read_aloud = False

    def readers(self, room: Room) -> set[str]:
        """Who may read it just now, from what its author and its receiver chose."""
        who = {self.author}
        if self.to and room.meeting.seats[self.to].receives:
            who.add(self.to)
        if self.read_aloud:
            who.add("console")
        shows = not self.waiting and not self.unanswered and (self.to is None or (self.allowed and not self.private))
        if shows and self.reach != "me":
            who.add("console")
            if not self.covered and self.reach == "everyone":
                who |= {"phones", *room.meeting.seats} | (set() if self.held else {"screen"})
        return who


class Walk:
    """A meeting being played, and what must hold of it."""

    def __init__(self, choose: Choose) -> None:
        self.choose = choose
        self.room = Room("Ana", "Ben", "Cy", "Dee", without_phone=("Rose",), capacity=6)
        self.marks = itertools.count()
        self.marked: dict[str, Marked] = {}
        self.prompts: set[str] = set()
        self.held = True
        self.accepted = 0
        self.refused = 0
        self.happened: Counter[str] = Counter()

    def marker(self) -> str:
        return f"<mark{next(self.marks)}>"

    def step(self) -> None:
        """One command from somebody, then every invariant."""
        room = self.room
        room.now += self.choose((0, 5_000, 70_000))
        name, command = some_command(room, self.choose, self.marker)
        before, seen_before = room.meeting, self.own_views()
        decided = room.attempt(name, command)
        if isinstance(decided, Refusal):
            self.refused += 1
            if isinstance(command, ask.TakeSeat):  # the door was shut
                known = room.meeting.seats.keys() | set(room.meeting.knocking)
                room.seats = {n: s for n, s in room.seats.items() if s in known}
            return
        self.accepted += 1
        if isinstance(command, ask.AddSeat | ask.JoinCircle):
            person = command.handle.text
            room.seats[person] = decided[0].seat
        self.happened.update(name_of(e) for e in decided)
        self.note(command, decided)
        self.whoever_has_gone_only_takes_back(before, name, command, decided)
        self.only_the_holder_accepted(before, name, command)
        self.words_reach_whom_their_author_chose()
        self.listening_is_out_of_the_order()
        self.the_console_knows_only_what_it_says()
        self.touched_names_everyone_whose_view_changed(before, seen_before, decided)
        self.state_survives_the_journal(before, decided)
        self.what_can_be_done_is_not_refused()
        self.silence_is_silent()

    def own_views(self) -> dict[str, dict]:
        room = self.room
        return {s: view(room.meeting, room.texts, own(s)) for s in room.meeting.seats}

    def note(self, command: ask.Command, decided: tuple) -> None:
        """Keeps the oracle up to date from what was asked, not from what the rules made of it."""
        room = self.room
        for event in decided:
            match event:
                case did.WordsShared(item=item, author=author, text=str(row)):
                    mark = Marked(author, room.texts[row])
                    mark.held = self.held
                    playing()[name_of(command).partition(".")[0]].noted(command, mark, room)
                    self.marked[item] = mark
                case did.WordsReached(item=item) if item in self.marked:
                    self.marked[item].held = self.held
                    playing()[name_of(command).partition(".")[0]].noted(command, self.marked[item], room)
                case did.WordsTakenBack(item=item):
                    self.marked.pop(item, None)
                    for mark in self.beneath(item):
                        mark.unanswered = True
                case did.WordsLaidOut(items=items):
                    self.only_an_uncovering_lays_out(command, decided)
                    for item in items:
                        if item in self.marked:
                            self.marked[item].waiting = False
                case did.RoundEnded():
                    for mark in self.marked.values():
                        mark.waiting = False
                case did.WordsCovered(item=item, on=on) if item in self.marked:
                    self.marked[item].covered = on
                case did.WordsPutOnScreen(item=item, on=on) if item in self.marked:
                    self.marked[item].held = not on
                case did.HoldSet(on=on):
                    self.held = on
        match command:
            case story.LetAnswer(item=item, on=on) if item in self.marked:
                for mark in self.beneath(item):
                    mark.unanswered = not on
            case ask.AllowWords(item=item, on=on) if item in self.marked:
                self.marked[item].allowed = on
            case ask.SetReceiving(on=False) | ask.LeaveSeat(words=True) | ask.TakeAllBack(received=True):
                for event in decided:
                    if isinstance(event, did.WordsAllowed) and event.item in self.marked:
                        self.marked[event.item].allowed = False

    @staticmethod
    def only_an_uncovering_lays_out(command: ask.Command, decided: tuple) -> None:
        uncovering = {c for kind in playing().values() for c in getattr(kind, "UNCOVERING", ())}
        assert type(command) in uncovering or any(isinstance(e, did.RoundEnded) for e in decided)

    def beneath(self, item: str) -> list[Marked]:
        """What was answered to a piece of words."""
        return [mark for mark in self.marked.values() if mark.beneath == item]

    # Invariant 1

    def only_the_holder_accepted(self, before, name: str, command: ask.Command) -> None:
        def holder(meeting) -> str | None:
            running = meeting.running
            piece = getattr(running.state, "piece", None) if running else None
            return piece.seat if isinstance(piece, Held) else None

        now = holder(self.room.meeting)
        if now is None or now == holder(before):
            return
        if isinstance(command, story.AnswerFor):
            assert command.accept
            assert command.seat == now
            assert not before.seats[now].phone
        else:
            assert isinstance(command, story.Accept)
            assert now == (before.seat_of_member("xfay").id if name == "Fay" else self.room.seats[name])
        piece = before.running.state.piece
        assert piece == Travelling(now), "it had been offered"

    # Invariants 3, 4, 5

    def words_reach_whom_their_author_chose(self) -> None:
        room = self.room
        seen = {n: room.bytes(n).decode() for n in SHARED}
        seen |= {s: json.dumps(v) for s, v in self.own_views().items()}
        texts = "".join(room.texts.values())
        for item, mark in self.marked.items():
            readers = {r for r, said in seen.items() if mark.text in said}
            allowed = mark.readers(room)
            assert readers <= allowed, (item, readers, allowed)
            author_left = room.meeting.seats[mark.author].left
            assert author_left or mark.author in readers
        for n in range(next(self.marks)):
            mark_text = f"<mark{n}>"
            if mark_text not in texts:
                assert not any(mark_text in said for said in seen.values())
        self.unnamed_words_name_nobody()

    def unnamed_words_name_nobody(self) -> None:
        for audience in SHARED:
            shown = self.room.view(audience)
            pieces = {
                **shown["quilt"]["threads"],
                **shown.get("words", {}),
                **shown.get("round", {}).get("stories", {}),
                **shown.get("round", {}).get("cards", {}),
            }
            for told in shown.get("round", {}).get("stories", {}).values():
                pieces |= told.get("replies", {})
            latest = shown.get("round", {}).get("latest")
            if latest:
                pieces[latest["item"]] = latest
            for item, piece in pieces.items():
                mark = self.marked.get(item)
                if mark and not mark.named:
                    assert "by" not in piece
                    assert "turn" not in piece

    def whoever_has_gone_only_takes_back(self, before, name: str, command: ask.Command, decided: tuple) -> None:
        room = self.room
        seat = before.seats.get(room.seats.get(name, ""))
        if isinstance(command, ask.TakeAllBack):
            assert seat.id not in {w.author for w in room.meeting.words.values()}
            assert room.meeting.seats == before.seats
            others = {item: w for item, w in before.words.items() if seat.id not in (w.author, w.to)}
            assert others.items() <= room.meeting.words.items()
        elif seat and seat.left:
            assert not decided, (name_of(command), "was done by somebody who has gone")

    # Invariant 8

    def listening_is_out_of_the_order(self) -> None:
        running = self.room.meeting.running
        if not running or running.kind != "story" or running.over:
            return
        for seat in self.room.meeting.present():
            if (seat.comfort == "listening" or seat.out or seat.quiet) and seat.phone:
                assert seat.id not in running.state.hands
                assert running.state.piece != Travelling(seat.id)
                assert getattr(running.state.piece, "seat", None) != seat.id

    # Invariant 9

    def the_console_knows_only_what_it_says(self) -> None:
        for person in self.room.view("console")["seats"].values():
            assert set(person) <= KNOWN_ON_CONSOLE

    # Invariants 2 and 8: two meetings that differ only in a pass, or in a change to listening

    def silence_is_silent(self) -> None:
        room = self.room
        running = room.meeting.running
        if not running or running.over or running.kind != "story" or room.meeting.phase != "running":
            return
        here = [s for s in room.meeting.present() if s.phone and not s.member]
        if not here:
            return
        seat = self.choose(here)
        name = room.named(seat.id)
        state = running.state
        holding = getattr(state.piece, "seat", None) == seat.id
        passing = [story.SkipMe(on=True), story.Pass(turn=1), *([] if holding else [story.AskMeLast(on=True)])]
        self.look_alike(name, passing, [story.Done()] if holding else [])
        up = seat.id in state.hands or seat.id in state.left_up
        listening = [ask.SetComfort(comfort="listening"), ask.StepOut(on=True)]
        self.look_alike(name, listening, [story.Done()] if holding else [story.LowerHand()] if up else [])

    def look_alike(self, name: str, ways: list[ask.Command], instead: list[ask.Command]) -> None:
        """Each of these ways gives everyone else the views that they would have had otherwise."""
        plain = self.room.copy()
        for command in instead:
            plain.do(name, command)
        seen = self.by_others(plain, name)
        for way in ways:
            twin = self.room.copy()
            twin.do(name, way)
            other = self.by_others(twin, name)
            offered = self.offered(plain) | self.offered(twin)
            for who in seen:
                if who not in offered:
                    assert other[who] == seen[who], (name_of(way), who)

    @staticmethod
    def by_others(room: Room, name: str) -> dict[str, bytes]:
        return {who: said for who, said in room.everyone().items() if who != name}

    @staticmethod
    def offered(room: Room) -> set[str | None]:
        """Whoever is asked next sees that they are asked; there is no way around that."""
        piece = room.meeting.running.state.piece
        return {room.named(piece.to)} if isinstance(piece, Travelling) else set()

    # What the desk relies on

    def touched_names_everyone_whose_view_changed(self, before, seen_before: dict, decided: tuple) -> None:
        named: set[str] | None = set()
        meeting = before
        for event in decided:
            near = touched(meeting, event)
            named = None if near is None or named is None else named | near
            meeting = evolve(meeting, event)
        if named is None:
            return
        changed = {s for s, seen in self.own_views().items() if seen_before.get(s) != seen}
        assert changed <= named, (changed - named, [name_of(e) for e in decided])

    def state_survives_the_journal(self, before, decided: tuple) -> None:
        assert read_events(write_events(decided)) == decided
        assert read_meeting(write_meeting(self.room.meeting)) == self.room.meeting

    def what_can_be_done_is_not_refused(self) -> None:
        for name, seat in self.room.seats.items():
            sits = self.room.meeting.seats.get(seat)
            if not sits or sits.left or sits.member or not sits.phone:
                continue
            running = self.room.meeting.running
            if not running or running.over or self.room.meeting.phase != "running":
                continue
            own_round = self.room.view(name).get("round")
            if own_round is None:  # the room rests, or this person has stepped out
                continue
            for_all = () if sits.quiet else getattr(playing()[running.kind], "FOR_ALL", ())
            can = {*own_round["can"], *for_all}
            twin = self.room.copy()
            twin.now += 60_000
            for command in playing()[running.kind].likely(twin, name, lambda options: options[0], lambda: "words"):
                if name_of(command) in can:
                    twin.copy().do(name, command)


def walked(seed: int, steps: int = 100) -> Counter[str]:
    """Plays one random meeting to its last step; gives what happened in it. A failure names the seed it replays from."""
    walk = Walk(random.Random(seed).choice)
    for step in range(steps):
        try:
            walk.step()
        except AssertionError as e:
            raise AssertionError(f"seed {seed}, step {step}") from e
    return walk.happened
