"""What `doctor` looks at. It reads, and changes nothing: not even a table is brought up to date."""

import os
import shutil
import socket
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from facilitator.config import Config
from facilitator.store.backups import newest, sound
from facilitator.store.migrating import CannotStart, newer_than_this

MIB = 1024 * 1024
LITTLE_ROOM = 200 * MIB
FILES_FOR_A_LARGE_ROOM = 4096
WRITTEN_IN = date(2026, 11, 1)
"""No clock that is right shows a day before this program was written."""
CLOCKS_DIFFER = 300
COPY_EVERY = 8 * 86400


class Finding(NamedTuple):
    """One plain line, and whether it is good."""

    good: bool
    line: str


def look_at_everything(config: Config) -> Iterator[Finding]:
    """Folders, disk, database, keys, clock, port: each a line."""
    yield from _folders(config)
    yield from _disk(config)
    yield from _database(config)
    yield from _keys(config)
    yield from _clock(config)
    yield _port(config)
    yield _files()


def _folders(config: Config) -> Iterator[Finding]:
    for name, folder in (("DATA_DIR", config.data), ("KEYS_DIR", config.keys)):
        if not folder.exists():
            yield Finding(True, f"{name} {folder} is made at the first start.")
        elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield Finding(False, f"{name} {folder} may not be used. Give it to the user who runs Facilitator.")
        else:
            yield Finding(True, f"{name} {folder} can be read and written.")
    if config.keys.exists() and stat.S_IMODE(config.keys.stat().st_mode) & 0o077:
        yield Finding(False, f"Others on this machine can look into KEYS_DIR. Type: chmod 700 {config.keys}")
    if config.keys.is_relative_to(config.data / "backups"):
        yield Finding(False, "KEYS_DIR lies among the backups, where no key belongs. Choose another folder.")


def _disk(config: Config) -> Iterator[Finding]:
    for name, folder in (("DATA_DIR", config.data), ("KEYS_DIR", config.keys)):
        if not folder.exists():
            continue
        free = shutil.disk_usage(folder).free
        said = f"{free // MIB} MiB free on the disk of {name}"
        yield Finding(True, f"{said}.") if free >= LITTLE_ROOM else Finding(False, f"Only {said}. Make room soon.")


def _database(config: Config) -> Iterator[Finding]:
    if not config.sqlite:
        yield _postgresql(config)
        return
    path = Path(str(make_url(config.database).database))
    backups = config.data / "backups"
    if not path.exists():
        yield Finding(True, f"The database {path} is made at the first start.")
        return
    if not sound(path, thoroughly=True):
        copy = newest(backups)
        advice = f"python -m facilitator restore {copy}" if copy else "restore your newest backup"
        yield Finding(False, f"The database {path} is damaged. To put a copy back: {advice}")
        return
    try:
        newer = newer_than_this(path)
    except CannotStart as e:
        yield Finding(False, str(e))
        return
    if newer:
        yield Finding(False, "The database was last used by a newer Facilitator. Install that version again.")
    else:
        yield Finding(True, "The database is whole, and of this version or an earlier one.")
    yield _copies(backups)


def _copies(backups: Path) -> Finding:
    copy = newest(backups)
    if not copy:
        return Finding(True, "There is no copy in DATA_DIR/backups yet. To make one: python -m facilitator backup")
    days = int((time.time() - copy.stat().st_mtime) // 86400)
    if days * 86400 > COPY_EVERY:
        return Finding(True, f"The newest copy is {days} days old. To make one: python -m facilitator backup")
    return Finding(True, f"The newest copy, {copy.name}, is sound.")


def _postgresql(config: Config) -> Finding:
    url = make_url(config.database)
    place = f"{url.host or 'localhost'}:{url.port or 5432}"
    engine = create_engine(config.database, hide_parameters=True, connect_args={"connect_timeout": 5})
    try:
        with engine.connect():
            return Finding(True, f"The database at {place} answers.")
    except SQLAlchemyError:
        return Finding(False, f"The database at {place} does not answer. See that it runs and DATABASE_URL is right.")
    finally:
        engine.dispose()


def _keys(config: Config) -> Iterator[Finding]:
    server = config.keys / "server.key"
    if not server.exists():
        there = config.sqlite and Path(str(make_url(config.database).database)).exists()
        if there:
            yield Finding(False, f"The key {server} is missing. Put KEYS_DIR back from where you keep it.")
        return
    if server.stat().st_size != 32:
        yield Finding(False, f"{server} is not a key of this program. Put back the right file.")
        return
    yield Finding(True, "The server's key is there.")
    if not config.sqlite:
        return
    missing = _meetings_without_keys(config)
    if missing:
        yield Finding(
            False, f"{missing} open session{'s have' if missing > 1 else ' has'} no key: ended early at the start."
        )


def _meetings_without_keys(config: Config) -> int:
    path = Path(str(make_url(config.database).database))
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT id FROM open_meetings").fetchall()
    except sqlite3.DatabaseError:
        return 0
    return sum(not (config.keys / f"{id}.meeting").exists() for (id,) in rows)


def _clock(config: Config) -> Iterator[Finding]:
    today = date.today()
    if today < WRITTEN_IN:
        yield Finding(False, f"The clock says {today.isoformat()}, which cannot be. Set it right.")
        return
    ahead = _newest_entry(config) - time.time()
    if ahead > CLOCKS_DIFFER:
        yield Finding(
            False,
            f"The clock is behind by {ahead / 60:.0f} minutes: something was written later than now. Set it right.",
        )
        return
    yield Finding(True, f"The clock says {time.strftime('%Y-%m-%d %H:%M %Z')}. Please see that it is right.")


def _newest_entry(config: Config) -> float:
    """When the last thing was written that has a time, in seconds since 1970."""
    if not config.sqlite:
        return 0
    path = Path(str(make_url(config.database).database))
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            newest = connection.execute(
                "SELECT max(at) FROM (SELECT max(at) AS at FROM audit UNION ALL SELECT max(opened_at) FROM open_meetings)"
            ).fetchone()[0]
    except sqlite3.DatabaseError:
        return 0
    return (newest or 0) / 1000


def _port(config: Config) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", config.port)) and config.port:
            return Finding(True, f"Port {config.port} is free.")
    if not config.port:
        return Finding(True, "Any free port will do.")
    if _is_ours(config.port):
        return Finding(True, f"Facilitator is running on port {config.port}.")
    return Finding(False, f"Another program uses port {config.port}. Stop it, or set PORT to another number.")


def _is_ours(port: int) -> bool:
    import requests

    try:
        return bool(requests.get(f"http://127.0.0.1:{port}/healthz", timeout=3).json() == {"ok": True})
    except (requests.RequestException, ValueError):
        return False


def _files() -> Finding:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < FILES_FOR_A_LARGE_ROOM:
        return Finding(False, f"Only {hard} connections may be open at once. For large rooms: ulimit -n 10000")
    return Finding(True, "Enough connections may be open at once.")
