"""`python -m tests.load.dump --meetings 1000`: the whole attack, printed."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.load.dump.attack import Outcome, judge
from tests.load.dump.builds import BROKEN
from tests.load.dump.nights import night
from tests.places import Server, postgresql


def said(title: str, outcome: Outcome) -> str:
    """One outcome as a person reads it."""
    found = "FOUND" if outcome.share > outcome.limit_95 else "nothing found"
    return (
        f"  {title:<34} best of {outcome.tried} attacks: {outcome.share:.1%} of {outcome.people} people linked "
        f"({outcome.best}); chance {outcome.chance:.1%}, 95 % of shuffled names below {outcome.limit_95:.1%}: {found}"
    )


def on_sqlite(meetings: int, broken: str = "", seed: int = 1) -> tuple[Outcome, Outcome | None]:
    """The attack on a SQLite installation, or on a build that is broken on purpose. Gives the outcome without and with
    the live keys."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), **({"BROKEN": broken} if broken else {}))
        server.module = "tests.load.dump.builds" if broken else "facilitator"
        seen = night(server.prepare(), meetings, seed, at_once=1 if broken else 2)
    return judge(seen.seen, seed), judge(seen.with_live_keys, seed) if seen.with_live_keys else None


def on_postgresql(meetings: int, seed: int = 1) -> tuple[Outcome, Outcome | None]:
    """The same on PostgreSQL."""
    import psycopg2

    with postgresql() as url, tempfile.TemporaryDirectory() as folder:
        connection = psycopg2.connect(f"{url}/postgres")
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            data = Path(cursor.fetchone()[0])
        connection.close()
        server = Server(Path(folder), DATABASE_URL=f"{url}/postgres").prepare()
        seen = night(server, meetings, seed, postgres=(f"{url}/postgres", data))
    return judge(seen.seen, seed), judge(seen.with_live_keys, seed)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--meetings", type=int, default=1000)
    attack(parser.parse_args().meetings)


def attack(meetings: int) -> None:
    """The attack on so many sessions, on a quarter as many on PostgreSQL, and on the broken builds. Prints."""
    began = time.monotonic()
    print(f"\nThe dump attacker, {meetings} sessions of 12 people, eager ones first in everything:")
    plain, with_keys = on_sqlite(meetings)
    print(said("SQLite", plain))
    print(said("SQLite, live keys stolen too", with_keys))
    plain, with_keys = on_postgresql(meetings // 4)
    print(said("PostgreSQL", plain))
    print(said("PostgreSQL, live keys stolen too", with_keys))
    for broken in BROKEN:
        outcome, _ = on_sqlite(40, broken)
        print(said(f"a build with {broken}", outcome))
    print(f"  in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
