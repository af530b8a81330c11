"""Many sessions, one after the other or a few at a time, with copies taken in the middle and at the end of each."""

import random
import secrets
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from facilitator.attendance.names import opened_name
from facilitator.attendance.slips import opened
from facilitator.clock import new_id
from facilitator.live.journal import Journal
from facilitator.meeting import rules
from facilitator.store.keys import Keys
from facilitator.store.name_keys import NameKeys
from facilitator.store.writing import Store
from tests.load.dump.attack import Seen
from tests.load.dump.copies import PostgresCopy, SqliteCopy, columns, under
from tests.load.dump.people import Played, play
from tests.places import Server, home_in

CIRCLE, LIST = 12, 14
"""Twelve come of the fourteen who belong to a group."""
A_GROUP_MEETS = 10


class Night(NamedTuple):
    """What was seen, without and with the keys that lay there while the sessions were open."""

    seen: list[Seen]
    with_live_keys: list[Seen]


class Thief:
    """Takes copies, and is told in clear what every words' row says."""

    def __init__(self, server: Server, into: Path, postgres: tuple[str, Path] | None) -> None:
        self.folder, self.into, self.postgres = server.folder, into, postgres
        own = f"sqlite:///{server.folder / 'facilitator.sqlite3'}"
        self.url = postgres[0].replace("postgresql://", "postgresql+psycopg2://") if postgres else own

    def copy(self) -> SqliteCopy | PostgresCopy:
        """Everything, as it lies there now."""
        if self.postgres:
            url, data = self.postgres
            return PostgresCopy(url, data)
        return SqliteCopy(self.folder, self.into)

    def words_rows(self, meeting: str) -> tuple[dict[str, str], dict[str, str]]:
        """who -> the row of their words; seat -> the row of its handle. This is what the thief is told."""
        store = Store(self.url)
        try:
            journal = Journal(store, Keys(self.folder / "keys"))
            past = journal.read(meeting)
            texts = journal.texts(meeting, rules.texts_in(past.meeting))
            said = {t.removeprefix("words of "): row for row, t in texts.items() if t.startswith("words of ")}
            return said, {s.id: s.handle for s in past.meeting.seats.values()}
        finally:
            store.close()

    def slips(self, copy: Any, meeting: str) -> dict[str, str]:
        """With the live keys: name -> the row of its sealed signature."""
        key = Keys(self.folder / "keys").for_slips(meeting)
        rows = copy.rows("SELECT id, body FROM sealed_slips WHERE meeting = ?", meeting)
        return {name: id for id, body in rows if (name := opened(key, id, body).name)}

    def signatures(self, copy: Any, people: set[str], known: set[str]) -> dict[str, str]:
        """name -> the row of its signature, of those that are new. Names are told in clear as well."""
        keys = NameKeys(self.folder / "keys" / "names")
        rows = copy.rows("SELECT id, bucket, key, body FROM signatures")
        fresh = {opened_name(keys.of(b, k), id, body): id for id, b, k, body in rows if id not in known}
        return {name: id for name, id in fresh.items() if name in people}


def _words_side(copy: Any, words: dict[str, str], handles: dict[str, str], seats: dict[str, str]) -> dict[str, Any]:
    return {
        **under("words", {**columns(copy, "words", words, ("key", "wrapped", "body")), **copy.places(words)}),
        **under("handle", {**columns(copy, "words", handles, ("key", "wrapped", "body")), **copy.places(handles)}),
        **under("seat", {"id": seats, **copy.places(seats)}),
    }


def meet(server: Server, thief: Thief, group: str, people: list[str], dice: random.Random) -> tuple[Seen, Seen | None]:
    """One session, and what the copies say about it."""
    held: dict[str, Any] = {"words": {}}

    def look(stage: str, meeting: str, seats: dict[str, str]) -> None:
        copy = thief.copy()
        words, by_seat = thief.words_rows(meeting)
        handles = {person: by_seat[seat] for person, seat in seats.items()}
        held["words"].update(under(stage, _words_side(copy, words, handles, seats)))
        if stage == "written":
            return _close(copy)
        held["known"] = {id for (id,) in copy.rows("SELECT id FROM signatures")}
        held["open"] = under("the name itself", copy.places({p: p for p in people}))
        held["keys"] = {}
        if not server.more.get("BROKEN"):
            slips = thief.slips(copy, meeting)
            held["keys"] = under("slip", {**columns(copy, "sealed_slips", slips, ("body",)), **copy.places(slips)})
        return _close(copy)

    played: Played = play(server, group, people, dice, look)
    copy = thief.copy()
    rows = thief.signatures(copy, set(people), held["known"])
    names = under("signature", {**columns(copy, "signatures", rows, ("key", "body")), **copy.places(rows)})
    after = under("the name afterwards", copy.places({p: p for p in people}))
    _close(copy)
    assert len(rows) == len(people), "everybody signed"
    seen = Seen(group, held["words"], {**names, **held["open"], **after}, played.looks)
    return seen, seen._replace(names=held["keys"]) if held["keys"] else None


def _close(copy: Any) -> None:
    if isinstance(copy, PostgresCopy):
        copy.close()


def groups_for(server: Server, meetings: int) -> list[str]:
    """As many groups as it takes for so many sessions, made before the server starts."""
    home = home_in(server.folder, **{k: v for k, v in server.more.items() if k != "BROKEN"})
    from facilitator.groups.models import Group

    made = [new_id() for _ in range(-(-meetings // A_GROUP_MEETS))]
    rows = [Group(id=g, organization_id=server.ids["Riverside"], name=f"Circle {n}") for n, g in enumerate(made)]
    home.store.write(lambda session: session.add_all(rows))
    home.store.close()
    return made


def night(
    server: Server, meetings: int, seed: int = 1, at_once: int = 1, postgres: tuple[str, Path] | None = None
) -> Night:
    """So many sessions on a server that is prepared but not started. One group meets at a time in each thread."""
    groups = groups_for(server, meetings)
    server.start()
    one_copy = threading.Lock()
    found: list[tuple[Seen, Seen | None]] = []
    with tempfile.TemporaryDirectory() as into:

        def of_group(n: int) -> None:
            dice = random.Random(f"{seed} {n}")
            people = [f"Person {secrets.token_hex(6)}" for _ in range(LIST)]
            thief = Thief(server, Path(into) / str(n), postgres)
            for _ in range(min(A_GROUP_MEETS, meetings - n * A_GROUP_MEETS)):
                seen = meet(server, thief, groups[n], dice.sample(people, CIRCLE), dice)
                with one_copy:
                    found.append(seen)

        try:
            with ThreadPoolExecutor(at_once) as threads:
                list(threads.map(of_group, range(len(groups))))
        finally:
            server.kill()
    return Night([s for s, _ in found], [k for _, k in found if k])
