"""Meetings that were held, with names left for credit, as a close writes them; and a thief who tries every key there is."""

import secrets
import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from facilitator.attendance.models import Held
from facilitator.attendance.names import names_of, opened_name, write_names
from facilitator.attendance.records import add_up
from facilitator.house import House
from facilitator.store.keys import NoKey
from facilitator.store.name_keys import NameKeys
from facilitator.store.sealing import Unreadable
from facilitator.store.writing import Store


def met(store: Store, names: NameKeys, organization: str, group: str, day: date, signed: Iterable[str] = ()) -> str:
    """A group met on a day, and these people signed. Gives the meeting's row."""
    id, signed = "h" + secrets.token_hex(10), list(signed)

    def work(session: Session) -> None:
        held = Held(
            id=id, organization_id=organization, group_id=group, held_on=day, minutes=60, phones=8, without_phone=0,
            heads=8, remote=0, group_first=0, group_again=0, year_first=0, year_again=0, arrivals="{}", stays="{}",
            signed=len(signed), cancelled=False, led_by="",
        )  # fmt: skip
        session.add(held)
        session.flush()
        write_names(session, names, id, organization, day, signed)
        add_up(session, held, 1)

    store.write(work)
    return id


def in_riverside(home: House, ids: dict[str, str], day: date, *signed: str) -> str:
    """The cast's group met on a day, and these people signed."""
    return met(home.store, home.names, ids["Riverside"], ids["group"], day, signed)


def signed_at(home: House, held: str) -> list[str]:
    """The names on a meeting's sheet."""
    with home.store.read() as session:
        return [name for _, name in names_of(session, home.names, held)]


def read_by_a_thief(database: Path, keys: Path) -> list[str]:
    """Every name that can be read from a copy of the database with the keys in a folder, whatever number they go by."""
    names = NameKeys(keys / "names")
    every = [names.of(bucket, number) for bucket in names.buckets() for number in names.numbers(bucket)]
    found = []
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT id, body FROM signatures").fetchall()
    for id, body in rows:
        for key in every:
            try:
                found.append(opened_name(key, id, body))
            except (Unreadable, NoKey):
                continue
    return sorted(found)


def every_byte(*folders: Path) -> bytes:
    """All files below these folders."""
    return b"\0".join(p.read_bytes() for folder in folders for p in sorted(folder.rglob("*")) if p.is_file())
